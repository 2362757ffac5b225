import pytest

from casework.cases.loss import bucket, read_amount
from casework.cases.models import LossBucket


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("mất 20 triệu", 20_000_000),
        ("ck 2tr5 rồi", 2_500_000),
        ("500k tiền cọc", 500_000),
        ("bay 5 củ", 5_000_000),
        ("1tỷ2", 1_200_000_000),
        ("1 tỷ 2 luôn", 1_200_000_000),
        ("5 triệu rưỡi", 5_500_000),
        ("3,5 triệu", 3_500_000),
        ("114.000.000đ", 114_000_000),
        ("15000000", 15_000_000),
        ("trăm rưỡi", None),
        ("gọi 113", None),
        ("lần đầu 2 triệu, lần sau 30 triệu", 30_000_000),
        ("muoi lam trieu", None),
        ("chuyen 3 trieu 2 lan", 3_000_000),
    ],
)
def test_amounts_as_residents_write_them(text: str, amount: int | None) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("amount", "frame"),
    [
        (None, LossBucket.UNKNOWN),
        (0, LossBucket.NONE),
        (1_999_999, LossBucket.UNDER_2M),
        (2_000_000, LossBucket.FROM_2M),
        (49_999_999, LossBucket.FROM_2M),
        (50_000_000, LossBucket.FROM_50M),
        (200_000_000, LossBucket.FROM_200M),
        (500_000_000, LossBucket.FROM_500M),
    ],
)
def test_frames_of_article_174(amount: int | None, frame: LossBucket) -> None:
    assert bucket(amount) is frame
