"""An officer, or the operator, makes the month's report on the command line."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from casework.clock import day_in_viet_nam
from casework.statistics.period import Month
from console.__main__ import door
from tests.unit.casework.statistics.recount import Rows, recount

ROOT = Path(__file__).resolve().parents[2]
CASES = "300"
FORMATS = ("docx", "pdf", "xlsx", "csv", "json", "bulletin")
MONTH = Month.of(day_in_viet_nam(datetime.now(UTC))).later(-1)

Console = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def console(folder: Path) -> Console:
    """The console's own command line; in this process, because starting one takes seconds."""

    def run(*arguments: str, book: str = "book") -> Result:
        with chdir(folder):
            return CliRunner().invoke(door, arguments, env=surroundings(folder, book))

    filled = run("demo-data", "--cases", CASES)
    assert filled.exit_code == 0, filled.output
    return run


def surroundings(folder: Path, book: str) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{folder}/{book}.db",
        "CONSOLE_KEY": "a key for tests only, of no use anywhere else",
        "REPORTS_DIR": str(folder / "monthly"),
    }


def report(console: Console, *options: str) -> Result:
    done = console("report", "--month", str(MONTH), *options)
    assert done.exit_code == 0, done.output
    return done


def test_the_same_month_gives_the_same_bytes(console: Console, folder: Path) -> None:
    one, two = folder / "one.docx", folder / "two.docx"
    said = report(console, "--output", str(one)).stdout
    assert f"Đã lập báo cáo {MONTH.name}" in said
    assert "vụ ví dụ" in said
    report(console, "--format", "docx", "--output", str(two))
    assert one.read_bytes() == two.read_bytes()


def test_every_number_equals_a_count_in_plain_sql(console: Console, folder: Path) -> None:
    report(console, "--small-cells", "--output", str(folder / "inside.csv"))
    lines = list(csv.reader(io.StringIO((folder / "inside.csv").read_text("utf-8-sig"))))
    at = {name: lines[0].index(name) for name in ("Mã bảng", "Mã dòng", "Mã cột", "Số")}
    playbooks = yaml.safe_load((ROOT / "data" / "scam_patterns.yml").read_text("utf-8"))

    with closing(sqlite3.connect(folder / "book.db")) as book:

        @cache
        def again(month: Month) -> dict[str, Rows]:
            return recount(
                lambda statement, values: book.execute(statement, values).fetchall(),
                *(str(month.first), str(month.last), playbooks["playbooks"]),
            )

        for line in lines[1:]:
            table, row, column, number = (line[place] for place in at.values())
            assert int(number) == counted_again(again, table, row, column), line
    assert len(lines) > 700


def counted_again(again: Callable[[Month], dict[str, Rows]], *cell: str) -> int:
    """A cell of the report, out of what plain SQL has counted of its month."""
    table, row, column = cell
    month, where = MONTH, {"officers": 0, "model": 1}.get(column, -1)
    if table in {"trend", "season"}:
        year, number = map(int, row.split("-"))
        month = Month(year, number).later(-12 if column == "year_before" else 0)
        table, row = "by_category", "total"
    elif table == "compared":
        month = MONTH.later({"now": 0, "before": -1, "year_before": -12}[column])
        table = "by_category"
    rows = again(month)[table]
    if row == "total":
        return sum(cells[min(where, len(cells) - 1)] for cells in rows.values())
    cells = rows.get(row, (0,))
    return cells[min(where, len(cells) - 1)]


def test_what_is_published_holds_no_small_number(console: Console, folder: Path) -> None:
    report(console, "--output", str(folder / "open.json"))
    document = json.loads((folder / "open.json").read_text("utf-8"))
    values = [
        value
        for table in document["tables"]
        for row in (*table["rows"], table["total"] or {"values": []})
        for value in row["values"]
    ]
    assert not [value for value in values if value is not None and 0 < value < 5]
    assert None in values


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--month", "10-2026"], "viết tháng là 2026-10"),
        (["--month", str(MONTH.later(1))], "Kỳ này chưa hết"),
        (["--month", str(MONTH), "--output", "x.odt"], "--format"),
        (["--month", str(MONTH), "--format", "json", "--small-cells"], "nội bộ"),
        (["--month", str(MONTH), "--output", "signed.docx"], "--overwrite"),
        (["--month", str(MONTH), "--format", "csv", "--output", "signed.docx/x"], "quyền ghi"),
        (["--month", "2001-01", "--close"], "Xem lại kỳ"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    console: Console, folder: Path, options: list[str], said: str
) -> None:
    (folder / "signed.docx").write_text("signed already")
    before = sorted(folder.iterdir())
    done = console("report", *options)
    assert done.exit_code != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(folder.iterdir()) == before
    assert (folder / "signed.docx").read_text() == "signed already"


def test_without_a_book_nothing_is_made(folder: Path) -> None:
    """As a process of its own, as everybody starts it."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "console", "report", "--month", str(MONTH)],
        cwd=folder,
        env={**os.environ, **surroundings(folder, "mistyped"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    assert "Chưa có sổ vụ việc" in done.stderr
    assert not (folder / "mistyped.db").exists()


def test_the_monthly_run_leaves_invented_months_alone_and_closes_real_ones(
    console: Console, folder: Path
) -> None:
    assert "Không có tháng nào" in console("monthly").stdout
    assert console("demo-data", "--cases", "0", book="real").exit_code == 0
    long_ago = Month.of(day_in_viet_nam(datetime.now(UTC) - timedelta(days=40)))
    with closing(sqlite3.connect(folder / "real.db")) as book:
        book.execute(
            "INSERT INTO case_counts (told_on, channel, decision, playbook_id, stage, loss,"
            " told_after, consent, reports) VALUES (?, 'web', 'name', 'shipper_gia', 'unclear',"
            " 'unknown', 'unknown', 'not_given', 12)",
            (str(long_ago.first),),
        )
        book.commit()
    said = console("monthly", book="real").stdout
    assert f"{long_ago}: đã chốt, 6 tệp mới." in said
    assert len(list((folder / "monthly" / str(long_ago)).iterdir())) == len(FORMATS)
    assert "Không có tháng nào" in console("monthly", book="real").stdout


def test_office_programs_open_what_was_made(console: Console, folder: Path) -> None:
    if not (office := shutil.which("soffice")):
        pytest.skip("no LibreOffice here")
    for wanted in ("docx", "xlsx"):
        made = folder / f"opened.{wanted}"
        report(console, "--output", str(made), "--overwrite")
        as_text = {
            "docx": "txt:Text (encoded):UTF8",
            "xlsx": "csv:Text - txt - csv (StarCalc):44,34,76",
        }
        subprocess.run(
            [office, "--headless", "--convert-to", as_text[wanted], "--outdir", str(folder), made],
            check=True,
            capture_output=True,
            timeout=120,
            env={**os.environ, "HOME": str(folder)},
        )
        text = made.with_suffix(f".{as_text[wanted][:3]}").read_text("utf-8-sig")
        assert f"áng {MONTH.number} năm {MONTH.year}" in text
        assert "lượt kể" in text.lower()
