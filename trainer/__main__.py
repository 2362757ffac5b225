"""The trainers' door: python -m trainer."""

import asyncio
import gettext
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from casework.playbooks.data_file import DataFileError
from casework.playbooks.help_channels import today
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.own_server import NluServerFailed, nlu_server
from trainer import redaction_score, registry, syllable_pairs
from trainer.cases import NotACase, NothingToScore, read_cases
from trainer.classify import Classifier
from trainer.evaluate import judge, report
from trainer.examine import MessageExaminer, open_examiner
from trainer.json_lines import NotAMessage, NotUtf8, as_line, read_messages
from trainer.model_card import NotAModel, as_text, read_model
from trainer.rasa_export import export as export_data
from trainer.settings import BadSettings, TrainerSettings, read_settings
from trainer.training import NluNotInstalled, TrainingFailed, reload_server
from trainer.training import train as train_model
from trainer.validation import validate as validate_data

LOCALE = Path(__file__).resolve().parent.parent / "locale"

_TOLD = (
    BadSettings,
    DataFileError,
    InterpreterUnavailable,
    NluNotInstalled,
    NluServerFailed,
    NotACase,
    NotAMessage,
    NotAModel,
    NotUtf8,
    redaction_score.NotARedactionCase,
    redaction_score.NotRedacted,
    NothingToScore,
    TrainingFailed,
    registry.NoModel,
)
"""Errors that a trainer can mend: told in their own words, without a traceback."""


class RequiredOption(click.Option):
    """An option that must be given; click itself has no Vietnamese for 'required'."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, marked in Vietnamese."""
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("[required]", "[bắt buộc]"))


@click.group(options_metavar="[TUỲ CHỌN]", subcommand_metavar="LỆNH", no_args_is_help=True)
def door() -> None:
    """Cửa của người huấn luyện: giữ cho data/ đúng và mới, rồi huấn luyện từ đó."""


@door.command(options_metavar="[TUỲ CHỌN]")
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="TỆP",
    help="Tệp tin nhắn để chấm điểm: câu ví dụ không được lấy lời của nó. Ghi được nhiều lần.",
)
def validate(*, against: tuple[Path, ...]) -> None:
    """Kiểm tra data/: tệp nào, dòng nào sai, sửa sao (xem docs/examples.md)."""
    settings = read_settings()
    mistakes = validate_data(settings.data_dir, today(), against)
    errors = [mistake for mistake in mistakes if not mistake.is_warning]
    warnings = [mistake for mistake in mistakes if mistake.is_warning]
    for mistake in errors:
        click.echo(mistake)
    if warnings:
        click.echo("\nNên xem lại (không bắt buộc; thông tin riêng thì khi huấn luyện máy tự che):")
    for mistake in warnings:
        click.echo(mistake)
    if errors:
        click.echo(f"\nCó {len(errors)} chỗ cần sửa.")
        sys.exit(1)
    click.echo("Dữ liệu đúng, không có gì bắt buộc phải sửa.")


@door.command(options_metavar="")
def export() -> None:
    """Xuất data/ cho Rasa, đã che thông tin riêng.

    Viết vào nlu/data/nlu.yml. Lệnh train tự làm việc này.
    """
    settings = read_settings()
    counts = export_data(settings.data_dir, settings.nlu_dir)
    click.echo(f"Đã xuất {sum(counts.values())} câu của {len(counts)} ý định.")


@door.command(options_metavar="[TUỲ CHỌN]")
@click.option("--force", is_flag=True, help="Huấn luyện lại dù đã có mô hình của đúng dữ liệu này.")
def train(*, force: bool) -> None:
    """Huấn luyện mô hình từ data/ và cho dùng ngay.

    Bỏ qua nếu đã có mô hình của đúng dữ liệu này.
    """
    settings = read_settings()
    began = time.monotonic()
    click.echo("Đang xuất dữ liệu và huấn luyện (thường dưới 90 giây)...")
    model, trained = train_model(settings, even_if_current=force)
    seconds = time.monotonic() - began
    done = f"Huấn luyện xong sau {seconds:.0f} giây" if trained else "Đã có mô hình của dữ liệu này"
    click.echo(f"{done}: {model.name}")
    if reload_server(settings, model):
        click.echo("Máy hiểu câu chữ đang chạy đã chuyển sang mô hình này.")


@door.command(options_metavar="")
def classify() -> None:
    """Quyết định của máy cho từng dòng JSON {"id","text"}."""

    async def run(classifier: Classifier) -> None:
        for message in read_messages(sys.stdin.buffer):
            print(as_line(await classifier.classify(message)), flush=True)

    _with_classifier(read_settings(), run)


@door.command("learn-pairs", options_metavar="")
def learn_pairs() -> None:
    """Học lại từ câu ví dụ những tiếng hay đi liền nhau, để máy che không nhầm chúng là tên.

    Viết vào casework/privacy/lexicon. Chạy khi máy che nhầm chữ thường; câu ví dụ phải sạch trước.
    """
    bare, marked = syllable_pairs.relearn(read_settings().data_dir)
    click.echo(f"Đã học {bare} cặp tiếng không dấu và {marked} cặp có dấu.")


@door.command("redact", options_metavar="")
def redact_lines() -> None:
    """Che thông tin riêng trong từng dòng JSON {"id","text"}."""
    for message in read_messages(sys.stdin.buffer):
        redaction = redact(RawText(message.text))
        found = [{"kind": f.kind, "start": f.start, "end": f.end} for f in redaction.found]
        print(as_line({"id": message.id, "text": redaction.text, "found": found}), flush=True)


@door.command("examine", options_metavar="")
def examine_lines() -> None:
    """Xem đường dẫn, số máy, tài khoản trong từng dòng JSON {"id","text"}.

    Thật, giả, đang bị theo dõi hay không rõ; không mở đường dẫn nào (xem docs/evidence.md).
    """
    examiner = MessageExaminer(asyncio.run(open_examiner(read_settings())))
    for message in read_messages(sys.stdin.buffer):
        print(as_line(examiner.examine(message)), flush=True)


@door.command("score-redaction", options_metavar="")
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


@door.command(options_metavar="")
def scores() -> None:
    """Điểm kiểm tra chéo của mô hình đang dùng: từng nhãn, chỗ hay nhầm, mã băm.

    Không chạy lại gì: mô hình tự mang theo điểm của lần huấn luyện nó.
    """
    model = registry.promoted(read_settings().nlu_dir)
    click.echo(f"{model.name}, {model.stat().st_size / 1e6:.1f} MB\n")
    click.echo(as_text(read_model(model)))


@door.command(options_metavar="[TUỲ CHỌN]")
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


def main() -> None:
    """Run the door; an error that a trainer can mend is told in one line."""
    # click translates its own words through gettext.
    os.environ.setdefault("LANGUAGE", "vi")
    gettext.bindtextdomain("messages", str(LOCALE))
    try:
        door(prog_name="./canhgiac trainer")
    except _TOLD as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
