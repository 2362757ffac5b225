from collections import Counter
from dataclasses import fields
from itertools import islice
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.invented import INVENTED
from casework.cases.models import Case, CaseStatus, SecondReading
from casework.cases.review import DISMISSED
from casework.learning import suggestions
from casework.learning.gathering import Gathered, gather
from casework.learning.models import Suggestion, SuggestionState
from casework.learning.reasons import WHY_HELD, WHY_REFUSED, HeldReason, RefusedReason
from casework.playbooks.examples import Example
from tests.unit.casework.learning.reviewed import (
    AN,
    BINH,
    NOW,
    days_ago,
    examples,
    tell,
    wordings,
)

EXAMPLES = examples(shipper_gia=60, phat_nguoi_gia=60, legit_message=60)
ONE, TWO, THREE, FOUR, FIVE = islice(wordings(2), 5)


async def gathered(session: AsyncSession, found: list[Example] = EXAMPLES) -> Gathered:
    await session.flush()
    return await gather(session, found, NOW)


async def rows(session: AsyncSession) -> list[Suggestion]:
    query = select(Suggestion).execution_options(populate_existing=True)
    return list((await session.scalars(query)).all())


async def test_confirmed_and_relabelled_cases_wait_for_a_trainer(session: AsyncSession) -> None:
    tell(session, ONE, label="shipper_gia")
    tell(session, TWO, label="shipper_gia", said="phat_nguoi_gia")
    assert (await gathered(session)).waiting == 2
    page = await suggestions.waiting(session)
    assert {(s.narrative, s.intent, s.model_said, s.is_relabelled) for s in page.shown} == {
        (ONE, "shipper_gia", "shipper_gia", False),
        (TWO, "shipper_gia", "phat_nguoi_gia", True),
    }
    assert await suggestions.waiting_counts(session) == {"shipper_gia": 2}


@pytest.mark.parametrize(
    "columns",
    [
        {"status": CaseStatus.PENDING},
        {"narrative": None, "narrative_bare": None},
        {"second_reading": SecondReading.WAITING},
        {"second_reading": SecondReading.DISAGREED},
        {"status": CaseStatus.DISMISSED, "said": None},
        {"on": days_ago(91)},
        {"label": "chua_co_trong_du_lieu"},
    ],
    ids=str,
)
async def test_what_is_not_decided_or_not_kept_is_no_suggestion(
    session: AsyncSession, columns: dict[str, object]
) -> None:
    tell(session, ONE, **columns)  # type: ignore[arg-type]  # any of its columns
    tell(session, TWO)
    assert (await gathered(session)).new == 1
    assert [s.narrative for s in (await suggestions.waiting(session)).shown] == [TWO]


async def test_neither_duplicates_nor_halves_of_a_split_case_are(session: AsyncSession) -> None:
    original = tell(session, ONE)
    await session.flush()
    tell(session, TWO, duplicate_of=original.id)
    whole = tell(session, THREE)
    await session.flush()
    tell(session, FOUR, split_from=whole.id)
    await gathered(session)
    assert [row.case_id for row in await rows(session)] == [original.id]


async def test_invented_cases_never_mix_with_real_ones(session: AsyncSession) -> None:
    demo = tell(session, ONE, model=INVENTED)
    await gathered(session)
    assert [row.case_id for row in await rows(session)] == [demo.id]
    real = tell(session, TWO)
    assert (await gathered(session)).gone == 1
    assert [row.case_id for row in await rows(session)] == [real.id]


def test_a_trainer_sees_neither_officer_nor_place_channel_or_hour() -> None:
    assert {field.name for field in fields(suggestions.Shown)} == {
        *("case_id", "intent", "model_said", "stage", "told_on", "alike", "state", "narrative")
    }


async def test_a_second_run_changes_nothing(session: AsyncSession) -> None:
    for story in (ONE, TWO, THREE):
        tell(session, story)
    first = await gathered(session)
    before = [(r.case_id, r.state, r.gathered_at) for r in await rows(session)]
    second = await gathered(session)
    assert (first.new, second.new, second.gone, second.waiting) == (3, 0, 0, 3)
    assert [(r.case_id, r.state, r.gathered_at) for r in await rows(session)] == before


async def test_nearly_the_same_is_one_suggestion_that_is_counted(session: AsyncSession) -> None:
    for number in range(3):
        tell(session, f"{ONE} {'mot hai ba'.split()[number]}", on=days_ago(number))
    tell(session, TWO)
    await gathered(session)
    assert sorted(row.alike for row in await rows(session)) == [1, 3]


async def test_of_what_an_example_says_already_there_is_nothing_to_learn(
    session: AsyncSession,
) -> None:
    tell(session, EXAMPLES[0].text, label=EXAMPLES[0].intent)
    found = await gathered(session)
    assert (found.known, found.waiting, await rows(session)) == (1, 0, [])


async def test_one_wording_under_two_labels_is_held(session: AsyncSession) -> None:
    tell(session, ONE, label="shipper_gia")
    tell(session, f"{ONE} them", label="phat_nguoi_gia")
    tell(session, EXAMPLES[0].text, label="phat_nguoi_gia", by=(BINH,))
    assert (await gathered(session)).held == {HeldReason.TWO_LABELS: 2}


async def test_personal_data_that_todays_redactor_sees_holds_a_suggestion(
    session: AsyncSession,
) -> None:
    case_id = tell(session, ONE).id
    await session.flush()
    # As a redactor of before would have left it.
    await session.execute(text("UPDATE cases SET narrative = narrative || ' so may 0912345678'"))
    session.expire_all()
    assert (await gathered(session)).held == {HeldReason.PERSONAL_DATA: 1}
    assert not (await suggestions.waiting(session)).shown
    # Nor would a list show it that was gathered before the redactor knew better.
    await session.execute(update(Suggestion).values(state=SuggestionState.WAITING, reason=None))
    assert not suggestions.readable((await suggestions.waiting(session)).shown)
    assert not suggestions.readable([await suggestions.one(session, case_id)])


async def test_a_false_alarm_needs_the_word_of_two_officers(session: AsyncSession) -> None:
    tell(session, ONE, status=CaseStatus.DISMISSED)
    tell(session, TWO, status=CaseStatus.DISMISSED, by=(AN, BINH))
    assert (await gathered(session)).held == {HeldReason.ONE_OFFICER: 1}
    (shown,) = (await suggestions.waiting(session, DISMISSED)).shown
    assert (shown.narrative, shown.model_said) == (TWO, "shipper_gia")


async def test_a_suggestion_goes_with_its_words_its_label_or_its_case(
    session: AsyncSession,
) -> None:
    cases = [tell(session, story) for story in (ONE, TWO, THREE, FOUR, FIVE)]
    assert (await gathered(session)).waiting == 5
    purged, reopened, relabelled, deleted, kept = cases
    ids = {kept.id: "kept", relabelled.id: "relabelled"}
    purged.narrative = purged.narrative_bare = None
    await session.flush()
    # At once, before anything is gathered anew.
    assert len((await suggestions.waiting(session)).shown) == 4
    reopened.status = CaseStatus.PENDING
    relabelled.label, relabelled.status = "phat_nguoi_gia", CaseStatus.RELABELLED
    await session.flush()
    await session.execute(delete(Case).where(Case.id == deleted.id))
    session.expire_all()
    await gathered(session)
    left = {ids[row.case_id]: (row.intent, row.reason) for row in await rows(session)}
    assert left == {
        "kept": ("shipper_gia", None),
        # AN had called it otherwise: nobody's word stands behind the new label.
        "relabelled": ("phat_nguoi_gia", "one_officer"),
    }


async def test_what_a_trainer_decided_stays_and_is_not_asked_again(session: AsyncSession) -> None:
    accepted, refused = tell(session, ONE), tell(session, TWO)
    await gathered(session)
    for case, state in ((accepted, SuggestionState.ACCEPTED), (refused, SuggestionState.REFUSED)):
        await session.execute(
            update(Suggestion)
            .where(Suggestion.case_id == case.id)
            .values(state=state, decided_by=uuid4(), decided_at=NOW)
        )
    tell(session, f"{TWO} them")
    accepted.narrative = accepted.narrative_bare = None
    found = await gathered(session)
    assert (found.new, found.waiting) == (0, 0)
    assert Counter(row.state for row in await rows(session)) == {
        SuggestionState.ACCEPTED: 1,
        SuggestionState.REFUSED: 1,
    }


async def test_what_was_gathered_is_told_in_words(session: AsyncSession) -> None:
    tell(session, ONE, status=CaseStatus.DISMISSED)
    told = str(await gathered(session))
    assert "Đang chờ xem: 0 gợi ý" in told
    assert WHY_HELD[HeldReason.ONE_OFFICER] in told


def test_every_reason_has_its_words_and_fits_its_column() -> None:
    assert set(WHY_HELD) == set(HeldReason)
    assert set(WHY_REFUSED) == set(RefusedReason)
    longest = Suggestion.__table__.c.reason.type.length  # type: ignore[attr-defined]
    assert all(len(reason) <= longest for reason in (*HeldReason, *RefusedReason))
