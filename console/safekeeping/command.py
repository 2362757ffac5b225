"""./canhgiac console backup, restore, turn-keys."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from psycopg import OperationalError
from pydantic import SecretStr

from casework.clock import VIET_NAM
from casework.db import open_engine, open_sessions
from casework.keys import listed
from casework.migrations import RestoreUnfinished
from console import composition
from console.audit_turning import AuditLogBroken
from console.safekeeping import backup, erased, key_turning, restore
from console.safekeeping.archive import BackupBroken, NoBackup, OtherBackupKey, Reading
from console.safekeeping.backup import KEPT_DAYS, MOST_KEPT_DAYS, Made, NoBookHere
from console.safekeeping.places import CountsDiffer, NotEmpty
from console.safekeeping.postgres_programs import NoPostgresProgram, PostgresProgramFailed
from console.safekeeping.restore import NewerBackup, OtherKind, Restored
from console.safekeeping.sqlite_copy import NoSuchTable
from console.settings import ConsoleSettings
from console.wording import number

_KNOWN = (
    *(NoBookHere, NoSuchTable, NoPostgresProgram, PostgresProgramFailed, NoBackup, BackupBroken),
    *(OtherBackupKey, NotEmpty, OtherKind, NewerBackup, CountsDiffer, AuditLogBroken),
    RestoreUnfinished,
)


class NoFolder(Exception):
    """Chưa biết sao lưu vào đâu: thêm --to THƯ_MỤC, hoặc đặt BACKUP_DIR."""


class NoBackupKey(Exception):
    """Chưa có BACKUP_KEY (từ 32 ký tự) nên bản sao lưu sẽ không được mã hoá.

    Đặt khoá, hoặc thêm --plain nếu ổ chứa đã được mã hoá. Chưa làm gì.
    """


class UnreadableList(Exception):
    """Tệp erased.json cạnh bản sao lưu không đọc được. Tìm bản khác của tệp này rồi chạy lại."""


@click.command("backup", options_metavar="[TUỲ CHỌN]")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="THƯ_MỤC",
    help="Nơi để bản sao lưu. Bỏ trống: BACKUP_DIR.",
)
@click.option(
    "--keep",
    type=click.IntRange(1, MOST_KEPT_DAYS),
    default=KEPT_DAYS,
    show_default=True,
    metavar="NGÀY",
    help="Xoá bản sao lưu cũ hơn chừng ấy ngày.",
)
@click.option("--plain", is_flag=True, help="Không mã hoá.")
def back_up(*, to: Path | None, keep: int, plain: bool) -> None:
    """Sao lưu sổ vụ việc trong lúc mọi người vẫn làm việc.

    Bản sao lưu không có khoá nào: cất BACKUP_KEY, CONSOLE_KEY, BOT_KEY ở nơi khác.
    """
    settings = ConsoleSettings()
    with _in_one_line():
        folder = to or settings.backup_dir
        if folder is None:
            raise NoFolder
        if settings.backup_key is None and not plain:
            raise NoBackupKey
        key = None if plain else _secret(settings.backup_key)
        made, removed = asyncio.run(_back_up(settings, folder, key, timedelta(days=keep)))
    manifest = made.manifest
    click.echo(
        f"Đã sao lưu {number(manifest.rows)} dòng, {number(manifest.bytes)} byte "
        f"({'không mã hoá' if plain else 'đã mã hoá'}). Tệp: {made.path}"
    )
    if removed:
        click.echo(f"Đã xoá {number(removed)} bản cũ hơn {keep} ngày.")


async def _back_up(
    settings: ConsoleSettings, folder: Path, key: str | None, keep: timedelta
) -> tuple[Made, int]:
    keys = composition.keys_of(settings)
    made = await asyncio.to_thread(
        backup.make, settings.database_url, folder, key, datetime.now(UTC)
    )
    # Not an open desk: that would bring the book to a newer schema under those who serve it.
    engine = open_engine(settings.database_url)
    try:
        sessions, now = open_sessions(engine), datetime.now(UTC)
        await backup.note(sessions, keys, made, now)
        try:
            await erased.copy(sessions, folder, now)
        except ValueError:
            raise UnreadableList from None
    finally:
        await engine.dispose()
    return made, backup.remove_old(folder, keep, datetime.now(UTC))


@click.command("restore", options_metavar="[TUỲ CHỌN]")
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--into", metavar="ĐỊA_CHỈ", help="Nơi khôi phục, còn trống. Bỏ trống: DATABASE_URL.")
@click.option(
    "--erased-from",
    metavar="ĐỊA_CHỈ",
    help="Sổ cũ, nếu còn mở được: để biết những gì đã xoá sau lần sao lưu.",
)
def bring_back(*, file: Path, into: str | None, erased_from: str | None) -> None:
    """Khôi phục một bản sao lưu vào nơi còn trống.

    Những gì người dân và cán bộ đã xoá sau lần sao lưu thì xoá lại ngay, theo tệp erased.json
    cạnh bản sao lưu.
    """
    settings = ConsoleSettings()
    with _in_one_line():
        done, known = asyncio.run(_bring_back(settings, file, into, erased_from))
    _tell(done, known)


async def _bring_back(
    settings: ConsoleSettings, file: Path, into: str | None, erased_from: str | None
) -> tuple[Restored, datetime | None]:
    keys, now = composition.keys_of(settings), datetime.now(UTC)
    current = _secret(settings.backup_key)
    archive = Reading(
        file, [*([current] if current else []), *listed(settings.backup_key_previous)]
    )
    try:
        known = erased.read(file.parent)
    except ValueError:
        raise UnreadableList from None
    gone, until = known.gone, known.copied_at
    if erased_from:
        engine = open_engine(erased_from)
        try:
            async with open_sessions(engine)() as session:
                gone, until = known.joined(await erased.gone_in(session, now)), now
        finally:
            await engine.dispose()
    url = into or settings.database_url
    return await restore.restore(archive, url, keys, gone, now), until


def _tell(done: Restored, known: datetime | None) -> None:
    manifest, again = done.manifest, done.again
    click.echo(f"Đã khôi phục {number(manifest.rows)} dòng của {_moment(manifest.made_at)}.")
    click.echo(
        f"Xoá lại những gì đã xoá sau đó: {again.cases} vụ, {again.opinions} ý kiến, "
        f"{again.narratives} lời kể cán bộ đã sửa, {again.watched} mục theo dõi."
    )
    click.echo(f"Hết hạn giữ nên đã xoá: {done.narratives} lời kể, {done.opinions} ý kiến.")
    if known is None or known < manifest.made_at:
        click.echo("CHÚ Ý: không biết gì đã bị xoá sau lần sao lưu: thiếu tệp erased.json mới hơn.")
    else:
        click.echo(f"Biết những gì đã xoá đến {_moment(known)}; xoá sau đó thì có thể hiện lại.")
    if again.officers:
        click.echo(
            f"CHÚ Ý: {again.officers} tài khoản cán bộ đã đổi sau lần sao lưu (khoá, vai trò, đặt "
            "lại): làm lại ở trang «Cán bộ»."
        )
    if done.log.broken_at is not None:
        click.echo(
            f"CHÚ Ý: nhật ký không khớp từ mục {done.log.broken_at}: {done.log.why}.", err=True
        )
    else:
        click.echo(f"Nhật ký nguyên vẹn: {number(done.log.entries)} mục.")
    click.echo("Tin đang chờ, cuộc trò chuyện dở và phiên đăng nhập không có trong bản sao lưu.")


@click.command("turn-keys", options_metavar="")
def turn_keys() -> None:
    """Chuyển sang khoá mới những gì khoá cũ của bàn làm việc đã niêm phong.

    Trước đó đặt khoá mới vào CONSOLE_KEY, khoá cũ vào CONSOLE_KEY_PREVIOUS và khởi động lại.
    """
    with _in_one_line():
        turned = asyncio.run(_turn_keys(ConsoleSettings()))
    for line in key_turning.told(turned):
        click.echo(line)


async def _turn_keys(settings: ConsoleSettings) -> key_turning.Turned:
    async with composition.open_desk(settings) as desk:
        return await key_turning.turn(desk)


def _secret(key: SecretStr | None) -> str | None:
    return key.get_secret_value() if key else None


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIET_NAM):%H:%M ngày %d/%m/%Y}"


@contextmanager
def _in_one_line() -> Iterator[None]:
    """What the operator can mend is told in one line; other errors are the door's."""
    try:
        yield
    except OperationalError:
        # Not what it says: that names the address.
        raise click.ClickException("Không mở được cơ sở dữ liệu: xem lại địa chỉ.") from None
    except (*_KNOWN, NoFolder, NoBackupKey, UnreadableList) as error:
        said = str(error) or type(error).__doc__ or ""
        raise click.ClickException(" ".join(said.split())) from None
