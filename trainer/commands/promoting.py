"""Puts a model version in front of residents, and takes it back."""

import click

from casework.db import Sessions
from casework.json_lines import NotAMessage, NotUtf8
from casework.learning import versions
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.own_server import NluServerFailed
from trainer import registry
from trainer.book import BookNotOpen
from trainer.cases import NotACase, NothingToScore
from trainer.commands.in_book import BY, in_book
from trainer.comparison.run import NoCandidate, newest_candidate
from trainer.model_card import NotAModel
from trainer.nlu_server import NotHealthy, NotLetIn, NotTaken, NotTakenBack
from trainer.promotion import (
    AlreadyLive,
    AnotherOne,
    GateClosed,
    NotWrittenDown,
    Promoted,
    Promoting,
    Unreadable,
)
from trainer.promotion import promote as promote_version
from trainer.promotion import roll_back as roll_back_version
from trainer.rolling import SomeAway
from trainer.settings import read_settings


@click.command(options_metavar="[TUỲ CHỌN]")
@click.argument("name", required=False, metavar="[BẢN]")
@BY
def promote(name: str | None, by: str) -> None:
    """Đưa một bản thử vào dùng, nếu nó qua được cổng kiểm tra.

    Không ghi BẢN thì lấy bản thử mới nhất. Máy trả lời không phải khởi động lại; bản mới trả lời
    không đúng thì bản trước tự trở lại.
    """

    async def run(sessions: Sessions) -> None:
        wanted = name or await newest_candidate(sessions)
        click.echo(f"Đang kiểm {wanted}...")
        told(await promote_version(settings, sessions, wanted, by))

    settings = read_settings()
    in_book(settings, run)


@click.command(options_metavar="[TUỲ CHỌN]")
@click.argument("name", required=False, metavar="[BẢN]")
@BY
def rollback(name: str | None, by: str) -> None:
    """Quay về bản đã dùng trước bản đang dùng.

    Ghi BẢN thì chỉ đổi khi bản trước đó đúng là nó.
    """
    settings = read_settings()

    async def run(sessions: Sessions) -> None:
        told(await roll_back_version(settings, sessions, by, name))

    in_book(settings, run)


def told(done: Promoted) -> None:
    """Say what is live now, and whether residents have it already."""
    before = f" (trước đó là {done.before})" if done.before else ""
    click.echo(f"Đang dùng: {done.name}{before}.")
    if done.served:
        click.echo("Máy hiểu câu chữ đã chuyển sang bản này, không gián đoạn.")
    else:
        click.echo("Máy hiểu câu chữ chưa chạy; lần chạy tới nó dùng bản này.")
    if done.behind:
        click.echo(
            f"Trừ: {', '.join(done.behind)}, chưa chuyển được. "
            f"Chạy lại lệnh này: ./canhgiac trainer promote {done.name}"
        )


TOLD = (
    AlreadyLive,
    AnotherOne,
    BookNotOpen,
    GateClosed,
    InterpreterUnavailable,
    NluServerFailed,
    NoCandidate,
    NotACase,
    NotAMessage,
    NotAModel,
    NotHealthy,
    NotLetIn,
    NotTaken,
    NotTakenBack,
    NotUtf8,
    NotWrittenDown,
    NothingToScore,
    Promoting,
    SomeAway,
    Unreadable,
    registry.ModelChanged,
    registry.ModelGone,
    versions.NoSuchVersion,
    versions.NothingToRollBackTo,
)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (promote, rollback)
