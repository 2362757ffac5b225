"""How long ago the money went, as residents say it; the traps stand at the end."""

import pytest

from casework.cases.delay import read_delay, read_delay_answer
from casework.cases.models import Delay
from casework.vietnamese import strip_tones

HOUR, DAY, WEEK = Delay.UNDER_1H, Delay.UNDER_1D, Delay.UNDER_1W
MONTH, LONGER, UNKNOWN = Delay.UNDER_1M, Delay.OVER_1M, Delay.UNKNOWN

SAID = [
    ("tui vừa chuyển xong 5 triệu", HOUR),
    ("em vừa mới chuyển khoản cho nó", HOUR),
    ("mới ck 10p trước", HOUR),
    ("tui mới chuyển xong là biết bị gạt", HOUR),
    ("hồi nãy lỡ chuyển 2 triệu", HOUR),
    ("nãy em ck 500k rồi", HOUR),
    ("má tui mới đóng cho nó 3 triệu hồi nãy", HOUR),
    ("tôi chuyển tiền 30 phút trước", HOUR),
    ("cách đây nửa tiếng tôi có chuyển 20 triệu", HOUR),
    ("chuyển 12tr được 15 phút rồi", HOUR),
    ("cách nay chừng 20 phút em nạp 3tr", HOUR),
    ("gửi nó 4 triệu cách đây mấy phút", HOUR),
    ("em bank cho nó 700k gần 1 tiếng rồi", HOUR),
    ("chuyển 5 triệu hai mươi phút trước", HOUR),
    ("tiền bị trừ cách đây năm phút", HOUR),
    ("cách đây 2 tiếng tôi chuyển 10 triệu", DAY),
    ("ck lúc sáng nay 5tr", DAY),
    ("sáng nay tui chuyển cho nó 7 triệu", DAY),
    ("hôm nay em mất 15 triệu", DAY),
    ("bữa nay tui bị nó quất 5 triệu", DAY),
    ("hồi hôm tui gởi nó hai chục triệu", DAY),
    ("tối qua em chuyển khoản 3 triệu", DAY),
    ("hồi trưa đóng phí 900k", DAY),
    ("hồi sáng tui đưa nó 4 triệu", DAY),
    ("chiều nay má em chuyển 50 triệu", DAY),
    ("khuya qua tài khoản bay 8 triệu", DAY),
    ("đêm qua ví bị rút 6 triệu", DAY),
    ("nạp 3h trước", DAY),
    ("chuyển mấy tiếng rồi mà chưa thấy gì", DAY),
    ("từ sáng giờ mất hết 12 triệu", DAY),
    ("nộp 5 triệu được 4 tiếng rồi", DAY),
    ("hơn 1 tiếng trước em có cọc 1 triệu", DAY),
    ("mới chuyển hồi sáng", DAY),
    ("hôm qua tôi chuyển 20 triệu", WEEK),
    ("bữa qua tui ck 3 triệu", WEEK),
    ("hôm kia đóng tiền cọc 2tr", WEEK),
    ("hôm kìa em chuyển 4 triệu", WEEK),
    ("bữa kia tui gởi nó 6 triệu", WEEK),
    ("bữa hổm tui bị gạt 5 triệu", WEEK),
    ("bữa hỗm đưa nó 9 triệu", WEEK),
    ("chuyển 3 ngày nay rồi", WEEK),
    ("mấy bữa nay nạp hết 30 triệu", WEEK),
    ("mấy hôm rày tui đóng cho nó 12 triệu", WEEK),
    ("em chuyển 2 hôm rồi", WEEK),
    ("tui chuyển được 4 bữa rồi", WEEK),
    ("mất tiền cách đây 5 ngày", WEEK),
    ("hai ba bữa trước tui có chuyển 3 triệu", WEEK),
    ("mới chuyển hôm qua nè", WEEK),
    ("hôm chủ nhật vừa rồi em cọc 2 triệu", WEEK),
    ("tuần này nạp 20 triệu", WEEK),
    ("đã pay 8M tuần trước", MONTH),
    ("tuần rồi tui chuyển 7 triệu", MONTH),
    ("thứ ba tuần trước bả gửi 90 triệu", MONTH),
    ("chuyển cách đây 10 ngày", MONTH),
    ("nửa tháng trước em nạp 15 triệu", MONTH),
    ("chuyển được 2 tuần rồi", MONTH),
    ("em đóng tiền cách nay nửa tháng", MONTH),
    ("đầu tháng này ba tui chuyển 40 triệu", MONTH),
    ("mấy tuần nay nạp 60 triệu", MONTH),
    ("hai mươi ngày trước tôi có chuyển 3 triệu", MONTH),
    ("gần 1 tháng nay mất 9 triệu", MONTH),
    ("tháng trước tui chuyển cho nó 30 triệu", LONGER),
    ("tháng rồi nạp 11 triệu", LONGER),
    ("mấy tháng nay tui đóng cho nó hết 80 triệu", LONGER),
    ("năm ngoái tôi mất 200 triệu", LONGER),
    ("hồi Tết má tui chuyển 20 triệu", LONGER),
    ("hồi ra giêng tui gởi nó 15 triệu", LONGER),
    ("cách đây 2 năm em bị lừa 10 triệu", LONGER),
    ("chuyển 3 tháng trước", LONGER),
    ("hơn tháng nay rồi, hồi đó chuyển 5 triệu 6 tháng trước", LONGER),
    ("hơn 1 tháng trước em cọc 3 triệu", LONGER),
    ("nửa năm trước đóng 30 triệu", LONGER),
    # The time stands in the sentence before: what begins within days is paid within days.
    ("Sáng nay nó gọi xưng công an, tui sợ quá, chuyển luôn 20 triệu", DAY),
    ("Hôm qua có người gọi kêu đóng tiền điện. Tôi chuyển 5 triệu rồi.", WEEK),
    ("Tui chuyển 5 triệu rồi, mới hồi nãy nè", HOUR),
    ("Chuyển hết 40 triệu. Chuyện hôm kia.", WEEK),
    # Several payments: the latest counts.
    ("tháng trước chuyển 10 triệu, hôm qua chuyển thêm 5 triệu", WEEK),
    ("tuần rồi nạp 3tr, sáng nay nạp thêm 20tr", DAY),
    ("mới quen tháng trước, nay chuyển 5 triệu", DAY),
    ("mới quen tháng trước nay tui chuyển 5 triệu", DAY),
    ("quen 3 tháng nay, bữa qua mới đưa nó 5 triệu", WEEK),
]

NOT_SAID = [
    "tui chuyển 5 triệu rồi",
    "",
    "nó hẹn 2 ngày nữa trả, tui chuyển 5 triệu rồi",
    "nó nói trong vòng 24 giờ không đóng là bắt, tui đóng 10 triệu",
    "làm cộng tác viên 3 tháng, nạp 20 triệu",
    "làm cộng tác viên 3 tháng nay, nạp vô 20 triệu không rút được",
    "đầu tư lãi 5% một tháng, tui bỏ vô 100 triệu",
    "chuyển 5 triệu, 5 ngày",
    "quen tháng trước, nó mượn tui 5 triệu tui cho rồi",
    "Tháng trước có người kết bạn. Tui chuyển cho ổng 30 triệu.",
    "nó kêu chuyển trước 2 triệu, tui chuyển rồi",
    "cọc trước 3 triệu cho nó giữ xe",
    "chuyển xong hôm sau mới biết bị gạt",
    "tui chuyển 5 triệu, 2 ngày sau nó chặn",
    "mất 5 triệu, hai ngày trước đó nó còn gọi ngọt lắm",
    "bảy ngày phải trả 2 triệu 6, tui trả rồi",
    "tôi qua ngân hàng chuyển 20 triệu",
    "toi qua ngan hang chuyen 20 trieu",
    "đóng thuế xong nó mới chuyển lại, tui đóng 6 triệu rồi",
    "chuyển tiền rồi mới biết mình bị gạt",
    "nó biểu 10 phút nữa công an tới, tui chuyển 8 triệu",
    "gói hội viên trừ 3,5 triệu mỗi tháng, tui mất 41 triệu",
    "mở thẻ năm ngoái, giờ mất 9 triệu",
    "mua bảo hiểm 5 năm, đóng 20 triệu",
    "trước 10 giờ không huỷ thì trừ tiền, tui bấm là mất 9 triệu",
    "tui năm nay 70 tuổi, chuyển nó 5 triệu",
    "hôm qua tui chưa chuyển đồng nào, giờ nghe con nói mới biết",
]


@pytest.mark.parametrize(("text", "delay"), SAID)
def test_how_long_ago_the_money_went(text: str, delay: Delay) -> None:
    assert read_delay(text) is delay


@pytest.mark.parametrize("text", NOT_SAID)
def test_where_nothing_sure_is_said_it_is_not_known(text: str) -> None:
    assert read_delay(text) is UNKNOWN


@pytest.mark.parametrize(("text", "delay"), SAID)
def test_without_tone_marks_it_is_the_same_or_not_known(text: str, delay: Delay) -> None:
    assert read_delay(strip_tones(text)) in {delay, UNKNOWN}


@pytest.mark.parametrize("text", NOT_SAID)
def test_without_tone_marks_nothing_is_made_of_nothing(text: str) -> None:
    assert read_delay(strip_tones(text)) is UNKNOWN


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("hoi nay lo chuyen 2 trieu", HOUR),
        ("vua chuyen xong", HOUR),
        ("sang nay ck 5tr", DAY),
        ("toi qua ck 3tr", DAY),
        ("hom qua chuyen 20 trieu", WEEK),
        ("may bua nay nap het 30tr", WEEK),
        ("tuan truoc dong 7 trieu", MONTH),
        ("thang truoc chuyen 30 trieu", LONGER),
        ("nam ngoai bi lua 200 trieu", LONGER),
        ("3 ngay trc e ck 2tr", WEEK),
        ("hum wa e ck no 2tr", WEEK),
        ("hnay e mat 5tr", DAY),
        ("hqua e ck 5tr", WEEK),
    ],
)
def test_as_it_is_typed_in_a_hurry(text: str, delay: Delay) -> None:
    assert read_delay(text) is delay


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("Dưới 1 giờ", HOUR),
        ("Trong hôm nay", DAY),
        ("Mấy ngày nay", WEEK),
        # Longer than some days: that can be a week, and a year.
        ("Lâu hơn", UNKNOWN),
        ("mới nãy", HOUR),
        ("10 phút", HOUR),
        ("2 tiếng", DAY),
        ("sáng nay", DAY),
        ("hôm qua", WEEK),
        ("5 ngày", WEEK),
        ("hơn tuần", MONTH),
        ("2 tuần", MONTH),
        ("3 tháng", LONGER),
        ("lúc 9h", UNKNOWN),
        ("không nhớ", UNKNOWN),
    ],
)
def test_the_answer_to_how_long_ago_needs_no_verb(text: str, delay: Delay) -> None:
    assert read_delay_answer(text) is delay


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        # Terms that others set.
        ("Hôm kia nó gọi, kêu sửa trong hôm nay. Tui bấm theo, bay 12 triệu.", WEEK),
        ("nó nói chốt 4 giờ chiều nay nên tui chuyển 13 triệu", UNKNOWN),
        ("nó nói trong ngày không sửa thì cắt, tui nộp 2 triệu", UNKNOWN),
        # Paying is something else here.
        ("hồi tháng chín em tải ứng dụng, giờ bị đòi nợ", UNKNOWN),
        # Which month it is now, nobody has told.
        ("hồi tháng hai mình mất 190 triệu vào một sàn", UNKNOWN),
        ("tui chuyển hồi tháng 11", UNKNOWN),
        ("tui lãnh ba tháng rồi văn phòng đóng cửa, vốn vô hai trăm", UNKNOWN),
        ("nó báo hoàn tiền nộp dư năm ngoái, tui mất 12 triệu", UNKNOWN),
        ("năm ngoái ba tui mất vì tai nạn, giờ nó gọi kêu chuyển 5 triệu, tui chuyển", UNKNOWN),
        ("mới gửi xe xong thì gặp nó, nó dụ má tui mua 3 triệu", UNKNOWN),
        # Both, and not just now.
        ("vừa mất hàng vừa mất tiền thối 2 triệu", UNKNOWN),
        # What others have said is not what happened.
        ('"hồi nãy em gửi nhầm số", nó nói vậy rồi tui trả 22 ngàn', UNKNOWN),
        # Paid long ago, and then again: when that was is not said.
        ("Năm ngoái tôi mất 200 triệu. Nó hứa đòi lại giùm. Tôi đóng phí 10 triệu nữa.", UNKNOWN),
        # Behind the payment a longer clause tells of something else.
        ("Tui chuyển 2 triệu, hôm nay vô thì trang đó xoá rồi.", UNKNOWN),
    ],
)
def test_stories_that_mislead(text: str, delay: Delay) -> None:
    assert read_delay(text) is delay
