"""Work on data/: check it, hand it to Rasa, learn syllable pairs from it."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from casework.playbooks.help_channels import today
from casework.validation import validate as validate_data
from trainer import syllable_pairs
from trainer.rasa_export import export as export_data
from trainer.settings import read_settings


@click.command(options_metavar="[TUỲ CHỌN]")
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
    with _no_collecting():
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


@click.command(options_metavar="")
def export() -> None:
    """Xuất data/ cho Rasa, đã che thông tin riêng.

    Viết vào nlu/data/nlu.yml. Lệnh train tự làm việc này.
    """
    settings = read_settings()
    counts = export_data(settings.data_dir, settings.nlu_dir)
    click.echo(f"Đã xuất {sum(counts.values())} câu của {len(counts)} ý định.")


@click.command("learn-pairs", options_metavar="")
def learn_pairs() -> None:
    """Học lại từ câu ví dụ những tiếng hay đi liền nhau, để máy che không nhầm chúng là tên.

    Viết vào casework/privacy/lexicon. Chạy khi máy che nhầm chữ thường; câu ví dụ phải sạch trước.
    """
    bare, marked = syllable_pairs.relearn(read_settings().data_dir)
    click.echo(f"Đã học {bare} cặp tiếng không dấu và {marked} cặp có dấu.")


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Checking makes millions of small things and no rings of them: looking for some takes 1 s."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


COMMANDS = (validate, export, learn_pairs)

TOLD: tuple[type[Exception], ...] = ()
"""Those of every command are enough here."""
