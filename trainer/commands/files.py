"""Work on files of messages: what the machine would say, hide or find; how well it does."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from casework.json_lines import NotAMessage, NotUtf8, as_line, read_messages
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.own_server import NluServerFailed, nlu_server
from trainer import redaction_score
from trainer.cases import NotACase, NothingToScore, read_cases
from trainer.classify import Classifier
from trainer.evaluate import judge, report
from trainer.examine import MessageExaminer, open_examiner
from trainer.settings import TrainerSettings, read_settings


class RequiredOption(click.Option):
    """An option that must be given; click itself has no Vietnamese for 'required'."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, marked in Vietnamese."""
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("[required]", "[bắt buộc]"))


@click.command(options_metavar="")
def classify() -> None:
    """Quyết định của máy cho từng dòng JSON {"id","text"}."""

    async def run(classifier: Classifier) -> None:
        for message in read_messages(sys.stdin.buffer):
            print(as_line(await classifier.classify(message)), flush=True)

    _with_classifier(read_settings(), run)


@click.command("redact", options_metavar="")
def redact_lines() -> None:
    """Che thông tin riêng trong từng dòng JSON {"id","text"}."""
    for message in read_messages(sys.stdin.buffer):
        redaction = redact(RawText(message.text))
        found = [{"kind": f.kind, "start": f.start, "end": f.end} for f in redaction.found]
        print(as_line({"id": message.id, "text": redaction.text, "found": found}), flush=True)


@click.command("examine", options_metavar="")
def examine_lines() -> None:
    """Xem đường dẫn, số máy, tài khoản trong từng dòng JSON {"id","text"}.

    Thật, giả, đang bị theo dõi hay không rõ; không mở đường dẫn nào (xem docs/evidence.md).
    """
    examiner = MessageExaminer(asyncio.run(open_examiner(read_settings())))
    for message in read_messages(sys.stdin.buffer):
        print(as_line(examiner.examine(message)), flush=True)


@click.command("score-redaction", options_metavar="")
@click.argument(
    "gold", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP_ĐÁP_ÁN"
)
def score_redaction(*, gold: Path) -> None:
    """Chấm việc che: tin đã che từ ống dẫn, so với tệp đáp án.

    Ví dụ: ./canhgiac trainer redact < TỆP | ./canhgiac trainer score-redaction TỆP
    """
    cases = redaction_score.read_gold(gold)
    scored = redaction_score.score(cases, read_messages(sys.stdin.buffer))
    click.echo(redaction_score.as_text(scored))


@click.command(options_metavar="[TUỲ CHỌN]")
@click.option(
    "--cases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    metavar="TỆP",
    cls=RequiredOption,
    help="Tệp các dòng JSON có nhãn đúng (playbook, also_ok, stage, style).",
)
@click.option("--strip-tones", is_flag=True, help="Bỏ hết dấu của tin trước khi chấm.")
def evaluate(cases: Path, *, strip_tones: bool) -> None:
    """Chấm điểm mô hình trên tệp tin nhắn đã biết đáp án."""
    settings = read_settings()
    messages = read_cases(cases, _library(settings).ids)

    async def run(classifier: Classifier) -> None:
        click.echo(report(await judge(classifier, messages, without_tones=strip_tones)))

    _with_classifier(settings, run)


def _library(settings: TrainerSettings) -> Library:
    return Library.from_file(settings.data_dir / "scam_patterns.yml")


def _with_classifier(
    settings: TrainerSettings, run: Callable[[Classifier], Awaitable[None]]
) -> None:
    async def with_server() -> None:
        library = _library(settings)
        examiner = await open_examiner(settings)
        async with nlu_server(settings.nlu_url, settings.token) as interpreter:
            await run(Classifier(interpreter, library, examiner))

    asyncio.run(with_server())


TOLD = (
    InterpreterUnavailable,
    NluServerFailed,
    NotACase,
    NotAMessage,
    NotUtf8,
    NothingToScore,
    redaction_score.NotARedactionCase,
    redaction_score.NotRedacted,
)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (classify, redact_lines, examine_lines, score_redaction, evaluate)
