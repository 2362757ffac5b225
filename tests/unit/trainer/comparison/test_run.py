import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from casework.db import Sessions
from casework.learning import versions
from casework.learning.comparison import Comparison, FalseAlarms
from casework.learning.models import VersionState
from casework.learning.versions import NoSuchVersion
from casework.playbooks.library import Library
from casework.understanding.base import Interpreter
from tests.unit.trainer.archives import TRAINED_AT, facts, rasa_archive
from tests.unit.trainer.comparison.invented import (
    LOAN,
    SHIPPER,
    TAX,
    Says,
    ScriptedModel,
    case,
    compared,
    file_of,
    side,
    without,
)
from trainer import registry
from trainer.book import open_book
from trainer.commands import comparing
from trainer.comparison.run import NoCandidate, Serve, compare, newest_candidate
from trainer.packing import pack
from trainer.registry import ModelChanged, Origin
from trainer.settings import TrainerSettings

DATA = Path(__file__).resolve().parents[4] / "data"
OLD, NEW = "canhgiac-old", "canhgiac-new"
SCAM = "shipper nói tôi chuyển tiền hàng"


async def test_every_figure_has_both_sides(library: Library) -> None:
    messages = file_of(
        case(1, SCAM, SHIPPER),
        case(2, "ngân hàng nhắn về khoản vay của tôi", "none", kind="legit_message"),
        case(3, "quảng cáo cho vay lãi thấp mỗi ngày", "none", kind="advert"),
        case(4, "thuế nhắn tôi nộp tờ khai hàng tháng", TAX),
    )
    before, after = {"shipper": (SHIPPER,), "vay": (LOAN,)}, {"shipper": (SHIPPER,)}
    found = await compared(side("new", library), side("live", library), before, after, messages)
    assert (found.messages, found.scams, found.harmless, found.genuine) == (4, 2, 2, 1)
    assert found.alarms_before == FalseAlarms(harmless=2, genuine=1)
    assert found.alarms_after == FalseAlarms(harmless=0, genuine=0)
    assert (found.missed_before, found.missed_after) == (1, 1)
    assert (found.before["đúng"], found.after["đúng"]) == (0.25, 0.75)
    assert (found.stripped_before["đúng"], found.stripped_after["đúng"]) == (0.25, 0.75)
    assert found.confusions_before == [("none", LOAN, 2), (TAX, "none", 1)]
    assert found.confusions_after == [(TAX, "none", 1)]
    assert found.calibration_before is not None
    assert [(b.messages, b.right) for b in found.calibration_before.bins] == [(3, 1 / 3)]
    assert found.calibration_after.error == pytest.approx(0.1)
    counted = found.sets[0]
    assert (counted.better, counted.worse, counted.stripped_better) == (2, 0, 2)
    assert found.speed.ratio is not None
    rows = {row.id: row for row in found.playbooks}
    assert len(rows) == len(library.ids)
    assert (rows[TAX].messages, rows[TAX].right_before, rows[TAX].right_after) == (1, 0, 0)


async def test_each_side_answers_with_its_own_playbooks(library: Library) -> None:
    """A live model without the playbook cannot be right on it, nor does it look the same."""
    says = {"shipper": (SHIPPER,)}
    live = side("live", without(library, SHIPPER))
    sides = side("new", library), live
    found = await compared(*sides, says, says, file_of(case(1, SCAM, SHIPPER)))
    row = next(row for row in found.playbooks if row.id == SHIPPER)
    assert (row.right_before, row.right_after, row.is_new) == (0, 1, True)


async def test_a_playbook_that_is_gone_keeps_its_row(library: Library) -> None:
    says = {"shipper": (SHIPPER,)}
    sides = side("new", without(library, SHIPPER)), side("live", library)
    found = await compared(*sides, says, says, file_of(case(1, SCAM, SHIPPER)))
    row = found.playbooks[-1]
    assert (row.id, row.name, row.is_gone) == (SHIPPER, library.get(SHIPPER).name, True)
    assert "playbooks" in {check.key for check in found.checks if not check.passed}


async def test_intents_that_are_no_playbook_are_seen(library: Library) -> None:
    candidate = side("new", library, bi_an=side("x", library).scores[SHIPPER])
    found = await compared(candidate, None, {}, {}, file_of(case(1, "trời mưa", "none")))
    assert (found.intents_missing, found.intents_unknown) == ([], ["bi_an"])
    lacking = side("new", without(library, SHIPPER))
    of_all = type(lacking)("new", lacking.model, library, lacking.scores)
    found = await compared(of_all, None, {}, {}, file_of(case(1, "trời mưa", "none")))
    assert (found.intents_missing, found.intents_unknown) == ([SHIPPER], [])


def put(nlu_dir: Path, name: str, patterns: str, ids: Sequence[str], second: int) -> None:
    """An archive whose model has these playbooks as intents, with its origin beside it."""
    made = rasa_archive(nlu_dir / "made.tar.gz", facts(*ids), date=second, model_id="x")
    archive = registry.archive_of(nlu_dir, name)
    archive.parent.mkdir(exist_ok=True)
    pack(made, archive, name, patterns)
    at = TRAINED_AT.replace(second=second)
    origin = Origin("d" * 64, "c" * 64, registry.file_hash(archive), None, at, "lan")
    registry.write_origin(nlu_dir, name, origin)


def serving_these(**says: Says) -> Serve:
    """Serves a script for each model file, in the order that is asked for."""

    @asynccontextmanager
    async def serve(_: Path, models: Sequence[Path]) -> AsyncIterator[Sequence[Interpreter]]:
        yield [ScriptedModel(says[m.name.removesuffix(".tar.gz").split("-")[1]]) for m in models]

    return serve


@pytest.fixture
def settings(
    tmp_path: Path, database_url: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> TrainerSettings:
    """A live version that does not know the shipper yet, a candidate, and some messages."""
    patterns = (DATA / "scam_patterns.yml").read_text("utf-8")
    older: dict[str, Any] = yaml.safe_load(patterns)
    older["playbooks"] = [p for p in older["playbooks"] if p["id"] != SHIPPER]
    nlu_dir, data_dir = tmp_path / "nlu", tmp_path / "data"
    nlu_dir.mkdir()
    (data_dir / "held_out").mkdir(parents=True)
    for name in ("official_domains.yml", "help_channels.yml"):
        (data_dir / name).symlink_to(DATA / name)
    ids_before = [i for i in library.ids if i != SHIPPER]
    put(nlu_dir, OLD, yaml.safe_dump(older, allow_unicode=True), ids_before, 1)
    put(nlu_dir, NEW, patterns, library.ids, 2)
    registry.promote(nlu_dir, OLD)
    rows = [case(1, SCAM, SHIPPER).fields, case(2, "trời mưa quá", "none").fields]
    held_out = data_dir / "held_out" / "messages_1.jsonl"
    held_out.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    # The .env of this machine must change no test.
    monkeypatch.setitem(TrainerSettings.model_config, "env_file", None)
    return TrainerSettings(nlu_dir=nlu_dir, data_dir=data_dir, database_url=database_url)


@pytest.fixture
async def sessions(settings: TrainerSettings) -> AsyncIterator[Sessions]:
    async with open_book(settings) as opened:
        yield opened


async def test_the_newest_candidate_beside_the_live_version_is_kept(
    settings: TrainerSettings, sessions: Sessions
) -> None:
    name = await newest_candidate(sessions)
    serve = serving_these(old={}, new={"shipper": (SHIPPER,)})
    found = await compare(settings, sessions, name, serve=serve)
    assert (found.candidate, found.live, found.messages) == (NEW, OLD, 2)
    assert found.passed
    async with sessions() as session:
        version = await versions.find(session, NEW)
    assert version.compared_at is not None
    assert Comparison.model_validate(version.comparison) == found
    assert version.state is VersionState.CANDIDATE


async def test_a_version_nobody_knows_or_whose_file_was_changed_is_not_measured(
    settings: TrainerSettings, sessions: Sessions
) -> None:
    with pytest.raises(NoSuchVersion):
        await compare(settings, sessions, "canhgiac-khac", serve=serving_these())
    registry.archive_of(settings.nlu_dir, NEW).write_bytes(b"other")
    with pytest.raises(ModelChanged):
        await compare(settings, sessions, NEW, serve=serving_these())


async def test_without_a_candidate_the_trainer_is_told(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await versions.make_live(session, NEW, "lan", TRAINED_AT)
    with pytest.raises(NoCandidate, match="trainer train"):
        await newest_candidate(sessions)


@pytest.mark.parametrize(
    ("after", "code", "verdict"),
    [
        ({"shipper": (SHIPPER,)}, 0, "Kết luận: ĐẠT"),
        ({"shipper": (SHIPPER,), "mưa": (LOAN,)}, 3, "Kết luận: CHƯA ĐẠT"),
    ],
)
def test_the_command_tells_the_verdict_and_writes_the_report(
    settings: TrainerSettings,
    monkeypatch: pytest.MonkeyPatch,
    after: Says,
    code: int,
    verdict: str,
) -> None:
    async def with_scripts(*arguments: Any) -> Comparison:  # noqa: ANN401
        return await compare(*arguments, serve=serving_these(old={}, new=after))

    monkeypatch.setattr(comparing, "read_settings", lambda: settings)
    monkeypatch.setattr(comparing, "compare_versions", with_scripts)
    ran = CliRunner().invoke(comparing.compare, [])
    assert ran.exit_code == code, ran.output
    assert verdict in ran.stdout
    report = settings.nlu_dir / "models" / "reports" / f"{NEW}.html"
    assert str(report) in ran.stdout
    assert SCAM in report.read_text("utf-8")


def test_the_live_version_is_not_compared_with_itself(
    settings: TrainerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "read_settings", lambda: settings)
    ran = CliRunner().invoke(comparing.compare, [OLD])
    assert isinstance(ran.exception, comparing.NothingToCompare)
