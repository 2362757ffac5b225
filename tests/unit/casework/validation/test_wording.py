import pytest

from casework.validation.wording import shingles, views
from casework.vietnamese import words

TEXTS = [
    "Ổng nói HÒA nhà bà đang ở xã, tui hổng tin",
    "gọi <PHONE> hay <ACCOUNT> cũng vậy",
    "ko bt nx... 20tr5 á 😭",
    "Đã chuyển 3.500.000đ vào stk",
    "a < b và 5 > 3",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_the_house_without_tokens(text: str) -> None:
    expected = [word for word in words(text) if not word.bare.startswith("<")]
    typed, bare = views(text)
    assert list(typed) == [word.typed for word in expected]
    assert list(bare) == [word.bare for word in expected]


def test_shingles_are_all_runs_in_order() -> None:
    assert shingles(["a", "b", "c"], 2) == [("a", "b"), ("b", "c")]
    assert shingles(["a"], 2) == []
