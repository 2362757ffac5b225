import shutil
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from casework.playbooks.data_file import DataFileError
from tests.unit.casework.validation import tiny_data
from trainer.__main__ import door
from trainer.commands.asking import NobodyToAsk
from trainer.example_files import ChangedMeanwhile, NotWritten, Update, write_all
from trainer.example_rows import Merged
from trainer.example_sheet import CODES, HEADINGS, ORIGIN, SHEET
from trainer.example_sheet_reading import BadSheet, NotAWorkbook, read_sheet

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tiny_data.write(tmp_path / "data")
    first = (
        '# dặn dò\n\n[paid] =HYPERLINK("http://x") nó gởi vậy\n  +84 lạ gọi  \n@ai đó\n-5 điểm\n'
    )
    path = folder / "examples" / "advert.txt"
    path.write_text(first + path.read_text("utf-8"), "utf-8")
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    def run(*arguments: object, said: str = "") -> Result:
        return CliRunner().invoke(
            door, list(map(str, arguments)), input=said, env={"DATA_DIR": str(data)}
        )

    return run


@pytest.fixture
def sheet(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "câu.xlsx"
    done = run("export-examples", path)
    assert done.exit_code == 0, done.output
    return path


def contents(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (data / "examples").iterdir()}


def edit(sheet: Path, change: Callable[[Worksheet], None], name: str = SHEET) -> None:
    book = openpyxl.load_workbook(sheet)
    change(book[name])
    book.save(sheet)


def test_out_and_back_changes_no_byte_of_the_real_examples(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "examples").mkdir(parents=True)
    for path in (tiny_data.ROOT / "data" / "examples").glob("*.txt"):
        shutil.copy(path, data / "examples" / path.name)
    shutil.copy(tiny_data.ROOT / "data" / "scam_patterns.yml", data)
    before, sheet = contents(data), tmp_path / "all.xlsx"
    for arguments in (["export-examples", str(sheet)], ["import-examples", str(sheet), "--yes"]):
        done = CliRunner().invoke(door, arguments, env={"DATA_DIR": str(data)})
        assert done.exit_code == 0, done.output
    assert "Không có gì thay đổi." in done.output
    assert contents(data) == before
    # Also when another program has saved it.
    edit(sheet, lambda _: None)
    done = CliRunner().invoke(door, arguments, env={"DATA_DIR": str(data)})
    assert contents(data) == before


def test_no_cell_is_a_formula(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    cells = [cell for name in book.sheetnames for row in book[name].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    texts = [row[2].value for row in book[SHEET].iter_rows(min_row=2, max_row=7)]
    formula = '=HYPERLINK("http://x") nó gởi vậy'
    assert texts == ["# dặn dò", None, formula, "+84 lạ gọi", "@ai đó", "-5 điểm"]
    assert book[SHEET]["C4"].number_format == "@"
    assert book[ORIGIN].sheet_state == "hidden"
    assert book[CODES]["A1"].value == "gia_shipper"


def test_only_the_intents_that_are_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    done = run("export-examples", path, "--intent", "faq", "--intent", "gia_dien_luc")
    assert "Đã xuất 80 câu của 2 mã" in done.output
    assert set(read_sheet(path, ["faq", "gia_dien_luc"]).rows) == {"faq", "gia_dien_luc"}
    done = run("export-examples", tmp_path / "y.xlsx", "--intent", "gia_shiper")
    assert done.exit_code == 2
    assert "Có phải ý là 'gia_shipper'?" in done.output
    assert run("export-examples", tmp_path / "y.csv").exit_code == 2


def test_a_file_that_is_there_is_not_written_over_unasked(run: Run, sheet: Path) -> None:
    before = sheet.read_bytes()
    assert run("export-examples", sheet, said="n\n").exit_code == 1
    assert sheet.read_bytes() == before
    assert run("export-examples", sheet, said="y\n").exit_code == 0


def test_what_was_edited_comes_back_and_is_told_before(run: Run, sheet: Path, data: Path) -> None:
    before = contents(data)

    def change(cells: Worksheet) -> None:
        cells["C4"] = "nó gởi cho tui cái công thức"
        cells["B5"] = "Đã đưa thông tin"
        cells.delete_rows(6)
        cells.append(["faq", "mới tiếp cận", "  câu hỏi mới của dì  "])

    edit(sheet, change)
    asked = run("import-examples", sheet, said="n\n")
    assert asked.exit_code == 1
    assert contents(data) == before
    assert "advert: thêm 0, bớt 1, sửa 2 câu" in asked.output
    assert "faq: thêm 1, bớt 0, sửa 0 câu" in asked.output
    assert run("import-examples", sheet, "--yes").exit_code == 0
    after = contents(data)
    expected = (
        before["advert.txt"]
        .decode()
        .replace(
            '[paid] =HYPERLINK("http://x") nó gởi vậy\n  +84 lạ gọi  \n@ai đó\n',
            "[paid] nó gởi cho tui cái công thức\n[info_given] +84 lạ gọi\n",
        )
    )
    assert after["advert.txt"].decode() == expected
    assert after["faq.txt"] == before["faq.txt"] + "[approach] câu hỏi mới của dì\n".encode()
    assert {n for n in after if after[n] != before[n]} == {"faq.txt", "advert.txt"}


def test_a_file_that_moved_on_meanwhile_is_told(run: Run, sheet: Path, data: Path) -> None:
    path = data / "examples" / "faq.txt"
    path.write_text(path.read_text("utf-8") + "người khác vừa thêm\n", "utf-8")
    done = run("import-examples", sheet, said="n\n")
    assert "faq.txt đã được sửa sau khi xuất" in done.output
    assert "- người khác vừa thêm" in done.output


def own_sheet(path: Path, *rows: list[object], title: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    cells = book.worksheets[0]
    cells.title = title
    for row in ([*HEADINGS], *rows):
        cells.append(row)
    book.save(path)
    return path


def test_a_sheet_of_ones_own_only_adds(run: Run, data: Path, tmp_path: Path) -> None:
    before = contents(data)
    path = own_sheet(
        tmp_path / "x.xlsx", ["faq", "", "một câu hỏi chưa ai hỏi"], [None, None, None]
    )
    assert run("import-examples", path, "--yes").exit_code == 0
    added = "một câu hỏi chưa ai hỏi\n".encode()
    assert contents(data) == {**before, "faq.txt": before["faq.txt"] + added}


BY_QUOTE = (
    "Cách sửa: gõ dấu nháy đơn ' rồi gõ lại chữ, hoặc đổi kiểu ô thành Text (Văn bản) rồi gõ lại."
)
FIRST_OF_FEBRUARY = datetime.fromisoformat("2026-02-01")
WRONG: dict[str, list[object]] = {
    "A2: Không có mã 'gia_shiper'. Cách sửa: có phải ý là 'gia_shipper'? dùng một mã có trong "
    "data/scam_patterns.yml.": ["gia_shiper", "", "a"],
    "A2: Thiếu mã. Cách sửa: chọn mã của kịch bản mà câu này kể.": ["", "", "a"],
    "A2: Bảng tính đã đổi chữ thành ngày giờ (2026-02-01 00:00:00). " + BY_QUOTE: [
        FIRST_OF_FEBRUARY,
        "",
        "a",
    ],
    "B2: Không có giai đoạn «đã mất tiên lớn». Cách sửa: có phải ý là 'đã mất tiền'? dùng một "
    "trong: mới tiếp cận, đã đưa thông tin, đã mất tiền; hoặc để trống.": [
        *("faq", "đã mất tiên lớn", "a")
    ],
    "C2: Có giai đoạn mà không có câu. Cách sửa: gõ câu, hoặc xoá cả hàng.": [
        *("faq", "đã mất tiền", "")
    ],
    "C2: Câu dài 2001 ký tự. Cách sửa: rút gọn còn tối đa 2000 ký tự.": ["faq", "", "a" * 2001],
    "C2: Câu có xuống dòng trong ô. Cách sửa: viết lại trên một dòng.": ["faq", "", "a\nb"],
    "C2: Giai đoạn ghi hai lần. Cách sửa: bỏ ngoặc vuông ở đầu câu, chỉ chọn ở cột giai đoạn.": [
        *("faq", "đã mất tiền", "[paid] a")
    ],
    f"C2: Ô này là số (113), không phải câu chữ. {BY_QUOTE}": ["faq", "", 113],
    "C2: Ô này là lỗi của bảng tính (#REF!), không phải câu chữ. Cách sửa: gõ lại câu, hoặc xoá "
    "cả hàng.": ["faq", "", "#REF!"],
    f"C2: Ô này là đúng/sai, không phải câu chữ. {BY_QUOTE}": ["faq", "", True],
    f"C2: Ô này là công thức, không phải câu chữ. {BY_QUOTE}": ["faq", "", "=1+1"],
    "C2: Bảng tính đã đổi chữ thành ngày giờ (2026-02-01 00:00:00). " + BY_QUOTE: [
        "faq",
        "",
        FIRST_OF_FEBRUARY,
    ],
}


@pytest.mark.parametrize("told", WRONG)
def test_each_thing_wrong_is_told_by_its_cell_and_nothing_is_written(
    run: Run, data: Path, tmp_path: Path, told: str
) -> None:
    before = contents(data)
    path = own_sheet(tmp_path / "x.xlsx", WRONG[told], ["faq", "", "câu này thì đúng"])
    done = run("import-examples", path, "--yes")
    assert isinstance(done.exception, BadSheet)
    assert str(done.exception).splitlines()[1:] == [f"Sheet1!{told}"]
    assert contents(data) == before


def test_marks_written_apart_from_their_letters_are_no_change(
    run: Run, sheet: Path, data: Path
) -> None:
    path = data / "examples" / "advert.txt"
    # In the file as well as in the sheet.
    path.write_text(unicodedata.normalize("NFD", path.read_text("utf-8")), "utf-8")
    before = contents(data)

    def apart(cells: Worksheet) -> None:
        for row in cells.iter_rows(min_row=2):
            if row[2].data_type == "s":
                row[2].value = unicodedata.normalize("NFD", str(row[2].value))
                row[2].data_type = "s"  # openpyxl takes what begins with "=" for a formula
        cells.append(["faq", "", unicodedata.normalize("NFD", "một câu hỏi của dì Bảy")])

    edit(sheet, apart)
    assert run("import-examples", sheet, "--yes").exit_code == 0
    added = "một câu hỏi của dì Bảy\n".encode()
    assert contents(data) == {**before, "faq.txt": before["faq.txt"] + added}


@pytest.mark.parametrize(
    ("said", "is_written"),
    [
        *[(said, True) for said in ("có\n", "Y\n", "co\n", "ừ\ncó\n")],
        *[(said, False) for said in ("không\n", "n\n", "\n")],
    ],
)
def test_the_question_takes_vietnamese(
    run: Run, sheet: Path, data: Path, said: str, *, is_written: bool
) -> None:
    before = contents(data)
    edit(sheet, lambda cells: cells.append(["faq", "", "một câu hỏi chưa ai hỏi"]))
    done = run("import-examples", sheet, said=said)
    assert "[có/không]" in done.output
    assert (contents(data) != before) == is_written
    assert done.exit_code == (0 if is_written else 1)
    assert ("Chưa ghi gì." in done.output) != is_written
    assert ("Gõ có hoặc không." in done.output) == said.startswith("ừ")


def test_where_nobody_can_be_asked_it_says_how_to_go_on(run: Run, sheet: Path, data: Path) -> None:
    before = contents(data)
    edit(sheet, lambda cells: cells.append(["faq", "", "một câu hỏi chưa ai hỏi"]))
    for command in ("import-examples", "export-examples"):
        done = run(command, sheet)
        assert isinstance(done.exception, NobodyToAsk)
        assert "Chưa ghi gì" in (NobodyToAsk.__doc__ or "")
        assert "--yes" in (NobodyToAsk.__doc__ or "")
    assert contents(data) == before


def test_what_cannot_be_exported_is_told(run: Run, data: Path, tmp_path: Path) -> None:
    done = run("export-examples", tmp_path / "none" / "x.xlsx")
    assert done.exit_code == 2
    assert f"Không có thư mục {tmp_path / 'none'}" in done.output
    path = data / "examples" / "faq.txt"
    path.write_bytes(path.read_bytes() + b"\xff\n")
    done = run("export-examples", tmp_path / "x.xlsx")
    assert isinstance(done.exception, DataFileError)
    assert "faq.txt:41: [tệp] Tệp không phải bảng mã UTF-8" in str(done.exception)
    assert not (tmp_path / "x.xlsx").exists()


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = openpyxl.Workbook()
    for row in (["câu", "GIAI ĐOẠN", "số thứ tự", "mã "], ["một", "paid", 7, "faq"]):
        book.worksheets[0].append(row)
    book.save(path)
    (row_read,) = read_sheet(path, ["faq"]).rows["faq"]
    assert row_read.line == "[paid] một"
    book.worksheets[0]["A1"] = "lời"
    book.save(path)
    with pytest.raises(BadSheet, match="Thiếu cột «Câu»"):
        read_sheet(path, ["faq"])


@pytest.mark.parametrize("content", [b"", b"a,b,c\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(NotAWorkbook, match=r"Lưu thành .* kiểu \.xlsx"):
        read_sheet(path, ["faq"])


def test_a_workbook_cut_off_anywhere_is_told(sheet: Path, tmp_path: Path) -> None:
    whole = sheet.read_bytes()
    for length in range(0, len(whole), max(len(whole) // 40, 1)):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[:length])
        with pytest.raises(NotAWorkbook):
            read_sheet(path, ["faq"])


def changing(path: Path) -> Update:
    before = path.read_bytes() if path.exists() else b""
    return Update(path, before, Merged("khac\n", (), (), 0), moved_on=False)


def test_what_was_saved_while_the_sheet_was_compared_is_not_overwritten(data: Path) -> None:
    changes = [changing(data / "examples" / f"{name}.txt") for name in ("advert", "faq")]
    (data / "examples" / "faq.txt").write_text("câu của người khác\n", "utf-8")
    before = contents(data)
    with pytest.raises(ChangedMeanwhile):
        write_all(data, changes)
    assert contents(data) == before


def test_all_files_are_written_or_none(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(data)
    names = ("advert", "faq", "help", "mới")
    changes = [changing(data / "examples" / f"{name}.txt") for name in names]
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.stem == "help":
            raise OSError
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(NotWritten):
        write_all(data, changes)
    assert contents(data) == before
    monkeypatch.undo()
    write_all(data, changes)
    assert [contents(data)[f"{name}.txt"] for name in names] == [b"khac\n"] * 4
    assert len(contents(data)) == len(before) + 1
