"""How far a scam has come, read from what residents write."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.stage import Stage
from casework.understanding.stage_reader import denies_loss, read_stage
from casework.vietnamese import strip_tones

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
DID_AS_TOLD = (
    ("người bên mạng biểu đọc mã otp để nâng gói, em đọc xong rồi", Stage.INFO_GIVEN),
    ("họ bảo gửi mã xác nhận cháu gửi rồi", Stage.INFO_GIVEN),
    ("cô đó kêu chụp căn cước tui chụp rồi", Stage.INFO_GIVEN),
    ("nó hù bắt con tôi nếu không nộp nên tôi nộp luôn", Stage.PAID),
    ("bắn cho nó 2 củ rồi", Stage.PAID),
    ("có thằng hỏi mướn thẻ atm 300k, em đưa rồi", Stage.INFO_GIVEN),
    ("họ trả 1 triệu để thuê tài khoản, em không đưa", Stage.APPROACH),
    ("bấm lộn link rồi", Stage.INFO_GIVEN),
    ("I already paid them 5 million", Stage.PAID),
)
NOT_PAID = (
    "UBND phường thông báo hộ kinh doanh nộp hồ sơ trước ngày 15",
    "Chi nhánh thuế nhắc doanh nghiệp nộp tờ khai quý 2",
    "cô giáo lớp con em nhắn zalo đóng quỹ, em có nên đóng không",
    "giờ tôi nộp được chưa",
    "mẹ em chuyển 80 triệu mà cô giao dịch viên chặn kịp",
    "em ck 10tr nhưng ngân hàng giữ lại không cho",
    "they say I need to pay 2 million first",
    "em có đưa tiền đâu",
    "giả dụ em lỡ chuyển rồi thì lấy lại được không",
    "nếu tôi lỡ chuyển thì mất luôn hả",
    "hôm qua má tui đóng tiền nước rồi",
    "chồng tôi chuyển công tác rồi",
    "đồ đã chuyển rồi mà chưa nhận",
    "tôi nộp hồ sơ rồi, giờ có số lạ gọi",
    "nó nhắn: thẻ của bạn đã bị trừ 3 triệu, bấm đường dẫn để huỷ",
    "Quý khách đã thanh toán 2.000.000đ tại Lazada. Không phải quý khách thì bấm vào link",
    "cán bộ bảo số căn cước của em đã vay 100 triệu",
    "nó nói tôi đã chuyển 500 triệu cho đường dây ma tuý",
    "ghe lái cọc lúa 10 triệu",
    "khách cọc tôi 5 triệu rồi",
)
STILL_PAID = (
    "bạn em đã chuyển cho nó 5 triệu",
    "nó nói tôi dính rửa tiền, tôi đã chuyển 50 triệu",
    "nếu không đóng nó doạ bắt nên em đóng 5 triệu rồi",
    "nó kêu đóng tiền điện qua link, tôi đóng rồi",
    "tôi đóng tiền điện cho nó 2 triệu rồi",
    "tài khoản tôi đã bị trừ 5 triệu",
    "tôi chuyển 30 triệu thì nó chặn lại zalo luôn",
    "tôi cọc cho lái lúa 5 triệu rồi nó trốn",
    "em chuyển hàng rồi khách đưa bill giả",
)
DENIES_LOSS = (
    "tui chưa chuyển",
    "dạ chưa chuyển gì hết á",
    "à nhầm, chưa chuyển",
    "nói lộn, tui chưa có đưa tiền",
    "bấm lộn, em chưa nạp đồng nào",
    "em chưa mất gì",
    "không bị mất gì hết",
    "không đưa gì hết",
    "tui hổng có chuyển đồng nào",
    "hông có đọc mã cho nó",
    "tui đâu có chuyển",
    "tôi có chuyển đâu",
    "em có đưa gì đâu",
    "may mà kịp dừng",
    "tắt máy rồi, chưa cho thông tin gì",
    "xém nữa là đọc mã cho nó rồi",
    "nó kêu đóng 2 triệu mà má tui hổng đóng",
    "họ bảo quét mặt em không quét",
    "tôi chưa kịp chuyển thì con tôi về",
    "tôi không bấm link",
)
DENIES_NO_LOSS = (
    "chưa chuyển lần hai nhưng lần đầu chuyển rồi",
    "tôi không chuyển nữa",
    "chưa lấy lại được tiền",
    "chưa thấy tiền về",
    "nó chưa trả",
    "nó có chuyển đâu",
    "shop không giao hàng",
    "mất 5 triệu mà công an chưa làm gì",
    "chưa chuyển tiền nhưng đọc otp rồi",
    "công an nói tôi chưa nộp phạt nguội",
    "Quý khách chưa thanh toán tiền điện",
    "bạn chưa nộp thuế",
    "nếu không chuyển thì bị bắt",
    "không chuyển thì sao",
    "doạ đăng hình nếu em không chuyển 50 triệu",
    "đừng chuyển",
    "chuyển chưa?",
    "vậy tôi chuyển được chưa",
    "có nên chuyển không",
    "tôi chuyển rồi",
    "xin chào",
)
UNTOLD = (
    "dạ cám ơn nghen",
    "có anh shipper gọi em",
    "shipper để đồ trước cửa",
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


@pytest.mark.parametrize(("text", "stage"), DID_AS_TOLD)
def test_what_was_demanded_and_done_counts(text: str, stage: Stage) -> None:
    assert read_stage(text) is stage


@pytest.mark.parametrize("text", NOT_PAID)
def test_claims_questions_and_daily_life_are_no_loss(text: str) -> None:
    assert read_stage(text) in {None, Stage.APPROACH}


@pytest.mark.parametrize("text", STILL_PAID)
def test_a_loss_is_not_taken_for_a_claim_or_for_daily_life(text: str) -> None:
    assert read_stage(text) is Stage.PAID


@pytest.mark.parametrize("written", [str, strip_tones])
@pytest.mark.parametrize("text", DENIES_LOSS)
def test_says_that_nothing_was_given(text: str, written: Callable[[str], str]) -> None:
    assert denies_loss(written(text))


@pytest.mark.parametrize("written", [str, strip_tones])
@pytest.mark.parametrize("text", DENIES_NO_LOSS)
def test_does_not_say_that_nothing_was_given(text: str, written: Callable[[str], str]) -> None:
    assert not denies_loss(written(text))


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
    assert denies_loss(" ".join(words)) in {True, False}
