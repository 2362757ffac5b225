"""./canhgiac console report, and ./canhgiac console monthly."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from casework.clock import day_in_viet_nam
from casework.db import is_there
from casework.statistics.closing import AlreadyClosed, NothingToClose
from casework.statistics.disclosure import StillGivenAway
from casework.statistics.period import Month, NoSuchPeriod, PeriodNotOver, Span
from casework.statistics.report import Report
from casework.statistics.sums import DoesNotAddUp
from casework.statistics.table import CountedNowhere
from console.composition import open_desk
from console.desk import Desk
from console.reports import monthly
from console.reports.files import OtherFileThere, write_anew
from console.reports.making import KINDS, Format, file_name, made
from console.reports.monthly import InventedHere
from console.reports.open_data import NotForPublication
from console.reports.sources import Sources
from console.settings import ConsoleSettings
from console.wording import number


class NoBookHere(Exception):
    """Chưa có sổ vụ việc ở DATABASE_URL, nên không có gì để báo cáo. Chưa ghi gì."""


class CannotWrite(Exception):
    """Không ghi được tệp báo cáo. Xem lại đường dẫn, quyền ghi, chỗ trống trên đĩa."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(f"{self.__doc__} ({path}: {cause.strerror})")


_SAID = (
    *(NoSuchPeriod, PeriodNotOver, NotForPublication, OtherFileThere, InventedHere),
    *(NothingToClose, NoBookHere),
)
_SAID_IN_FULL = (DoesNotAddUp, CountedNowhere, StillGivenAway, CannotWrite)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for; None: the month that ended last, a name of our own."""

    period: str | None
    format: Format
    output: Path | None
    small_cells: bool = False
    close: bool = False
    overwrite: bool = False


@click.command(options_metavar="[TUỲ CHỌN]")
@click.option(
    "--month",
    "--period",
    "period",
    metavar="KỲ",
    help="Tháng 2026-10, quý 2026-Q4 hoặc năm 2026. Không ghi: tháng vừa hết.",
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice([one.value for one in Format]),
    help="; ".join(f"{one.value}: {kind.name}" for one, kind in KINDS.items())
    + ". Không ghi: theo đuôi tệp của --output, hoặc docx.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Tệp để ghi.")
@click.option(
    "--close",
    is_flag=True,
    help="Chốt kỳ này (và mọi tháng trước nó) rồi mới lập: số không đổi nữa.",
)
@click.option("--small-cells", is_flag=True, help="Bản nội bộ, không che ô dưới 5. Ghi nhật ký.")
@click.option("--overwrite", is_flag=True, help="Thay tệp đã có dù nội dung khác.")
def report(
    *,
    period: str | None,
    wanted: str | None,
    output: Path | None,
    close: bool,
    small_cells: bool,
    overwrite: bool,
) -> None:
    """Lập báo cáo của một tháng, quý hoặc năm: Word, PDF, Excel, CSV, bản tin, dữ liệu mở."""
    asked = Wanted(period, _format(wanted, output), output, small_cells, close, overwrite)
    try:
        path, done = asyncio.run(_report(ConsoleSettings(), asked))
    except _SAID as error:
        raise click.ClickException(" ".join((type(error).__doc__ or "").split())) from None
    except _SAID_IN_FULL as error:
        raise click.ClickException(str(error)) from None
    _tell(path, done)


def _format(wanted: str | None, output: Path | None) -> Format:
    """As asked for; else as the name of the file ends."""
    if wanted:
        return Format(wanted)
    ending = output.suffix.removeprefix(".").lower() if output else Format.DOCX.value
    try:
        return Format(ending)
    except ValueError:
        names = ", ".join(one.value for one in Format)
        raise click.UsageError(
            f"Không biết lập tệp «.{ending}»: thêm --format ({names})."
        ) from None


async def _report(settings: ConsoleSettings, asked: Wanted) -> tuple[Path, Report]:
    if not is_there(settings.database_url):
        raise NoBookHere
    async with open_desk(settings) as desk:
        today = day_in_viet_nam(desk.now())
        span = Span.parse(asked.period) if asked.period else Span.of(Month.of(today).later(-1))
        path = _check(asked, span, today)
        if asked.close:
            with suppress(AlreadyClosed):
                await monthly.close_months(desk, span.months[-1], invented=True)
        sources = Sources.of(desk)
        reporter = sources.reporter(desk.sessions)
        done = await (reporter.internal if asked.small_cells else reporter.protected)(span)
        data = made(asked.format, done, sources)
        # First: what shows small cells is in no file of which the log does not tell.
        await note_made(desk, done, asked.format)
        _write(path, data, asked)
        return path, done


def _check(asked: Wanted, span: Span, today: date) -> Path:
    """Where the file goes; whatever can be refused is refused before a month is closed for it."""
    if not span.is_over(today):
        raise PeriodNotOver
    if asked.small_cells and KINDS[asked.format].published:
        raise NotForPublication
    named = file_name(asked.format, span, protected=not asked.small_cells)
    path = asked.output or Path(named)
    if asked.close and path.exists() and not asked.overwrite:
        raise OtherFileThere
    return path


def _write(path: Path, data: bytes, asked: Wanted) -> None:
    try:
        write_anew(path, data, overwrite=asked.overwrite)
    except OSError as error:
        raise CannotWrite(path, error) from error


async def note_made(desk: Desk, done: Report, wanted: Format) -> None:
    """Into the audit log: who sees small cells stands there."""
    act = "report.made" if done.protected else "report.made_internal"
    async with desk.act(None, act, done.span.key, format=wanted.value, by="command line"):
        pass


def _tell(path: Path, done: Report) -> None:
    reports = "số được che" if done.reports is None else f"{number(done.reports)} lượt kể"
    click.echo(f"Đã lập báo cáo {done.span.name}: {reports}. Tệp: {path}")
    if not done.protected:
        click.echo("Bản nội bộ có ô dưới 5: không gửi ra ngoài.")
    elif not done.closed:
        click.echo("Số tạm tính: tháng chưa chốt (--close để chốt trước khi công bố).")
    if done.invented:
        click.echo("Trong số liệu có vụ ví dụ (demo-data), không phải của người dân thật.")


@click.command("monthly", options_metavar="")
def monthly_command() -> None:
    """Chốt các tháng đã đến ngày chốt và lập đủ các tệp: dùng cho lịch chạy (cron, systemd).

    Bàn làm việc đang mở cũng tự làm việc này mỗi giờ. Chạy nhiều lần không lập lại gì.
    """
    settings = ConsoleSettings()
    try:
        done = asyncio.run(_monthly(settings))
    except _SAID_IN_FULL as error:
        raise click.ClickException(str(error)) from None
    if not done:
        click.echo("Không có tháng nào cần chốt hay lập báo cáo.")
    for one in done:
        click.echo(f"{one.month}: {'đã chốt, ' if one.closed_now else ''}{len(one.files)} tệp mới.")
        for path in one.files:
            click.echo(f"  {path}")


async def _monthly(settings: ConsoleSettings) -> list[monthly.Done]:
    async with open_desk(settings) as desk:
        return await monthly.catch_up(desk)
