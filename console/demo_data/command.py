"""./canhgiac console demo-data."""

import asyncio
from dataclasses import dataclass

import click
from sqlalchemy.ext.asyncio import AsyncSession

from console.auth import officers
from console.auth.officers import LoginTaken
from console.composition import open_desk
from console.demo_data.making import (
    LOGINS,
    SEED,
    DemoCasesHere,
    Made,
    RealCasesHere,
    has_demo,
    has_real,
    make,
    remove,
)
from console.desk import Desk
from console.settings import ConsoleSettings

MOST_CASES = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    cases: int
    replace: bool = False
    beside_real: bool = False
    officers: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done; `passwords` by login, each shown once and kept nowhere."""

    removed: Made | None
    made: Made
    passwords: dict[str, str]


@click.command("demo-data", options_metavar="[TUỲ CHỌN]")
@click.option(
    "--cases",
    type=click.IntRange(0, MOST_CASES),
    default=400,
    show_default=True,
    metavar="SỐ",
    help="Bao nhiêu vụ ví dụ. 0 cùng với --replace: chỉ xoá.",
)
@click.option("--replace", is_flag=True, help="Xoá dữ liệu ví dụ cũ trước. Không đụng vụ thật.")
@click.option("--beside-real", is_flag=True, help="Vẫn thêm dù sổ có vụ thật.")
@click.option("--officers", "with_officers", is_flag=True, help="Thêm ba tài khoản demo để thử.")
def demo_data(*, cases: int, replace: bool, beside_real: bool, with_officers: bool) -> None:
    """Thêm vụ ví dụ để tập dùng bàn làm việc. Mỗi lời kể đều mở đầu bằng «[Ví dụ]»."""
    wanted = Wanted(cases, replace, beside_real, with_officers)
    try:
        done = asyncio.run(_fill(ConsoleSettings(), wanted))
    except (RealCasesHere, DemoCasesHere) as error:
        raise click.ClickException(" ".join((type(error).__doc__ or "").split())) from None
    _tell(done)


async def _fill(settings: ConsoleSettings, wanted: Wanted) -> Outcome:
    async with open_desk(settings) as desk:
        return await fill(desk, wanted)


async def fill(desk: Desk, wanted: Wanted) -> Outcome:
    """Do all of it in one transaction, or nothing. Raises RealCasesHere, DemoCasesHere."""
    async with desk.act(
        None, "demo_data.made", cases=wanted.cases, replaced=wanted.replace, seed=SEED
    ) as session:
        removed = await _clear(session, wanted)
        passwords = await _add_officers(session, desk) if wanted.officers else {}
        home_first = sorted(desk.provinces, key=lambda code: code != desk.home)
        communes = list(desk.communes)
        made = await make(
            session,
            desk.library,
            communes,
            desk.now(),
            how_many=wanted.cases,
            provinces=home_first,
        )
    return Outcome(removed, made, passwords)


async def _clear(session: AsyncSession, wanted: Wanted) -> Made | None:
    if wanted.cases and not wanted.beside_real and await has_real(session):
        raise RealCasesHere
    if wanted.replace:
        return await remove(session)
    if await has_demo(session):
        raise DemoCasesHere
    return None


async def _add_officers(session: AsyncSession, desk: Desk) -> dict[str, str]:
    """Those that are not there yet, with their one-time passwords."""
    passwords: dict[str, str] = {}
    for login, (name, role) in LOGINS.items():
        try:
            added = await officers.add(session, login, name, role, desk.now())
        except LoginTaken:
            continue
        passwords[login] = added.password
    return passwords


def _tell(done: Outcome) -> None:
    if done.removed:
        click.echo(f"Đã xoá {done.removed.cases} vụ và {done.removed.opinions} góp ý ví dụ cũ.")
    click.echo(
        f"Đã thêm {done.made.cases} vụ và {done.made.opinions} góp ý ví dụ, mỗi lời kể mở đầu "
        f"bằng «[Ví dụ]»; {done.made.counted} lượt chỉ đếm."
    )
    if done.passwords:
        click.echo("Tài khoản để thử, mật khẩu dùng một lần, chỉ hiện lần này:")
        for login, password in done.passwords.items():
            click.echo(f"  {login}  {password}")
        click.echo("Tập xong, nhờ người quản trị tắt các tài khoản demo này.")
