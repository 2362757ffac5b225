"""Help channels: confirmed, checked not too long ago, and honest."""

from collections.abc import Iterator
from datetime import date, timedelta

from casework.playbooks.data_file import Mistake
from casework.playbooks.help_channels import HelpChannel, HelpChannels
from trainer.validation.advice import promises
from trainer.validation.checked import Checked

LONGEST_TRUST = timedelta(days=186)
"""Six months: a number that nobody looked at for longer may belong to somebody else."""

FieldWrongAndMend = tuple[str, str, str]


def check_channels(channels: Checked[HelpChannels], today: date) -> Iterator[Mistake]:
    """What is shown has a source, and dates that can be right."""
    for i, channel in enumerate(channels.content.channels):
        for field, wrong, mend in (*_source(channel), *_dates(channel, today), *_words(channel)):
            yield channels.mistake(("channels", i, field), channel.id, wrong, mend)


def _source(channel: HelpChannel) -> Iterator[FieldWrongAndMend]:
    if channel.shown and not channel.sources and not channel.source_note:
        mend = "ghi sources hoặc source_note, hoặc để shown: false."
        yield "shown", "Đang bật mà không có nguồn.", mend


def _dates(channel: HelpChannel, today: date) -> Iterator[FieldWrongAndMend]:
    if channel.checked_on > today:
        wrong = f"Ngày kiểm tra {channel.checked_on} còn ở tương lai."
        yield "checked_on", wrong, "ghi ngày đã gọi thử hoặc đã đọc nguồn."
    if channel.expires_on > channel.checked_on + LONGEST_TRUST:
        latest = channel.checked_on + LONGEST_TRUST
        wrong = "Hạn dài hơn 6 tháng kể từ ngày kiểm tra."
        yield "expires_on", wrong, f"ghi hạn tới {latest} là muộn nhất, hoặc kiểm tra lại."
    if channel.shown and channel.expires_on < today:
        mend = "kiểm tra lại rồi ghi checked_on và expires_on mới."
        yield "expires_on", "Đã quá hạn, không còn hiện ra.", mend


def _words(channel: HelpChannel) -> Iterator[FieldWrongAndMend]:
    for field in ("name", "what_for", "when_off"):
        for wrong, mend in promises(getattr(channel, field) or ""):
            yield field, wrong, mend
