"""Work on models: train one, look at it, put it in front of residents, take it back."""

import asyncio
import getpass
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

import click

from casework.clock import VIET_NAM
from casework.db import Sessions
from casework.learning import versions
from casework.learning.boundary import OneSided, check_both_sides, grown_since_live
from casework.learning.models import ModelVersion, VersionState
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.own_server import NluServerFailed
from trainer import registry
from trainer.book import BookNotOpen, open_book
from trainer.model_card import NotAModel, as_text, read_model
from trainer.nlu_server import NotHealthy, NotTaken, NotTakenBack
from trainer.packing import NotPacked
from trainer.promotion import AlreadyLive, GateClosed, Promoted
from trainer.promotion import promote as promote_version
from trainer.promotion import roll_back as roll_back_version
from trainer.rebuilding import CommitGone, NoCommit, NotRebuilt, OtherLibraries
from trainer.rebuilding import rebuild as rebuild_version
from trainer.settings import TrainerSettings, read_settings
from trainer.training import AlreadyTraining, DataNotReady, NluNotInstalled, Trained, TrainingFailed
from trainer.training import train as train_version
from trainer.work import work as work_on_jobs

STATE = {
    VersionState.CANDIDATE: "đang thử",
    VersionState.LIVE: "ĐANG DÙNG",
    VersionState.RETIRED: "đã thay",
    VersionState.WITHDRAWN: "đã rút lại",
}

BY = click.option(
    "--by",
    metavar="TÊN",
    default=getpass.getuser,
    help="Ai làm, để ghi vào sổ. Không ghi thì lấy tên đăng nhập của máy.",
)


@click.command(options_metavar="[TUỲ CHỌN]")
@click.option("--force", is_flag=True, help="Huấn luyện lại dù đã có bản của đúng dữ liệu này.")
@click.option(
    "--promote", "then", is_flag=True, help="Qua được cổng kiểm tra thì đưa vào dùng luôn."
)
@BY
def train(*, force: bool, then: bool, by: str) -> None:
    """Kiểm tra data/ rồi huấn luyện ra một bản thử.

    Bản thử chưa trả lời người dân. Bản đầu tiên của máy thì được dùng ngay. Bỏ qua nếu đã có bản
    của đúng dữ liệu này.
    """
    settings = read_settings()
    began = time.monotonic()
    _in_book(settings, lambda sessions: _both_sides(settings, sessions))
    click.echo("Đang kiểm tra, xuất dữ liệu và huấn luyện (thường dưới hai phút)...")
    trained = train_version(settings, by=by, even_if_current=force)
    seconds = time.monotonic() - began
    done = (
        f"Huấn luyện xong sau {seconds:.0f} giây" if trained.anew else "Đã có bản của dữ liệu này"
    )
    click.echo(f"{done}: {trained.name}")
    _in_book(settings, lambda sessions: _after_training(settings, sessions, trained, by, then=then))


async def _both_sides(settings: TrainerSettings, sessions: Sessions) -> None:
    """Raises OneSided: what was learnt from cases must not pull a boundary one way only."""
    async with sessions() as session:
        await check_both_sides(session, await grown_since_live(session, settings.data_dir))


async def _after_training(
    settings: TrainerSettings, sessions: Sessions, trained: Trained, by: str, *, then: bool
) -> None:
    async with sessions() as session:
        version = await versions.find(session, trained.name)
    if trained.first:
        click.echo("Đây là bản đầu tiên nên được dùng ngay.")
    elif version.state is VersionState.LIVE:
        click.echo("Bản này đang được dùng.")
    elif then:
        _told(await promote_version(settings, sessions, trained.name, by))
    else:
        click.echo("Xem nó khác bản đang dùng ra sao: ./canhgiac trainer compare")


@click.command(options_metavar="")
def models() -> None:
    """Các bản mô hình: bản nào đang dùng, ai huấn luyện lúc nào, điểm bao nhiêu."""

    async def show(sessions: Sessions) -> None:
        async with sessions() as session:
            found = await versions.newest_first(session)
        for version in found:
            click.echo(_line(version))
        live = next((v.name for v in found if v.state is VersionState.LIVE), None)
        served = registry.promoted_name(settings.nlu_dir)
        if live != served:
            click.echo(
                f"\nChú ý: sổ ghi đang dùng {live or 'chưa có bản nào'}, còn nlu/models/promoted "
                f"ghi {served or 'chưa có bản nào'}. Chạy lại promote hoặc rollback cho khớp."
            )
        if not found:
            click.echo("Chưa có bản nào. Chạy ./canhgiac trainer train.")

    settings = read_settings()
    _in_book(settings, show)


@click.command(options_metavar="[TUỲ CHỌN]")
@click.argument("name", required=False, metavar="[BẢN]")
@BY
def promote(name: str | None, by: str) -> None:
    """Đưa một bản thử vào dùng, nếu nó qua được cổng kiểm tra.

    Không ghi BẢN thì lấy bản thử mới nhất. Máy trả lời không phải khởi động lại; bản mới trả lời
    không đúng thì bản trước tự trở lại.
    """

    async def run(sessions: Sessions) -> None:
        wanted = name or await _newest_candidate(sessions)
        click.echo(f"Đang kiểm {wanted}...")
        _told(await promote_version(settings, sessions, wanted, by))

    settings = read_settings()
    _in_book(settings, run)


@click.command(options_metavar="[TUỲ CHỌN]")
@BY
def rollback(by: str) -> None:
    """Quay về bản đã dùng trước bản đang dùng."""
    settings = read_settings()

    async def run(sessions: Sessions) -> None:
        _told(await roll_back_version(settings, sessions, by))

    _in_book(settings, run)


@click.command(options_metavar="")
@click.argument("name", metavar="BẢN")
def rebuild(name: str) -> None:
    """Dựng lại một bản từ mốc git của nó, và so từng byte với bản đã có (vài phút)."""
    settings = read_settings()

    async def run(sessions: Sessions) -> None:
        async with sessions() as session:
            version = await versions.find(session, name)
        click.echo(f"Đang dựng lại {name} từ mốc {version.commit}...")
        built = await asyncio.to_thread(rebuild_version, settings, version)
        click.echo(f"lần đầu  {built.first_hash}\ndựng lại {built.hash}")
        if not built.same:
            raise click.ClickException("Hai bản KHÁC nhau.")
        archive = registry.archive_of(settings.nlu_dir, name)
        if not archive.is_file():
            archive.write_bytes(built.archive)
            click.echo(f"Đã đặt lại tệp {archive}.")
        click.echo("Giống nhau từng byte.")

    _in_book(settings, run)


@click.command(options_metavar="")
def work() -> None:
    """Làm những việc mà người huấn luyện giao ở trang «Bàn huấn luyện», tới khi tắt (Ctrl+C)."""
    settings = read_settings()
    click.echo("Bàn huấn luyện đang chờ việc.")
    _in_book(settings, work_on_jobs)


@click.command(options_metavar="")
def scores() -> None:
    """Điểm kiểm tra chéo của mô hình đang dùng: từng nhãn, chỗ hay nhầm, mã băm.

    Không chạy lại gì: mô hình tự mang theo điểm của lần huấn luyện nó.
    """
    model = registry.promoted(read_settings().nlu_dir)
    click.echo(f"{model.name}, {model.stat().st_size / 1e6:.1f} MB\n")
    click.echo(as_text(read_model(model)))


async def _newest_candidate(sessions: Sessions) -> str:
    """Raises NoSuchVersion."""
    async with sessions() as session:
        for version in await versions.newest_first(session):
            if version.state is VersionState.CANDIDATE:
                return version.name
    raise versions.NoSuchVersion


def _in_book(settings: TrainerSettings, run: Callable[[Sessions], Awaitable[None]]) -> None:
    async def with_book() -> None:
        async with open_book(settings) as sessions:
            await run(sessions)

    asyncio.run(with_book())


def _told(done: Promoted) -> None:
    before = f" (trước đó là {done.before})" if done.before else ""
    click.echo(f"Đang dùng: {done.name}{before}.")
    if done.served:
        click.echo("Máy hiểu câu chữ đã chuyển sang bản này, không gián đoạn.")
    else:
        click.echo("Máy hiểu câu chữ chưa chạy; lần chạy tới nó dùng bản này.")


def _line(version: ModelVersion) -> str:
    report = version.scores["report"]
    gate = ""
    if version.comparison is not None:
        passed = all(check["passed"] for check in version.comparison.get("checks", []))
        gate = ", qua cổng kiểm tra" if passed else ", CHƯA qua cổng kiểm tra"
    figures = f"macro-F1 {report['typed']['macro_f1']:.3f} / {report['bare']['macro_f1']:.3f}"
    return (
        f"{version.name}  {STATE[version.state]:<10}  {_minute(version.trained_at)}  "
        f"{version.trained_by}  {figures}  mốc {(version.commit or '-')[:10]}{gate}"
    )


def _minute(at: datetime) -> str:
    return at.astimezone(VIET_NAM).strftime("%d-%m-%Y %H:%M")


TOLD = (
    AlreadyLive,
    AlreadyTraining,
    BookNotOpen,
    CommitGone,
    DataNotReady,
    GateClosed,
    InterpreterUnavailable,
    NluNotInstalled,
    NluServerFailed,
    NoCommit,
    NotAModel,
    NotHealthy,
    NotPacked,
    NotRebuilt,
    NotTaken,
    NotTakenBack,
    OneSided,
    OtherLibraries,
    TrainingFailed,
    registry.ModelChanged,
    registry.ModelGone,
    registry.NoModel,
    versions.NoSuchVersion,
    versions.NothingToRollBackTo,
)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (train, models, promote, rollback, rebuild, work, scores)
