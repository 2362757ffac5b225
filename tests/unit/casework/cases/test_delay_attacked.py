"""Answers and stories about when money went that were once misread; rather not known than wrong."""

import pytest

from casework.cases.delay import read_delay, read_delay_answer
from casework.cases.models import Delay

HOUR, DAY, WEEK = Delay.UNDER_1H, Delay.UNDER_1D, Delay.UNDER_1W
MONTH, LONGER, UNKNOWN = Delay.UNDER_1M, Delay.OVER_1M, Delay.UNKNOWN


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("dưới 1 giờ", HOUR),
        ("chưa tới 1 tiếng", HOUR),
        ("dưới 30 phút", HOUR),
        ("dưới 24 giờ", DAY),
        ("chưa tới 24 giờ", DAY),
        ("dưới 1 ngày", DAY),
        ("dưới 1 tuần", WEEK),
        ("dưới 1 tháng", MONTH),
        # Of these a part is one frame and a part another.
        ("dưới 3 giờ", UNKNOWN),
        ("dưới 12 giờ", UNKNOWN),
        ("không dưới 5 giờ", UNKNOWN),
    ],
)
def test_a_bound_counts_where_all_within_it_is_one_frame(text: str, delay: Delay) -> None:
    assert read_delay_answer(text) is delay


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("3h chiều hôm kia", WEEK),
        ("3 giờ 30 chiều hôm kia", WEEK),
        ("3 giờ chiều hôm qua", WEEK),
        ("1 giờ trưa tuần trước", MONTH),
        ("9 giờ sáng nay", DAY),
        ("7 giờ tối chủ nhật", UNKNOWN),
        ("8h tối thứ bảy", UNKNOWN),
        ("10 giờ đêm hôm 25", UNKNOWN),
        ("9h ngày 20", UNKNOWN),
        ("2 giờ chiều", UNKNOWN),
        ("hôm kia, khoảng 3 giờ", UNKNOWN),
    ],
)
def test_a_clock_is_no_length_and_the_day_decides(text: str, delay: Delay) -> None:
    assert read_delay_answer(text) is delay


@pytest.mark.parametrize(
    "text",
    [
        "ngày 28 tháng 11",
        "20 tháng 11",
        "28 tháng này",
        "28 thang nay",
        "hồi tháng 11",
        "hồi đầu tháng 11",
        "2 ngày trước Tết",
        "năm 2024",
        "Lâu hơn",
    ],
)
def test_a_date_is_not_known_without_the_day_of_today(text: str) -> None:
    assert read_delay_answer(text) is UNKNOWN


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("sáng nay tui gửi đơn công an, bị lừa 5 triệu", UNKNOWN),
        ("sáng nay nó gửi giấy mời, tui chuyển năm ngoái", LONGER),
        ("tui chuyển 20 triệu. Hôm qua tui gửi sao kê cho ngân hàng", UNKNOWN),
        ("hồi nãy tui gửi số tài khoản nó cho ngân hàng, tui chuyển 20 triệu", UNKNOWN),
        ("em gửi con cho bà sáng nay rồi đi, em bị lừa mất 3 triệu", UNKNOWN),
        ("mới chuyển nhà, tháng trước bị lừa 5tr", LONGER),
        ("tui mới chuyển sang số khác, hồi trước bị lừa 5 triệu", UNKNOWN),
        ("tui mới chuyển chỗ ở, năm ngoái bị lừa 5 triệu", LONGER),
        ("tui mới đóng bảo hiểm, năm ngoái bị lừa 5 triệu", LONGER),
        ("em đóng học phí cho con sáng nay, tháng trước em bị lừa chuyển 5 triệu", LONGER),
        ("hôm qua tui trả tiền điện mới nhớ, bị lừa mất 10 triệu hồi tết", LONGER),
        ("hôm qua tui trả tiền nước, bị lừa 10 triệu", UNKNOWN),
        ("nãy tui mới đưa con đi học về, tui bị lừa 5 triệu", UNKNOWN),
        ("sáng nay nó đưa hình lên mạng, tui chuyển 5 triệu cả năm trước", UNKNOWN),
        ("chồng tui mới mất hơn năm nay, tui bị lừa 10 triệu", UNKNOWN),
        # What they pay is no loss.
        ("hôm qua nó trả lại 200 ngàn, tui chuyển 5 triệu", UNKNOWN),
        ("hôm qua thằng đó chuyển lại 200 ngàn, tui chuyển 5 triệu tháng trước", LONGER),
        ("hôm qua bên đó gửi cho tui 50 ngàn, tui chuyển 5 triệu tháng trước", LONGER),
        ("hôm qua họ đã trả 100 ngàn, tui chuyển 5 triệu tháng trước", LONGER),
        ("mới hôm qua nó trả tui 200k, tui chuyển nó 20 triệu hồi tết", LONGER),
        ("tui chuyển 5 triệu. nó hẹn sáng nay trả.", UNKNOWN),
        ("bữa nay tui bị nó chuyển hết 5 triệu", DAY),
    ],
)
def test_what_is_no_payment_of_a_loss_gives_it_no_time(text: str, delay: Delay) -> None:
    assert read_delay(text) is delay


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("năm ngoái bị lừa, sáng nay mới chuyển", UNKNOWN),
        ("sáng nay chuyển tiền cho con, tháng trước em bị lừa 5tr", UNKNOWN),
        ("tháng trước em bị lừa 5tr, hôm qua tui đóng tiền 500 ngàn", UNKNOWN),
        ("hôm qua tui đầu tư thêm, mất tiền năm ngoái", UNKNOWN),
        ("sáng nay nó gọi, tui chuyển lâu rồi", UNKNOWN),
        ("chuyển 2 triệu cho nó hôm bữa đầu tháng 9", UNKNOWN),
        # Here it is told that there were two payments.
        ("năm ngoái bị lừa 20 triệu, hôm qua đóng thêm phí 2 triệu", WEEK),
        ("hôm kia cọc 2 triệu, sáng nay chuyển nốt 3 triệu", DAY),
        ("tháng trước bị lừa 5 triệu, hôm qua bị lừa 3 triệu", WEEK),
    ],
)
def test_of_two_times_neither_counts_unless_it_is_told_which(text: str, delay: Delay) -> None:
    assert read_delay(text) is delay
