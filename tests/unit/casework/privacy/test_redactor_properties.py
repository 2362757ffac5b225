import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

_HUGE = 30_000
_SECONDS_FOR_A_HUGE_TEXT = 8
_DIGIT_VARIANTS = ("0123456789", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_SURROUNDINGS = st.sampled_from(
    [
        ("", ""),
        ("gọi ", " nha"),
        ("nó nói:", ", mất 2tr5"),
        ("(", ")"),
        ("Chị Hai tui kể, ", "\nrồi nó chặn"),
        ("so ", " 500k"),
        ("“", "”"),
        ("nè ", "!!!"),
        ("bữa 20/10 ", " lúc 9h15"),
    ]
)
_FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
_JOINTS = st.sampled_from(["", " ", ".", "-", "\u200b", "\u00a0", " . "])


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


_phones = st.builds("0{}{}".format, st.sampled_from("35789"), _digits(8))
_citizens = st.builds("0{}{}".format, st.sampled_from(["87", "82", "79"]), _digits(9))
_cards = st.builds("9704{}".format, _digits(12))
_accounts = st.integers(6, 19).flatmap(_digits)


@st.composite
def _typed(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> tuple[str, str]:
    """A number and how a resident types it: spaced somehow, in some kind of digits."""
    number, joint = draw(numbers), draw(_JOINTS)
    step = draw(st.integers(2, 5))
    pieces = [number[i : i + step] for i in range(0, len(number), step)]
    plain, variant = _DIGIT_VARIANTS[0], draw(st.sampled_from(_DIGIT_VARIANTS))
    return number, joint.join(pieces).translate(str.maketrans(plain, variant))


def _five_in_a_row(number: str, text: str) -> bool:
    return any(number[i : i + 5] in text for i in range(len(number) - 4))


@pytest.mark.parametrize("cue", ["", "số ", "zalo "])
@settings(deadline=None)
@given(value=_typed(_phones), around=_SURROUNDINGS, form=_FORMS)
def test_no_phone_survives(
    cue: str, value: tuple[str, str], around: tuple[str, str], form: str
) -> None:
    number, typed = value
    text = unicodedata.normalize(form, f"{around[0]}{cue}{typed}{around[1]}")  # type: ignore[arg-type]
    assert not _five_in_a_row(number, redact(RawText(text)).text)


@pytest.mark.parametrize(
    ("cue", "numbers"),
    [("cccd ", _citizens), ("", _citizens), ("thẻ ", _cards), ("", _cards), ("stk ", _accounts)],
)
@settings(deadline=None)
@given(data=st.data(), around=_SURROUNDINGS)
def test_no_number_survives(
    cue: str, numbers: st.SearchStrategy[str], data: st.DataObject, around: tuple[str, str]
) -> None:
    number, typed = data.draw(_typed(numbers))
    redacted = redact(RawText(f"{around[0]}{cue}{typed}{around[1]}")).text
    assert not _five_in_a_row(number, redacted)


_local_parts = st.from_regex(r"[a-z]{3,8}[._]?[a-z0-9]{2,6}", fullmatch=True)
_ats = st.sampled_from(["@", " @ ", "(a)", " a còng ", "[at]"])
_hosts = st.sampled_from(["gmail.com", "yahoo.com.vn", "gmail chấm com", "example.org"])


@settings(deadline=None)
@given(local=_local_parts, at=_ats, host=_hosts, around=_SURROUNDINGS, form=_FORMS)
def test_no_mail_address_survives(
    local: str, at: str, host: str, around: tuple[str, str], form: str
) -> None:
    text = unicodedata.normalize(form, f"{around[0]}{local}{at}{host}{around[1]}")  # type: ignore[arg-type]
    assert local not in redact(RawText(text)).text


_FRAGMENTS = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            [
                "stk ",
                "otp ",
                "mã ",
                "0905111222",
                "anh Tuấn",
                " ",
                "<OTP>",
                "sn 59",
                "số nhà 9",
                "<",
            ]
        ),
        _digits(4),
    ),
    max_size=14,
).map("".join)


@given(text=st.one_of(st.text(), _FRAGMENTS))
@settings(max_examples=400, deadline=None)
def test_never_raises_and_is_stable_on_its_own_output(text: str) -> None:
    once = redact(RawText(text))
    assert redact(RawText(once.text)).text == once.text
    assert redact(RawText(text)) == once
    assert all(0 <= f.start < f.end <= len(text) for f in once.found)
    once.text.encode()


@pytest.mark.parametrize(
    "piece",
    [
        *("1 ", "0x", "0......", "ma 1234 ", "•", "xx1 ", "a1-", "Nguyễn Văn ", "tran van a "),
        *("hai ", "a@", "\n", "pass      ", "so nha 1/", "1.000.", "+84", "<A", "0o "),
        *("\u0301", "\ud800", "\x00"),
    ],
)
def test_a_huge_text_takes_seconds(piece: str) -> None:
    text = (piece * _HUGE)[:_HUGE]
    begin = time.perf_counter()
    redact(RawText(text))
    assert time.perf_counter() - begin < _SECONDS_FOR_A_HUGE_TEXT


def test_a_hundred_thousand_characters_are_no_problem() -> None:
    text = "anh Tuấn 0905111222, stk 100200300 mất 2tr5. " * 2_300
    assert "0905111222" not in redact(RawText(text[:100_000])).text


@pytest.mark.parametrize("cue", ["pass", "zalo", "tk:", "mail a", "sinh"])
def test_a_cue_before_endless_blanks_takes_no_time(cue: str) -> None:
    begin = time.perf_counter()
    redact(RawText(cue + " " * _HUGE))
    assert time.perf_counter() - begin < _SECONDS_FOR_A_HUGE_TEXT
