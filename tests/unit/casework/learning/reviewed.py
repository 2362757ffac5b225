"""A book of invented reviewed cases: told on some day, and what officers have said of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import (
    Case,
    CaseStatus,
    LossBucket,
    Review,
    ReviewAct,
    SecondReading,
)
from casework.playbooks.examples import Example
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
AN, BINH, CHI = (UUID(int=n) for n in (1, 2, 3))
TRAINER = UUID(int=9)

_SYLLABLES = (
    "ba be bo ca co cu da do du ga go ha ho hu ka ke la lo lu ma mo mu na no nu pa po ra ro ru "
    "sa so su ta to tu va vo vu xa xo xu".split()
)
_WORDS = ["".join(pair) for pair in product(_SYLLABLES, _SYLLABLES)]


def wordings(seed: int, length: int = 24) -> Iterator[str]:
    """Texts that share no more with each other than chance has it; no redactor minds them."""
    rng = Random(seed)  # noqa: S311  # the same texts each time
    while True:
        yield " ".join(rng.choices(_WORDS, k=length))


def examples(**counts: int) -> list[Example]:
    """So many examples of each intent."""
    said = wordings(1)
    return [
        Example(intent, text, Path(f"{intent}.txt"), line)
        for intent, count in counts.items()
        for line, text in enumerate(islice(said, count), start=1)
    ]


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def tell(
    session: AsyncSession,
    story: str,
    *,
    label: str = "shipper_gia",
    said: str | None = "",
    on: date = TODAY,
    channel: str = "web",
    by: Sequence[UUID] = (AN,),
    status: CaseStatus | None = None,
    **columns: object,
) -> Case:
    """A reviewed case; `said` is the model's word (empty: the same as the officers')."""
    said = label if said == "" else said
    if status is None:
        status = CaseStatus.CONFIRMED if said == label else CaseStatus.RELABELLED
    words = redact(RawText(story)).text
    told_at = datetime.combine(on, time(3), UTC)
    values = {
        "id": uuid4(),
        "told_at": told_at,
        "told_on": on,
        "channel": channel,
        "decision": "name" if said else "none",
        "playbook_id": said,
        "confidence": 0.7,
        "loss": LossBucket.UNKNOWN,
        "interpreter": "rasa",
        "model": "canhgiac-0123456789ab",
        "status": status,
        "label": label,
        "second_reading": SecondReading.NONE,
        "narrative": words,
        "narrative_bare": words,
        "consent_wording": "v1",
        "consented_at": told_at,
    }
    case = Case(**{**values, **columns})
    session.add(case)
    dismissed = status is CaseStatus.DISMISSED
    act = {
        CaseStatus.CONFIRMED: ReviewAct.CONFIRM,
        CaseStatus.RELABELLED: ReviewAct.RELABEL,
        CaseStatus.DISMISSED: ReviewAct.DISMISS,
        CaseStatus.PENDING: ReviewAct.NOTE,
    }[status]
    for officer in by:
        after = "dismissed" if dismissed else label
        session.add(Review(case_id=case.id, officer_id=officer, done_at=NOW, act=act, after=after))
    return case
