"""What a text becomes before its features are counted."""

from __future__ import annotations

import unicodedata

import pytest

from components import text_views


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Công An GỌI", "công an gọi"),
        ("trời ơiiiiii!!!!", "trời ơi!"),
        ("quáááá", "quá"),
        ("mất 1.000.000 đồng", "mất 0.0.0 đồng"),
        ("500k, 2tr5", "0k, 0tr0"),
        ("xoong nồi", "xoong nồi"),  # two of the same sign are a spelling
        ("\U0001d5d4\U0001d5d5 \uff21", "ab a"),  # 'mathematical', full-width
        ("lừ\u200ba đảo", "lừa đảo"),  # zero-width space
        ("gọi <PHONE> và <NAME_2>", "gọi <phone> và <name>"),
        ("số <ID_NUMBER>", "số <id_number>"),
    ],
)
def test_normalise(typed: str, normal: str) -> None:
    assert text_views.normalise(typed) == normal


def test_decomposed_input_is_the_same_text() -> None:
    typed = "Toà án gửi lệnh bắt, đường Nguyễn Huệ"
    decomposed = unicodedata.normalize("NFD", typed)
    assert decomposed != typed
    assert text_views.normalise(decomposed) == text_views.normalise(typed)


def test_normalise_changes_nothing_the_second_time() -> None:
    once = text_views.normalise("ĐÒI <ACCOUNT_3> tiềnnnn!!! ở đâu")
    assert text_views.normalise(once) == once


@pytest.mark.parametrize(
    ("normal", "stripped"),
    [
        ("đường đi khó", "duong di kho"),
        ("lừa đảo qua mạng", "lua dao qua mang"),
        ("ươ ưỡ ấ ẵ ệ ổ ỹ", "uo uo a a e o y"),
        ("gọi <phone>", "goi <phone>"),
    ],
)
def test_bare(normal: str, stripped: str) -> None:
    assert text_views.bare(normal) == stripped


def test_both_views_have_the_same_number_of_tokens() -> None:
    normal = text_views.normalise("Bả nói: «đóng 2tr5» vô <ACCOUNT>, rồi mất luôn 😭")
    typed, stripped = text_views.tokens(normal), text_views.bare(normal)
    assert len(typed) == len(text_views.tokens(stripped))


def test_a_redaction_is_one_token() -> None:
    normal = text_views.normalise("gọi <PHONE>, chuyển vào<ACCOUNT_1>.")
    words = text_views.tokens(normal)
    assert words == ["gọi", "<phone>", "chuyển", "vào", "<account>"]


@pytest.mark.parametrize(
    "text", ["", "   ", "👍👍", "123 456", "<PHONE>", "?!...", "<3"]
)
def test_says_nothing(text: str) -> None:
    assert not text_views.Views.of(text).says_something


@pytest.mark.parametrize("text", ["ơ", "ok 👍", "<PHONE> gọi", "a < b"])
def test_says_something(text: str) -> None:
    assert text_views.Views.of(text).says_something


@pytest.mark.parametrize(
    ("slipped", "meant"),
    [
        ("chuyeenr tieefn", "chuyển tiền"),
        ("chuyenr tienf", "chuyển tiền"),
        ("dduwowcj", "được"),
        ("nguowif ta lừa tooi", "người ta lừa tôi"),
        ("mats heets", "mất hết"),
        ("bats coocs", "bắt cóc"),
    ],
)
def test_telex_keys_left_behind_are_taken_away(slipped: str, meant: str) -> None:
    assert text_views.bare(text_views.normalise(slipped)) == text_views.bare(
        text_views.normalise(meant)
    )


@pytest.mark.parametrize(
    "word", ["xa", "so", "sx", "tr", "<tax_code>", "otp", "app", "r", "xi", "ra"]
)
def test_what_is_no_slip_stays(word: str) -> None:
    assert text_views.bare(word) == word


@pytest.mark.parametrize("typed", ["chuyeenr tieefn pass sms", "Được rồi nghen"])
def test_a_text_and_its_twin_have_the_same_bare_view(typed: str) -> None:
    normal = text_views.normalise(typed)
    twin = text_views.normalise(text_views.without_marks(normal))
    assert text_views.bare(twin) == text_views.bare(normal)
