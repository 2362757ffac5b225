"""A case book of a size that no province has yet, made up in the machine: rows for both databases.

The rows go past the ORM and its types, so its texts are the demo data's stories: redacted, each
story once, then varied by words that mean nothing.
"""

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from casework.cases.models import Delay, LossBucket
from casework.cases.records import queue_rank
from casework.clock import day_in_viet_nam, full_hour
from casework.columns import searchable
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.demo_data.stories import MARK, compose

DAYS = 180
HOME, ABROAD = "82", "86"
"""Codes of provinces: that of the communes, and that of a tenth of what names none."""
STORIES = 600
VOCABULARY = 30_000

COMMON_WORD = "tien"
RARE_WORD = "vongcolau"
"""Put into a few cases only, the newest of them some months old."""
ABSENT_WORD = "khongcodau"
RARE_AT = (0.05, 0.3, 0.45, 0.6)
"""Where those cases stand: 0 is the oldest, 1 the newest of the book."""

_CHANNELS = {"web": 45, "telegram": 25, "zalo_oa": 20, "zalo_bot": 10}
_STAGES = {Stage.APPROACH.value: 45, Stage.INFO_GIVEN.value: 15, Stage.PAID.value: 20, None: 20}
_UNNAMED = 0.15
_DUPLICATES, _NEW_SCRIPTS, _HANDED_OVER, _READ_TWICE = 0.01, 0.002, 0.35, 0.1
_REVIEWED_AS = {"confirmed": 70, "relabelled": 18, "dismissed": 12}
_READ_AS = {"agreed": 70, "disagreed": 10, "settled": 5, "waiting": 15}
_OPINION_STATUSES = {"new": 40, "read": 30, "in_progress": 10, "done": 20}

CASE_COLUMNS = (
    *("id", "told_at", "told_on", "channel", "commune", "decision", "playbook_id", "confidence"),
    *("alternatives", "stage", "loss", "interpreter", "model", "status", "label", "queue_rank"),
    *("version", "new_script", "handed_over", "second_reading", "duplicate_of", "narrative"),
    *("narrative_bare", "consent_wording", "consented_at", "receipt_hash", "province"),
    "told_after",
)
REVIEW_COLUMNS = ("case_id", "officer_id", "done_at", "act", "blind", "before", "after")
OPINION_COLUMNS = ("id", "told_at", "channel", "text", "status", "version", "receipt_hash")
COUNT_COLUMNS = (
    *("told_on", "channel", "decision", "playbook_id", "stage", "loss", "consent", "reports"),
    "told_after",
)
HOUR_COLUMNS = ("month", "hour", "source", "reports")


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind."""

    cases: int = 1_000_000
    reviews: int = 200_000
    opinions: int = 20_000


class Reviewed(NamedTuple):
    """What the reviews need to know of a reviewed case."""

    id: UUID
    told_at: datetime
    status: str
    before: str | None
    after: str | None
    second: str


@dataclass(slots=True)
class Book:
    """The rows, always the same from the same hour: first the cases, then what hangs on them."""

    library: Library
    communes: Sequence[str]
    officers: Sequence[UUID]
    now: datetime
    size: Size
    rng: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    reviewed: list[Reviewed] = field(default_factory=list)

    def cases(self) -> Iterator[tuple[Any, ...]]:
        """The oldest first, as they came in."""
        rng, size = self.rng, self.size
        alternatives = {name: _alternatives(name, self.library.ids) for name in self.library.ids}
        texts = self._texts()
        before: UUID | None = None
        # A case that was read twice has two reviews; where it waits for the second, one.
        waiting = _READ_AS["waiting"] / sum(_READ_AS.values())
        share = size.reviews / (1 + _READ_TWICE * (1 - waiting)) / size.cases
        rare = {int(size.cases * at) for at in RARE_AT}
        for number, (playbook, channel, place, stage, loss, outcome) in zip(
            range(size.cases), self._picks(), strict=False
        ):
            told_at = full_hour(self.now - timedelta(days=DAYS) * (1 - number / size.cases))
            told_on = day_in_viet_nam(told_at)
            confidence = round(rng.betavariate(4, 2), 4)
            said = None if rng.random() < _UNNAMED else playbook
            status, label, second, handed_over = "pending", said, "none", False
            case_id = UUID(int=rng.getrandbits(128))
            if rng.random() < share and number not in rare:
                status = outcome
                label = playbook if said is None or status == "relabelled" else said
                second = self._second()
                handed_over = stage == "paid" and rng.random() < _HANDED_OVER
                self.reviewed.append(Reviewed(case_id, told_at, status, said, label, second))
            narrative, bare = next(texts)
            if number in rare:
                narrative, bare = f"{narrative} {RARE_WORD}.", f"{bare} {RARE_WORD}."
            repeats = before if rng.random() < _DUPLICATES else None
            before = case_id if repeats is None else before
            yield (
                *(case_id, told_at, told_on, channel, place[0]),
                *("name" if said else "more", said, confidence, alternatives[playbook]),
                *(stage, loss[0].value if stage == "paid" else "unknown", "rasa", "20261101-bench"),
                *(status, label, queue_rank(told_on, confidence), 1 if status == "pending" else 2),
                *(rng.random() < _NEW_SCRIPTS, handed_over, second, repeats, narrative, bare),
                *("2026-11", told_at, sha256(case_id.bytes).hexdigest(), place[1]),
                loss[1].value if stage == "paid" else "unknown",
            )

    def reviews(self) -> Iterator[tuple[Any, ...]]:
        """One of each reviewed case, and the second readings."""
        acts = {"confirmed": "confirm", "relabelled": "relabel", "dismissed": "dismiss"}
        for case in self.reviewed:
            verdict = "dismissed" if case.status == "dismissed" else case.after
            one, other = self.rng.sample(self.officers, 2)
            done_at = case.told_at + timedelta(hours=self.rng.randint(1, 40))
            said = acts[case.status]
            yield case.id, one, done_at, said, False, case.before, verdict
            if case.second in {"agreed", "disagreed", "settled"}:
                differ = verdict if case.second == "agreed" else self.rng.choice(self.library.ids)
                done_at += timedelta(hours=self.rng.randint(1, 40))
                yield case.id, other, done_at, "second_reading", True, verdict, differ

    def opinions(self) -> Iterator[tuple[Any, ...]]:
        """Told over the same days as the cases."""
        texts = self._texts()
        statuses = _endless(self.rng, list(_OPINION_STATUSES), list(_OPINION_STATUSES.values()))
        for number in range(self.size.opinions):
            ago = timedelta(days=DAYS) * (1 - number / self.size.opinions)
            opinion_id = UUID(int=self.rng.getrandbits(128))
            yield (
                *(opinion_id, full_hour(self.now - ago), "web", next(texts)[0]),
                *(next(statuses), 1, sha256(opinion_id.bytes).hexdigest()),
            )

    def counts(self) -> Iterator[tuple[Any, ...]]:
        """Reports without consent: each day, of every playbook, from every channel."""
        today = day_in_viet_nam(self.now)
        for day, channel, playbook, stage in itertools.product(
            range(DAYS), _CHANNELS, ("", *self.library.ids), ("approach", "paid")
        ):
            loss = "from_2m" if stage == "paid" else "unknown"
            told_on, decision = today - timedelta(days=day), "name" if playbook else "more"
            reports = self.rng.randint(1, 9)
            after = self.rng.choice(list(Delay)).value if stage == "paid" else "unknown"
            yield told_on, channel, decision, playbook, stage, loss, "not_given", reports, after

    def hours(self) -> Iterator[tuple[Any, ...]]:
        """How many were told in each hour, month by month; the totals need not fit the cases."""
        today = day_in_viet_nam(self.now)
        months = {(today - timedelta(days=day)).replace(day=1) for day in range(DAYS)}
        for month, hour in itertools.product(sorted(months), range(24)):
            yield month, hour, "told", self.rng.randint(1, 2 * self.size.cases // 1000 + 1)

    def _picks(self) -> Iterator[tuple[Any, ...]]:
        """Playbook, channel, place, stage, loss and its delay, and what a review comes to."""
        ids, rng = self.library.ids, self.rng
        by_rank = [1 / (2 + rank) for rank in range(len(ids))]
        # Some communes are told of thousands of times, the last ones hardly ever.
        places = [*((code, HOME) for code in self.communes), (None, None), (None, ABROAD)]
        place_weights = [*(1 / (1 + rank) ** 1.6 for rank in range(len(self.communes))), 1.8, 0.2]
        losses = list(itertools.product(LossBucket, Delay))
        return zip(
            _endless(rng, ids, by_rank),
            _endless(rng, list(_CHANNELS), list(_CHANNELS.values())),
            _endless(rng, places, place_weights),
            _endless(rng, list(_STAGES), list(_STAGES.values())),
            _endless(rng, losses, [1] * len(losses)),
            _endless(rng, list(_REVIEWED_AS), list(_REVIEWED_AS.values())),
            strict=False,
        )

    def _second(self) -> str:
        if self.rng.random() >= _READ_TWICE:
            return "none"
        return self.rng.choices(list(_READ_AS), list(_READ_AS.values()))[0]

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Narratives and their bare views: one of the stories, and words like no other's."""
        stories = [
            (text := str(redact(RawText(MARK + compose(self.rng, playbook).text)).text), bare(text))
            for playbook in self.rng.choices(self.library.playbooks, k=STORIES)
        ]
        words = _vocabulary(self.rng)
        some = _endless(self.rng, words, [1 / (5 + rank) for rank in range(len(words))])
        while True:
            text, without_marks = self.rng.choice(stories)
            said = [next(some) for _ in range(6)]
            tail, tail_bare = (" ".join(word[view] for word in said) for view in (0, 1))
            yield f"{text} Chỗ đó {tail}.", f"{without_marks} cho do {tail_bare}."


def bare(text: str) -> str:
    """The view that is searched."""
    return searchable(text)


def _vocabulary(rng: random.Random) -> list[tuple[str, str]]:
    """Invented words of two syllables, as told and without marks."""
    begins = "b c ch d đ g gi h kh l m n ng nh p ph qu r s t th tr v x".split()
    ends = (
        "an ang ao âu ây ê iên iêng oa oang ô ông ơi ua ung ươn ương uôi ưa ích ấp ỏng ài".split()
    )
    syllables = [f"{begin}{end}" for begin in begins for end in ends]
    words = {rng.choice(syllables) + rng.choice(syllables) for _ in range(VOCABULARY)}
    return [(word, bare(word)) for word in sorted(words)]


def _alternatives(first: str, ids: Sequence[str]) -> str:
    """As JSON; the same for all cases of a playbook, which no page minds."""
    place = ids.index(first)
    others = [ids[(place + step) % len(ids)] for step in range(4)]
    shares = (0.7, 0.15, 0.08, 0.04)
    return json.dumps([{"name": n, "confidence": c} for n, c in zip(others, shares, strict=True)])


def _endless(rng: random.Random, values: Sequence[Any], weights: Sequence[float]) -> Iterator[Any]:
    """Picks without end, many at a time: one by one they would take most of the time."""
    cumulated = list(itertools.accumulate(weights))
    while True:
        yield from rng.choices(values, cum_weights=cumulated, k=10_000)
