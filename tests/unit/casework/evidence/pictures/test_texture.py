import numpy as np
import pytest

from casework.evidence.pictures import sheet, texture
from casework.evidence.pictures.lines import Line
from casework.evidence.pictures.marks import marks_of
from casework.evidence.pictures.patience import NoWriting, OutOfPatience, Patience
from casework.evidence.pictures.sheet import lay_out
from tests.unit.casework.evidence.pictures.made_up import cloth, drawn


def never(*_: object) -> None:
    raise AssertionError


@pytest.mark.parametrize("cell", [2, 4, 6, 8, 12])
def test_cloth_is_known_before_the_costly_steps(cell: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("ink", "turned_by", "find_lines"):
        monkeypatch.setattr(sheet, step, never)
    assert lay_out(np.asarray(cloth(cell, 1_200))) is None


def test_cloth_on_most_of_a_picture_is_known_by_its_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "find_lines", never)
    page = np.full((1_200, 1_200), 255, np.uint8)
    page[:, :1_000] = np.asarray(cloth(4, 1_200))[:, :1_000]
    assert lay_out(page) is None


def test_a_page_full_of_writing_is_no_texture() -> None:
    page = np.asarray(drawn(*["TÀI KHOẢN CỦA QUÝ KHÁCH ĐÃ BỊ KHÓA"] * 35, size=34).convert("L"))
    assert page.size > texture._WORTH_ASKING  # noqa: SLF001
    page = np.where(page < 128, np.minimum(page, np.roll(page, 1, 1)), np.roll(page, 1, 1))  # bold
    found = lay_out(page)
    assert found is not None
    assert len(found.rows) == 35


def test_more_marks_than_writing_has_are_not_looked_at() -> None:
    dots = np.zeros((700, 700), np.bool_)
    dots[::2, ::2] = True
    with pytest.raises(NoWriting):
        marks_of(dots)
    assert len(marks_of(dots[:100]).top) == 50 * 350


@pytest.mark.parametrize(
    ("lines", "letters", "strewn"),
    [(81, 2, True), (250, 3, True), (80, 2, False), (250, 4, False), (40, 12, False),
     (0, 0, False)],
)  # fmt: skip
def test_chance_makes_many_lines_of_few_letters(lines: int, letters: int, *, strewn: bool) -> None:
    line = Line(0, 20, 0, 100, 20, 0, letters, np.zeros((1, 1), np.float32))
    assert texture.is_strewn([line] * lines) is strewn


def test_patience_ends_between_two_steps() -> None:
    clock = iter([10.0, 13.9, 14.1])
    patience = Patience(4.0, lambda: next(clock))
    patience.check()
    with pytest.raises(OutOfPatience):
        patience.check()


@pytest.mark.parametrize("checks", range(5))
def test_looking_for_writing_stops_when_patience_has_ended(checks: int) -> None:
    clock = iter([0.0] * (1 + checks) + [5.0])
    with pytest.raises(OutOfPatience):
        lay_out(np.asarray(drawn("Xin chào").convert("L")), Patience(4.0, lambda: next(clock)))
