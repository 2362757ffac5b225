from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.cases import records, retention
from casework.cases.facts import CaseFacts
from casework.cases.models import Case
from casework.cases.records import Agreement
from casework.cases.retention import NARRATIVES_KEPT, Purged
from casework.db import Sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DUE = NOW + NARRATIVES_KEPT
MARKER = "chuyệnriêngcủabàngoại"
FACTS = CaseFacts("web", "name", "shipper_gia", 0.8, None, "rasa", "m1")


async def keep(sessions: Sessions, story: str, at: datetime = NOW) -> str:
    narrative = redact(RawText(story)).text
    return (await records.keep(sessions, FACTS, narrative, Agreement("v1", at))).receipt


async def cases(sessions: Sessions) -> list[Case]:
    async with sessions() as session:
        return list((await session.scalars(select(Case).order_by(Case.told_at))).all())


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_a_narrative_goes_when_its_period_ends_and_the_facts_stay(
    sessions: Sessions,
) -> None:
    receipt = await keep(sessions, MARKER)
    assert await retention.purge(sessions, DUE - timedelta(seconds=1)) == Purged(0)
    assert (await cases(sessions))[0].narrative == MARKER
    assert await retention.purge(sessions, DUE) == Purged(1)
    (case,) = await cases(sessions)
    assert (case.narrative, case.consented_at, case.consent_wording) == (None, None, None)
    assert (case.playbook_id, case.channel, case.confidence) == ("shipper_gia", "web", 0.8)
    assert not await records.delete_by_receipt(sessions, receipt)
    # Midnight in Việt Nam: of the hour nothing is left, and the day is the same.
    assert case.told_at.replace(tzinfo=UTC) == datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert case.told_on == date(2026, 11, 23)


async def test_a_younger_narrative_stays(sessions: Sessions) -> None:
    await keep(sessions, MARKER)
    await keep(sessions, "chuyện khác", NOW + timedelta(days=1))
    await retention.purge(sessions, DUE)
    assert [case.narrative for case in await cases(sessions)] == [None, "chuyện khác"]


async def test_a_dry_run_counts_and_changes_nothing(sessions: Sessions, tmp_path: Path) -> None:
    await keep(sessions, MARKER)
    before = bytes_of(tmp_path)
    assert await retention.due(sessions, DUE) == Purged(1)
    assert await retention.due(sessions, NOW) == Purged(0)
    assert bytes_of(tmp_path) == before


@pytest.mark.sqlite_only("what is left in the file")
@pytest.mark.parametrize("story", [MARKER, f"{MARKER} " * 400], ids=["short", "over pages"])
async def test_of_a_purged_narrative_no_byte_is_left_and_the_file_shrinks(
    sessions: Sessions, tmp_path: Path, story: str
) -> None:
    for number in range(5):
        await keep(sessions, f"chuyện khác {'dài ' * 300} số {number}", NOW + timedelta(days=9))
    for _ in range(20):
        await keep(sessions, story)
    assert MARKER.encode() in bytes_of(tmp_path)
    size = len(bytes_of(tmp_path))
    assert await retention.purge(sessions, DUE) == Purged(20)
    assert MARKER.encode() not in bytes_of(tmp_path)
    assert len(bytes_of(tmp_path)) <= size
    if len(story) > len(MARKER):
        assert len(bytes_of(tmp_path)) < size / 2


async def test_purging_again_finds_nothing(sessions: Sessions) -> None:
    await keep(sessions, MARKER)
    await retention.purge(sessions, DUE)
    assert await retention.purge(sessions, DUE + timedelta(days=400)) == Purged(0)
