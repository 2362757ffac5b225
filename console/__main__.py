"""The officers' door: python -m console."""

import asyncio
import gettext
import inspect
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import uvicorn
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from casework.cases import retention
from casework.cases.retention import NARRATIVES_KEPT, Purged
from casework.crashes import keep_crashes_silent
from casework.db import is_there, open_engine, open_sessions
from casework.learning.following import LiveLibrary
from casework.listening import CannotListen, listen
from casework.logs import set_up_logging
from casework.migrations import RestoreUnfinished
from casework.opinions import retention as opinion_retention
from casework.playbooks.data_file import DataFileError
from console import audit, composition
from console.app import create_app
from console.auth.models import Role
from console.auth.officers import LOGIN, LoginTaken, NoSuchOfficer
from console.composition import NoConsoleKey
from console.demo_data.command import demo_data
from console.probing import operations_port
from console.reports import monthly
from console.reports.command import monthly_command, report
from console.safekeeping import erased
from console.safekeeping.command import back_up, bring_back, turn_keys
from console.settings import ConsoleSettings
from console.store_migration.command import migrate_store
from console.watch_list import upkeep
from console.watch_list.command import watch_list
from console.wording import ROLE

LOCALE = Path(__file__).resolve().parent.parent / "locale"


class CaseBookNotOpen(Exception):
    """Không mở được sổ vụ việc: xem lại DATABASE_URL, hoặc sổ đang bị chương trình khác khoá.

    Chưa ghi hay xoá gì; chạy lại lệnh này sau.
    """

    def __init__(self, cause: Exception) -> None:
        # Only the class: the message may quote the address with its password.
        super().__init__(f"{' '.join((self.__doc__ or '').split())} ({type(cause).__name__})")


@click.group(options_metavar="[TUỲ CHỌN]", subcommand_metavar="LỆNH", no_args_is_help=True)
def door() -> None:
    """Cửa của cán bộ: bàn làm việc trên trình duyệt, và giữ sổ vụ việc đúng hạn."""


@door.command(options_metavar="")
def run() -> None:
    """Mở bàn làm việc. Lần đầu in ra mật khẩu dùng một lần của người quản trị."""
    asyncio.run(_run(ConsoleSettings()))


async def _run(settings: ConsoleSettings) -> None:
    host, port = settings.console_host, settings.console_port
    with listen(host, port, prefix="CONSOLE") as listening:
        async with composition.open_desk(settings) as desk:
            config = uvicorn.Config(
                create_app(desk),
                log_config=None,
                access_log=False,
                server_header=False,
                # Anybody can write X-Forwarded-For; uvicorn would believe every local process.
                proxy_headers=bool(os.environ.get("FORWARDED_ALLOW_IPS")),
            )
            added = await composition.first_admin(desk)
            shown = f"[{host}]" if ":" in host else host
            # Printed, not logged: the password is shown once and kept nowhere.
            print(f"Bàn làm việc của cán bộ: http://{shown}:{port}/", flush=True)
            if added:
                print(
                    f"Lần đầu: đăng nhập bằng tên «{added.officer.login}», mật khẩu dùng một lần "
                    f"«{added.password}». Đăng nhập xong phải đổi ngay.",
                    flush=True,
                )
            keeping_up = [
                asyncio.create_task(monthly.keep_up(desk)),
                asyncio.create_task(upkeep.keep_up(desk)),
                asyncio.create_task(erased.keep_up(desk)),
                asyncio.create_task(LiveLibrary(desk.library, desk.sessions).keep_up()),
            ]
            try:
                async with operations_port(desk):
                    await uvicorn.Server(config).serve(sockets=[listening])
            finally:
                for task in keeping_up:
                    await monthly.stop(task)


@door.command("add-officer", options_metavar="[TUỲ CHỌN]")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.option("--name", required=True, help="Họ tên, hiện cho đồng nghiệp.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.OFFICER.value,
    show_default=True,
    help="Vai trò: " + ", ".join(f"{role.value} ({ROLE[role].lower()})" for role in Role) + ".",
)
def add_officer(login: str, name: str, role: str) -> None:
    """Thêm một cán bộ; in ra mật khẩu dùng một lần."""
    if not re.fullmatch(LOGIN, login):
        raise click.BadParameter(
            "chỉ chữ thường không dấu, số, dấu chấm, gạch, @; từ 3 đến 64 ký tự.",
            param_hint="TÊN_ĐĂNG_NHẬP",
        )
    password = asyncio.run(_add_officer(ConsoleSettings(), login, name, Role(role)))
    click.echo(f"Đã thêm «{login}» ({ROLE[Role(role)].lower()}).")
    click.echo(f"Mật khẩu dùng một lần, chỉ hiện lúc này: {password}")


async def _add_officer(settings: ConsoleSettings, login: str, name: str, role: Role) -> str:
    async with composition.open_desk(settings) as desk:
        return (await composition.add_officer(desk, login, name, role)).password


@door.command("reset-officer", options_metavar="")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
def reset_officer(login: str) -> None:
    """Đặt lại mật khẩu và xác thực hai lớp, khi không còn người quản trị nào vào được."""
    password = asyncio.run(_reset_officer(ConsoleSettings(), login))
    click.echo(f"Đã đặt lại «{login}». Mật khẩu dùng một lần, chỉ hiện lúc này: {password}")


async def _reset_officer(settings: ConsoleSettings, login: str) -> str:
    async with composition.open_desk(settings) as desk:
        return await composition.reset_officer(desk, login)


@door.group("audit", options_metavar="", subcommand_metavar="LỆNH")
def audit_log() -> None:
    """Nhật ký mọi việc cán bộ làm."""


@audit_log.command(options_metavar="[TUỲ CHỌN]")
@click.option("--head", metavar="MÃ", help="Mã của mục cuối mà lần trước lệnh này đã in ra.")
def verify(head: str | None) -> None:
    """Kiểm tra nhật ký: có mục nào bị sửa, xoá hay chèn không."""
    settings = ConsoleSettings()
    if not is_there(settings.database_url):
        click.echo("Chưa có sổ vụ việc ở DATABASE_URL, nên chưa có nhật ký.")
        return
    found = asyncio.run(_verify(settings, head))
    if found.broken_at is not None:
        click.echo(f"Nhật ký KHÔNG nguyên vẹn, từ mục {found.broken_at}: {found.why}.", err=True)
        sys.exit(1)
    click.echo(
        f"Nhật ký nguyên vẹn: {found.entries} mục. Mã của mục cuối: {found.head or '(trống)'}"
    )
    click.echo("Ghi mã này ra giấy; lần sau kiểm tra với --head để biết không ai thay cả nhật ký.")


async def _verify(settings: ConsoleSettings, head: str | None) -> audit.Verified:
    engine = open_engine(settings.database_url)
    try:
        keys = composition.keys_of(settings)
        return await composition.verify_log(open_sessions(engine), keys, head)
    finally:
        await engine.dispose()


@door.command(options_metavar="[TUỲ CHỌN]")
@click.option("--dry-run", is_flag=True, help="Chỉ đếm những gì sẽ bị xoá, chưa xoá gì.")
def purge(*, dry_run: bool) -> None:
    """Xoá các lời kể và ý kiến đã hết hạn giữ, cả trong tệp.

    Số liệu đã đếm vẫn còn. Máy trả lời đang chạy cũng tự làm việc này mỗi giờ.
    """
    url = ConsoleSettings().database_url
    if not is_there(url):
        click.echo("Chưa có sổ vụ việc ở DATABASE_URL: chưa giữ gì, nên không có gì để xoá.")
        return
    purged, opinions = asyncio.run(_purge(url, dry_run=dry_run))
    days = NARRATIVES_KEPT.days
    if dry_run:
        click.echo(
            f"Có {purged.narratives} lời kể và {opinions} ý kiến đã giữ đủ {days} ngày. "
            "Chưa xoá gì."
        )
    else:
        click.echo(f"Đã xoá {purged.narratives} lời kể và {opinions} ý kiến đã giữ đủ {days} ngày.")
        if not purged.written_anew:
            click.echo(
                "Chưa viết lại được tệp vì có chương trình đang đọc sổ. Chỗ đã xoá đã bị ghi đè; "
                "lần xoá sau sẽ viết lại."
            )


async def _purge(url: str, *, dry_run: bool) -> tuple[Purged, int]:
    """What has gone, or would go: narratives and opinions."""
    engine = open_engine(url)
    try:
        sessions, now = open_sessions(engine), datetime.now(UTC)
        act = retention.due if dry_run else retention.purge
        act_on_opinions = opinion_retention.due if dry_run else opinion_retention.purge
        return await act(sessions, now), await act_on_opinions(sessions, now)
    finally:
        await engine.dispose()


door.add_command(demo_data)
door.add_command(back_up)
door.add_command(bring_back)
door.add_command(turn_keys)
door.add_command(report)
door.add_command(monthly_command)
door.add_command(watch_list)
door.add_command(migrate_store)


def main() -> None:
    """Run the door; an error that the operator can mend is told in one line."""
    # click translates its own words through gettext.
    os.environ.setdefault("LANGUAGE", "vi")
    gettext.bindtextdomain("messages", str(LOCALE))
    set_up_logging()
    keep_crashes_silent()
    try:
        door(prog_name="./canhgiac console")
    except RestoreUnfinished as error:
        click.echo(inspect.getdoc(error), err=True)
        sys.exit(1)
    except (SQLAlchemyError, OSError, ImportError) as error:
        click.echo(str(CaseBookNotOpen(error)), err=True)
        sys.exit(1)
    except (NoConsoleKey, LoginTaken, NoSuchOfficer) as error:
        click.echo(" ".join((type(error).__doc__ or "").split()), err=True)
        sys.exit(1)
    except (CannotListen, DataFileError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except ValidationError as error:
        # Never the value: somebody may have put a key on the wrong line.
        names = sorted({str(mistake["loc"][0]).upper() for mistake in error.errors()})
        wrong = ", ".join(names)
        click.echo(f"Cài đặt không dùng được: {wrong}. Xem docs/settings.md.", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
