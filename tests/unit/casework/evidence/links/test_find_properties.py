"""Links of all kinds, under all disguises, among all words."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.links.candidates import find_links
from casework.privacy.normalize import normalize

WORDS = (
    "em bị mất tiền nó kêu chuyển khoản cho công an xã rồi gọi hoài tui không biết phải làm sao"
    " anh chị ơi giúp với em moi vua nap tien xong no chan so luon".split()
)
# No label of these can be read as a word, so that a disguise of any kind is clear.
LABEL = st.from_regex(r"[bcdghklmnpqrstvx]{2}[a-z]{2}[0-9]{2}[a-z]{2,6}", fullmatch=True)
ENDING = st.sampled_from(["com", "vn", "com.vn", "net", "top", "xyz", "org.vn", "icu"])
HOST = st.builds("{}.{}".format, LABEL, ENDING)


def _letters(first: int) -> dict[int, str]:
    return {ord(letter): chr(first + i) for i, letter in enumerate(string.ascii_lowercase)}


DISGUISES = (
    lambda host: host,
    lambda host: f"https://{host}",
    lambda host: f"hxxps://{host}",
    lambda host: f"https://vietcombank.com.vn@{host}",
    lambda host: host.upper(),
    lambda host: host.replace(".", "[.]"),
    lambda host: host.replace(".", " (dot) "),
    lambda host: host.replace(".", " chấm "),
    lambda host: host.replace(".", " cham "),
    lambda host: host.replace(".", " . "),
    lambda host: host.replace(".", "。"),
    lambda host: host.replace(".", "．"),
    " ".join,
    "\u200b".join,
    lambda host: host.translate(_letters(0xFF41)),
    lambda host: host.translate(_letters(0x24D0)),
    lambda host: host.translate(_letters(0x1D41A)),
    lambda host: f"http://{host.replace('.', '%2E')}",
)


@settings(max_examples=150, deadline=None)
@given(
    HOST,
    st.sampled_from(DISGUISES),
    st.lists(st.sampled_from(WORDS), max_size=5),
    st.lists(st.sampled_from(WORDS), max_size=5),
)
def test_a_link_is_found_under_any_disguise(
    host: str, disguise: Callable[[str], str], before: list[str], after: list[str]
) -> None:
    written = disguise(host)
    text = " ".join([*before, written, *after])
    (link,) = find_links(text)
    assert link.host == host
    assert text[link.start : link.end] == written


BLANKS = (" ", "  ", "\n", "\r\n", "\t")
SIGNS = (
    "a . .. / // \\ : @ - _ % ( ) [ ] < > ? # * | ~ com vn top co no http:// https:// hxxp h t p s"
    " a@ [.] (dot) chấm cham dot gạch slash %41 %2f 1.1.1.1 0x 999 xn-- xn--a bit.ly www. ấ ọ 。 ⓐ"
    " &#46; , \u200b \u0301 \u0336 \ue000 \ue003 \ud800 \x00 é е 中 🇻 👉 ' “ ” ://"
)
PIECES = st.sampled_from((*SIGNS.split(" "), *BLANKS))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join)))
def test_of_any_text_links_are_in_order_and_stand_where_they_are_said_to(text: str) -> None:
    reached = 0
    for link in find_links(text):
        assert reached <= link.start < link.end <= len(text)
        reached = link.end
        assert link.host
        assert link.host.isascii()
        assert link.host == link.host.lower()
        assert len(link.host) <= 253


LONG = 20_000


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        ("a", 0), ("a.", 0), (".", 0), ("a@", 0), ("a.b@", 0), ("/", 0), ("h ", 0), ("-", 0),
        ("1.1.1.1/", 0), ("http://", 0), ("https://a", 1), ("hxxp:", 0), ("(.)", 0), ("a(.)", 0),
        (" chấm ", 0), ("a . ", 0), ("com . ", 0), ("%41", 0), ("https://%41", 0), ("\n", 0),
        ("[.", 0), ("a,com ", 0), ("xn--", 0), ("ấ", 0), ("\u0336", 0), ("\ud800", 0), ("\x00", 0),
        ("bit.ly/(", LONG), ("https://a.vn/", LONG), ("a.com . ", LONG), ("b i t . l y / a ", LONG),
    ],
)  # fmt: skip
def test_a_long_text_of_one_kind_is_read_to_its_end(unit: str, most: int) -> None:
    assert len(find_links((unit * LONG)[:LONG])) <= most


def test_no_disguise_hides_behind_the_normal_form() -> None:
    """The offsets are those of the text as pasted, also where the normal form is longer."""
    text = "Số ㎏ ½ … bit.ly/abc"
    assert normalize(text).text != text
    (link,) = find_links(text)
    assert text[link.start : link.end] == "bit.ly/abc"
