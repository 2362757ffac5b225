"""Help channels: confirmed, checked not too long ago, and honest."""

from collections.abc import Iterator
from datetime import date

from casework.playbooks.data_file import Mistake
from casework.playbooks.help_channels import HelpChannel, HelpChannels
from casework.validation.advice import promises
from casework.validation.checked import Checked
from casework.validation.dates import FieldWrongAndMend, dates


def check_channels(channels: Checked[HelpChannels], today: date) -> Iterator[Mistake]:
    """What is shown has a source, and dates that can be right."""
    for i, channel in enumerate(channels.content.channels):
        for field, wrong, mend in (*_source(channel), *dates(channel, today), *_words(channel)):
            yield channels.mistake(("channels", i, field), channel.id, wrong, mend)


def _source(channel: HelpChannel) -> Iterator[FieldWrongAndMend]:
    if channel.shown and not channel.sources and not channel.source_note:
        mend = "ghi sources hoặc source_note, hoặc để shown: false."
        yield "shown", "Đang bật mà không có nguồn.", mend


def _words(channel: HelpChannel) -> Iterator[FieldWrongAndMend]:
    for field in ("name", "what_for", "when_off"):
        for wrong, mend in promises(getattr(channel, field) or ""):
            yield field, wrong, mend
