import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from casework.learning.boundary import (
    OneSided,
    Pair,
    check_both_sides,
    grown_since_live,
    missing_sides,
)
from casework.learning.models import TakenExample
from tests.unit.casework.learning.reviewed import NOW, TRAINER
from tests.unit.casework.learning.test_deciding import live


def take(session: AsyncSession, said: str | None, means: str, *, days: int = 0) -> None:
    at = NOW - timedelta(days=days)
    session.add(TakenExample(intent=means, model_said=said, taken_at=at, taken_by=TRAINER))


async def test_what_the_model_had_right_moves_no_boundary(session: AsyncSession) -> None:
    take(session, "shipper_gia", "shipper_gia")
    assert await missing_sides(session) == []


async def test_who_teaches_b_instead_of_a_must_teach_a_too(session: AsyncSession) -> None:
    take(session, "shipper_gia", "phat_nguoi_gia")
    take(session, "shipper_gia", "phat_nguoi_gia")
    assert await missing_sides(session) == [Pair("shipper_gia", "phat_nguoi_gia", 2)]
    with pytest.raises(OneSided, match="thêm ít nhất một câu cho shipper_gia"):
        await check_both_sides(session)
    take(session, "shipper_gia", "shipper_gia")
    await check_both_sides(session)


async def test_an_example_that_a_trainer_wrote_is_a_side_as_well(session: AsyncSession) -> None:
    take(session, "shipper_gia", "phat_nguoi_gia")
    assert await missing_sides(session, grown={"mua_hang_online"})
    assert not await missing_sides(session, grown={"shipper_gia"})


async def test_each_boundary_needs_its_own_other_side(session: AsyncSession) -> None:
    take(session, "a", "b")
    take(session, "b", "c")
    assert [(pair.said, pair.means) for pair in await missing_sides(session)] == [("a", "b")]


@pytest.mark.parametrize("side", ["legit_message", "scam_unclear", "off_topic"])
async def test_where_the_model_had_named_nothing_no_scam_is_the_other_side(
    session: AsyncSession, side: str
) -> None:
    take(session, None, "shipper_gia")
    assert await missing_sides(session, grown={"phat_nguoi_gia"}) == [Pair(None, "shipper_gia", 1)]
    assert not await missing_sides(session, grown={side})


async def test_a_false_alarm_needs_the_scam_beside_it(session: AsyncSession) -> None:
    take(session, "shipper_gia", "legit_message")
    assert await missing_sides(session) == [Pair("shipper_gia", "legit_message", 1)]


async def test_what_the_live_version_knows_already_moves_nothing(session: AsyncSession) -> None:
    session.add(live(NOW - timedelta(days=2)))
    take(session, "a", "b", days=3)
    assert await missing_sides(session) == []
    take(session, "b", "c", days=1)
    # A side that was taught before does not count for a boundary that moves now.
    take(session, "b", "b", days=3)
    assert await missing_sides(session) == [Pair("b", "c", 1)]


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@y")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "examples"
    folder.mkdir(parents=True)
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.txt").write_text("một\nhai\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "begin")
    return tmp_path


async def test_git_knows_where_trainers_have_written_since_the_live_version(
    session: AsyncSession, checkout: Path
) -> None:
    data = checkout / "data"
    assert await grown_since_live(session, data) == frozenset()
    version = live(NOW)
    version.commit = git(checkout, "rev-parse", "HEAD")
    session.add(version)
    await session.flush()
    (data / "examples" / "a.txt").write_text("một\nhai\nba\n", "utf-8")
    git(checkout, "commit", "--quiet", "--all", "--message", "a")
    # Not committed yet, and in b only reworded.
    (data / "examples" / "b.txt").write_text("một\nHai\n", "utf-8")
    (data / "examples" / "c.txt").write_text("một\nhai\nba\n", "utf-8")
    # Neither comments and blank lines, nor what stands there already, are sentences.
    (data / "examples" / "d.txt").write_text("# \n\nmột\n[paid] hai\n# ba\nhai\n", "utf-8")
    assert await grown_since_live(session, data) == {"a", "c"}
    version.commit = "0" * 40
    assert await grown_since_live(session, data) == frozenset()
