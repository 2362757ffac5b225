"""Asks before something is written."""

import sys

import click

from casework.vietnamese import fold, strip_tones

_YES = frozenset({"co", "c", "y", "yes"})
_NO = frozenset({"khong", "ko", "k", "n", "no"})


class NobodyToAsk(Exception):
    """Chưa ghi gì: lệnh này hỏi trước khi ghi, mà không có ai trả lời.

    Cách sửa: chạy lại trong cửa sổ dòng lệnh, hoặc thêm --yes để ghi ngay.
    """


def ask(question: str) -> None:
    """Go on only after a yes; without one the command ends, and says that nothing was written.

    Raises NobodyToAsk where there is no terminal and no answer.
    """
    try:
        agreed: bool = click.prompt(
            f"{question} [có/không]", default="không", show_default=False, value_proc=_read
        )
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise NobodyToAsk from None
    if not agreed:
        click.echo("Chưa ghi gì.")
        raise click.exceptions.Exit(1)


def _read(said: str) -> bool:
    answer = strip_tones(fold(said.strip()))
    if answer not in _YES | _NO:
        raise click.UsageError("Gõ có hoặc không.")
    return answer in _YES
