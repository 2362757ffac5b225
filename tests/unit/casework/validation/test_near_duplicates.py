import random
from collections.abc import Callable

import pytest

from casework.playbooks.data_file import Mistake
from casework.validation.near_duplicates import (
    MOST_COMPARED,
    MOST_COPIES,
    alike_pairs,
    check_near_duplicates,
)
from casework.validation.wording import Worded

Written = Callable[..., list[Worded]]

LONG = (
    "hôm qua có người gọi cho tui xưng bên điện lực biểu đóng tiền liền kẻo chiều nay "
    "cắt điện nguyên xóm"
)
ONE_SWAPPED = LONG.replace("điện lực", "cấp nước")
MANY_SWAPPED = LONG.replace("có người", "bà nào").replace("bên", "nhóm").replace("liền", "lẹ")
ANOTHER = (
    "con tui đang học lớp bảy thì có số lạ nhắn nói trúng học bổng, kêu nộp trước hai triệu giữ chỗ"
)


def check(examples: list[Worded]) -> list[Mistake]:
    return list(check_near_duplicates(examples))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, ONE_SWAPPED),
        (LONG, f"{LONG}, <PHONE>"),
        ("bị lừa có lấy lại được tiền không", "bi lua co lay lai duoc tien khong"),
        ("làm sao bây giờ", "Bây giờ làm sao?"),
        ("Cảm ơn", "cảm ơn!"),
    ],
)
def test_one_wording_inside_an_intent(written: Written, one: str, other: str) -> None:
    (mistake,) = check(written("faq", one, other))
    assert mistake.line == 2
    assert f"faq.txt:1: «{one}»" in mistake.wrong
    assert not mistake.is_warning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, ANOTHER),
        (LONG, MANY_SWAPPED),
        ("nó lấy số tui đi vay rồi", "nó lấy mặt tui đi vay"),
        ("ai đọc được tin tôi nhắn", "tin tôi nhắn ai thấy"),
        ("cảm ơn", "cam on"),  # with and without marks: two ways of typing three words
        ("hi", "hi 👋"),
        ("😭😭😭", "..."),
    ],
)
def test_another_wording_inside_an_intent(written: Written, one: str, other: str) -> None:
    assert check(written("faq", one, other)) == []


def test_across_intents_less_is_enough(written: Written) -> None:
    one, other = "sao nó biết hết thông tin của tôi vậy", "nó biết hết thông tin của tôi nên tin"
    assert check(written("faq", one, other)) == []
    (mistake,) = check([*written("faq", one), *written("shipper_gia", other)])
    assert mistake.file == "shipper_gia.txt"
    assert "hai ý định" in mistake.mend


def test_the_very_same_text_is_told_elsewhere(written: Written) -> None:
    assert check(written("faq", LONG, LONG.upper(), "hi", "Hi")) == []


def test_each_example_is_told_once_with_the_most_alike(written: Written) -> None:
    two_swapped = ONE_SWAPPED.replace("đóng tiền", "nộp phí")
    mistakes = check(written("faq", LONG, ONE_SWAPPED, two_swapped))
    assert [(m.line, m.wrong.split(":")[1]) for m in mistakes] == [(2, "1"), (3, "2")]


def test_copies_make_no_more_pairs_than_a_few_each() -> None:
    copies = [frozenset([("giao",), ("hàng",), ("gọi",), ("tui",)])] * 3_000
    pairs = list(alike_pairs(copies, 0.65))
    assert len(pairs) < len(copies) + MOST_COPIES**2
    assert {later for later, _, _ in pairs} == set(range(1, 3_000))


def test_lines_that_differ_in_a_word_are_compared_with_a_bounded_number_of_others() -> None:
    lines = [
        frozenset([("giao",), ("hàng",), ("gọi",), ("tui",), (f"x{i}",)]) for i in range(3_000)
    ]
    pairs = list(alike_pairs(lines, 0.65))
    assert len(pairs) <= MOST_COMPARED * len(lines)
    assert {later for later, _, _ in pairs} == set(range(1, 3_000))


def test_every_pair_is_found_that_comparing_all_with_all_finds() -> None:
    drawn = random.Random(7)  # noqa: S311
    lines = [frozenset((str(drawn.randrange(12)),) for _ in range(6)) for _ in range(150)]
    for least in (0.3, 0.5, 0.65, 0.8):
        found = {(i, k): alike for i, k, alike in alike_pairs(lines, least)}
        for i, one in enumerate(lines):
            for k, other in enumerate(lines[:i]):
                alike = len(one & other) / len(one | other)
                if max(lines[:k].count(other), lines[:i].count(one)) < MOST_COPIES:
                    assert found.get((i, k)) == (alike if alike >= least else None)


def test_a_copy_in_another_intent_is_told_however_many_there_are(written: Written) -> None:
    text = "sao nó biết hết thông tin của tôi vậy"
    told = check([*written("faq", *([text] * 50)), *written("help", f"{text} hả")])
    assert [m.file for m in told] == ["help.txt"]
