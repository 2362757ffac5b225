from datetime import UTC, datetime
from typing import Protocol

import pytest
from sqlalchemy import func, select

from bot.conversation.conversation import Conversation
from bot.expiry import LOOKS_BETWEEN_PURGES, expiring, let_expire
from casework.cases import records
from casework.cases.case_book import CaseBook
from casework.cases.facts import CaseFacts
from casework.cases.models import Case
from casework.cases.records import Agreement
from casework.cases.retention import NARRATIVES_KEPT
from casework.db import Sessions
from casework.opinions.models import Opinion
from casework.opinions.opinion_box import OpinionBox
from casework.opinions.retention import OPINIONS_KEPT
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.base import BrokenInterpreter, Interpreter

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
FACTS = CaseFacts("web", "name", "shipper_gia", 0.8, None, "rasa", "m1")


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


async def narratives(sessions: Sessions) -> list[str | None]:
    async with sessions() as session:
        return list((await session.scalars(select(Case.narrative))).all())


@pytest.fixture
async def case_book(sessions: Sessions, clock: list[datetime]) -> CaseBook:
    narrative = redact(RawText("nó kêu chuyển tiền")).text
    await records.keep(sessions, FACTS, narrative, Agreement("v1", NOW))
    return CaseBook(sessions, now=lambda: clock[0])


@pytest.fixture
def clock() -> list[datetime]:
    return [NOW]


async def test_a_bot_that_runs_purges_within_the_hour(
    converse: Converse, case_book: CaseBook, sessions: Sessions, clock: list[datetime]
) -> None:
    conversation = converse(BrokenInterpreter())
    looks = 0

    async def goes_on() -> bool:
        nonlocal looks
        looks += 1
        if looks == 1:
            assert await narratives(sessions) == ["nó kêu chuyển tiền"]
            clock[0] = NOW + NARRATIVES_KEPT
        return looks <= LOOKS_BETWEEN_PURGES

    await case_book.purge()
    await let_expire(conversation, [case_book.purge], goes_on)
    assert await narratives(sessions) == [None]


async def test_opinions_are_purged_too(
    converse: Converse, case_book: CaseBook, sessions: Sessions, clock: list[datetime]
) -> None:
    box = OpinionBox(sessions, now=lambda: clock[0])
    assert await box.send("web", redact(RawText("mở thêm loa ở chợ")).text)
    clock[0] = NOW + OPINIONS_KEPT
    async with expiring(converse(BrokenInterpreter()), [case_book.purge, box.purge]):
        assert await narratives(sessions) == [None]
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Opinion)) == 0


async def test_a_closed_case_book_does_not_end_it(
    case_book: CaseBook, sessions: Sessions, clock: list[datetime]
) -> None:
    clock[0] = NOW + NARRATIVES_KEPT
    async with sessions.begin() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("ALTER TABLE cases RENAME TO away")
    await case_book.purge()
