"""./canhgiac console watchlist."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from casework.evidence.finding import Kind
from casework.watch_list.one_form import WATCHED
from casework.watch_list.refused import Refused
from console.settings import ConsoleSettings
from console.watch_list.export_file import FileThere
from console.watch_list.work import (
    CannotWrite,
    HeldAlready,
    Imported,
    NoListHere,
    NotHeld,
    NotListed,
    NoWatchListKey,
    Seen,
    WatchListWork,
    open_work,
)
from console.wording import day, number

T = TypeVar("T")

KIND = {Kind.LINK: "đường dẫn", Kind.PHONE: "số điện thoại", Kind.ACCOUNT: "số tài khoản"}

_SAID = (*(NoWatchListKey, NoListHere, NotListed, HeldAlready, NotHeld, FileThere, CannotWrite),)
_of_kind = click.argument(
    "kind", metavar="LOẠI", type=click.Choice([kind.value for kind in WATCHED])
)


@click.group("watchlist", options_metavar="", subcommand_metavar="LỆNH")
def watch_list() -> None:
    """Danh sách theo dõi: đường dẫn, số điện thoại, số tài khoản của kẻ gian.

    Sổ chỉ giữ mã băm, không giữ chính các số hay đường dẫn đó. Xem docs/watch-list.md.
    """


@watch_list.command("import", options_metavar="[TUỲ CHỌN]")
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--source",
    default="",
    metavar="NGUỒN",
    help="Nguồn cho những dòng không ghi: đơn vị, số văn bản.",
)
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra tệp và đếm, chưa ghi gì.")
@click.option(
    "--allow-services",
    is_flag=True,
    help="Nhận cả số tổng đài, số ngắn, số cố định, khi đã tra chắc là của kẻ gian.",
)
def bring_in(*, file: Path, source: str, dry_run: bool, allow_services: bool) -> None:
    """Nhập một tệp CSV vào danh sách.

    Các cột: kind, value, source, và nếu cần listed_on, expires_on, playbook.

    Sai một dòng thì không nhập dòng nào. Ghi lại một giá trị đã có là gia hạn.
    """
    done = _do(
        lambda work: work.bring_in(file, source, dry_run=dry_run, allow_services=allow_services),
        begin=True,
    )
    _tell(done, dry_run=dry_run)


def _tell(done: Imported, *, dry_run: bool) -> None:
    said = f"{number(done.new)} mục mới, {number(done.renewed)} mục gia hạn, 0 dòng bị từ chối."
    click.echo(f"Tệp dùng được; chưa ghi gì. Sẽ có {said}" if dry_run else f"Đã nhập: {said}")
    if done.passed_over:
        click.echo(
            f"Bỏ qua {number(done.passed_over)} dòng: đã có lần ghi mới hơn của cùng giá trị."
        )
    if done.run_out:
        click.echo(f"Bỏ qua {number(done.run_out)} dòng đã hết hạn trước hôm nay.")
    if done.services:
        click.echo(
            f"Xem lại: {number(done.services)} dòng là số tổng đài, số ngắn hoặc số cố định. "
            "Ghi nhầm số của một nơi vô can thì mọi người dân dán số đó đều bị cảnh báo nhầm."
        )
    if done.vn_links:
        click.echo(
            f"Xem lại: {number(done.vn_links)} đường dẫn ở tên miền .vn. "
            "Trang ấy là của kẻ gian, hay của người vô can bị giả tên, bị chiếm?"
        )


@watch_list.command(options_metavar="[TUỲ CHỌN]")
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Thay tệp đã có.")
def export(*, file: Path, force: bool) -> None:
    """Xuất danh sách ra tệp CSV.

    Để nhập vào máy khác có cùng WATCH_LIST_KEY. Tệp chỉ có mã băm, nguồn và ngày; không có
    khoá thì không đọc ngược ra số hay đường dẫn được.
    """
    entries = _do(lambda work: work.export(file, force=force))
    click.echo(f"Đã xuất {number(entries)} mục. Tệp: {file}")


@watch_list.command(options_metavar="[TUỲ CHỌN]")
@click.option("--dry-run", is_flag=True, help="Chỉ đếm những mục sẽ bị xoá, chưa xoá gì.")
def expire(*, dry_run: bool) -> None:
    """Xoá các mục đã hết hạn.

    Cả các mục tạm ngưng hơn một năm mà không ai quyết.
    """
    gone = _do(lambda work: work.expire(dry_run=dry_run))
    counts = ", ".join(f"{number(gone.get(kind, 0))} {KIND[kind]}" for kind in WATCHED)
    click.echo(f"Đã đến hạn: {counts}. Chưa xoá gì." if dry_run else f"Đã xoá: {counts}.")


@watch_list.command(options_metavar="")
@_of_kind
def check(kind: str) -> None:
    """Xem một giá trị có trong danh sách không.

    LOẠI là link, phone hoặc account. Gõ giá trị khi được hỏi.
    """
    value = _asked(Kind(kind))
    seen = _do(lambda work: work.check(Kind(kind), value))
    if seen is None:
        click.echo("Không có trong danh sách theo dõi. Điều đó không có nghĩa là an toàn.")
        return
    entry = seen.entry
    click.echo(
        f"Có trong danh sách, từ {day(entry.listed_on)} đến hết {day(entry.expires_on)}. "
        f"Nguồn: {entry.source}. Kịch bản: {entry.playbook or 'không ghi'}. {_state(seen)}"
    )


@watch_list.command(options_metavar="")
@_of_kind
def hold(kind: str) -> None:
    """Tạm ngưng một mục trong lúc xem lại khiếu nại.

    LOẠI là link, phone hoặc account. Gõ giá trị khi được hỏi.
    """
    value = _asked(Kind(kind))
    _do(lambda work: work.hold(Kind(kind), value))
    click.echo("Đã tạm ngưng: máy không còn báo mục này cho tới khi có lệnh release.")


@watch_list.command(options_metavar="")
@_of_kind
def release(kind: str) -> None:
    """Bỏ tạm ngưng: khiếu nại không đúng.

    LOẠI là link, phone hoặc account. Gõ giá trị khi được hỏi.
    """
    value = _asked(Kind(kind))
    seen = _do(lambda work: work.release(Kind(kind), value))
    click.echo(f"Đã bỏ tạm ngưng. {_state(seen)}")


@watch_list.command(options_metavar="")
@_of_kind
def remove(kind: str) -> None:
    """Bỏ hẳn một mục: khiếu nại đúng, hoặc ghi nhầm.

    LOẠI là link, phone hoặc account. Gõ giá trị khi được hỏi.
    """
    value = _asked(Kind(kind))
    _do(lambda work: work.remove(Kind(kind), value))
    click.echo("Đã bỏ khỏi danh sách. Nhớ bỏ cả trong tệp gốc, kẻo lần nhập sau mục này trở lại.")


def _state(seen: Seen) -> str:
    entry, today = seen.entry, seen.today
    if entry.expires_on < today:
        return "Mục này đã hết hạn."
    if entry.held_since is not None:
        return f"Đang tạm ngưng từ {day(entry.held_since)}."
    return "Đang có hiệu lực."


def _asked(kind: Kind) -> str:
    """From the keyboard or another program, never from the arguments: a shell keeps those."""
    if sys.stdin.isatty():
        answer: str = click.prompt(f"Gõ {KIND[kind]}", err=True)
        return answer
    return sys.stdin.readline()


def _do(act: Callable[[WatchListWork], Awaitable[T]], *, begin: bool = False) -> T:
    with _in_one_line():
        return asyncio.run(_on_the_list(act, begin=begin))


async def _on_the_list(act: Callable[[WatchListWork], Awaitable[T]], *, begin: bool) -> T:
    async with open_work(ConsoleSettings(), begin=begin) as work:
        return await act(work)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """What an officer can mend is told in one line; other errors are the door's."""
    try:
        yield
    except _SAID as error:
        raise click.ClickException(" ".join((type(error).__doc__ or "").split())) from None
    except Refused as refused:
        raise click.ClickException(f"{refused.wrong} Cách sửa: {refused.mend}") from None
