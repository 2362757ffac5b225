"""Understands a typed answer to offered buttons: '1', '1.', 'một', or the label itself."""

import re
from functools import lru_cache

from bot.messages import Button
from casework.vietnamese import fold, strip_tones

_NUMBER_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_NUMBER = re.compile(
    r"(?:da |vang |so |chon |cau |y )*(\d{1,2})\s*[.)]?(?: (?:a|nha|nhe|nhen|di))*"
)
# "ba ạ", "năm nha", "sau nha" are other words more often than numbers.
_POLITE_NUMBER = re.compile(
    r"(?:da |so |chon )*(mot|hai|bon|bay|tam|chin|muoi)(?: (?:a|nha|nhe|nhen))*"
)
# One string reads better than forty quoted words.
_YES = frozenset(
    "co;co a;da co;dong y;ok;oke;okie;okay;u;uh;um;da;da dong y;duoc;dc;yes;vang;phai;dung".split(
        ";"
    )
)
_NO = frozenset(
    "khong;ko;k;kg;hong;hok;hem;khong dong y;thoi;no;da khong;khong nha;chua;khong phai;"
    "hong chiu;khong chiu;khong muon".split(";")
)


def bare(text: str) -> str:
    """Reduce an answer to its words: no tones, no case, no closing punctuation."""
    return " ".join(re.sub(r"[^\w\s.)]", " ", strip_tones(fold(text))).strip(" .)").split())


def chosen(text: str, offered: tuple[Button, ...]) -> Button | None:
    """The offered button that the text stands for, or None if it is something else."""
    said = bare(text)
    if not said or not offered:
        return None
    if (number := _as_number(said)) is not None:
        return offered[number - 1] if 1 <= number <= len(offered) else None
    return labelled(text, offered) or _yes_or_no(said, offered)


def is_number(text: str) -> bool:
    """Whether the text is a typed number: '1', '2.', 'hai'."""
    return _as_number(bare(text)) is not None


def labelled(text: str, buttons: tuple[Button, ...]) -> Button | None:
    """The button whose label the text is."""
    said = bare(text)
    alike = [button for button in buttons if said and said == _bare_label(button.label)]
    # "Xã Tân Thành" and "Xã Tân Thạnh" differ by a mark: without it neither is meant for sure.
    just_so = [button for button in alike if fold(button.label) == fold(text.strip(" ."))]
    fitting = just_so or alike
    return fitting[0] if len({button.value for button in fitting}) == 1 else None


@lru_cache(maxsize=1_000)
def _bare_label(label: str) -> str:
    """Of our own buttons: the same few for every message."""
    return bare(label)


def _as_number(said: str) -> int | None:
    if found := _NUMBER.fullmatch(said):
        return int(found.group(1))
    if found := _POLITE_NUMBER.fullmatch(said):
        said = found.group(1)
    return _NUMBER_WORDS.index(said) + 1 if said in _NUMBER_WORDS else None


def _yes_or_no(said: str, offered: tuple[Button, ...]) -> Button | None:
    """'có' picks the one button that begins with yes, 'không' the one that begins with no."""
    for words in (_YES, _NO):
        if said in words:
            fitting = [b for b in offered if _bare_label(b.label).split(" ", 1)[0] in _first(words)]
            return fitting[0] if len(fitting) == 1 else None
    return None


def _first(words: frozenset[str]) -> set[str]:
    return {word.split(" ", 1)[0] for word in words} - {"da"}
