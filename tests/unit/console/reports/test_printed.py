import os
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typst

from casework.statistics.report import Report
from casework.statistics.table import Row
from console import wording
from console.reports import printed
from console.reports.blocks import Heading
from console.reports.content import report_content
from console.reports.heading import Letterhead
from console.reports.printed import NotPrinted


def made(report: Report, letterhead: Letterhead) -> bytes:
    return printed.render(report_content(report), letterhead, report)


def text_of(pdf: bytes, folder: Path) -> str:
    """As a reader would copy it out; pdftotext stands in for the reader."""
    tool = shutil.which("pdftotext")
    if tool is None:
        reason = "pdftotext (poppler-utils) is not on this machine"
        if os.environ.get("CANHGIAC_REQUIRE_PDFTOTEXT") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    command = [tool, "-layout", str(file), "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout


def unpacked(pdf: bytes) -> bytes:
    """Everything in a PDF, with what is packed in it unpacked."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize("kind", ["full", "hidden", "empty", "too_few", "internal"])
def test_every_report_is_an_accessible_pdf(
    kind: str, letterhead: Letterhead, request: pytest.FixtureRequest
) -> None:
    """The typesetter refuses what PDF/UA-1 does not allow; the file says that it is one."""
    pdf = made(request.getfixturevalue(kind), letterhead)
    assert pdf.startswith(b"%PDF-1.7")
    inside = unpacked(pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in inside
    assert b"/StructTreeRoot" in inside
    assert re.search(rb"/Lang\s*\(vi-VN\)", inside)


def test_only_the_fonts_of_the_project_are_used(full: Report, letterhead: Letterhead) -> None:
    used = set(re.findall(rb"/BaseFont\s*/([\w+-]+)", unpacked(made(full, letterhead))))
    assert used
    assert all(b"LiberationSerif" in font for font in used)


def test_the_typesetter_has_nothing_to_warn_of(
    full: Report, letterhead: Letterhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[typst.TypstWarning] = []

    def compiled(form: Path, **named: Any) -> bytes:  # noqa: ANN401  # whatever it is given
        pdf, found = typst.compile_with_warnings(form, **named)
        warned.extend(found)
        assert isinstance(pdf, bytes)
        return pdf

    monkeypatch.setattr(typst, "compile", compiled)
    assert made(full, letterhead)
    assert not warned


def test_every_number_stands_in_the_text(
    full: Report, letterhead: Letterhead, tmp_path: Path
) -> None:
    text = text_of(made(full, letterhead), tmp_path)
    for table in full.tables:
        for row in table.lines():
            cells = r"\s+".join(re.escape(wording.number(cell or 0)) for cell in row.cells)
            assert re.search(rf"\s{cells}\s", text), row


def test_a_hidden_number_is_a_star(hidden: Report, letterhead: Letterhead, tmp_path: Path) -> None:
    text = text_of(made(hidden, letterhead), tmp_path)
    assert re.search(r"^\s*Xã Ví Dụ Thứ 7\s+\*\s+\*\s+\*$", text, re.MULTILINE)
    assert re.search(r"^\s*Xã Ví Dụ Thứ 1\s+44\s+59\s+103$", text, re.MULTILINE)


def test_the_form_is_that_of_the_decree(
    full: Report, letterhead: Letterhead, tmp_path: Path
) -> None:
    first, second, *_ = text_of(made(full, letterhead), tmp_path).split("\f")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "Số: ……/BC-……" in first
    order = ["PHÒNG VÍ DỤ", "BÁO CÁO", "I. TÌNH HÌNH CHUNG", "II. SỐ LIỆU", "Bảng 1."]
    assert [first.index(part) for part in order] == sorted(first.index(part) for part in order)
    assert first.split()[0] != "1"
    assert second.split()[0] == "2"


def test_what_looks_like_source_is_printed_as_it_stands(
    full: Report, letterhead: Letterhead, tmp_path: Path
) -> None:
    """A name in a data file, or an office's, can't run anything."""
    nasty = '#panic("x") $1/0$ *đậm* `mã` @chỗ <nhãn> = đầu // hết'
    table = full.tables[1]
    row = Row(table.rows[0].key, nasty, table.rows[0].cells, table.rows[0].within)
    changed = replace(table, rows=(row, *table.rows[1:]))
    report = replace(full, tables=(full.tables[0], changed))
    office = replace(letterhead, office='#import "x"')
    text = " ".join(text_of(made(report, office), tmp_path).split())
    assert '#IMPORT "X"' in text
    for piece in ('#panic("x") $1/0$', "*đậm*", "`mã` @chỗ", "// hết"):
        assert piece in text


def test_what_can_not_be_printed_is_told_in_vietnamese(
    full: Report, letterhead: Letterhead
) -> None:
    with pytest.raises(NotPrinted, match="Không lập được tệp PDF"):
        printed.render([*report_content(full), Heading(0, "Không có cấp này")], letterhead, full)
