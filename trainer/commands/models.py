"""Work on models: train one, look at it, put it in front of residents, take it back."""

import asyncio
import time
from datetime import datetime

import click

from casework.clock import VIET_NAM
from casework.db import Sessions
from casework.learning import versions
from casework.learning.boundary import OneSided, check_both_sides, grown_since_live
from casework.learning.models import ModelVersion, VersionState
from trainer import registry
from trainer.book import adopt, write_anew
from trainer.commands import promoting
from trainer.commands.in_book import BY, in_book
from trainer.model_card import as_text, read_model
from trainer.packing import NotPacked
from trainer.promotion import all_agree
from trainer.promotion import promote as promote_version
from trainer.rebuilding import CommitGone, NoCommit, NotRebuilt, OtherLibraries
from trainer.rebuilding import rebuild as rebuild_version
from trainer.rolling import servers_of, serving_now
from trainer.settings import TrainerSettings, read_settings
from trainer.training import (
    AlreadyTraining,
    DataKeepChanging,
    DataNotReady,
    NluNotInstalled,
    Trained,
    TrainingFailed,
)
from trainer.training import train as train_version
from trainer.work import AnotherBench
from trainer.work import work as work_on_jobs

STATE = {
    VersionState.CANDIDATE: "đang thử",
    VersionState.LIVE: "ĐANG DÙNG",
    VersionState.RETIRED: "đã thay",
    VersionState.WITHDRAWN: "đã rút lại",
}


@click.command(options_metavar="[TUỲ CHỌN]")
@click.option("--force", is_flag=True, help="Huấn luyện lại dù đã có bản của đúng dữ liệu này.")
@click.option("--if-none", is_flag=True, help="Chỉ khi máy này chưa có bản nào để dùng.")
@click.option("--promote", "then", is_flag=True, help="Qua cổng kiểm tra thì đưa vào dùng luôn.")
@BY
def train(*, force: bool, if_none: bool, then: bool, by: str) -> None:
    """Kiểm tra data/ rồi huấn luyện ra một bản thử.

    Bản thử chưa trả lời người dân. Bản đầu tiên của máy thì được dùng ngay. Bỏ qua nếu đã có bản
    của đúng dữ liệu này.
    """
    settings = read_settings()
    if if_none and registry.promoted_name(settings.nlu_dir) is not None:
        return
    began = time.monotonic()
    in_book(settings, lambda sessions: _both_sides(settings, sessions))
    click.echo("Đang kiểm tra, xuất dữ liệu và huấn luyện (thường dưới hai phút)...")
    trained = train_version(settings, by=by, even_if_current=force)
    seconds = time.monotonic() - began
    done = (
        f"Huấn luyện xong sau {seconds:.0f} giây" if trained.anew else "Đã có bản của dữ liệu này"
    )
    click.echo(f"{done}: {trained.name}")
    in_book(settings, lambda sessions: _after_training(settings, sessions, trained, by, then=then))


async def _both_sides(settings: TrainerSettings, sessions: Sessions) -> None:
    """Raises OneSided: what was learnt from cases must not pull a boundary one way only."""
    async with sessions() as session:
        await check_both_sides(session, await grown_since_live(session, settings.data_dir))


async def _after_training(
    settings: TrainerSettings, sessions: Sessions, trained: Trained, by: str, *, then: bool
) -> None:
    async with sessions.begin() as session:
        if trained.anew:
            await write_anew(session, settings.nlu_dir, trained.name)
        version = await versions.find(session, trained.name)
        live = await versions.live(session)
    only_one = registry.names(settings.nlu_dir) == [trained.name]
    if live is None and only_one and not registry.names_a_model(settings.nlu_dir):
        # Nobody is served yet, so that there is nothing to lose, nor to compare with.
        registry.promote(settings.nlu_dir, trained.name)
        await adopt(sessions, settings.nlu_dir)
        click.echo("Đây là bản đầu tiên nên được dùng ngay.")
    elif version.state is VersionState.LIVE:
        click.echo("Bản này đang được dùng.")
        if registry.promoted_name(settings.nlu_dir) != trained.name:
            # The same bytes as went through the gate: the machine is new, or its file was lost.
            registry.intact(settings.nlu_dir, trained.name, version.archive_hash)
            registry.promote(settings.nlu_dir, trained.name)
    elif then:
        promoting.told(await promote_version(settings, sessions, trained.name, by))
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
        if live is not None and not await all_agree(settings, live):
            click.echo(
                f"\nChú ý: lần đổi trước chưa xong: sổ ghi đang dùng {live}, còn nlu/models hay "
                f"máy hiểu câu chữ đang là bản khác. Giữ {live} thì chạy rollback; đổi thì promote."
            )
        if not found:
            click.echo("Chưa có bản nào. Chạy ./canhgiac trainer train.")
        if settings.nlu_replicas:
            await _show_replicas(settings)

    settings = read_settings()
    in_book(settings, show)


async def _show_replicas(settings: TrainerSettings) -> None:
    async with servers_of(settings) as servers:
        served = await serving_now(servers)
    click.echo("\nTừng máy hiểu câu chữ (NLU_REPLICAS) đang chạy bản:")
    for server, name in served.items():
        click.echo(f"  {server}: {'không trả lời' if name is None else name or 'chưa có bản nào'}")


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
        if registry.put_back(settings.nlu_dir, name, built.archive):
            click.echo(f"Đã đặt lại tệp {registry.archive_of(settings.nlu_dir, name)}.")
        click.echo("Giống nhau từng byte.")

    in_book(settings, run)


@click.command(options_metavar="")
def work() -> None:
    """Làm những việc mà người huấn luyện giao ở trang «Bàn huấn luyện», tới khi tắt (Ctrl+C)."""
    settings = read_settings()
    click.echo("Bàn huấn luyện đang chờ việc.")
    in_book(settings, lambda sessions: work_on_jobs(sessions, settings.nlu_dir))


@click.command(options_metavar="")
def scores() -> None:
    """Điểm kiểm tra chéo của mô hình đang dùng: từng nhãn, chỗ hay nhầm, mã băm.

    Không chạy lại gì: mô hình tự mang theo điểm của lần huấn luyện nó.
    """
    model = registry.promoted(read_settings().nlu_dir)
    click.echo(f"{model.name}, {model.stat().st_size / 1e6:.1f} MB\n")
    click.echo(as_text(read_model(model)))


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
    *promoting.TOLD,
    AlreadyTraining,
    AnotherBench,
    CommitGone,
    DataKeepChanging,
    DataNotReady,
    NluNotInstalled,
    NoCommit,
    NotPacked,
    NotRebuilt,
    OneSided,
    OtherLibraries,
    TrainingFailed,
    registry.NoModel,
)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (train, models, rebuild, work, scores)
