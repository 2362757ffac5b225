"""Sorts reviewed stories into what is offered to trainers, and what is held for which reason."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from casework.cases.review import DISMISSED
from casework.learning.alike import Alike
from casework.learning.flood import Day
from casework.learning.models import Suggestion, SuggestionState
from casework.learning.quarantine import Verdict
from casework.learning.reasons import HeldReason
from casework.learning.room import Room
from casework.learning.stories import NO_SCAM, REMEMBERED, Story
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

_DECIDED = (SuggestionState.ACCEPTED, SuggestionState.REFUSED)


@dataclass(slots=True)
class Sorting:
    """Which stories are suggestions, and which of them can be offered.

    `rows` are the suggestions that there are; `known` counts groups that an example tells already,
    `settled` are the stories that a trainer has decided on, both once `candidates` is through.
    """

    rows: Mapping[UUID, Suggestion]
    flooded: frozenset[Day]
    groups: Sequence[Alike]
    now: datetime
    known: int = 0
    settled: list[Story] = field(default_factory=list)

    def candidates(self) -> Iterator[Verdict]:
        """One story of each group about which nothing is decided; what the group is held for."""
        for group in self.groups:
            decided = [story for story in group.stories if self._is_decided(story)]
            intents = {story.intent for story in group.stories}
            if decided:
                self.settled += decided
            elif len(intents) == 1 and group.examples_of & _taught_by(*intents):
                self.known += 1
            else:
                story = min(group.stories, key=self._preference)
                reason = HeldReason.FLOOD if self._is_flooded(story) else None
                if len(intents) > 1 or group.examples_of:
                    reason = HeldReason.TWO_LABELS
                yield Verdict(story, len(group.stories), reason)

    def offered(
        self, candidates: Sequence[Verdict], left: Mapping[str, int], officers: int
    ) -> list[Verdict]:
        """All candidates, each with why it is held, or with no reason: then it is offered."""
        on_one: defaultdict[str, Counter[UUID | None]] = defaultdict(Counter)
        for verdict in candidates:
            on_one[verdict.story.intent][verdict.story.only_witness] += verdict.reason is None
        room = Room(left, officers, on_one)
        for story in self.settled:
            if self._is_remembered(story):
                room.take(story, is_decided=True)
        return [
            Verdict(verdict.story, verdict.alike, self._why_held(verdict, room))
            for verdict in self._in_turns(candidates)
        ]

    def _why_held(self, verdict: Verdict, room: Room) -> HeldReason | None:
        story = verdict.story
        reason = verdict.reason
        if self._is_released(story):
            # A trainer has looked at it; only what no trainer can judge holds it again.
            reason = None if reason is HeldReason.FLOOD else reason
            if reason is None and HeldReason.ONE_OFFICER in room.reasons_against(story):
                reason = HeldReason.ONE_OFFICER
        else:
            reason = reason or room.why_not(story)
        if reason is None and redact(RawText(story.narrative)).found:
            # Today's redactor sees more than that of the day on which it was told.
            reason = HeldReason.PERSONAL_DATA
        if reason is None:
            room.take(story)
        return reason

    def _in_turns(self, candidates: Iterable[Verdict]) -> list[Verdict]:
        """What is offered already first; then of each channel one, of each of its days one.

        Inside a day by the cases' ids, which are chance: nobody can choose to come first.
        """
        by_id = sorted(candidates, key=lambda each: each.story.case_id)
        by_day = _dealt(by_id, lambda story: (story.intent, story.channel, story.told_on))
        by_channel = _dealt(by_day, lambda story: (story.intent, story.channel))
        return sorted(by_channel, key=lambda each: not self._is_waiting(each.story))

    def _preference(self, story: Story) -> tuple[bool, bool, bool, object, UUID]:
        return (
            self._is_flooded(story),
            story.case_id not in self.rows,
            len(story.witnesses) < 2,  # noqa: PLR2004  # a second officer's word
            story.told_on,
            story.case_id,
        )

    def _is_flooded(self, story: Story) -> bool:
        names = (story.intent, story.model_said, None)
        return any((name, story.channel, story.told_on) in self.flooded for name in names)

    def _is_decided(self, story: Story) -> bool:
        row = self.rows.get(story.case_id)
        if row is None or row.state not in _DECIDED:
            return False
        return row.state is SuggestionState.ACCEPTED or row.intent == story.intent

    def _is_remembered(self, story: Story) -> bool:
        decided_at = self.rows[story.case_id].decided_at
        # SQLite gives moments back without their zone, which is always UTC.
        return decided_at is not None and decided_at.replace(tzinfo=None) > (
            self.now - REMEMBERED
        ).replace(tzinfo=None)

    def _is_waiting(self, story: Story) -> bool:
        row = self.rows.get(story.case_id)
        return row is not None and row.state is SuggestionState.WAITING

    def _is_released(self, story: Story) -> bool:
        return self._is_waiting(story) and self.rows[story.case_id].decided_by is not None


def _dealt(verdicts: Iterable[Verdict], pile: Callable[[Story], Hashable]) -> list[Verdict]:
    """The first of each pile, then the second of each, in the order that they had."""
    turns: Counter[Hashable] = Counter()
    numbered = []
    for verdict in verdicts:
        numbered.append((turns[pile(verdict.story)], verdict))
        turns[pile(verdict.story)] += 1
    return [verdict for _, verdict in sorted(numbered, key=lambda each: each[0])]


def _taught_by(intent: str) -> frozenset[str]:
    return frozenset(NO_SCAM if intent == DISMISSED else {intent})
