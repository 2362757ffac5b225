"""Two kinds of text that can't be taken for one another.

Only the redactor makes a RedactedText. Cases, queues, logs, the model and the training data accept
nothing else: the type checker says so, tests/test_house.py says so, and the doors to what is
written (`cases.models.Narrative`, `understanding.rasa`) look once more while the program runs.
"""

from typing import NewType

RawText = NewType("RawText", str)
"""What a resident typed. Never written anywhere: no database, no queue, no log."""


class RedactedText(str):
    """Text without personal data. Made by the redactor only.

    A type of its own at run time too. Whatever is made of one (a part, a sum) is a plain `str`
    again, and must go through the redactor before it may be kept.
    """

    __slots__ = ()


class NotRedacted(TypeError):
    """A text that did not come from the redactor was about to be written or sent."""

    def __init__(self) -> None:
        # Never the text itself: this may end up in a log.
        super().__init__(self.__doc__)


def require_redacted(text: str) -> RedactedText:
    """Pass a redacted text on. Raises NotRedacted for any other: the last door fails closed."""
    if not isinstance(text, RedactedText):
        raise NotRedacted
    return text
