"""What is too close to a story that a resident may delete."""

from collections.abc import Sequence
from itertools import islice

import pytest
from sqlalchemy import update

from casework.cases.models import Case
from casework.db import Sessions
from casework.learning.own_words import are_own_words, check_not_a_residents_words
from tests.unit.casework.learning.reviewed import days_ago, tell, wordings

ONE, TWO, OWN, *MORE = islice(wordings(3), 40)


async def told(sessions: Sessions, *stories: tuple[str, int], **columns: object) -> list[Case]:
    """Stories, each told so many days ago."""
    async with sessions.begin() as session:
        return [tell(session, story, on=days_ago(day), **columns) for story, day in stories]  # type: ignore[arg-type]


async def test_a_storys_own_words_are_not_taken(sessions: Sessions) -> None:
    case, _ = await told(sessions, (ONE, 0), (TWO, 1))
    said = ONE.split()
    seven = " ".join([*OWN.split()[:9], *said[3:10], *OWN.split()[9:]])
    half = " ".join(word for n in range(0, 20, 6) for word in (*said[n : n + 6], "roi"))
    elsewhere = f"{OWN} {' '.join(TWO.split()[:8])}"
    for text in (ONE, seven, half, elsewhere):
        assert not await are_own_words(sessions, case.id, text)
    six = " ".join([*OWN.split(), *said[3:9]])
    assert await are_own_words(sessions, case.id, six)


@pytest.mark.parametrize(
    ("days", "may"), [((0, 0, 0, 0), False), ((0, 1), False), ((0, 1, 2), True)]
)
async def test_only_what_three_days_or_channels_tell_is_the_scammers_own_wording(
    sessions: Sessions, days: Sequence[int], *, may: bool
) -> None:
    ends = [" ".join(MORE[n].split()[:3]) for n in range(len(days))]
    cases = await told(sessions, *[(f"{ONE} {e}", d) for e, d in zip(ends, days, strict=True)])
    assert await are_own_words(sessions, cases[0].id, ONE) is may


async def test_what_an_officer_has_merged_is_one_telling(sessions: Sessions) -> None:
    cases = await told(sessions, (ONE, 0), (ONE, 1), (ONE, 2))
    assert await are_own_words(sessions, cases[0].id, ONE)
    async with sessions.begin() as session:
        others = [case.id for case in cases[1:]]
        merge = update(Case).where(Case.id.in_(others)).values(duplicate_of=cases[0].id)
        await session.execute(merge)
    assert not await are_own_words(sessions, cases[0].id, ONE)
    assert await check_not_a_residents_words(sessions, [ONE]) == [(0, ONE)]


@pytest.mark.parametrize(
    "text", ["bà Tư hụi mất nhà rồi", "Bà Tư hụi mất nhà rồi đó", "ba tu hui mat nha luon"]
)
async def test_a_short_story_is_not_told_again_for_another_case(
    sessions: Sessions, text: str
) -> None:
    await told(sessions, ("bà Tư hụi mất nhà rồi", 0))
    (other,) = await told(sessions, (ONE, 1))
    assert not await are_own_words(sessions, other.id, text)


async def test_most_of_any_story_is_too_much(sessions: Sessions) -> None:
    await told(sessions, (TWO, 0), label="phat_nguoi_gia")
    said = TWO.split()
    half = " ".join(word for n in range(0, 24, 6) for word in (*said[n : n + 6], "roi"))
    assert await check_not_a_residents_words(sessions, [OWN, half, MORE[0]]) == [(1, half)]


async def test_of_new_lines_those_that_copy_a_story_are_told_with_their_places(
    sessions: Sessions,
) -> None:
    await told(sessions, (ONE, 0), (TWO, 1))
    lines = ["", f"# {ONE}", OWN, f"[paid] {ONE}", MORE[0], ONE, "bà Tư"]
    found = await check_not_a_residents_words(sessions, lines)
    assert found == [(3, lines[3]), (5, ONE)]
    assert await check_not_a_residents_words(sessions, []) == []


async def test_stories_beyond_the_first_thousand_are_looked_at(sessions: Sessions) -> None:
    said = wordings(8)
    stories = list(islice(said, 1_050))
    await told(sessions, *[(story, 0) for story in stories])
    copies = [*stories[:3], *stories[-3:]]
    found = await check_not_a_residents_words(sessions, copies)
    assert [place for place, _ in found] == list(range(6))


async def test_thousands_of_like_lines_are_met_without_comparing_each_with_each(
    sessions: Sessions,
) -> None:
    await told(sessions, (ONE, 0))
    many = [f"{' '.join(ONE.split()[:4])} {n}" for n in range(3_000)] + [ONE] * 2_000
    found = await check_not_a_residents_words(sessions, many)
    assert {line for _, line in found} == {ONE}
    assert len(found) == 2_000
