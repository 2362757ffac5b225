"""What a resident shows beside their own words: a picture, or a message that they ask about.

Somebody else speaks there. It says which trick it is, and never how far the resident has gone: a
scammer's "em chưa chuyển tiền" takes no loss back, a "mẹ chuyển con 5 triệu" is none.
"""

from dataclasses import dataclass, field, replace

from bot.messages import NO_TEXT
from casework.evidence.finding import Finding
from casework.intake import Understanding
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.stage_reader import read_stage


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody else's words and codes. `answers`: the resident's own may answer what was asked."""

    text: RawText = field(default=NO_TEXT, repr=False)
    codes: tuple[str, ...] = field(default=(), repr=False)
    # What was found before the words were redacted: in these, and in the resident's own.
    found: tuple[Finding, ...] = field(default=(), repr=False)
    # The kinds of personal data that were taken out of both then.
    redacted: frozenset[str] = frozenset()
    answers: bool = True


NOTHING_SHOWN = Shown()


def staged_by(own: RawText, told: Understanding) -> Understanding:
    """What was told, with no other stage than the resident's own words say."""
    stage = read_stage(redact(own).text) if own.strip() else None
    return replace(told, stage=stage, sure_stage=stage)
