"""The trainers' door: python -m trainer."""

import gettext
import os
import sys
from pathlib import Path

import click

from casework.json_lines import NotAMessage, NotUtf8
from casework.playbooks.data_file import DataFileError
from casework.understanding.base import InterpreterUnavailable
from casework.understanding.own_server import NluServerFailed
from trainer import redaction_score, registry
from trainer.cases import NotACase, NothingToScore
from trainer.commands import data, files, models
from trainer.model_card import NotAModel
from trainer.settings import BadSettings
from trainer.training import NluNotInstalled, TrainingFailed

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


@click.group(options_metavar="[TUỲ CHỌN]", subcommand_metavar="LỆNH", no_args_is_help=True)
def door() -> None:
    """Cửa của người huấn luyện: giữ cho data/ đúng và mới, rồi huấn luyện từ đó."""


for command in (*data.COMMANDS, *files.COMMANDS, *models.COMMANDS):
    door.add_command(command)


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
