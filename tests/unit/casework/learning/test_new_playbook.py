"""A playbook that is begun takes nothing of anybody else's away, and holds nothing personal."""

from pathlib import Path

import pytest

from casework.learning.draft_lock import Draft
from casework.learning.new_playbook import (
    DraftChanged,
    NotInOrder,
    NotWritable,
    Prepared,
    prepare,
)
from tests.unit.casework.validation import tiny_data

WANTED: dict[str, object] = {
    "id": "tho_sua_gia",
    "name": "Giả thợ sửa máy",
    "family": "dich_vu_tien_ich",
    "statistics_category": "thu_doan_khac",
    "signs": ["đòi cọc trước khi tới"],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tiny_data.write(tmp_path / "data")


def contents(data: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def write(prepared: Prepared) -> tuple[Path, Path]:
    draft = Draft()
    with draft.all_or_nothing():
        return prepared.write(draft)


def test_what_another_has_saved_since_it_was_prepared_is_not_overwritten(data: Path) -> None:
    prepared = prepare(data, WANTED)
    with prepared.patterns.open("a", encoding="utf-8") as file:
        file.write("# của người khác\n")
    before = contents(data)
    with pytest.raises(DraftChanged):
        write(prepared)
    assert contents(data) == before


def test_both_files_are_written_or_none(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared, real = prepare(data, WANTED), Path.replace
    before = contents(data)

    def replace(self: Path, target: Path) -> Path:
        if target.suffix == ".yml":
            raise OSError
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(NotWritable):
        write(prepared)
    assert contents(data) == before
    monkeypatch.undo()
    written = write(prepared)
    assert set(contents(data)) == {*before, str(data / "examples" / "tho_sua_gia.txt")}
    assert [path.name for path in written] == ["scam_patterns.yml", "tho_sua_gia.txt"]


@pytest.mark.parametrize(
    ("field", "said"),
    [("name", "Thợ gọi từ 0912345678"), ("signs", ["đòi cọc", "gọi từ số 0912345678"])],
)
def test_personal_data_is_refused_beside_its_field(data: Path, field: str, said: object) -> None:
    with pytest.raises(NotInOrder) as refused:
        prepare(data, {**WANTED, field: said})
    assert list(refused.value.told) == [field]
