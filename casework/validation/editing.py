"""Checks what somebody is still writing: as if it were saved, without writing it."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from casework.playbooks.data_file import DataFileError, Mistake, load, load_text, read_text
from casework.playbooks.examples import NOT_PLAYBOOKS, example_files, examples_in
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.schema import ScamPatterns
from casework.validation.checked import Checked
from casework.validation.examples import check_file, check_form, check_repeated
from casework.validation.found_before import found_while_typed
from casework.validation.ids import check_playbook_ids
from casework.validation.key_words import check_key_words
from casework.validation.near_duplicates import check_near_duplicates
from casework.validation.overlap import check_overlap, held_out, read_measuring
from casework.validation.patterns import check_content
from casework.validation.personal_data import check_personal_data, read_looked_at
from casework.validation.personal_texts import NOT_PERSONAL, check_texts, looked_at_in
from casework.validation.styles import check_styles
from casework.validation.templates import check_templates
from casework.validation.wording import Worded, worded


def check_patterns(text: str, data_dir: Path, today: date) -> list[Mistake]:
    """What would be wrong with data/scam_patterns.yml if it held this text.

    Schema, ids, neighbours, advice, origins, personal data, and what `new` left to be written.
    Lines are those of the text. Fast enough to be asked at every pause in typing. Raises nothing.
    """
    path = data_dir / "scam_patterns.yml"
    try:
        patterns = Checked(path, *load_text(text, path, ScamPatterns))
        channels = HelpChannels.from_file(data_dir / "help_channels.yml")
    except DataFileError as error:
        return list(error.mistakes)
    personal = check_texts(patterns, text, looked_at_in(data_dir), found_while_typed)
    ids = [*check_playbook_ids(patterns)]
    return [*(ids or check_content(patterns, text, channels, today)), *personal]


def check_example_lines(intent: str, text: str, data_dir: Path) -> list[Mistake]:
    """What would be wrong with data/examples/<intent>.txt if it held this text.

    Only what concerns its lines: an example elsewhere that is like one of them is told here.
    Measuring sets in data/held_out are looked at too. Raises nothing.
    """
    try:
        return list(_mistakes(intent, text, data_dir))
    except DataFileError as error:
        return list(error.mistakes)


def _mistakes(intent: str, text: str, data_dir: Path) -> Iterator[Mistake]:
    folder = data_dir / "examples"
    path = folder / f"{intent}.txt"
    wanted = {*_playbooks(data_dir / "scam_patterns.yml"), *NOT_PLAYBOOKS}
    # Last, so that of two that are alike the one in this file is told.
    others = _others(path)
    mine = worded(examples_in(path, text))
    everything = [*others, *mine]
    yield from check_file(intent, len(mine), wanted, {intent}, folder)
    repeated = check_repeated(written.example for written in everything)
    yield from (mistake for mistake in repeated if mistake.file == str(path))
    for written in mine:
        yield from check_form(written.example)
    yield from check_personal_data(mine, read_looked_at(data_dir / NOT_PERSONAL), found_while_typed)
    yield from check_near_duplicates(everything, since=len(others))
    yield from check_templates(mine)
    yield from check_overlap(mine, read_measuring(held_out(data_dir)))
    yield from check_key_words(everything, folder, only=intent)
    if intent in wanted:
        yield from check_styles([intent], mine, folder, only=intent)


def _others(path: Path) -> list[Worded]:
    found: list[Worded] = []
    for other in example_files(path.parent):
        if other != path:
            found += _in_words(other, *_as_it_is(other))
    return found


def _playbooks(path: Path) -> frozenset[str]:
    return _ids_in(path, *_as_it_is(path)) if path.is_file() else frozenset()


def _as_it_is(path: Path) -> tuple[int, int]:
    """Differs once a file has been written."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _ids_in(path: Path, _changed: int, _size: int) -> frozenset[str]:
    return frozenset(p.id for p in load(path, ScamPatterns)[0].playbooks)


@lru_cache(maxsize=128)
def _in_words(path: Path, _changed: int, _size: int) -> Sequence[Worded]:
    """The examples of a file; remembered, as somebody who types asks again and again."""
    return worded(examples_in(path, read_text(path)))
