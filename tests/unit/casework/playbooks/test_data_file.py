from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from casework.playbooks.data_file import DataFileError, load
from casework.playbooks.schema import ScamPatterns

ROOT = Path(__file__).resolve().parents[4]
GOOD = (ROOT / "data" / "scam_patterns.yml").read_text(encoding="utf-8")


def spoilt(path: Path, spoil: Callable[[dict[str, object]], None]) -> DataFileError:
    patterns = yaml.safe_load(GOOD)
    patterns["playbooks"] = patterns["playbooks"][:2]
    spoil(patterns["playbooks"][1])
    path.write_text(yaml.safe_dump(patterns, allow_unicode=True, sort_keys=False), "utf-8")
    with pytest.raises(DataFileError) as error:
        load(path, ScamPatterns)
    return error.value


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda p: p.pop("definition"), "Thiếu mục 'definition'"),
        (lambda p: p.update(definiton="x"), "Không có mục nào tên 'definiton'"),
        (lambda p: p.update(name="x" * 200), "Câu quá dài"),
        (lambda p: p.update(family="gia_dinh"), "'family' lạ"),
        (lambda p: p["pattern"].update(warning_signs=[]), "Danh sách quá ít"),
        (lambda p: p["advice"]["approach"].append({"Gọi": "113"}), "phải là một câu chữ"),
        (lambda p: p["sources"][0].update(url="soha"), "Đường dẫn sai"),
        (lambda p: p["sources"][0].update(checked_on="hôm qua"), "Ngày sai"),
    ],
)
def test_a_mistake_is_told_with_file_line_entry_and_mend(
    tmp_path: Path, spoil: Callable[[dict[str, object]], None], told: str
) -> None:
    path = tmp_path / "scam_patterns.yml"
    mistake = spoilt(path, spoil).mistakes[0]
    assert told in mistake.wrong
    assert mistake.mend
    assert mistake.entry.startswith("bat_coc_online")
    lines = path.read_text(encoding="utf-8").splitlines()
    before = "\n".join(lines[: mistake.line])
    assert "id: bat_coc_online" in before
    assert str(mistake).startswith(f"{path}:{mistake.line}: ")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    def twice(playbook: dict[str, object]) -> None:
        playbook.pop("definition")
        playbook.pop("name")

    assert len(spoilt(tmp_path / "x.yml", twice).mistakes) == 2


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text('emergency: "a\nplaybooks: [\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="Cú pháp YAML sai"):
        load(path, ScamPatterns)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="Không đọc được tệp"):
        load(tmp_path / "none.yml", ScamPatterns)
