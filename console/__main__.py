"""The officers' door: python -m console."""

import asyncio
import gettext
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from casework.cases import retention
from casework.cases.retention import NARRATIVES_KEPT, Purged
from casework.crashes import keep_crashes_silent
from casework.db import is_there, open_engine, open_sessions
from casework.logs import set_up_logging
from console.settings import ConsoleSettings

LOCALE = Path(__file__).resolve().parent.parent / "locale"


class CaseBookNotOpen(Exception):
    """Không mở được sổ vụ việc: xem lại DATABASE_URL, hoặc sổ đang bị chương trình khác khoá.

    Chưa xoá gì; chạy lại lệnh này sau.
    """

    def __init__(self, cause: Exception) -> None:
        # Only the class: the message may quote the address with its password.
        super().__init__(f"{' '.join((self.__doc__ or '').split())} ({type(cause).__name__})")


@click.group(options_metavar="[TUỲ CHỌN]", subcommand_metavar="LỆNH", no_args_is_help=True)
def door() -> None:
    """Cửa của cán bộ: giữ sổ vụ việc đúng hạn."""


@door.command(options_metavar="[TUỲ CHỌN]")
@click.option("--dry-run", is_flag=True, help="Chỉ đếm những gì sẽ bị xoá, chưa xoá gì.")
def purge(*, dry_run: bool) -> None:
    """Xoá các lời kể đã hết hạn giữ, cả trong tệp.

    Số liệu đã đếm vẫn còn. Máy trả lời đang chạy cũng tự làm việc này mỗi giờ.
    """
    url = ConsoleSettings().database_url
    if not is_there(url):
        click.echo("Chưa có sổ vụ việc ở DATABASE_URL: chưa giữ gì, nên không có gì để xoá.")
        return
    purged = asyncio.run(_purge(url, dry_run=dry_run))
    days = NARRATIVES_KEPT.days
    if dry_run:
        click.echo(f"Có {purged.narratives} lời kể đã giữ đủ {days} ngày. Chưa xoá gì.")
    else:
        click.echo(f"Đã xoá {purged.narratives} lời kể đã giữ đủ {days} ngày.")


async def _purge(url: str, *, dry_run: bool) -> Purged:
    """Raises CaseBookNotOpen."""
    try:
        engine = open_engine(url)
        try:
            act = retention.due if dry_run else retention.purge
            return await act(open_sessions(engine), datetime.now(UTC))
        finally:
            await engine.dispose()
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise CaseBookNotOpen(error) from None


def main() -> None:
    """Run the door; an error that the operator can mend is told in one line."""
    # click translates its own words through gettext.
    os.environ.setdefault("LANGUAGE", "vi")
    gettext.bindtextdomain("messages", str(LOCALE))
    set_up_logging()
    keep_crashes_silent()
    try:
        door(prog_name="./canhgiac console")
    except CaseBookNotOpen as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
