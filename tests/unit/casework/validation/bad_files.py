"""Every kind of mistake that trainers make in data/, and what the machine then says.

Read by test_bad_yaml.py, and by trainers as docs/trainers-mistakes.md, which is made from it:

    PYTHONPATH=. .venv/bin/python -P -m tests.unit.casework.validation.bad_files
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[4] / "docs" / "trainers-mistakes.md"

PATTERNS = "scam_patterns.yml"
CHANNELS = "help_channels.yml"
SHIPPER = "examples/gia_shipper.txt"


@dataclass(frozen=True, slots=True)
class Kind:
    """One mistake: in a file of tiny_data.py, `was` becomes `now`; `told` is all that is said.

    An empty `was` means that `now` is written at the end.
    """

    name: str
    file: str
    was: str
    now: str
    told: tuple[str, ...]
    is_warning: bool = False

    def broken(self, text: str) -> str:
        """The file with the mistake in it."""
        if not self.was:
            return text + self.now
        assert self.was in text, self.name
        return text.replace(self.was, self.now, 1)


KINDS = (
    Kind(
        "Dấu hai chấm trong câu, câu không nằm trong ngoặc kép",
        PATTERNS,
        "    name: Giả người giao hàng",
        "    name: Giả người giao hàng: chiêu mới",
        (
            (
                "scam_patterns.yml:11: [tệp] Cú pháp YAML sai (có dấu hai chấm trong câu "
                "mà câu không nằm trong ngoặc kép). Cách sửa: xem lại thụt đầu dòng, dấu "
                "hai chấm và dấu ngoặc kép quanh đây."
            ),
        ),
    ),
    Kind(
        "Ngoặc kép chưa đóng",
        PATTERNS,
        "short_name: Giả shipper",
        'short_name: "Giả shipper',
        (
            (
                "scam_patterns.yml:12: [tệp] Cú pháp YAML sai (ngoặc kép chưa đóng). Cách "
                "sửa: xem lại thụt đầu dòng, dấu hai chấm và dấu ngoặc kép quanh đây."
            ),
        ),
    ),
    Kind(
        "Dòng thụt không thẳng hàng",
        PATTERNS,
        "    family: dich_vu_tien_ich",
        "   family: dich_vu_tien_ich",
        (
            (
                "scam_patterns.yml:14: [tệp] Cú pháp YAML sai (dòng này thụt không thẳng "
                "hàng với các dấu '-'). Cách sửa: xem lại thụt đầu dòng, dấu hai chấm và "
                "dấu ngoặc kép quanh đây."
            ),
        ),
    ),
    Kind(
        "Thụt dòng bằng phím Tab",
        PATTERNS,
        "    family: dich_vu_tien_ich",
        "\tfamily: dich_vu_tien_ich",
        (
            (
                "scam_patterns.yml:14: [tệp] Cú pháp YAML sai (có ký tự Tab; thụt dòng "
                "bằng dấu cách). Cách sửa: xem lại thụt đầu dòng, dấu hai chấm và dấu "
                "ngoặc kép quanh đây."
            ),
        ),
    ),
    Kind(
        "Một mục ghi hai lần",
        PATTERNS,
        "    short_name: Giả shipper\n",
        "    short_name: Giả shipper\n    short_name: Giả giao hàng\n",
        (
            (
                "scam_patterns.yml:13: [gia_shipper > short_name] Mục 'short_name' ghi hai "
                "lần: đã có ở dòng 12. Cách sửa: gộp vào một chỗ rồi xoá chỗ kia."
            ),
        ),
    ),
    Kind(
        "Hai danh sách playbooks",
        PATTERNS,
        "",
        "playbooks: []\n",
        (
            (
                "scam_patterns.yml:81: [playbooks] Mục 'playbooks' ghi hai lần: đã có ở "
                "dòng 9. Cách sửa: gộp vào một chỗ rồi xoá chỗ kia."
            ),
        ),
    ),
    Kind(
        "Câu bắt đầu bằng dấu *",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- *Gap* khoá thẻ ngay",
        (
            (
                "scam_patterns.yml:33: [tệp] Cú pháp YAML sai (câu bắt đầu bằng dấu * hoặc "
                '&). Cách sửa: đặt cả câu trong ngoặc kép "...", hoặc bỏ dấu đó.'
            ),
        ),
    ),
    Kind(
        "Câu bắt đầu bằng dấu &",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- &gap khoá thẻ ngay",
        (
            (
                "scam_patterns.yml:33: [tệp] Câu bắt đầu bằng dấu & (&gap). Cách sửa: đặt "
                'cả câu trong ngoặc kép "...", hoặc bỏ dấu đó.'
            ),
        ),
    ),
    Kind(
        "Câu bắt đầu bằng dấu !",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- !Gap khoá thẻ ngay",
        (
            (
                "scam_patterns.yml:33: [tệp] Câu bắt đầu bằng dấu ! (!Gap). Cách sửa: đặt "
                'cả câu trong ngoặc kép "...", hoặc bỏ dấu đó.'
            ),
        ),
    ),
    Kind(
        "Câu bắt đầu bằng dấu @",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- @ai cũng khoá thẻ ngay",
        (
            (
                "scam_patterns.yml:33: [tệp] Cú pháp YAML sai (câu bắt đầu bằng dấu @, %, `"
                ' hoặc ký tự Tab). Cách sửa: đặt cả câu trong ngoặc kép "..."; thụt dòng '
                "bằng dấu cách."
            ),
        ),
    ),
    Kind(
        "Số viết sai hoặc dài quá",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- 0x_",
        (
            (
                "scam_patterns.yml:33: [tệp] Cú pháp YAML sai (số này dài quá hoặc viết "
                'sai). Cách sửa: nếu là chữ thì đặt trong ngoặc kép "..."; nếu là số thì '
                "viết lại."
            ),
        ),
    ),
    Kind(
        "Dòng --- ở giữa tệp",
        PATTERNS,
        "",
        "---\nplaybooks: []\n",
        (
            (
                "scam_patterns.yml:81: [tệp] Cú pháp YAML sai (có dấu --- chia tệp làm hai "
                "phần). Cách sửa: xoá dòng ---: mỗi tệp chỉ một phần."
            ),
        ),
    ),
    Kind(
        "Ký tự không nhìn thấy",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- Khoá thẻ\x07 ngay",
        (
            (
                "scam_patterns.yml:33: [tệp] Có ký tự lạ không nhìn thấy (U+0007). Cách "
                "sửa: xoá rồi gõ lại cả câu ở dòng này."
            ),
        ),
    ),
    Kind(
        "Đầu danh sách kịch bản viết lạ khuôn",
        PATTERNS,
        "\nplaybooks:\n",
        "\n? playbooks\n:\n",
        (
            (
                "scam_patterns.yml:11: [gia_shipper] Kịch bản này viết lạ khuôn nên bàn làm"
                " việc không sửa được. Cách sửa: viết như các kịch bản kia: dòng "
                "'playbooks:' sát lề, mỗi kịch bản bắt đầu bằng dòng '- id: mã', các mục "
                "thẳng hàng với chữ id, không gom trong ngoặc."
            ),
            (
                "scam_patterns.yml:49: [gia_dien_luc] Kịch bản này viết lạ khuôn nên bàn "
                "làm việc không sửa được. Cách sửa: viết như các kịch bản kia: dòng "
                "'playbooks:' sát lề, mỗi kịch bản bắt đầu bằng dòng '- id: mã', các mục "
                "thẳng hàng với chữ id, không gom trong ngoặc."
            ),
        ),
    ),
    Kind(
        "Thiếu hẳn một mục",
        PATTERNS,
        "    short_name: Giả shipper\n",
        "",
        (
            (
                "scam_patterns.yml:10: [gia_shipper > short_name] Thiếu mục 'short_name'. "
                "Cách sửa: thêm dòng 'short_name: ...' vào đây."
            ),
        ),
    ),
    Kind(
        "Gõ sai tên mục",
        PATTERNS,
        "    short_name: Giả shipper",
        "    short_nam: Giả shipper",
        (
            (
                "scam_patterns.yml:10: [gia_shipper > short_name] Thiếu mục 'short_name'. "
                "Cách sửa: thêm dòng 'short_name: ...' vào đây."
            ),
            (
                "scam_patterns.yml:12: [gia_shipper > short_nam] Không có mục nào tên "
                "'short_nam'. Cách sửa: có phải ý là 'short_name'? sửa chính tả của tên "
                "mục, hoặc bỏ dòng này."
            ),
        ),
    ),
    Kind(
        "Gõ sai nhóm",
        PATTERNS,
        "family: dich_vu_tien_ich",
        "family: dich_vu_tienich",
        (
            (
                "scam_patterns.yml:14: [gia_shipper > family] Giá trị của 'family' lạ. "
                "Cách sửa: có phải ý là 'dich_vu_tien_ich'? dùng một trong: "
                "'co_quan_nha_nuoc', 'dich_vu_tien_ich', 'ngan_hang_link', 'mxh', "
                "'kiem_tien', 'mua_ban', 'tinh_cam_qua', 'an_toan_con_nguoi' hoặc 'khac'."
            ),
        ),
    ),
    Kind(
        "Gõ sai giai đoạn của bước",
        PATTERNS,
        "stage: info_given",
        "stage: infor_given",
        (
            (
                "scam_patterns.yml:20: [gia_shipper > pattern > script > 2 > stage] Giá "
                "trị của 'stage' lạ. Cách sửa: có phải ý là 'info_given'? dùng một trong: "
                "'approach', 'info_given' hoặc 'paid'."
            ),
        ),
    ),
    Kind(
        "Gõ sai mục thống kê",
        PATTERNS,
        "statistics_category: thu_doan_khac",
        "statistics_category: thu_doan",
        (
            (
                "scam_patterns.yml:16: [gia_shipper > statistics_category] Giá trị của "
                "'statistics_category' lạ. Cách sửa: có phải ý là 'thu_doan_khac'? dùng "
                "một trong: 'gia_danh_co_quan_tu_phap', 'mua_hang_mang_xa_hoi', "
                "'quen_biet_hua_gui_qua', 'chiem_quyen_facebook', "
                "'danh_cap_thong_tin_tai_khoan' hoặc 'thu_doan_khac'."
            ),
        ),
    ),
    Kind(
        "Mã có dấu, có khoảng trắng",
        PATTERNS,
        "- id: gia_shipper",
        "- id: Giả shipper",
        (
            (
                "scam_patterns.yml:10: [Giả shipper > id] 'id' viết sai khuôn. Cách sửa: "
                "chỉ dùng chữ thường không dấu, số, gạch dưới; chữ đứng đầu; 3 đến 49 ký "
                "tự."
            ),
        ),
    ),
    Kind(
        "Câu quá dài",
        PATTERNS,
        "- Đừng chuyển tiền trước",
        (
            "- Đừng chuyển tiền trước, dù họ nói gì, dù họ nói gì, dù họ nói gì, dù họ nói "
            "gì, dù họ nói gì, dù họ nói gì, dù họ nói gì, dù họ nói gì, dù họ nói gì, dù "
            "họ nói gì, dù họ nói gì, dù họ nói gì, dù họ nói gì"
        ),
        (
            (
                "scam_patterns.yml:30: [gia_shipper > advice > approach > 1] Câu quá dài. "
                "Cách sửa: rút gọn còn tối đa 170 ký tự."
            ),
        ),
    ),
    Kind(
        "Ít dấu hiệu quá",
        PATTERNS,
        "        - {sign: Gửi đường dẫn lạ, phrases: [bấm đường dẫn]}\n",
        "",
        (
            (
                "scam_patterns.yml:22: [gia_shipper > pattern > warning_signs] Danh sách "
                "quá ít. Cách sửa: viết ít nhất 5 mục."
            ),
        ),
    ),
    Kind(
        "Thiếu lời khuyên cho một giai đoạn",
        PATTERNS,
        "      paid:\n        - Gọi ngân hàng ngay\n        - Báo {canh_sat}\n",
        "",
        (
            (
                "scam_patterns.yml:28: [gia_shipper > advice > paid] Thiếu mục 'paid'. "
                "Cách sửa: thêm dòng 'paid: ...' vào đây."
            ),
        ),
    ),
    Kind(
        "Ngày không có thật",
        PATTERNS,
        "checked_on: 2026-11-20",
        "checked_on: 2026-13-45",
        (
            (
                "scam_patterns.yml:46: [gia_shipper > sources > 1 > checked_on] Ngày sai. "
                "Cách sửa: viết theo kiểu năm-tháng-ngày, ví dụ 2026-11-23."
            ),
        ),
    ),
    Kind(
        "Đường dẫn nguồn viết thiếu",
        PATTERNS,
        "url: https://bao.example.vn/giao-hang",
        "url: bao.example.vn/giao-hang",
        (
            (
                "scam_patterns.yml:45: [gia_shipper > sources > 1 > url] Đường dẫn sai. "
                "Cách sửa: chép đủ địa chỉ, bắt đầu bằng https://."
            ),
        ),
    ),
    Kind(
        "Hai kịch bản cùng một mã",
        PATTERNS,
        "- id: gia_dien_luc\n    name",
        "- id: gia_shipper\n    name",
        (
            (
                "scam_patterns.yml:48: [gia_shipper] Mã 'gia_shipper' đã dùng ở dòng 10. "
                "Cách sửa: đặt một mã khác, chưa ai dùng, cho một trong hai chỗ."
            ),
        ),
    ),
    Kind(
        "Mã của một ý định có sẵn",
        PATTERNS,
        "- id: gia_dien_luc\n    name",
        "- id: advert\n    name",
        (
            (
                "scam_patterns.yml:48: [advert] Mã 'advert' là của một ý định có sẵn, "
                "không đặt cho kịch bản được. Cách sửa: đặt một mã khác, chưa ai dùng."
            ),
        ),
    ),
    Kind(
        "Kịch bản dễ nhầm không có",
        PATTERNS,
        "      - id: gia_dien_luc\n        question",
        "      - id: gia_dienluc\n        question",
        (
            (
                "scam_patterns.yml:40: [gia_shipper] Không có kịch bản nào khác mang mã "
                "'gia_dienluc'. Cách sửa: có phải ý là 'gia_dien_luc'? sửa mã của kịch bản "
                "dễ nhầm."
            ),
        ),
    ),
    Kind(
        "Tự ghi mình là kịch bản dễ nhầm",
        PATTERNS,
        "      - id: gia_dien_luc\n        question",
        "      - id: gia_shipper\n        question",
        (
            (
                "scam_patterns.yml:40: [gia_shipper] Kịch bản 'gia_shipper' tự ghi mình là "
                "kịch bản dễ nhầm. Cách sửa: ghi mã của kịch bản kia, hoặc xoá câu hỏi này."
            ),
        ),
    ),
    Kind(
        "Một cặp ghi ở cả hai bên",
        PATTERNS,
        "    neighbours: []",
        (
            "    neighbours:\n      - {id: gia_shipper, question: Họ nói chuyện gì với "
            "bạn?, mine: Tiền điện, theirs: Giao hàng}"
        ),
        (
            (
                "scam_patterns.yml:78: [gia_dien_luc] Cặp với 'gia_shipper' đã có câu hỏi "
                "ở kịch bản kia. Cách sửa: xoá một trong hai câu: mỗi cặp chỉ một câu hỏi."
            ),
        ),
    ),
    Kind(
        "Nơi gọi giúp trong lời khuyên gõ sai",
        PATTERNS,
        "- Hỏi {canh_sat} nếu chưa rõ",
        "- Hỏi {canhsat} nếu chưa rõ",
        (
            (
                "scam_patterns.yml:31: [gia_shipper] Không có nơi nào mang mã '{canhsat}'. "
                "Cách sửa: có phải ý là 'canh_sat'? dùng một mã trong "
                "data/help_channels.yml."
            ),
        ),
    ),
    Kind(
        "Số điện thoại viết thẳng trong lời khuyên",
        PATTERNS,
        "- Gọi ngân hàng ngay",
        "- Gọi 1900 123 456 ngay",
        (
            (
                "scam_patterns.yml:36: [gia_shipper] Có số điện thoại viết thẳng trong "
                "câu: «Gọi 1900 123 456 ngay». Cách sửa: ghi số vào data/help_channels.yml "
                "rồi dùng mã trong ngoặc {}."
            ),
        ),
    ),
    Kind(
        "Lời khuyên bảo là an toàn",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- Khoá thẻ xong là bạn an toàn",
        (
            (
                "scam_patterns.yml:33: [gia_shipper] Câu trấn an hoặc bảo là an toàn: "
                "«Khoá thẻ xong là bạn an toàn». Cách sửa: bỏ lời đó: chỉ nói dấu hiệu đã "
                "thấy và việc nên làm."
            ),
        ),
    ),
    Kind(
        "Lời khuyên hứa lấy lại được tiền",
        PATTERNS,
        "- Gọi ngân hàng ngay",
        "- Gọi ngân hàng, bạn sẽ lấy lại được tiền",
        (
            (
                "scam_patterns.yml:36: [gia_shipper] Câu hứa lấy lại được tiền hoặc hỏi "
                "mã, mật khẩu: «Gọi ngân hàng, bạn sẽ lấy lại được tiền». Cách sửa: bỏ lời "
                "hứa; không bao giờ hỏi mã OTP, mật khẩu, số thẻ, số căn cước."
            ),
        ),
    ),
    Kind(
        "Số điện thoại trong cụm từ",
        PATTERNS,
        "phrases: [trả trước, ",
        "phrases: [gọi số 0912345678, ",
        (
            (
                "scam_patterns.yml:24: [gia_shipper] Có vẻ có thông tin riêng: «0912345678». "
                "Cách sửa: bỏ đi, kể mà không để lộ ai (số điện thoại)."
            ),
        ),
    ),
    Kind(
        "Số tài khoản trong ghi chú của tệp",
        PATTERNS,
        "family: dich_vu_tien_ich\n",
        "family: dich_vu_tien_ich  # nó xài stk 0123456789012\n",
        (
            (
                "scam_patterns.yml:14: [ghi chú] Có vẻ có thông tin riêng: «0123456789012». "
                "Cách sửa: bỏ đi, kể mà không để lộ ai (số tài khoản)."
            ),
        ),
    ),
    Kind(
        "Tên người trong kịch bản",
        PATTERNS,
        "chưa tìm được vụ nào có nguồn",
        "chờ anh Nguyễn Văn Tèo tìm nguồn",
        (
            (
                "scam_patterns.yml:38: [gia_shipper] Có vẻ có thông tin riêng: «Nguyễn Văn Tèo». "
                "Cách sửa: là của ai đó thì bỏ đi; không phải thì ghi chữ đó vào "
                "data/not_personal.txt (tên người)."
            ),
        ),
        is_warning=True,
    ),
    Kind(
        "Cụm từ không có chữ",
        PATTERNS,
        "phrases: [trả trước, chuyển trước]",
        "phrases: [trả trước, '!!']",
        (
            (
                "scam_patterns.yml:24: [gia_shipper] Cụm từ «!!» không có chữ nào. Cách "
                "sửa: ghi lời người dân hay dùng, hoặc xoá cụm này."
            ),
        ),
    ),
    Kind(
        "Không có vụ việc, không nói vì sao",
        PATTERNS,
        "    reported_case_missing: chưa tìm được vụ nào có nguồn\n",
        "",
        (
            (
                "scam_patterns.yml:10: [gia_shipper] Chưa có vụ việc có thật. Cách sửa: "
                "ghi reported_case (có nguồn), hoặc reported_case_missing: vì sao chưa có."
            ),
        ),
    ),
    Kind(
        "Ngày đọc nguồn ở tương lai",
        PATTERNS,
        "giao-hang\n        checked_on: 2026-11-20",
        "giao-hang\n        checked_on: 2027-11-20",
        (
            (
                "scam_patterns.yml:46: [gia_shipper] Ngày kiểm tra 2027-11-20 còn ở tương "
                "lai. Cách sửa: ghi ngày đã đọc trang này."
            ),
        ),
    ),
    Kind(
        "Còn dòng mẫu của lệnh new",
        PATTERNS,
        "- Khoá thẻ ngay",
        "- 'VIẾT LẠI: việc gấp nhất khi đã đưa thông tin'",
        (
            (
                "scam_patterns.yml:33: [gia_shipper] Chỗ này còn lời mẫu «VIẾT LẠI: việc "
                "gấp nhất khi đã đưa thông tin». Cách sửa: viết câu của bạn thay cả dòng "
                "mẫu, bỏ chữ VIẾT LẠI."
            ),
        ),
    ),
    Kind(
        "Còn đường dẫn mẫu của lệnh new",
        PATTERNS,
        "url: https://bao.example.vn/giao-hang",
        "url: https://example.com/viet-lai",
        (
            (
                "scam_patterns.yml:45: [gia_shipper] Chỗ này còn đường dẫn mẫu. Cách sửa: "
                "chép đường dẫn của trang đã đọc vào đây, bắt đầu bằng https://."
            ),
        ),
    ),
    Kind(
        "Nguồn đã cũ",
        PATTERNS,
        "giao-hang\n        checked_on: 2026-11-20",
        "giao-hang\n        checked_on: 2025-03-01",
        (
            (
                "scam_patterns.yml:46: [gia_shipper] 1 trên 1 nguồn đã hơn một năm chưa ai "
                "đọc lại (cũ nhất: 2025-03-01). Cách sửa: mở lại từng trang, xem còn đúng "
                "không, rồi ghi checked_on mới."
            ),
        ),
        is_warning=True,
    ),
    Kind(
        "Đang bật mà không có nguồn",
        CHANNELS,
        "    source_note: Số khẩn cấp toàn quốc.\n",
        "",
        (
            (
                "help_channels.yml:7: [canh_sat] Đang bật mà không có nguồn. Cách sửa: ghi "
                "sources hoặc source_note, hoặc để shown: false."
            ),
        ),
    ),
    Kind(
        "Quá hạn",
        CHANNELS,
        "    checked_on: 2026-11-20\n    expires_on: 2027-05-20",
        "    checked_on: 2026-03-01\n    expires_on: 2026-08-01",
        (
            (
                "help_channels.yml:10: [canh_sat] Đã quá hạn, không còn hiện ra. Cách sửa: "
                "kiểm tra lại rồi ghi checked_on và expires_on mới."
            ),
        ),
    ),
    Kind(
        "Hạn dài hơn 6 tháng",
        CHANNELS,
        "expires_on: 2027-05-20",
        "expires_on: 2028-05-20",
        (
            (
                "help_channels.yml:10: [canh_sat] Hạn dài hơn 6 tháng kể từ ngày kiểm tra. "
                "Cách sửa: ghi hạn tới 2027-05-25 là muộn nhất, hoặc kiểm tra lại."
            ),
        ),
    ),
    Kind(
        "Số không đặt trong ngoặc kép",
        CHANNELS,
        'contact: "113"',
        "contact: 113",
        (
            (
                "help_channels.yml:5: [canh_sat > contact] 'contact' phải là một câu chữ. "
                'Cách sửa: đặt cả câu trong ngoặc kép "...".'
            ),
        ),
    ),
    Kind(
        "shown viết bằng tiếng Việt",
        CHANNELS,
        "shown: true",
        "shown: bật",
        (
            (
                "help_channels.yml:7: [canh_sat > shown] 'shown' phải là true hoặc false. "
                "Cách sửa: viết true (bật) hoặc false (tắt)."
            ),
        ),
    ),
    Kind(
        "Trùng một câu",
        SHIPPER,
        "",
        "mịch noẳng gỏn nướm rướm róp xồn miệu\n",
        (
            (
                "examples/gia_shipper.txt:41: [gia_shipper] Trùng với gia_shipper.txt:5. "
                "Cách sửa: xoá một trong hai câu."
            ),
        ),
    ),
    Kind(
        "Gần trùng với câu của mã khác",
        SHIPPER,
        "",
        "tẹm đệt kiệu mừu hệt cồn mắm lừu nha\n",
        (
            (
                "examples/gia_shipper.txt:41: [gia_shipper] Gần trùng với faq.txt:7: «tẹm "
                "đệt kiệu mừu hệt cồn mắm lừu». Cách sửa: một lời không dạy được hai ý "
                "định: xoá một câu, hoặc thêm chi tiết để thấy khác nhau."
            ),
        ),
    ),
    Kind(
        "Giai đoạn gõ sai",
        SHIPPER,
        "",
        "[payed] ông thợ hồ kêu tui gởi tiền gạch rồi lặn mất tiêu\n",
        (
            (
                "examples/gia_shipper.txt:41: [gia_shipper] Không có giai đoạn nào tên "
                "[payed]. Cách sửa: có phải ý là 'paid'? dùng [approach], [info_given], "
                "[paid]; không rõ thì bỏ ngoặc vuông."
            ),
        ),
    ),
    Kind(
        "Giai đoạn viết hoa",
        SHIPPER,
        "",
        "[Paid] ông thợ hồ kêu tui gởi tiền gạch rồi lặn mất tiêu\n",
        (
            (
                "examples/gia_shipper.txt:41: [gia_shipper] Giai đoạn «[Paid]» viết chưa "
                "đúng kiểu hoặc ghi hai lần. Cách sửa: viết [paid] một lần, sát đầu dòng, "
                "rồi một dấu cách."
            ),
        ),
    ),
    Kind(
        "Chỉ có giai đoạn, không có câu",
        SHIPPER,
        "",
        "[paid] \n",
        (
            (
                "examples/gia_shipper.txt:41: [gia_shipper] Dòng này không có câu nào. "
                "Cách sửa: viết câu sau giai đoạn, hoặc xoá."
            ),
        ),
    ),
    Kind(
        "Ký hiệu không có",
        SHIPPER,
        "",
        "shipper gọi bằng số <SODT> kêu trả tiền trước mới giao\n",
        (
            (
                "examples/gia_shipper.txt:41: [gia_shipper] Không có ký hiệu nào tên "
                "<SODT>. Cách sửa: dùng một trong: ACCOUNT, ADDRESS, CARD, CVV, DOB, "
                "EMAIL, ID_NUMBER, NAME, NUMBER, OTHER_ID, OTP, PASSWORD, PHONE, PLATE, "
                "PROFILE, SOCIAL_INSURANCE, TAX_CODE; hoặc bỏ dấu < >."
            ),
        ),
    ),
    Kind(
        "Số điện thoại trong câu ví dụ",
        SHIPPER,
        "",
        "shipper gọi bằng số 0912345678 kêu trả tiền trước mới giao\n",
        (
            (
                "examples/gia_shipper.txt:41: [gia_shipper] Có vẻ có thông tin riêng: "
                "«0912345678». Cách sửa: thay bằng ký hiệu: số điện thoại <PHONE>."
            ),
        ),
    ),
)


def page() -> str:
    """The page for trainers."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Máy báo lỗi gì, sửa sao"
    yield ""
    yield (
        "Sau mỗi lần sửa `data/`, chạy `./canhgiac trainer validate`. Mỗi lỗi là một dòng: "
        "`tệp:dòng: [chỗ nào] sai gì. Cách sửa: sửa sao.` Mở đúng tệp, tới đúng dòng đó. "
        "Có lỗi thì chưa huấn luyện được; «nên xem lại» thì không bắt buộc."
    )
    yield ""
    yield (
        "Bảng này do máy viết ra từ bài kiểm thử, nên lời báo đúng từng chữ. "
        "Viết lại bảng: `PYTHONPATH=. .venv/bin/python -P -m "
        "tests.unit.casework.validation.bad_files`"
    )
    for file, called in (
        (PATTERNS, "Kịch bản: `data/scam_patterns.yml`"),
        (CHANNELS, "Nơi gọi giúp: `data/help_channels.yml`"),
        (SHIPPER, "Câu ví dụ: `data/examples/<mã>.txt`"),
    ):
        yield from ("", f"## {called}", "", "| sai gì | viết như vầy | máy báo |", "|---|---|---|")
        for kind in KINDS:
            if kind.file == file:
                told = "<br>".join(_cell(line) for line in kind.told)
                name = f"{kind.name} (nên xem lại)" if kind.is_warning else kind.name
                yield f"| {name} | {_written(kind)} | {told} |"
    yield ""


def _written(kind: Kind) -> str:
    if not kind.now:
        return f"(thiếu) {_code(kind.was)}"
    if kind.now.strip() == kind.was.strip():
        # Only the indentation is wrong, and it would not be seen.
        return f"`{kind.now.replace(' ', '·').replace(chr(9), '⇥')}`"
    return _code(kind.now)


def _code(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "<br>".join(f"`{_cell(line, 70)}`" for line in lines[:3])


def _cell(text: str, most: int = 1000) -> str:
    short = text if len(text) <= most else f"{text[:most].rstrip()}…"
    return short.replace("|", "\\|").replace("<PHONE>", "&lt;PHONE&gt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
