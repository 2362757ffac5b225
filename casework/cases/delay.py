"""Reads how long ago the money went, as residents say it, and puts it into its frame.

A story names many times: when they met, when somebody called, what was promised. What counts is
the time beside the verb of paying; where nothing sure is said, nothing is made of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casework.cases.models import Delay
from casework.cases.paying_words import Verb, verbs_in
from casework.cases.time_phrases import Phrases, at, phrases
from casework.cases.time_words import SHORTEST_FIRST, Moment, moments
from casework.vietnamese import Word, words

_END_OF_SENTENCE = re.compile(r"[.!?…\n]+(?!\d)")
_END_OF_CLAUSE = re.compile(r"[;:()]+|,(?!\d)|\s[-–—]\s")
# What is quoted is mostly what the others said: "hồi nãy em gửi nhầm cho anh".
_QUOTED = re.compile(r"“[^”]{0,400}”|\"[^\"]{0,400}\"|«[^»]{0,400}»")
_LONGEST_CLAUSE = 80
"""Words; a longer one is read in pieces, so that a wall of words is read fast."""

_JUST = phrases("vừa mới, mới vừa, vừa, mới")
_BOTH = phrases("vừa")
_WHO = phrases(
    """
    tui, tôi, em, e, mình, con, cháu, t, tớ, chị, anh, má, mẹ, ba, bố, vợ, chồng, lỡ, ông, bà, dì,
    cô, chú, bác
    """
)
_ONLY = phrases("có, được, dc, đc")
_TODAY = phrases("nay")
_NO_TODAY = phrases("năm, tháng, tuần, ngày, xưa, hồi, nào, lúc")

_BARE = 2
"""Words beside a time that stands alone."""

# What tells that there were several payments, and this one the later.
_MORE = phrases("thêm, nữa, tiếp, nốt, còn lại, lần hai, lần sau, lần cuối, lần này")
_AMOUNT = phrases("triệu, tr, ngàn, nghìn, k, củ, tỷ, tỉ, trăm, chục")
# Long ago, and nobody knows how long.
_LONG_AGO = phrases(
    """
    lâu rồi, lâu lắm, lâu quá, từ lâu, hồi lâu, hồi trước, hồi xưa, hồi đó, lúc trước, trước đây,
    đợt trước, lần trước, mấy năm
    """
)

_SOON = (Delay.UNDER_1H, Delay.UNDER_1D, Delay.UNDER_1W)


@dataclass(frozen=True, slots=True)
class _Payment:
    """A time that stands beside a payment.

    `loses`: the word says that it was a loss, `more`: that it was one more payment; `amount`: how
    much stands with it.
    """

    delay: Delay
    loses: bool
    more: bool
    amount: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with its verbs and times. `beside`: the times of its payments."""

    said: tuple[Word, ...]
    verbs: tuple[Verb, ...]
    times: tuple[Moment, ...]
    beside: tuple[_Payment, ...]

    @classmethod
    def of(cls, said: tuple[Word, ...]) -> "_Clause":
        named = moments(said)
        verbs = tuple(verb for verb in verbs_in(said) if not _is_within(verb, named))
        paying = [verb for verb in verbs if verb.pays]
        times = tuple(m for m in named if not m.weak or _is_held(said, m, paying))
        own = [(m.delay, verb) for m in times if (verb := _nearest(m, verbs)) and verb.pays]
        just = [(now, verb) for verb in paying if (now := _just_now(said, verb))]
        long_ago = _holds(said, _LONG_AGO)
        unsure = [(Delay.UNKNOWN, verb) for verb in paying if long_ago and not times]
        more, amount = _holds(said, _MORE), _holds(said, _AMOUNT)
        beside = (_Payment(d, verb.loses, more, amount) for d, verb in own or just or unsure)
        return cls(said, verbs, times, tuple(beside))

    @property
    def pays(self) -> bool:
        """Whether money has gone in it."""
        return any(verb.pays for verb in self.verbs)

    def around(self, *, paid: bool) -> list[Delay]:
        """Times that stand by no payment and still may be that of one. `paid`: told before.

        A call of this morning is paid for this morning; who has met somebody last month pays
        whenever. Behind the payment only a bare time is about it: "chuyển rồi, mới hồi nãy nè".
        """
        return [m.delay for m in self.times if m.delay in _SOON and self._tells(m, paid=paid)]

    def _tells(self, moment: Moment, *, paid: bool) -> bool:
        if (verb := _nearest(moment, self.verbs)) is not None:
            return verb.reaches and not paid
        return not paid or len(self.said) - (moment.after - moment.first) <= _BARE


def read_delay(text: str) -> Delay:
    """How long ago the money went; of several payments the latest counts.

    The latest, because it tells how soon after it help was sought: what was paid last is what a
    bank can still hold.
    """
    beside: list[_Payment] = []
    around: list[Delay] = []
    paid = False
    for sentence in _sentences(text):
        told = [_Clause.of(said) for said in sentence]
        now = [payment for clause in told for payment in clause.beside]
        if any(clause.pays for clause in told) and not now:
            # Paid last year, and then again: when that was is not said.
            beside = [payment for payment in beside if payment.delay in _SOON]
        beside += now
        for clause in told:
            around += clause.around(paid=paid)
            paid = paid or clause.pays
    return _of_several(beside) if beside else _latest(around if paid else [])


def read_delay_answer(text: str) -> Delay:
    """The answer to 'how long ago did you pay?': no verb is needed, nor a word for 'ago'."""
    clauses = (said for sentence in _sentences(text) for said in sentence)
    told = {m.delay for said in clauses for m in moments(said, answers=True)}
    # Of several times nothing tells which it is: "hôm kia, khoảng 3 giờ".
    return told.pop() if len(told) == 1 else Delay.UNKNOWN


def _of_several(told: Sequence[_Payment]) -> Delay:
    """The latest, where it is told that it was one more; else it may be none of this loss.

    "Năm ngoái bị lừa 5 triệu, sáng nay mới trả": which of the two times counts is not told.
    """
    latest = _latest(payment.delay for payment in told)
    last = max(place for place, payment in enumerate(told) if payment.delay is latest)
    older = [place for place, payment in enumerate(told) if payment.delay is not latest]
    if not older:
        return latest
    lost_before = any(told[place].loses for place in older)
    again = told[last].more or told[last].loses or (told[last].amount and not lost_before)
    return latest if max(older) < last and again else Delay.UNKNOWN


def _holds(said: Sequence[Word], listed: Phrases) -> bool:
    return any(at(said, place, listed) for place in range(len(said)))


def _latest(told: Iterable[Delay]) -> Delay:
    return min(told, key=SHORTEST_FIRST.index, default=Delay.UNKNOWN)


def _sentences(text: str) -> Iterator[list[tuple[Word, ...]]]:
    """The sentences, each as its clauses."""
    for sentence in _END_OF_SENTENCE.split(_QUOTED.sub(" ", text)):
        clauses = map(words, _END_OF_CLAUSE.split(sentence))
        yield [
            said[first : first + _LONGEST_CLAUSE]
            for said in clauses
            for first in range(0, len(said), _LONGEST_CLAUSE)
        ]


def _is_within(verb: Verb, named: Sequence[Moment]) -> bool:
    """Whether what looks like a verb is a part of a time: "hoi" in "hoi sang"."""
    return any(m.first <= verb.first < m.after for m in named)


def _nearest(moment: Moment, verbs: Sequence[Verb]) -> Verb | None:
    """The verb that a time belongs to; of two as near the one that pays."""

    def how_far(verb: Verb) -> tuple[int, bool]:
        behind = moment.after <= verb.first
        apart = verb.first - moment.after if behind else moment.first - verb.after
        return apart, not verb.pays

    return min(verbs, key=how_far, default=None)


def _is_held(said: Sequence[Word], moment: Moment, paying: Sequence[Verb]) -> bool:
    """Whether what stands around makes up for tone marks: "toi qua ck", and not "toi qua nha"."""
    return moment.after == len(said) or any(verb.first == moment.after for verb in paying)


def _just_now(said: Sequence[Word], verb: Verb) -> Delay | None:
    """Within the hour: "vừa chuyển", "tui mới chuyển". Within the day: "nay tui chuyển"."""
    for length in (2, 1):
        first = verb.first - length
        if first >= 0 and at(said, first, _JUST) == length:
            whose = first == 0 or at(said, first - 1, _WHO)
            # "Mới chuyển có 5 triệu": no more than that. "Vừa mất hàng vừa mất tiền": both.
            both = sum(at(said, place, _BOTH) for place in range(len(said))) > 1
            only = at(said, verb.after, _ONLY)
            return Delay.UNDER_1H if whose and not only and not both else None
    for first in (verb.first - 1, verb.first - 2):
        typed_with_marks = any(word.has_marks for word in said)
        if typed_with_marks and at(said, first, _TODAY) and not at(said, first - 1, _NO_TODAY):
            return Delay.UNDER_1D
    return None
