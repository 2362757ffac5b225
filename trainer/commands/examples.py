"""Work on data/ by other means: a skeleton to write over, a spreadsheet to edit examples in."""

from pathlib import Path

import click

from casework.learning.draft_lock import DraftBusy
from casework.learning.new_playbook import DraftChanged, NotWritable
from casework.playbooks.data_file import read_text
from casework.playbooks.examples import NOT_PLAYBOOKS, example_files
from casework.playbooks.nearest import nearest
from casework.playbooks.schema import Family, ScamPatterns
from casework.playbooks.skeleton import NotAppendable
from casework.statistics.names import CATEGORY
from trainer.commands.asking import NobodyToAsk, ask
from trainer.example_files import ChangedMeanwhile, NotWritten, Update, updates, write_all
from trainer.example_sheet import write_sheet
from trainer.example_sheet_reading import BadSheet, NotAWorkbook, read_sheet
from trainer.new_playbook import (
    NotADraft,
    begin,
    draft_of,
    read_patterns,
    wrong_neighbour,
    wrong_with,
)
from trainer.settings import read_settings

_QUESTIONS = {
    "id": "Mã (chữ thường không dấu, số, gạch dưới; sau này không đổi được)",
    "name": "Tên hiện cho người dân",
    "short_name": "Tên ngắn cho nút bấm (tới 32 ký tự)",
    "definition": "Một câu: trò này là gì (30 tới 260 ký tự)",
    "family": "Nhóm (số hoặc mã)",
    "statistics_category": "Mục thống kê (số hoặc mã)",
}
_CHOICES = {
    "family": {family.value: family.label for family in Family},
    "statistics_category": {category.value: label for category, label in CATEGORY.items()},
}
_MOST_SHOWN = 5


@click.command(options_metavar="[TUỲ CHỌN]")
@click.argument("playbook_id", required=False, metavar="[MÃ]")
@click.option("--name", metavar="TÊN", help="Tên hiện cho người dân.")
@click.option("--short-name", metavar="TÊN", help="Tên ngắn cho nút bấm.")
@click.option("--definition", metavar="CÂU", help="Một câu: trò này là gì.")
@click.option("--family", metavar="MÃ", help="Nhóm, như mua_ban.")
@click.option("--category", metavar="MÃ", help="Mục thống kê, như thu_doan_khac.")
@click.option("--neighbour", metavar="MÃ", multiple=True, help="Kịch bản dễ nhầm; ghi được nhiều.")
@click.option("--source", metavar="URL", help="Trang đã đọc về trò này.")
def new(
    *,
    playbook_id: str | None,
    name: str | None,
    short_name: str | None,
    definition: str | None,
    family: str | None,
    category: str | None,
    neighbour: tuple[str, ...],
    source: str | None,
) -> None:
    """Bắt đầu một kịch bản mới: hỏi vài điều, rồi viết sẵn khung để bạn viết lại.

    Ghi vào cuối data/scam_patterns.yml và tạo data/examples/MÃ.txt.
    """
    data_dir = read_settings().data_dir
    known = read_patterns(data_dir)
    given = dict(
        zip(
            _QUESTIONS,
            (playbook_id, name, short_name, definition, family, category),
            strict=True,
        )
    )
    answers = {field: said or _asked(field, known) for field, said in given.items()}
    if None in given.values() and not neighbour:
        neighbour = _asked_neighbours(answers["family"], known)
    draft = draft_of(answers, neighbour, source, known)
    patterns, line, examples = begin(data_dir, draft)
    click.echo(
        f"\nĐã viết khung của «{draft.name}».\nViệc tiếp theo:\n"
        f"  1. Mở {patterns}:{line}, viết lại mọi dòng có chữ VIẾT LẠI.\n"
        f"  2. Viết câu ví dụ vào {examples}, mỗi dòng một câu, ít nhất 40 câu.\n"
        "  3. Chạy ./canhgiac trainer validate tới khi không còn lỗi.\n"
        "  4. Chạy ./canhgiac trainer train."
    )


@click.command("export-examples", options_metavar="[TUỲ CHỌN]")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP.xlsx")
@click.option("--intent", metavar="MÃ", multiple=True, help="Chỉ mã này; ghi được nhiều lần.")
@click.option("--yes", is_flag=True, help="Ghi đè tệp đã có mà không hỏi.")
def export_examples(*, file: Path, intent: tuple[str, ...], yes: bool) -> None:
    """Xuất câu ví dụ ra bảng tính để sửa bằng Excel hay LibreOffice."""
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("Tên tệp phải có đuôi .xlsx.")
    if not file.parent.is_dir():
        raise click.UsageError(f"Không có thư mục {file.parent}. Tạo thư mục đó trước.")
    data_dir = read_settings().data_dir
    names = _names(read_patterns(data_dir))
    folder = data_dir / "examples"
    there = {path.stem: path for path in example_files(folder)}
    for code in intent:
        if code not in there:
            meant = nearest(code, there)
            guess = f" Có phải ý là '{meant}'?" if meant else ""
            raise click.UsageError(f"Không có tệp câu ví dụ của mã '{code}'.{guess}")
    if file.exists() and not yes:
        ask(f"Đã có {file}. Ghi đè?")
    files = [path for code, path in there.items() if not intent or code in intent]
    try:
        for path in files:
            read_text(path)  # tells in whose words it is no text
        texts = {path: path.read_bytes() for path in files}
        count = write_sheet(file, files, names, texts)
    except OSError:
        raise click.UsageError(
            f"Không ghi được {file}. Đang mở trong Excel thì đóng lại."
        ) from None
    click.echo(f"Đã xuất {count} câu của {len(files)} mã vào {file}.")


@click.command("import-examples", options_metavar="[TUỲ CHỌN]")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP.xlsx"
)
@click.option("--yes", is_flag=True, help="Ghi ngay, không hỏi lại.")
def import_examples(*, file: Path, yes: bool) -> None:
    """Nhập câu ví dụ từ bảng tính đã sửa; chỗ nào không sửa thì giữ nguyên từng chữ."""
    data_dir = read_settings().data_dir
    sheet = read_sheet(file, _names(read_patterns(data_dir)))
    changing = updates(data_dir / "examples", sheet)
    if not changing:
        click.echo("Không có gì thay đổi.")
        return
    for update in changing:
        _show(update)
    if not yes:
        ask("Ghi các thay đổi này?")
    write_all(data_dir, changing)
    click.echo(f"Đã ghi {len(changing)} tệp. Việc tiếp theo: ./canhgiac trainer validate")


def _show(update: Update) -> None:
    merged = update.merged
    counts = f"thêm {len(merged.added)}, bớt {len(merged.removed)}, sửa {merged.changed} câu"
    click.echo(f"{update.path.stem}: {counts}")
    for text in merged.removed[:_MOST_SHOWN]:
        click.echo(f"  - {text}")
    if len(merged.removed) > _MOST_SHOWN:
        click.echo(f"  … và {len(merged.removed) - _MOST_SHOWN} câu bị bớt nữa")
    if update.moved_on:
        click.echo(
            f"  Lưu ý: {update.path.name} đã được sửa sau khi xuất bảng này. "
            "Câu thêm từ lúc đó mà bảng không có sẽ bị bớt."
        )


def _names(patterns: ScamPatterns) -> dict[str, str]:
    """What each code stands for."""
    names = {playbook.id: playbook.name for playbook in patterns.playbooks}
    return {**names, **dict.fromkeys(NOT_PLAYBOOKS, "không phải kịch bản lừa đảo")}


def _asked(field: str, known: ScamPatterns) -> str:
    choices = _CHOICES.get(field, {})
    for number, (code, label) in enumerate(choices.items(), start=1):
        click.echo(f"  {number}. {label} ({code})")

    def read(said: str) -> str:
        said = said.strip()
        if said.isdecimal() and 0 < int(said) <= len(choices):
            return list(choices)[int(said) - 1]
        if wrong := wrong_with(field, said, known):
            raise click.UsageError(wrong)
        return said

    answer: str = click.prompt(_QUESTIONS[field], value_proc=read)
    return answer


def _asked_neighbours(family: str, known: ScamPatterns) -> tuple[str, ...]:
    for playbook in known.playbooks:
        if playbook.family == family:
            click.echo(f"  {playbook.id}: {playbook.name}")

    def read(said: str) -> tuple[str, ...]:
        names = tuple(said.replace(",", " ").split())
        for name in names:
            if wrong := wrong_neighbour(name, known):
                raise click.UsageError(wrong)
        return names

    question = "Mã các kịch bản dễ nhầm, cách nhau bằng dấu phẩy (không có thì Enter)"
    answer: tuple[str, ...] = click.prompt(
        question, default="", show_default=False, value_proc=read
    )
    return answer


TOLD = (
    BadSheet,
    ChangedMeanwhile,
    DraftBusy,
    DraftChanged,
    NotADraft,
    NobodyToAsk,
    NotAWorkbook,
    NotAppendable,
    NotWritable,
    NotWritten,
)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (new, export_examples, import_examples)
