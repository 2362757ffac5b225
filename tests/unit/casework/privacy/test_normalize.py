import unicodedata

import pytest

from casework.privacy.normalize import normalize


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("０９０５", "0905"),
        ("0\u200b9\u00ad0\u20605", "0905"),
        ("0\ufe0f\u20e39\ufe0f\u20e3", "09"),
        ("❾❶", "91"),
        ("٠٩", "09"),
        ("a\x00b", "ab"),
        ("\ud800", "\ufffd"),
        ("a\u00a0b", "a b"),
        ("ｶﾞ", "ガ"),
    ],
)
def test_brings_to_one_form(raw: str, text: str) -> None:
    assert normalize(raw).text == text


def test_composes_vietnamese_letters() -> None:
    typed = "Đặng Hữu Lúa"
    assert normalize(unicodedata.normalize("NFD", typed)).text == typed


def test_knows_the_way_back() -> None:
    raw = "số 0\u200b9\ufe0f\u20e3 nè"
    done = normalize(raw)
    place = done.text.index("09")
    assert raw[done.starts[place] : done.ends[place + 1]] == "0\u200b9"


@pytest.mark.parametrize("raw", ["ﷺ", "㉮", "´a", "ㄱㅏ", "½", "\u0301", "…"])
def test_is_stable(raw: str) -> None:
    once = normalize(raw).text
    assert normalize(once).text == once
