"""Invented stories as cases of the book: when they were told, and what the model made of them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from casework.cases.facts import Alternative, CaseFacts
from casework.cases.invented import INVENTED
from casework.cases.loss import bucket, read_amount
from casework.cases.models import Case, CaseStatus, Delay, LossBucket
from casework.cases.records import queue_rank
from casework.clock import VIET_NAM, day_in_viet_nam, full_hour
from casework.playbooks.library import Library
from casework.playbooks.schema import Playbook
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage
from casework.understanding.base import UNCLEAR
from casework.understanding.decision import DecisionKind
from console.demo_data.by_hand import LEFT_OVER, NEW_SCRIPTS, NO_SCAM
from console.demo_data.stories import MARK, Story, compose, told_again, two_events

DEMO = INVENTED
"""In a demo case's consent_wording and model: what `remove` goes by. No real case has either."""

DAYS = 110
"""Whole months lie within, and no narrative is due to be purged."""
CHANNELS = {"web": 42, "telegram": 26, "zalo_oa": 22, "zalo_bot": 10}

# Of 100 cases; the rest are plain stories of a playbook.
_NO_SCAM, _NEW_SCRIPT, _TWO_EVENTS, _LEFT_OVER, _AGAIN, _PLAIN = 8, 5, 4, 4, 5, 99
# Of the hours from 0 to 23 in Việt Nam, how often something is told in each.
BY_HOUR = (*(1, 0, 0, 0, 1, 2), *(5, 9, 12, 13, 11, 8), *(6, 7, 10, 11, 9, 8), *(8, 12, 13, 10, 6))
_NAMED_A_COMMUNE = 0.62
# Of those who named none: a former district or the province, and another province.
_NAMED_HOME, _NAMED_ANOTHER = 0.2, 0.25
# In the order of Delay: most tell soon, many say nothing of it.
_DELAYS = (18, 26, 22, 8, 6, 20)
_MODEL_IS_RIGHT = 0.85
_NAMED_FROM, _NAMED_WRONGLY_FROM = 0.4, 0.62


@dataclass(frozen=True, slots=True)
class Invented:
    """A case to be kept, and what it really tells of; None: no playbook, `scam`: but a trick."""

    case: Case
    truth: str | None
    scam: bool
    repeats: UUID | None = None


@dataclass(frozen=True, slots=True)
class Inventor:
    """Makes the cases, always the same ones from the same seed, hour and playbooks."""

    rng: random.Random
    library: Library
    communes: Sequence[str]
    now: datetime
    # Codes, that of the communes first.
    provinces: Sequence[str] = ()

    def cases(self, how_many: int) -> Iterator[Invented]:
        """So many cases, in no order."""
        last: tuple[Story, Case] | None = None
        for number in range(how_many):
            kind = number * 37 % 100
            if kind < _AGAIN and last is None:
                kind = _PLAIN
            if kind < _AGAIN and last is not None:
                # The same event, a day or two later, from somebody else.
                story = told_again(self.rng, last[0])
                told = last[1].told_at + timedelta(hours=self.rng.randint(3, 40))
                yield self._keep(story, min(told, self.now), repeats=last[1])
                last = None
                continue
            story, scam = self._story(kind - _AGAIN)
            made = self._keep(story, self._hour(), scam=scam)
            if story.playbook_id and len(story.sentences) > 3:  # noqa: PLR2004  # long enough
                last = story, made.case
            yield made

    def _story(self, kind: int) -> tuple[Story, bool]:
        """A story, and whether it tells of a trick at all."""
        rng, playbooks = self.rng, self.library.playbooks
        if kind < _NO_SCAM:
            return Story((rng.choice(NO_SCAM),), None, None), False
        kind -= _NO_SCAM
        if kind < _NEW_SCRIPT:
            stage = rng.choice((Stage.APPROACH, Stage.INFO_GIVEN, Stage.PAID))
            return Story((rng.choice(NEW_SCRIPTS),), None, stage), True
        kind -= _NEW_SCRIPT
        if kind < _TWO_EVENTS:
            return two_events(rng, *rng.sample(playbooks, 2)), True
        story = compose(rng, _by_frequency(rng, playbooks))
        if kind < _TWO_EVENTS + _LEFT_OVER:
            first, *rest = story.sentences
            return replace(story, sentences=(first, rng.choice(LEFT_OVER), *rest)), True
        return story, True

    def _keep(
        self, story: Story, told: datetime, *, scam: bool = True, repeats: Case | None = None
    ) -> Invented:
        text = redact(RawText(MARK + story.text)).text
        facts = self._facts(story, text, scam=scam)
        told_on = day_in_viet_nam(told)
        commune, province = self._place()
        case = Case(
            id=UUID(int=self.rng.getrandbits(128), version=4),
            told_at=full_hour(told),
            told_on=told_on,
            commune=repeats.commune if repeats else commune,
            province=repeats.province if repeats else province,
            status=CaseStatus.PENDING,
            label=facts.playbook_id,
            queue_rank=queue_rank(told_on, facts.confidence),
            narrative=text,
            narrative_bare=text,
            consent_wording=DEMO,
            consented_at=full_hour(told),
            **asdict(facts),
        )
        return Invented(case, story.playbook_id, scam, repeats.id if repeats else None)

    def _facts(self, story: Story, text: RedactedText, *, scam: bool) -> CaseFacts:
        """What the bot might have made of it: mostly right, less sure where it is wrong."""
        rng = self.rng
        truth = self.library.get(story.playbook_id) if story.playbook_id else None
        right = truth is not None and rng.random() < _MODEL_IS_RIGHT
        sure = rng.betavariate(7, 2) if right else rng.betavariate(3, 4)
        likely = [n.id for n in truth.neighbours] if truth else []
        likely += [p.id for p in rng.sample(self.library.playbooks, 5) if p is not truth]
        if truth and right:
            likely.insert(0, truth.id)
        named = sure >= (_NAMED_FROM if truth else _NAMED_WRONGLY_FROM)
        if not named and truth is None:
            likely.insert(0, UNCLEAR if scam else "off_topic")
        ranking = list(dict.fromkeys(likely))[:4]
        unnamed = DecisionKind.MORE if scam else DecisionKind.NONE
        paid = story.stage is Stage.PAID
        return CaseFacts(
            channel=rng.choices(list(CHANNELS), list(CHANNELS.values()))[0],
            decision=(DecisionKind.NAME if named else unnamed).value,
            playbook_id=ranking[0] if named else None,
            confidence=round(sure, 4),
            stage=story.stage,
            interpreter="rasa",
            model=DEMO,
            loss=bucket(read_amount(text)) if paid else LossBucket.UNKNOWN,
            told_after=rng.choices(list(Delay), _DELAYS)[0] if paid else Delay.UNKNOWN,
            alternatives=tuple(_alternatives(rng, ranking, sure)),
        )

    def _place(self) -> tuple[str | None, str | None]:
        """Commune and province, as far as they were named."""
        rng, home, others = self.rng, next(iter(self.provinces), None), self.provinces[1:]
        if rng.random() < _NAMED_A_COMMUNE:
            return rng.choice(self.communes), home
        named = rng.random()
        if named < _NAMED_HOME:
            return None, home
        return None, rng.choice(others) if others and named < _NAMED_HOME + _NAMED_ANOTHER else None

    def _hour(self) -> datetime:
        """When it was told: more of late than months ago, and by day."""
        days = int(DAYS * (1 - self.rng.random() ** 0.8))
        hour = self.rng.choices(range(len(BY_HOUR)), BY_HOUR)[0]
        here = self.now.astimezone(VIET_NAM) - timedelta(days=days)
        return min(here.replace(hour=hour), self.now.astimezone(VIET_NAM))


def _alternatives(rng: random.Random, ranking: Sequence[str], sure: float) -> Iterator[Alternative]:
    """The ranking with its confidences, which fall and never come to more than one."""
    left = 1 - sure
    for place, name in enumerate(ranking):
        share = sure if not place else min(left, sure) * rng.uniform(0.4, 0.7)
        if place:
            left, sure = left - share, share
        yield Alternative(name, round(share, 4))


def _by_frequency(rng: random.Random, playbooks: Sequence[Playbook]) -> Playbook:
    """A playbook; the first ones of the file are told more often than the last."""
    return rng.choices(playbooks, [1 / (3 + place) for place in range(len(playbooks))])[0]
