"""Somebody wants to teach the model something wrong, by many reports or by one account."""

from collections import Counter
from datetime import timedelta
from itertools import cycle, islice
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, CaseStatus
from casework.learning.flood import FLOOD_OF_ALL, SUDDEN
from casework.learning.gathering import Gathered, gather
from casework.learning.models import Suggestion, SuggestionState
from casework.learning.reasons import HeldReason
from casework.learning.room import BY_ONE, PER_DAY, RELABELLED_BY, RELABELLED_IN_ALL, allowance
from tests.unit.casework.learning.reviewed import (
    AN,
    BINH,
    CHI,
    NOW,
    days_ago,
    examples,
    tell,
    wordings,
)

PLAYBOOKS = (
    "shipper_gia phat_nguoi_gia gia_danh_ngan_hang trung_thuong_tri_an vay_tien_phi_truoc "
    "mua_hang_online link_qr_gia_mao co_bac_lo_de"
).split()
OF_EACH = 265
EXAMPLES = examples(**dict.fromkeys((*PLAYBOOKS, "legit_message"), OF_EACH))
OFFICERS = (AN, BINH, CHI)
POISONED = 200


def paraphrased() -> list[str]:
    """One story in parts of which each has many wordings, put together anew each time."""
    parts = [list(islice(wordings(seed, length=6), 8)) for seed in range(100, 105)]
    rng = Random(7)  # noqa: S311  # the same texts each time
    return [" ".join(map(rng.choice, parts)) for _ in range(POISONED)]


def in_other_words() -> list[str]:
    """No two share anything: what somebody with a machine that writes would send."""
    return list(islice(wordings(50), POISONED))


async def gathered(session: AsyncSession) -> Gathered:
    await session.flush()
    return await gather(session, EXAMPLES, NOW)


def honest_month(session: AsyncSession) -> int:
    """Five cases a day, of eight playbooks, on two channels, by three officers, told apart."""
    texts = wordings(60)
    rng = Random(3)  # noqa: S311  # the same month each time
    told = 0
    for day in range(30):
        for _ in range(5):
            label = rng.choice(PLAYBOOKS)
            said = rng.choice(PLAYBOOKS) if rng.random() < 0.15 else label
            by = (rng.choice(OFFICERS),)
            channel = rng.choice(("telegram", "zalo_oa"))
            tell(
                session,
                next(texts),
                label=label,
                said=said,
                on=days_ago(day),
                channel=channel,
                by=by,
            )
            told += 1
    return told


async def of_case(session: AsyncSession, cases: list[Case]) -> Counter[SuggestionState]:
    ids = {case.id for case in cases}
    found = (await session.scalars(select(Suggestion))).all()
    return Counter(row.state for row in found if row.case_id in ids)


async def test_an_honest_month_passes_nearly_whole(session: AsyncSession) -> None:
    told = honest_month(session)
    found = await gathered(session)
    assert told == 150
    assert found.waiting >= 0.95 * told, found


@pytest.mark.parametrize("words", [paraphrased, in_other_words], ids=["parts", "paraphrases"])
@pytest.mark.parametrize("days", [1, 2])
async def test_of_200_reports_of_one_sender_none_is_offered(
    session: AsyncSession, days: int, words: object
) -> None:
    honest = honest_month(session)
    assert callable(words)
    officers = cycle(OFFICERS)
    # The worst: the officers believe it, all of them, and call it what the sender wants.
    sent = [
        tell(session, text, said="phat_nguoi_gia", on=days_ago(n % days), by=(next(officers),))
        for n, text in enumerate(words())
    ]
    found = await gathered(session)
    states = await of_case(session, sent)
    assert states[SuggestionState.WAITING] == 0
    assert states[SuggestionState.HELD] >= 1
    # The flood's channel is its own here: nobody else is held up by it.
    assert found.waiting >= 0.95 * honest


async def test_copies_put_together_from_the_same_parts_are_few_suggestions(
    session: AsyncSession,
) -> None:
    sent = [tell(session, text) for text in paraphrased()]
    await gathered(session)
    assert (await of_case(session, sent)).total() <= 20


async def test_a_flood_shows_before_it_is_reviewed(session: AsyncSession) -> None:
    texts = wordings(70)
    reviewed = [tell(session, text) for text in islice(texts, 3)]
    for text in islice(texts, 30):
        tell(session, text, status=CaseStatus.PENDING)
    assert (await gathered(session)).held == {HeldReason.FLOOD: len(reviewed)}


async def test_a_flood_that_came_later_takes_back_what_was_offered_that_day(
    session: AsyncSession,
) -> None:
    texts = wordings(71)
    early = [tell(session, text) for text in islice(texts, 4)]
    assert (await gathered(session)).waiting == 4
    for text in islice(texts, SUDDEN):
        tell(session, text)
    assert (await gathered(session)).waiting == 0
    assert await of_case(session, early) == {SuggestionState.HELD: 4}


async def test_a_flood_spread_over_all_playbooks_is_seen_by_its_sum(session: AsyncSession) -> None:
    labels = cycle(PLAYBOOKS)
    for text in islice(wordings(72), FLOOD_OF_ALL + 8):
        tell(session, text, label=next(labels), by=(AN, BINH))
    found = await gathered(session)
    assert (found.waiting, found.held) == (0, {HeldReason.FLOOD: FLOOD_OF_ALL + 8})


async def test_a_busy_day_over_many_playbooks_is_no_flood(session: AsyncSession) -> None:
    labels = cycle(PLAYBOOKS)
    for text in islice(wordings(73), 3 * len(PLAYBOOKS)):
        tell(session, text, label=next(labels), by=(AN, BINH))
    assert (await gathered(session)).waiting == 3 * len(PLAYBOOKS)


async def test_of_one_day_and_channel_only_some_are_offered(session: AsyncSession) -> None:
    for text in islice(wordings(75), SUDDEN):
        tell(session, text, by=(AN, BINH))
    found = await gathered(session)
    assert (found.waiting, found.held) == (PER_DAY, {HeldReason.DAY_FULL: SUDDEN - PER_DAY})


async def test_what_is_usual_is_no_flood(session: AsyncSession) -> None:
    texts = wordings(76)
    for day in range(30):
        for text in islice(texts, 9):
            tell(session, text, on=days_ago(day), status=CaseStatus.PENDING)
    for text in islice(texts, 3):
        tell(session, text)
    assert (await gathered(session)).waiting == 3


async def test_a_patient_sender_gets_no_more_than_the_playbooks_growth(
    session: AsyncSession,
) -> None:
    officers = cycle(OFFICERS)
    sent = [
        tell(session, text, on=days_ago(n // 7), by=(next(officers),))
        for n, text in enumerate(in_other_words())
    ]
    await gathered(session)
    assert (await of_case(session, sent))[SuggestionState.WAITING] <= allowance(OF_EACH) == 26


async def test_a_patient_sender_does_not_crowd_out_the_others(session: AsyncSession) -> None:
    officers = cycle(OFFICERS)
    for n, text in enumerate(in_other_words()):
        tell(session, text, on=days_ago(n // 7), channel="telegram", by=(next(officers),))
    honest = [
        tell(session, text, on=days_ago(day), channel="zalo_oa", by=(next(officers),))
        for day, text in enumerate(islice(wordings(74), 12))
    ]
    await gathered(session)
    assert await of_case(session, honest) == {SuggestionState.WAITING: len(honest)}


def relabelled_by_one(session: AsyncSession, officer: UUID) -> list[Case]:
    """200 cases of many residents, days and channels, that one account calls otherwise."""
    channels = cycle(("telegram", "zalo_oa", "web", "zalo_bot"))
    return [
        tell(
            session,
            text,
            label="shipper_gia",
            said=PLAYBOOKS[1 + n % 7],
            on=days_ago(n % 80),
            channel=next(channels),
            by=(officer,),
        )
        for n, text in enumerate(islice(wordings(80), POISONED))
    ]


@pytest.mark.parametrize("colleagues", [True, False])
async def test_200_cases_that_one_account_relabels_teach_next_to_nothing(
    session: AsyncSession, *, colleagues: bool
) -> None:
    honest = honest_month(session) if colleagues else 0
    sent = relabelled_by_one(session, UUID(int=4))
    found = await gathered(session)
    states = await of_case(session, sent)
    assert states[SuggestionState.WAITING] <= RELABELLED_BY
    assert states[SuggestionState.HELD] == POISONED - states[SuggestionState.WAITING]
    assert found.waiting >= 0.9 * honest


async def test_one_account_that_relabels_into_all_playbooks_has_a_limit_over_all(
    session: AsyncSession,
) -> None:
    labels = cycle(PLAYBOOKS)
    for n, text in enumerate(islice(wordings(83), POISONED)):
        tell(session, text, label=next(labels), said=None, on=days_ago(n % 80), by=(CHI,))
    assert (await gathered(session)).waiting == RELABELLED_IN_ALL < RELABELLED_BY * len(PLAYBOOKS)


async def test_refusing_makes_no_room_for_more_of_the_same(session: AsyncSession) -> None:
    sent = relabelled_by_one(session, UUID(int=4))
    await gathered(session)
    await session.execute(
        update(Suggestion)
        .where(Suggestion.state == SuggestionState.WAITING)
        .values(state=SuggestionState.REFUSED, decided_by=CHI, decided_at=NOW - timedelta(days=1))
    )
    assert (await gathered(session)).waiting == 0
    assert (await of_case(session, sent))[SuggestionState.REFUSED] == RELABELLED_BY


async def test_who_confirms_everything_weighs_no_more_than_all_others(
    session: AsyncSession,
) -> None:
    texts = wordings(81)
    careless = [
        tell(session, text, on=days_ago(n % 28), by=(AN,))
        for n, text in enumerate(islice(texts, 60))
    ]
    others = [
        tell(session, text, on=days_ago(n), by=(BINH,), channel="telegram")
        for n, text in enumerate(islice(texts, 8))
    ]
    await gathered(session)
    assert (await of_case(session, careless))[SuggestionState.WAITING] <= max(BY_ONE, len(others))
    assert (await of_case(session, others))[SuggestionState.WAITING] >= BY_ONE


async def test_a_second_officers_word_frees_a_case_from_these_limits(session: AsyncSession) -> None:
    for n, text in enumerate(islice(wordings(82), 20)):
        tell(session, text, said="phat_nguoi_gia", on=days_ago(n), by=(AN, BINH))
    assert (await gathered(session)).waiting == 20
