"""The trainers' door: python -m trainer."""

import gettext
import os
import sys
from pathlib import Path

import click

from casework.playbooks.data_file import DataFileError
from trainer.commands.lazy import LazyGroup
from trainer.settings import BadSettings

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@click.group(
    cls=LazyGroup,
    options_metavar="[TUỲ CHỌN]",
    subcommand_metavar="LỆNH",
    no_args_is_help=True,
)
def door() -> None:
    """Cửa của người huấn luyện: giữ cho data/ đúng và mới, rồi huấn luyện từ đó."""


def main() -> None:
    """Run the door; an error that a trainer can mend is told in its own words."""
    # click translates its own words through gettext.
    os.environ.setdefault("LANGUAGE", "vi")
    gettext.bindtextdomain("messages", str(LOCALE))
    try:
        door(prog_name="./canhgiac trainer")
    except Exception as error:
        if not isinstance(error, (BadSettings, DataFileError, *_told())):
            raise
        click.echo(str(error) or " ".join((error.__doc__ or "").split()), err=True)
        sys.exit(getattr(error, "exit_code", 1))


def _told() -> tuple[type[Exception], ...]:
    """The errors of the command that ran."""
    return door.told if isinstance(door, LazyGroup) else ()


if __name__ == "__main__":
    main()
