"""./canhgiac console report, and ./canhgiac console monthly."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import click

from casework.clock import day_in_viet_nam
from casework.statistics.closing import AlreadyClosed
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

_SAID = (NoSuchPeriod, PeriodNotOver, NotForPublication, OtherFileThere, InventedHere)
_SAID_IN_FULL = (DoesNotAddUp, CountedNowhere, StillGivenAway)


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
@click.option("--close", is_flag=True, help="Chốt tháng trước đã: số không đổi nữa.")
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
    async with open_desk(settings) as desk:
        today = day_in_viet_nam(desk.now())
        span = Span.parse(asked.period) if asked.period else Span.of(Month.of(today).later(-1))
        if not span.is_over(today):
            raise PeriodNotOver
        if asked.close:
            await _close(desk, span)
        sources = Sources.of(desk)
        reporter = sources.reporter(desk.sessions)
        make = reporter.internal if asked.small_cells else reporter.protected
        done = await make(span)
        data = made(asked.format, done, sources)
        path = asked.output or Path(file_name(asked.format, span, protected=done.protected))
        write_anew(path, data, overwrite=asked.overwrite)
        await note_made(desk, done, asked.format)
        return path, done


async def note_made(desk: Desk, done: Report, wanted: Format) -> None:
    """Into the audit log: who sees small cells stands there."""
    act = "report.made" if done.protected else "report.made_internal"
    async with desk.act(None, act, done.span.key, format=wanted.value, by="command line"):
        pass


async def _close(desk: Desk, span: Span) -> None:
    for month in span.months:
        try:
            await monthly.close_month(desk, month, invented=True)
        except AlreadyClosed:
            continue


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
