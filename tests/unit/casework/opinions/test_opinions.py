"""What is kept of opinions, until their receipt or their period deletes them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from casework.db import Sessions
from casework.opinions import opinions, retention
from casework.opinions.models import Opinion
from casework.opinions.opinion_box import OpinionBox, OpinionBoxClosed
from casework.opinions.retention import OPINIONS_KEPT
from casework.privacy.redactor import redact
from casework.privacy.texts import NotRedacted, RawText, RedactedText

NOW = datetime(2026, 11, 23, 8, 30, 17, tzinfo=UTC)
DUE = NOW.replace(minute=0, second=0) + OPINIONS_KEPT
MARKER = "gócchợcầncáibảngcảnhbáo"


def opinion(text: str = MARKER) -> RedactedText:
    return redact(RawText(text)).text


async def texts(sessions: Sessions) -> list[RedactedText]:
    async with sessions() as session:
        return list((await session.scalars(select(Opinion.text).order_by(Opinion.told_at))).all())


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_only_redacted_words_and_the_hour_are_kept(sessions: Sessions) -> None:
    await opinions.send(sessions, "web", opinion(), NOW)
    async with sessions() as session:
        kept = (await session.scalars(select(Opinion))).one()
    assert kept.told_at.replace(tzinfo=UTC) == NOW.replace(minute=0, second=0)
    assert (kept.text, kept.note, kept.version, kept.channel) == (MARKER, None, 1, "web")
    with pytest.raises(Exception, match="redactor") as refused:
        await opinions.send(sessions, "web", "chưa qua máy", NOW)  # type: ignore[arg-type]
    assert isinstance(refused.value.__cause__, NotRedacted)


@pytest.mark.sqlite_only("what is left in the file")
async def test_the_receipt_deletes_one_and_nothing_is_left_in_the_file(
    sessions: Sessions, tmp_path: Path
) -> None:
    receipt = await opinions.send(sessions, "web", opinion(), NOW)
    await opinions.send(sessions, "web", opinion("góp ý khác"), NOW)
    assert MARKER.encode() in bytes_of(tmp_path)
    assert await opinions.delete_by_receipt(sessions, receipt.lower())
    assert not await opinions.delete_by_receipt(sessions, receipt)
    assert await texts(sessions) == ["góp ý khác"]
    assert MARKER.encode() not in bytes_of(tmp_path)


@pytest.mark.sqlite_only("the size of the file")
async def test_an_opinion_goes_when_its_period_ends_a_younger_one_stays(
    sessions: Sessions, tmp_path: Path
) -> None:
    for _ in range(20):
        await opinions.send(sessions, "web", opinion(f"{MARKER} " * 200), NOW)
    await opinions.send(sessions, "web", opinion("góp ý khác"), NOW + timedelta(days=1))
    size = len(bytes_of(tmp_path))
    assert await retention.due(sessions, DUE - timedelta(seconds=1)) == 0
    assert await retention.purge(sessions, DUE - timedelta(seconds=1)) == 0
    before = bytes_of(tmp_path)
    assert await retention.due(sessions, DUE) == 20
    assert bytes_of(tmp_path) == before
    assert await retention.purge(sessions, DUE) == 20
    assert await texts(sessions) == ["góp ý khác"]
    assert MARKER.encode() not in bytes_of(tmp_path)
    # How large the rest is depends on how many tables there are.
    assert size - len(bytes_of(tmp_path)) > 20 * len(MARKER) * 200 / 2
    assert timedelta(days=180) == OPINIONS_KEPT


async def test_help_goes_on_when_the_box_is_closed(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    box = OpinionBox(sessions, now=lambda: DUE)
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE opinions RENAME TO away"))
    assert await box.send("web", opinion()) is None
    await box.purge()
    with pytest.raises(OpinionBoxClosed):
        await box.delete_by_receipt("CG-7KQ2M-XW9ZB")
    assert MARKER not in caplog.text
    assert "opinion box unavailable: " in caplog.text


async def test_the_box_sends_deletes_and_purges(sessions: Sessions) -> None:
    receipt = await OpinionBox(sessions, now=lambda: NOW).send("web", opinion())
    await OpinionBox(sessions, now=lambda: NOW).send("web", opinion("góp ý khác"))
    assert receipt
    later = OpinionBox(sessions, now=lambda: DUE)
    assert await later.delete_by_receipt(receipt)
    await later.purge()
    assert await texts(sessions) == []
