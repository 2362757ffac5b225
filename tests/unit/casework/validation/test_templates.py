from collections.abc import Callable

from casework.playbooks.data_file import Mistake
from casework.validation.templates import check_templates
from casework.validation.wording import Worded

Written = Callable[..., list[Worded]]

SKELETON = "có người gọi xưng là cán bộ phường biểu"
TAILS = (
    "cài ứng dụng lạ, tui cài xong thì mất sạch tiền hưu",
    "chụp căn cước hai mặt, chú Ba lỡ gửi rồi giờ sợ quá",
    "đóng phí làm sổ đỏ, má nộp ba triệu mà chờ hoài hổng thấy",
)
FORMULA = "vui lòng không cung cấp mã OTP"
NOTICES = tuple(
    f"{start}. {FORMULA} {end}"
    for start, end in (
        (
            "Thẻ đuôi 12 vừa trả 350.000đ tại Co.op Mart lúc 9 giờ sáng nay",
            "cho ai, kể cả người nhà",
        ),
        (
            "Tài khoản của bạn được cộng 5.000.000đ lương tháng mười một từ công ty",
            "qua điện thoại",
        ),
        (
            "Kỳ sao kê tháng này là 2.150.000đ, hạn cuối ngày hai mươi lăm tháng chạp",
            "vì bất cứ gì",
        ),
        (
            "Hệ thống bảo trì từ 0 giờ tới 4 giờ ngày mai, giao dịch có thể chậm đôi chút",
            "dưới mọi cớ",
        ),
        (
            "Mời bạn tới quầy gần nhất đổi thẻ từ sang thẻ chip, miễn phí tới hết năm nay",
            "với ai cả",
        ),
    )
)
SIXTH = f"Lãi tiết kiệm sáu tháng còn 4,1 phần trăm từ thứ hai tuần sau nha. {FORMULA} lúc nào hết"


def check(examples: list[Worded]) -> list[Mistake]:
    return list(check_templates(examples))


def test_a_skeleton_with_swapped_ends(written: Written) -> None:
    texts = [f"{SKELETON} {tail}" for tail in TAILS]
    (mistake,) = check(written("vneid_dinh_danh_gia", *texts))
    assert mistake.line == 3
    assert "«co nguoi goi xung la can bo phuong bieu»" in mistake.wrong
    assert "vneid_dinh_danh_gia.txt:1, vneid_dinh_danh_gia.txt:2" in mistake.wrong


def test_two_may_share_a_part_but_not_most(written: Written) -> None:
    two = [f"{SKELETON} {tail}" for tail in TAILS[:2]]
    assert check(written("faq", *two)) == []
    (mistake,) = check(written("faq", two[0], f"{SKELETON} nộp tiền"))
    assert mistake.line == 2


def test_a_duplicate_is_told_elsewhere(written: Written) -> None:
    text = f"{SKELETON} {TAILS[0]}"
    assert check(written("faq", text, f"{text}!", text.upper())) == []


def test_a_formula_may_come_back(written: Written) -> None:
    assert check(written("legit_message", *NOTICES)) == []
    (mistake,) = check(written("legit_message", *NOTICES, SIXTH))
    assert mistake.line == len(NOTICES) + 1


def test_other_intents_may_use_the_same_formula(written: Written) -> None:
    examples = [
        example
        for i, text in enumerate((*NOTICES, SIXTH))
        for example in written(f"intent_{i}", text)
    ]
    assert check(examples) == []


def test_copies_count_once_and_of_many_places_a_few_are_named(written: Written) -> None:
    assert check(written("vneid_dinh_danh_gia", *([f"{SKELETON} {TAILS[0]}"] * 50))) == []
    many = [f"{SKELETON} làm chuyện thứ {n} cho nó coi" for n in range(50)]
    (mistake,) = check(written("vneid_dinh_danh_gia", *many))
    assert "câu khác" in mistake.wrong
    assert len(mistake.wrong) < 400
