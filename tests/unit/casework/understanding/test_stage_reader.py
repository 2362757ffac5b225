"""How far a scam has come, read from what residents write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.stage import Stage
from casework.understanding.stage_reader import read_stage

PAID = (
    "lỡ ck cho nó 3tr rồi, giờ nó block mình",
    "tui đưa nó rồi, năm chục triệu chớ ít gì",
    "Tôi đã nộp 18 triệu tiền thế chân để đi xuất khẩu lao động",
    "nạp lần đầu 200k rút được, lần sau nạp 12 triệu thì nó bắt nạp thêm mới cho rút",
    "tiền đi tong hết rồi mọi người ơi, 27 củ",
    "ngân hàng báo -25.000.000 VND lúc nửa đêm",
    "tài khoản tôi còn đúng 0 đồng sau khi làm theo hướng dẫn",
    "hụt mất 30tr trong thẻ, không biết tại sao",
    "sáng ra tiền trong thẻ bốc hơi 60 triệu",
    "mất ba lượng vàng của má",
    "quét mã ở quán xong tài khoản bị trừ 5tr luôn",
    "bấm link huỷ hội viên mà bay luôn 9 triệu",
    "nó kêu đóng phí bảo hiểm 2tr, đóng xong lại đòi phí mở khoá 4tr nữa",
    "cọc phòng trọ 1tr5 rồi bị chặn",
    "Sàn không cho tôi rút, tôi bỏ vô đó hơn 400 triệu rồi",
    "khách đưa cái hình chuyển khoản, tui giao hàng rồi mà tiền hổng vô tài khoản",
    "Họ nói cháu tôi nằm viện, tôi hoảng quá gửi liền 15 triệu",
    "bị lừa mất tiền",
    "chị bị lừa 150 triệu tiền đầu tư",
    "góp hụi online, chủ hụi ôm tiền chạy mất",
    "nó bảo cọc trước một nửa. Em cọc. Giờ nó im luôn",
    "Đóng 36 triệu vô cái quỹ đó, giờ văn phòng đóng cửa",
)
INFO_GIVEN = (
    "lỡ đọc otp cho nó, chưa thấy trừ tiền",
    "Tôi đã cung cấp số thẻ và ngày hết hạn, tài khoản vẫn còn nguyên",
    "em bấm link rồi đăng nhập facebook, giờ mất nick luôn",
    "Zalo của mẹ em bị người khác chiếm, nhắn tin khắp họ",
    "tui cài cái app nó gởi rồi, máy nóng ran",
    "cháu nhập mật khẩu ngân hàng vô trang đó rồi mới thấy nó giả",
    "Đã tải file apk về máy và cấp quyền, giờ có cần cài lại máy không?",
    "cho nó mượn căn cước đăng ký sim rồi, giờ sợ quá",
    "bán cái tài khoản ngân hàng cho người ta 500k, giờ công an mời",
    "lỡ cho nó coi màn hình, chia sẻ màn hình gần nửa tiếng",
    "gmail bị đổi mật khẩu, không đăng nhập được",
    "em nhắn theo lời họ, máy mất sóng luôn",
    "nó xin hình căn cước, em gửi rồi, tiền thì em không chuyển",
    "ngoại nghe lời nó quét mặt, giờ sợ mất sổ tiết kiệm",
    "Tôi vừa cài phần mềm điều khiển từ xa theo yêu cầu của họ",
    "lỡ điền số thẻ với cvv trên web giả, khoá thẻ kịp",
)
APPROACH = (
    "nó kêu chuyển 5 triệu mà em thấy nghi quá",
    "bắt nạp 300k mới cho nhận việc",
    "có nên chuyển tiền cọc trước cho họ không",
    "Trúng 100 triệu mà phải đóng thuế trước 10%, thật không?",
    "đòi 20 triệu mới thả con tôi ra",
    "vui lòng chuyển khoản vào số tài khoản sau để được giải ngân",
    "Quý khách bấm vào link để nhận hoàn tiền điện",
    "nó nói mình nợ cước 8 triệu, bấm phím 9 gặp công an",
    "shop yêu cầu ck 100% trước có tin được không",
    "anh ơi chuyển cho em 2 triệu nha mai em trả",
    "có người chuyển khoản nhầm cho tôi 10 triệu, giờ họ hối trả",
    "Nếu tôi đọc mã OTP thì có mất tiền không?",
    "bên đó hứa lấy lại được tiền, thu phí 10% trước",
    "nó bảo ck 5tr rồi gửi hàng, ship tận nơi",
    "kêu tải app rồi nhập mã rồi quét khuôn mặt, nghe đã thấy sai",
    '"Chị ơi em lỡ chuyển nhầm tiền, chị chuyển lại giúp em nha" - số này nhắn em',
    "gia đình tôi được báo cháu bị bắt cóc, họ ra giá 1 tỷ",
    "đóng tiền mới giao việc",
    "Họ doạ đăng hình ghép của em nếu em không chuyển 50 triệu",
    "số này có phải của công an thật không",
    "họ hù nếu không huỷ gói thì hằng tháng trừ 3 triệu rưỡi",
)
DENIED = (
    ("tui chưa chuyển đồng nào hết", Stage.APPROACH),
    ("định chuyển mà con gái cản lại", Stage.APPROACH),
    ("suýt chuyển 20 triệu, may mà cô ngân hàng hỏi kỹ", Stage.APPROACH),
    ("Suýt nữa thì gửi cho nó 10 triệu", Stage.APPROACH),
    ("mẹ em xém chuyển 50 triệu, em giật điện thoại kịp", Stage.APPROACH),
    ("may mà kịp ngừng, nó kêu đọc otp mà tui không đọc", Stage.APPROACH),
    ("đang tính nạp thử 500k xem sao", Stage.APPROACH),
    ("chưa mất gì hết nhưng hỏi cho chắc, nó đòi quét mặt", Stage.APPROACH),
    ("nó gửi link, em chưa bấm", Stage.APPROACH),
    ("em có mua gì đâu mà báo trúng thưởng", Stage.APPROACH),
    ("khách nhờ mua giùm thùng rượu, em chưa mua", Stage.APPROACH),
    ("chưa chuyển tiền nhưng đọc OTP rồi", Stage.INFO_GIVEN),
    ("đưa căn cước rồi, tiền thì chưa", Stage.INFO_GIVEN),
    ("họ đòi 5 triệu tôi không đưa, nhưng thông tin thì đã khai hết", Stage.INFO_GIVEN),
    ("chị tôi ký hợp đồng vay rồi, chưa đóng đồng nào", Stage.INFO_GIVEN),
    ("không đọc mã nào hết mà bị trừ 5 triệu", Stage.PAID),
    ("chưa kịp nghĩ gì là chuyển 6 triệu rồi", Stage.PAID),
)
HEARSAY = (
    ("bạn em chuyển rồi, giờ bên đó đòi phí nữa", Stage.PAID),
    ("má tui mất 50 triệu", Stage.PAID),
    ("Chị Ba hàng xóm bị gạt 90 triệu", Stage.PAID),
    ("con trai tui vay trên app, thằng nhỏ đóng rồi mà không thấy tiền vay đâu", Stage.PAID),
    ("Dì tui nghe nó dụ, ổng kêu sao dì chuyển vậy, hết thảy tám chục triệu", Stage.PAID),
    ("ba em đọc mã cho tổng đài giả rồi", Stage.INFO_GIVEN),
    ("con gái tôi khai tên trường, địa chỉ nhà cho người lạ", Stage.INFO_GIVEN),
    ("hàng xóm tui bị nó kêu đóng 5 triệu mà chị chưa đóng", Stage.APPROACH),
    ("họ chuyển cho em 50k tiền công, giờ rủ nạp 500k", Stage.APPROACH),
)
NO_MARKS = (
    ("toi da chuyen khoan cho ho 45 trieu dong, hom nay goi khong duoc", Stage.PAID),
    ("mat het tien trong the vi lo bam link", Stage.PAID),
    ("no keu chuyen 5 trieu toi chuyen luon", Stage.PAID),
    ("chong em nap vao san 80 trieu gio san sap", Stage.PAID),
    ("toi cho no cai ma 6 so roi co sao khong", Stage.INFO_GIVEN),
    ("ba toi da quet khuon mat theo huong dan qua video, chua mat dong nao", Stage.INFO_GIVEN),
    ("bac lo bam dong y cho no dieu khien dien thoai roi", Stage.INFO_GIVEN),
    ("co so la goi noi con toi bi tai nan, bat chuyen 30 trieu gap", Stage.APPROACH),
    ("co nguoi xin so cccd de lam the, toi khong cho", Stage.APPROACH),
    ("tin nhan nay la that hay gia vay", Stage.APPROACH),
)
TYPED_LIKE_FRIENDS = (
    ("e ngu quá ck cho nó 4 lần r tổng 22tr", Stage.PAID),
    ("bank qua chị kia 800k mua váy mà 3 tuần r k thấy hàng đâu", Stage.PAID),
    ("ck nó 5tr r h nó lặn lun", Stage.PAID),
    ("lỡ đọc otp cho nó r", Stage.INFO_GIVEN),
    ("fb bị hack k vào đc nữa huhu", Stage.INFO_GIVEN),
    ("e k đưa otp, nó chửi quá trời", Stage.APPROACH),
    ("hok bik shop này uy tín hok, đòi cọc 50%", Stage.APPROACH),
    ("nó kêu ck 5tr mà mk chx ck", Stage.APPROACH),
)
TYPED_WITH_SLIPS = (
    ("toi chuyeenr cho noo 7 trieu rooif", Stage.PAID),
    ("tui chuyễn cho nó 5 triệu rồi", Stage.PAID),
    ("tuii chuyenr tieenf rooif", Stage.PAID),
    ("toi dda nhaapj max otp roofi", Stage.INFO_GIVEN),
    ("nó kêu chuyênr tiền mà tui hông chuyển", Stage.APPROACH),
)
SOUTHERN = (
    ("tui lỡ gởi nó ba chục triệu rồi, hổng biết đòi sao", Stage.PAID),
    ("dì tui vô cái nhóm đó, đóng hết tám triệu rồi", Stage.PAID),
    ("chồng tui nghe điện thoại, ảnh đọc mã cho nó rồi, hông biết có sao hông", Stage.INFO_GIVEN),
    ("tui hổng có đưa gì hết, nó biểu tui vô ngân hàng", Stage.APPROACH),
    ("nó biểu đóng 2 triệu làm hồ sơ, tui hông đóng", Stage.APPROACH),
)
UNTOLD = (
    "tui bị lừa rồi",
    "bị scam cứu",
    "nó lừa tui",
    "alo có ai không",
    "hôm nay trời đẹp ghê",
    "",
)


@pytest.mark.parametrize("text", PAID)
def test_money_that_is_gone_is_paid(text: str) -> None:
    assert read_stage(text) is Stage.PAID


@pytest.mark.parametrize("text", INFO_GIVEN)
def test_what_opens_an_account_is_information_given(text: str) -> None:
    assert read_stage(text) is Stage.INFO_GIVEN


@pytest.mark.parametrize("text", APPROACH)
def test_what_is_only_wanted_is_an_approach(text: str) -> None:
    assert read_stage(text) is Stage.APPROACH


@pytest.mark.parametrize(("text", "stage"), DENIED)
def test_denied_planned_and_nearly_done_acts_do_not_count(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize(("text", "stage"), HEARSAY)
def test_what_happened_to_family_and_friends_counts(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize(("text", "stage"), NO_MARKS)
def test_reads_messages_without_marks(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize(("text", "stage"), TYPED_LIKE_FRIENDS)
def test_reads_teencode(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize(("text", "stage"), TYPED_WITH_SLIPS)
def test_reads_telex_slips_and_swapped_tones(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize(("text", "stage"), SOUTHERN)
def test_reads_southern_speech(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize("text", UNTOLD)
def test_a_message_that_does_not_tell_has_no_stage(text: str) -> None:
    assert read_stage(text) is None


_PIECES = (PAID + INFO_GIVEN + APPROACH)[::3]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert read_stage(text) in {None, *Stage}


@given(st.lists(st.sampled_from(" ".join(_PIECES).split()) | st.sampled_from('-"“”<>.,?!\n')))
def test_the_words_of_the_tables_can_be_read_in_any_order(words: list[str]) -> None:
    assert read_stage(" ".join(words)) in {None, *Stage}
