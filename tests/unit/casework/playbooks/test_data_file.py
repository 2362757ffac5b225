import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from casework.playbooks.data_file import DataFileError, load
from casework.playbooks.schema import ScamPatterns

ROOT = Path(__file__).resolve().parents[4]
ENGLISH = re.compile(r"(?i)\b(?:or|should|valid|input|expected|be)\b")
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
        (lambda p: p.update(advice="gọi 113"), "'advice' phải có các mục con"),
        (lambda p: p.update(sources=5), "'sources' phải là một danh sách"),
        (lambda p: p["handbook"].update(items=["mười"]), "'mục thứ 1' phải là số nguyên"),
        (lambda p: p["handbook"].update(items=[25]), "lớn quá"),
        (lambda p: p["pattern"]["script"][0].update(stage="xong"), "'stage' lạ"),
        (lambda p: p.update(reported_case={**p["reported_case"], "published": "nay"}), "sai khuôn"),
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
    assert not ENGLISH.search(str(mistake).replace(str(path), ""))
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


def test_an_empty_file_and_a_list_are_told(tmp_path: Path) -> None:
    for text in ("", "- a"):
        (tmp_path / "x.yml").write_text(text, "utf-8")
        with pytest.raises(DataFileError, match="'tệp' phải có các mục con"):
            load(tmp_path / "x.yml", ScamPatterns)


def test_a_date_that_does_not_exist_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(GOOD.replace("checked_on: 2026-11-23", "checked_on: 2026-13-45", 1), "utf-8")
    with pytest.raises(DataFileError, match="Ngày sai"):
        load(path, ScamPatterns)


@pytest.mark.parametrize(
    "text",
    ["a: b: c", "a:\n\t- b", '"a', "a: [b", "a: *b", "a:\n  - b\n c: d", "a: \x07", "? [a]\n: b"],
)
def test_the_parsers_english_does_not_reach_trainers(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.yml").write_text(text, "utf-8")
    with pytest.raises(DataFileError) as error:
        load(tmp_path / "x.yml", ScamPatterns)
    assert not re.search(r"(?i)not allowed|found|expected|token|while", str(error.value))


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(b"a: b\nc: \xe1\n")
    with pytest.raises(DataFileError, match=r"x\.yml:2: .*UTF-8"):
        load(tmp_path / "x.yml", ScamPatterns)
