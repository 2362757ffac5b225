"""./canhgiac console migrate-store."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from casework.db import open_engine, open_sessions
from casework.migrations import migrate
from console import audit, composition
from console.settings import ConsoleSettings
from console.store_migration.moving import Moved, NotAlike, move
from console.store_migration.source import CannotMove, NoSource, must_be_unused
from console.store_migration.tables import SchemasDiffer
from console.wording import number

_SQLITE, _POSTGRESQL = "sqlite:///", "postgresql://"


@click.command("migrate-store", options_metavar="[TUỲ CHỌN]")
@click.option("--from", "source", required=True, metavar="SQLITE", help="sqlite:///var/canhgiac.db")
@click.option("--to", "target", required=True, metavar="POSTGRESQL", help="postgresql://…")
@click.option("--migrate-source", is_flag=True, help="Nâng sổ nguồn lên mẫu mới nhất trước.")
@click.option("--drop-waiting", is_flag=True, help="Bỏ các tin chưa trả lời xong.")
def migrate_store(*, source: str, target: str, migrate_source: bool, drop_waiting: bool) -> None:
    """Chuyển cả sổ từ SQLite sang PostgreSQL trống.

    Dừng bot và console trước. Chép hết trong một lần: sai một dòng thì ở đích không có gì. Chép
    xong thì đếm và so nội dung từng bảng. Sổ nguồn không bị sửa, trừ khi có --migrate-source.

    Mật khẩu đừng gõ vào lệnh: đặt biến PGPASSWORD, hoặc tệp ~/.pgpass.
    """
    file, to = _file(source), _address(target)
    try:
        if migrate_source:
            must_be_unused(file)
            migrate(source)
        moved = move(file, to, drop_waiting=drop_waiting)
    except CannotMove as error:
        raise click.ClickException(str(error)) from None
    except SchemasDiffer as error:
        raise click.ClickException(" ".join((type(error).__doc__ or "").split())) from None
    except NotAlike as error:
        _tell(error.tables)
        raise click.ClickException(str(error)) from None
    _tell(moved)
    click.echo("Đã chuyển xong, hai bên giống nhau.")
    _look_at_the_log(to)
    click.echo(
        f"Đặt DATABASE_URL là địa chỉ mới cho mọi cửa, giữ nguyên các khoá trong .env. Tệp cũ vẫn "
        f"còn ở {file} với cả lời kể; chạy ổn rồi thì xoá nó đi, vì không ai xoá lời kể quá hạn "
        "trong tệp ấy nữa."
    )


def _file(source: str) -> Path:
    file = Path(source.removeprefix(_SQLITE))
    if not source.startswith(_SQLITE):
        raise click.BadParameter(f"phải bắt đầu bằng {_SQLITE}", param_hint="--from")
    if not file.is_file():
        raise click.ClickException(str(NoSource()))
    return file


def _address(target: str) -> str:
    """As both SQLAlchemy and PostgreSQL's own library take it."""
    plain = target.replace("postgresql+psycopg://", _POSTGRESQL, 1)
    if not plain.startswith(_POSTGRESQL):
        raise click.BadParameter(f"phải bắt đầu bằng {_POSTGRESQL}", param_hint="--to")
    return plain


def _tell(moved: Sequence[Moved]) -> None:
    wide = max(len(one.table) for one in moved)
    click.echo(f"{'Bảng':<{wide}}  {'nguồn':>10}  {'đích':>10}  nội dung")
    for one in moved:
        content = "giống nhau" if one.alike else "KHÁC NHAU"
        rows = f"{number(one.here.rows):>10}  {number(one.there.rows):>10}"
        click.echo(f"{one.table:<{wide}}  {rows}  {content}")


def _look_at_the_log(to: str) -> None:
    settings = ConsoleSettings()
    if settings.console_key is None:
        click.echo("Chưa kiểm tra nhật ký: chưa có CONSOLE_KEY.")
        return
    found = asyncio.run(_verify(settings, to))
    if found.broken_at is not None:
        # The content is the same on both sides: so it was before.
        click.echo(
            f"Nhưng nhật ký KHÔNG nguyên vẹn, từ mục {found.broken_at}: {found.why}. Nhật ký trong "
            "sổ nguồn cũng như vậy.",
            err=True,
        )
        sys.exit(1)
    click.echo(f"Nhật ký nguyên vẹn: {number(found.entries)} mục.")


async def _verify(settings: ConsoleSettings, to: str) -> audit.Verified:
    engine = open_engine(to)
    try:
        keys = composition.keys_of(settings)
        return await composition.verify_log(open_sessions(engine), keys, None)
    finally:
        await engine.dispose()
