"""Compare a candidate with the live model, before it may answer residents."""

import asyncio
import sys
from pathlib import Path

import click

from casework.db import Sessions
from casework.json_lines import NotAMessage, NotUtf8
from casework.learning import versions
from casework.learning.comparison import Comparison
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.own_server import NluServerFailed
from trainer import registry
from trainer.book import BookNotOpen, open_book
from trainer.cases import NotACase, NothingToScore
from trainer.comparison.report import report_path, write_report
from trainer.comparison.run import NoCandidate, newest_candidate
from trainer.comparison.run import compare as compare_versions
from trainer.model_card import NotAModel
from trainer.settings import TrainerSettings, read_settings


class NothingToCompare(Exception):
    """Bản này đang được dùng, không có gì để so. Xem các bản thử: ./canhgiac trainer models."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


NOT_PASSED = 3
"""The exit code where all went well and the gate would not let the candidate through."""


@click.command(options_metavar="[TUỲ CHỌN]")
@click.argument("candidate", required=False, metavar="[BẢN_THỬ]")
@click.option(
    "--cases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="TỆP",
    help="Đo thêm trên tệp này: các dòng JSON có nhãn đúng. Dùng được nhiều lần.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TỆP",
    help="Ghi báo cáo vào đây thay cho nlu/models/reports/.",
)
@click.pass_context
def compare(
    ctx: click.Context, candidate: str | None, cases: tuple[Path, ...], report: Path | None
) -> None:
    """So một bản thử với bản đang dùng: điều gì đổi, có qua được cổng kiểm tra không.

    Không ghi tên thì so bản thử mới nhất. Mã thoát: 0 nếu qua được cửa, 3 nếu chưa.
    """
    settings = read_settings()
    print("Đang đo hai bản trên cùng bộ tin (khoảng một đến ba phút)...", file=sys.stderr)
    comparison = asyncio.run(_compare(settings, candidate, cases))
    written = write_report(
        comparison, report or report_path(settings.nlu_dir, comparison.candidate)
    )
    click.echo(as_text(comparison))
    click.echo(f"\nBáo cáo đầy đủ: {written}")
    ctx.exit(0 if comparison.passed else NOT_PASSED)


async def _compare(
    settings: TrainerSettings, candidate: str | None, cases: tuple[Path, ...]
) -> Comparison:
    async with open_book(settings) as sessions:
        name = candidate or await newest_candidate(sessions)
        await _refuse_live(sessions, name)
        return await compare_versions(settings, sessions, name, cases)


async def _refuse_live(sessions: Sessions, name: str) -> None:
    async with sessions() as session:
        live = await versions.live(session)
    if live is not None and live.name == name:
        raise NothingToCompare


def as_text(comparison: Comparison) -> str:
    """What changes for residents, and the gate, for a trainer's screen."""
    beside = f" với bản đang dùng {comparison.live}" if comparison.live else ""
    lines = [
        f"So bản thử {comparison.candidate}{beside}",
        f"trên {comparison.messages} tin ({', '.join(comparison.data)})",
        "",
        "Điều gì đổi với người dân:",
        *(f"  - {sentence}" for sentence in comparison.sentences),
        "",
        "Cổng kiểm tra:",
        *(f"  {'đạt' if c.passed else 'KHÔNG':<6} {c.says}" for c in comparison.checks),
        "",
        "Kết luận: " + ("ĐẠT, có thể cho dùng." if comparison.passed else "CHƯA ĐẠT."),
    ]
    return "\n".join(lines)


TOLD = (
    BookNotOpen,
    InterpreterUnavailable,
    NluServerFailed,
    NoCandidate,
    NotACase,
    NotAMessage,
    NotAModel,
    NotUtf8,
    NothingToCompare,
    NothingToScore,
    registry.ModelChanged,
    registry.ModelGone,
    versions.NoSuchVersion,
)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (compare,)
