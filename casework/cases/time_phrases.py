"""The phrases that say how long ago something was, each under the longest time it commonly means.

Here too: how a list of phrases is kept and found in a clause.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from casework.cases.models import Delay
from casework.vietnamese import Word, words

PHRASES = {
    Delay.UNDER_1H: """
        hồi nãy, hồi nảy, hổi nãy, nãy giờ, nảy giờ, mới nãy, mới nảy, vừa nãy, vừa xong, mới xong,
        mới tức thì, tức thì nè, nãy, nảy, lúc nãy, lúc nảy, khi nãy, ban nãy
        """,
    Delay.UNDER_1D: """
        sáng nay, trưa nay, chiều nay, khuya nay, sớm nay, hồi sáng, hồi trưa, hồi chiều, hồi tối,
        hồi khuya, hồi hôm, hồi sớm, lúc sáng, lúc trưa, sáng giờ, từ sáng, trưa giờ, chiều giờ,
        hôm nay, bữa nay, hnay, hum nay, hôm ni, bữa ni, tối qua, đêm qua, khuya qua, tối hôm qua,
        đêm hôm qua, khuya hôm qua, tối bữa qua, hồi tối qua, tối nay
        """,
    Delay.UNDER_1W: """
        hôm qua, bữa qua, hqua, hum qua, hum wa, hôm wa, hôm kia, hôm kìa, bữa kia, bữa kìa,
        bữa hổm, bữa hỗm, hổm rày, hổm nay, hỗm rày, hôm rày, bữa rày, hôm bữa, hôm nọ, bữa nọ,
        hôm trước, bữa trước, hôm rồi, bữa rồi, tuần này, hôm thứ hai, hôm thứ ba, hôm thứ tư,
        hôm thứ năm, hôm thứ sáu, hôm thứ bảy, hôm chủ nhật, bữa thứ hai, bữa thứ ba, bữa thứ tư,
        bữa thứ năm, bữa thứ sáu, bữa thứ bảy, bữa chủ nhật, cuối tuần rồi
        """,
    Delay.UNDER_1M: """
        tuần trước, tuần trc, tuần rồi, tuần vừa rồi, tuần qua, tháng này, đầu tháng này,
        giữa tháng này, hồi tháng này, đầu tháng, cuối tháng trước, cuối tháng rồi
        """,
    Delay.OVER_1M: """
        tháng trước, tháng trc, tháng rồi, tháng vừa rồi, hồi tháng trước, hồi tháng rồi,
        đầu tháng trước, đầu tháng rồi, năm ngoái,
        năm rồi, năm kia, hồi năm, hồi tết, hồi ra giêng, ra giêng, hồi giêng, hồi đầu năm, đầu năm
        """,
}
# What these say is something else without tone marks: "tôi qua", "bạn này", "thằng này".
NEED_MARKS = """
    nãy, nảy, lúc nãy, lúc nảy, khi nãy, ban nãy, tối qua, tối nay, tháng này,
    hồi tháng này, đầu tháng, hồi năm
    """

Phrases = Mapping[str, Sequence[tuple[Word, ...]]]
"""Phrases by the bare form of their first word, the longest first: a story has many words."""


def phrases(listed: str) -> Phrases:
    """Phrases that are listed with commas between."""
    found: dict[str, list[tuple[Word, ...]]] = {}
    for phrase in sorted(map(words, listed.split(",")), key=len, reverse=True):
        if phrase:
            found.setdefault(phrase[0].bare, []).append(phrase)
    return found


def at(said: Sequence[Word], place: int, listed: Phrases) -> int:
    """How many words of one of the phrases begin here; 0 for none."""
    if not 0 <= place < len(said):
        return 0
    likely = listed.get(said[place].bare, ())
    return next((len(phrase) for phrase in likely if stands_at(said, place, phrase)), 0)


def stands_at(said: Sequence[Word], first: int, phrase: Sequence[Word]) -> bool:
    """Whether a phrase begins at this word."""
    here = said[first : first + len(phrase)]
    return len(here) == len(phrase) and all(w.says(p) for w, p in zip(here, phrase, strict=True))


@cache
def word_of(name: str) -> Word:
    """A word of a list."""
    return words(name)[0]


def one_of(said: Sequence[Word], place: int, choices: tuple[str, ...]) -> bool:
    """Whether the word at a place is one of these; there may be no such place."""
    return 0 <= place < len(said) and any(said[place].says(word_of(choice)) for choice in choices)
