from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, text, update

from casework.cases.facts import Alternative, CaseFacts
from casework.cases.invented import INVENTED
from casework.cases.models import Case, CaseStatus
from casework.cases.records import Agreement, keep
from casework.cases.retention import purge
from casework.db import Sessions, open_engine, open_sessions
from casework.learning import cluster_book
from casework.learning.cluster_book import NoSuchCluster, Shown
from casework.learning.clustering import Cluster, Story
from casework.learning.emerging import Found, find_emerging
from casework.learning.models import ClusterCase, ScriptCluster
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from tests.unit.casework.learning.water_filters import STORIES

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
KNOWN = (
    "Shipper gọi nói có đơn hàng, biểu chuyển tiền trước rồi mới giao.",
    "Người xưng công an gọi đòi chuyển tiền vào tài khoản tạm giữ để điều tra.",
    "Bạn trên Facebook nhắn mượn tiền gấp, hoá ra tài khoản bị chiếm.",
    "Nhắn trúng thưởng xe máy, đòi đóng phí nhận giải trước.",
)


@pytest.fixture
async def book(database_url: str) -> AsyncIterator[Sessions]:
    engine = open_engine(database_url)
    sessions = open_sessions(engine)
    for day, story in enumerate(KNOWN * 3):
        await tell(sessions, f"{story} Ngày thứ {day}.", known=True, days_ago=day)
    yield sessions
    await engine.dispose()


async def tell(book: Sessions, story: str, *, known: bool = False, days_ago: float = 0) -> UUID:
    facts = CaseFacts(
        channel="web",
        decision="name" if known else "more",
        playbook_id="shipper_gia" if known else None,
        confidence=0.9 if known else 0.3,
        stage=Stage.APPROACH,
        interpreter="rasa",
        model="m1",
        alternatives=(Alternative("vay_tien_phi_truoc", 0.3), Alternative("scam_unclear", 0.2)),
    )
    told = Agreement("v1", NOW - timedelta(days=days_ago))
    return (await keep(book, facts, redact(RawText(story)).text, agreement=told)).id


async def change(cases: Sequence[UUID], book: Sessions, **columns: object) -> None:
    async with book.begin() as session:
        await session.execute(update(Case).where(Case.id.in_(cases)).values(**columns))


async def tell_all(book: Sessions, **columns: object) -> list[UUID]:
    cases = [await tell(book, story, days_ago=place) for place, story in enumerate(STORIES)]
    if columns:
        await change(cases, book, **columns)
    return cases


async def shown(book: Sessions) -> list[Shown]:
    async with book() as session:
        return await cluster_book.listed(session)


async def words_kept(book: Sessions) -> list[str]:
    async with book() as session:
        clusters = await session.scalars(select(ScriptCluster.words))
        return [word for words in clusters for word in words]


async def test_cases_of_a_new_trick_become_one_cluster_with_its_words_and_weeks(
    book: Sessions,
) -> None:
    cases = await tell_all(book)
    assert await find_emerging(book, NOW) == Found(looked_at=12, clusters=1)
    (cluster,) = await shown(book)
    assert (cluster.counts.cases, cluster.counts.is_exact) == (12, True)
    assert "máy lọc" in cluster.words
    assert [week.cases for week in cluster.counts.weeks] == [None, 7, None]
    assert {case.id for case in cluster.examples} <= set(cases)
    assert len(cluster.examples) == 5
    assert cluster.taken_for == ("vay_tien_phi_truoc", "scam_unclear")


async def test_nothing_of_a_story_stands_in_the_tables_but_typical_words(book: Sessions) -> None:
    await tell_all(book)
    await find_emerging(book, NOW)
    async with book() as session:
        (cluster,) = (await session.scalars(select(ScriptCluster))).all()
    assert set(ClusterCase.__table__.columns.keys()) == {"cluster_id", "case_id", "rank"}
    for word in cluster.words:
        assert len(word.split()) <= 2
        assert word in "\n".join(STORIES).lower()


async def test_what_the_model_knew_is_not_looked_at_unless_an_officer_says_it_is_new(
    book: Sessions,
) -> None:
    known = [await tell(book, s, known=True, days_ago=i) for i, s in enumerate(STORIES)]
    assert (await find_emerging(book, NOW)).looked_at == 0
    await change(known, book, new_script=True)
    assert await find_emerging(book, NOW) == Found(looked_at=12, clusters=1)
    await change(known, book, new_script=False, confidence=0.4)
    assert (await find_emerging(book, NOW)).looked_at == 12


@pytest.mark.parametrize(
    "left_out",
    [
        {"status": CaseStatus.DISMISSED},
        {"narrative": None, "narrative_bare": None},
        {"told_on": (NOW - timedelta(days=91)).date()},
    ],
)
async def test_what_was_dismissed_or_purged_or_is_old_is_not_looked_at(
    book: Sessions, left_out: dict[str, object]
) -> None:
    await tell_all(book, **left_out)
    assert await find_emerging(book, NOW) == Found(looked_at=0, clusters=0)


async def test_duplicates_are_not_looked_at(book: Sessions) -> None:
    original, *others = await tell_all(book)
    await change(others, book, duplicate_of=original)
    assert (await find_emerging(book, NOW)).looked_at == 1


async def test_invented_cases_count_only_where_the_whole_book_is_invented(book: Sessions) -> None:
    await tell_all(book, model=INVENTED)
    assert (await find_emerging(book, NOW)).looked_at == 0
    async with book.begin() as session:
        await session.execute(update(Case).values(model=INVENTED))
    assert await find_emerging(book, NOW) == Found(looked_at=12, clusters=1)


async def test_a_new_run_replaces_what_was_found_and_numbers_are_not_used_again(
    book: Sessions,
) -> None:
    cases = await tell_all(book)
    await find_emerging(book, NOW)
    (before,) = await shown(book)
    await find_emerging(book, NOW)
    (after,) = await shown(book)
    assert after.id > before.id
    await change(cases, book, status=CaseStatus.DISMISSED)
    await find_emerging(book, NOW)
    assert await shown(book) == []
    async with book() as session:
        assert await session.scalar(select(func.count()).select_from(ClusterCase)) == 0


async def test_a_purged_deleted_or_dismissed_case_leaves_its_cluster_at_once(
    book: Sessions,
) -> None:
    one, two, three, *_ = await tell_all(book)
    await find_emerging(book, NOW)
    await change([one], book, narrative=None, narrative_bare=None)
    await change([two], book, status=CaseStatus.DISMISSED)
    async with book.begin() as session:
        await session.execute(delete(Case).where(Case.id == three))
    (cluster,) = await shown(book)
    assert cluster.counts.cases == 12
    assert not {one, two, three} & {case.id for case in cluster.examples}


async def test_after_the_purge_a_cluster_is_shown_to_nobody(book: Sessions) -> None:
    await tell_all(book)
    await find_emerging(book, NOW)
    (cluster,) = await shown(book)
    await purge(book, NOW + timedelta(days=181))
    assert await shown(book) == []
    async with book() as session:
        with pytest.raises(NoSuchCluster):
            await cluster_book.find(session, cluster.id)


async def test_a_word_that_was_taken_out_of_the_stories_is_shown_no_more(book: Sessions) -> None:
    cases = await tell_all(book)
    await find_emerging(book, NOW)
    assert "máy lọc" in (await shown(book))[0].words
    for case, story in zip(cases, STORIES, strict=True):
        less = redact(RawText(story.replace("máy lọc", "máy").replace("may loc", "may"))).text
        await change([case], book, narrative=less, narrative_bare=less)
    (cluster,) = await shown(book)
    assert "máy lọc" not in cluster.words
    assert cluster.words


async def test_a_case_that_goes_while_clusters_are_made_is_not_written(book: Sessions) -> None:
    cases = await tell_all(book)
    stories = [Story(case, NOW.date(), "") for case in cases]
    async with book.begin() as session:
        await session.execute(delete(Case).where(Case.id.in_(cases[:7])))
    async with book.begin() as session:
        assert await cluster_book.replace(session, [Cluster(tuple(stories), ("x",))], NOW) == 1
    async with book.begin() as session:
        await session.execute(delete(Case).where(Case.id == cases[7]))
        assert await cluster_book.replace(session, [Cluster(tuple(stories), ("x",))], NOW) == 0


async def test_the_cluster_that_grows_most_comes_first(book: Sessions) -> None:
    old, new = await tell_all(book), await tell_all(book)
    today = NOW.date()
    fading = [Story(case, today - timedelta(days=30 + i), "") for i, case in enumerate(old)]
    rising = [Story(case, today - timedelta(days=i), "") for i, case in enumerate(new[:6])]
    clusters = [Cluster(tuple(fading), ("cũ",)), Cluster(tuple(rising), ("mới",))]
    async with book.begin() as session:
        assert await cluster_book.replace(session, clusters, NOW) == 2
    assert [cluster.examples[0].id for cluster in await shown(book)] == [new[0], old[0]]


async def test_what_is_shown_no_more_does_not_stand_in_the_tables_either(book: Sessions) -> None:
    cases = await tell_all(book)
    await find_emerging(book, NOW)
    for case, story in zip(cases, STORIES, strict=True):
        less = redact(RawText(story.replace("máy lọc", "máy").replace("may loc", "may"))).text
        await change([case], book, narrative=less, narrative_bare=less)
    async with book.begin() as session:
        await cluster_book.listed(session)
    assert "máy lọc" not in await words_kept(book)
    assert await words_kept(book)
    await purge(book, NOW + timedelta(days=181))
    async with book.begin() as session:
        await cluster_book.listed(session)
    assert await words_kept(book) == []
    async with book() as session:
        assert (await session.scalars(select(ScriptCluster))).all() == []
        assert (await session.scalars(select(ClusterCase))).all() == []


async def test_what_only_todays_redactor_finds_becomes_no_typical_word(book: Sessions) -> None:
    cases = await tell_all(book)
    for case, story in zip(cases, STORIES, strict=True):
        # As if the redactor of that day had not known such an address.
        row = text("UPDATE cases SET narrative = :words WHERE id = :id")
        words = {"words": f"{story} Trang muagopmaylocnuoc@gmail.com", "id": case.hex}
        async with book.begin() as session:
            await session.execute(row, words)
    assert (await find_emerging(book, NOW)).clusters == 1
    assert [word for word in await words_kept(book) if "muagop" in word or "gmail" in word] == []
