from pathlib import Path

import pytest
from click.testing import CliRunner

from casework.learning.reasons import WHY_HELD
from trainer.commands import learning
from trainer.settings import TrainerSettings


def test_gathering_says_what_waits_and_writes_no_example(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = tmp_path / "data" / "examples"
    examples.mkdir(parents=True)
    (tmp_path / "nlu" / "models").mkdir(parents=True)
    (examples / "shipper_gia.txt").write_text("câu cũ\n", encoding="utf-8")
    settings = TrainerSettings(
        data_dir=tmp_path / "data",
        nlu_dir=tmp_path / "nlu",
        database_url=database_url,
    )
    monkeypatch.setattr(learning, "read_settings", lambda: settings)
    (command,) = learning.COMMANDS
    assert command.name == "gather"
    done = CliRunner().invoke(command)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Đang chờ xem: 0 gợi ý")
    assert not any(why in done.output for why in WHY_HELD.values())
    assert (examples / "shipper_gia.txt").read_text(encoding="utf-8") == "câu cũ\n"
