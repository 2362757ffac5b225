"""Checks everything that trainers edit. Each check returns mistakes with file, line and mend."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from casework.evidence.official_domains import OfficialDomains
from casework.playbooks.data_file import DataFileError, Mistake, Model, load, read_text
from casework.playbooks.examples import Example, read_examples
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.official_accounts import OfficialAccounts
from casework.playbooks.schema import ScamPatterns
from casework.validation.accounts import check_accounts
from casework.validation.channels import check_channels
from casework.validation.checked import Checked
from casework.validation.domains import check_domains
from casework.validation.examples import check_examples, check_names
from casework.validation.ids import check_account_ids, check_channel_ids, check_playbook_ids
from casework.validation.key_words import check_key_words
from casework.validation.near_duplicates import check_near_duplicates
from casework.validation.overlap import (
    Measuring,
    check_held_out,
    check_overlap,
    held_out,
    read_measuring,
)
from casework.validation.patterns import check_content
from casework.validation.personal_data import check_personal_data, read_looked_at
from casework.validation.personal_texts import NOT_PERSONAL, check_texts, looked_at_in
from casework.validation.places import check_places
from casework.validation.styles import check_styles
from casework.validation.templates import check_templates
from casework.validation.wording import worded


def validate(data_dir: Path, today: date, against: Sequence[Path] = ()) -> list[Mistake]:
    """All mistakes in data/; empty when all is well.

    `against` and data/held_out/*.jsonl are measuring sets: no example may take from them.
    """
    mistakes: list[Mistake] = []
    patterns = _loaded(data_dir / "scam_patterns.yml", ScamPatterns, mistakes)
    channels = _loaded(data_dir / "help_channels.yml", HelpChannels, mistakes)
    accounts = _loaded(data_dir / "official_accounts.yml", OfficialAccounts, mistakes)
    domains = _loaded(data_dir / "official_domains.yml", OfficialDomains, mistakes)
    mistakes += check_places(data_dir)
    if patterns is None or channels is None or accounts is None or domains is None:
        return mistakes
    # Everything else goes by id: with an id that is wrong, it would tell of a hundred mistakes.
    mistakes += check_playbook_ids(patterns)
    mistakes += check_channel_ids(channels)
    mistakes += check_account_ids(accounts)
    if mistakes:
        return mistakes
    mistakes += check_content(patterns, read_text(patterns.path), channels.content, today)
    mistakes += check_texts(patterns, read_text(patterns.path), looked_at_in(data_dir))
    mistakes += check_channels(channels, today)
    mistakes += check_accounts(accounts, today)
    playbooks = [playbook.id for playbook in patterns.content.playbooks]
    mistakes += check_domains(domains, playbooks, today)
    return mistakes + _checked_examples(data_dir, playbooks, against)


def _checked_examples(
    data_dir: Path, playbooks: Sequence[str], against: Sequence[Path]
) -> list[Mistake]:
    folder = data_dir / "examples"
    try:
        examples = read_examples(folder)
        measuring = read_measuring([*against, *held_out(data_dir)])
    except DataFileError as error:
        return list(error.mistakes)
    mistakes = [*check_examples(playbooks, examples, folder), *check_names(folder)]
    mistakes += check_held_out(data_dir)
    return [*mistakes, *_linted(playbooks, examples, measuring, folder)]


def _linted(
    playbooks: Sequence[str],
    examples: Sequence[Example],
    measuring: Sequence[Measuring],
    folder: Path,
) -> Iterator[Mistake]:
    """What is seen only by looking at the words of many examples at once."""
    with_words = worded(examples)
    looked_at = read_looked_at(folder.parent / NOT_PERSONAL)
    yield from check_personal_data(with_words, looked_at)
    yield from check_near_duplicates(with_words)
    yield from check_templates(with_words)
    yield from check_overlap(with_words, measuring)
    yield from check_key_words(with_words, folder)
    yield from check_styles(playbooks, with_words, folder)


def _loaded(path: Path, model: type[Model], mistakes: list[Mistake]) -> Checked[Model] | None:
    try:
        return Checked(path, *load(path, model))
    except DataFileError as error:
        mistakes += error.mistakes
        return None
