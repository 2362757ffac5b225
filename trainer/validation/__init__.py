"""Checks everything that trainers edit. Each check returns mistakes with file, line and mend."""

from datetime import date
from pathlib import Path

from casework.playbooks.data_file import DataFileError, Mistake, Model, load
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.schema import ScamPatterns
from trainer.examples import read_examples
from trainer.validation.advice import check_advice
from trainer.validation.channels import check_channels
from trainer.validation.checked import Checked
from trainer.validation.examples import check_examples
from trainer.validation.ids import check_channel_ids, check_playbook_ids
from trainer.validation.neighbours import check_neighbours
from trainer.validation.origins import check_origins


def validate(data_dir: Path, today: date) -> list[Mistake]:
    """All mistakes in data/; empty when all is well."""
    mistakes: list[Mistake] = []
    patterns = _loaded(data_dir / "scam_patterns.yml", ScamPatterns, mistakes)
    channels = _loaded(data_dir / "help_channels.yml", HelpChannels, mistakes)
    if patterns is None or channels is None:
        return mistakes
    # Everything else goes by id: with an id that is wrong, it would tell of a hundred mistakes.
    mistakes += check_playbook_ids(patterns)
    mistakes += check_channel_ids(channels)
    if mistakes:
        return mistakes
    mistakes += check_neighbours(patterns)
    mistakes += check_advice(patterns, channels.content)
    mistakes += check_origins(patterns, today)
    mistakes += check_channels(channels, today)
    try:
        examples = read_examples(data_dir / "examples")
    except DataFileError as error:
        return [*mistakes, *error.mistakes]
    mistakes += check_examples(patterns.content, examples, data_dir / "examples")
    return mistakes


def _loaded(path: Path, model: type[Model], mistakes: list[Mistake]) -> Checked[Model] | None:
    try:
        return Checked(path, *load(path, model))
    except DataFileError as error:
        mistakes += error.mistakes
        return None
