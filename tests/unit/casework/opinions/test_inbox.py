"""The opinions as officers read and handle them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from casework.db import Sessions
from casework.opinions import inbox, opinions
from casework.opinions.inbox import OpinionChanged, OpinionGone
from casework.opinions.models import Opinion, OpinionStatus
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def redacted(text: str) -> RedactedText:
    return redact(RawText(text)).text


async def fill(sessions: Sessions, hours: list[int]) -> None:
    for number, hour in enumerate(hours):
        text = redacted(f"góp ý thứ {'i' * (number + 1)}")
        await opinions.send(sessions, "web", text, NOW + timedelta(hours=hour))


async def only(sessions: Sessions) -> Opinion:
    async with sessions() as session:
        (opinion,) = await inbox.page(session, None, None)
    return opinion


async def handle(
    sessions: Sessions, opinion_id: UUID, version: int, status: OpinionStatus, note: str = ""
) -> Opinion:
    async with sessions.begin() as session:
        written = redacted(note) if note else None
        return await inbox.handle(session, opinion_id, version, status, written)


async def test_pages_hold_every_opinion_once_newest_first(sessions: Sessions) -> None:
    # Many share an hour, and pages break in the middle of one.
    await fill(sessions, [0, 0, 0, 1, 1, 2, 2, 2, 2])
    seen: list[Opinion] = []
    async with sessions() as session:
        while page := await inbox.page(
            session, None, (seen[-1].told_at, seen[-1].id) if seen else None, size=2
        ):
            seen += page
    assert len({opinion.id for opinion in seen}) == len(seen) == 9
    assert [o.told_at for o in seen] == sorted((o.told_at for o in seen), reverse=True)


async def test_one_that_comes_meanwhile_moves_nothing(sessions: Sessions) -> None:
    await fill(sessions, [0, 1, 2, 3])
    async with sessions() as session:
        first = await inbox.page(session, None, None, size=2)
    await fill(sessions, [9])
    async with sessions() as session:
        second = await inbox.page(session, None, (first[-1].told_at, first[-1].id), size=2)
    assert {o.id for o in first}.isdisjoint(o.id for o in second)
    assert len(second) == 2


async def test_a_status_is_chosen_and_the_unread_are_counted(sessions: Sessions) -> None:
    await fill(sessions, [0, 1, 2])
    async with sessions() as session:
        newest, *_ = await inbox.page(session, None, None)
    await handle(sessions, newest.id, 1, OpinionStatus.READ)
    async with sessions() as session:
        assert await inbox.count_new(session) == 2
        assert [o.id for o in await inbox.page(session, OpinionStatus.READ, None)] == [newest.id]
        assert len(await inbox.page(session, OpinionStatus.NEW, None)) == 2
        assert await inbox.page(session, OpinionStatus.DONE, None) == []


async def test_each_change_makes_a_new_version_and_the_note_is_replaced(
    sessions: Sessions,
) -> None:
    await fill(sessions, [0])
    opinion = await only(sessions)
    changed = await handle(sessions, opinion.id, 1, OpinionStatus.IN_PROGRESS, "đã chuyển đội")
    assert (changed.version, changed.status) == (2, OpinionStatus.IN_PROGRESS)
    assert changed.note == "đã chuyển đội"
    await handle(sessions, opinion.id, 2, OpinionStatus.DONE)
    now = await only(sessions)
    assert (now.version, now.status, now.note) == (3, OpinionStatus.DONE, None)


async def test_what_another_officer_changed_is_not_overwritten(sessions: Sessions) -> None:
    await fill(sessions, [0])
    opinion = await only(sessions)
    await handle(sessions, opinion.id, 1, OpinionStatus.DONE, "xong rồi")
    with pytest.raises(OpinionChanged):
        await handle(sessions, opinion.id, 1, OpinionStatus.READ)
    now = await only(sessions)
    assert (now.version, now.status, now.note) == (2, OpinionStatus.DONE, "xong rồi")


async def test_the_session_sees_what_it_has_changed(sessions: Sessions) -> None:
    await fill(sessions, [0])
    async with sessions.begin() as session:
        (opinion,) = await inbox.page(session, None, None)
        changed = await inbox.handle(session, opinion.id, 1, OpinionStatus.READ, None)
        assert changed is opinion
        assert (opinion.status, opinion.version) == (OpinionStatus.READ, 2)


async def test_one_that_is_gone_is_told(sessions: Sessions) -> None:
    with pytest.raises(OpinionGone):
        await handle(sessions, uuid4(), 1, OpinionStatus.READ)
    for error in (OpinionChanged, OpinionGone):
        assert error.__doc__
        assert error.__doc__.startswith("Góp ý này")


async def test_an_act_whose_transaction_fails_has_not_happened(sessions: Sessions) -> None:
    await fill(sessions, [0])
    opinion = await only(sessions)

    async def act_without_its_audit_entry() -> None:
        async with sessions.begin() as session:
            await inbox.handle(session, opinion.id, 1, OpinionStatus.DONE, None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await act_without_its_audit_entry()
    assert (await only(sessions)).status is OpinionStatus.NEW
