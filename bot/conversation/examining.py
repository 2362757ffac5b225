"""Examines a message while it is raw, for a process that hands it on redacted."""

from dataclasses import dataclass, replace

from bot.messages import InboundMessage
from casework.evidence.base import Examines, once
from casework.privacy.texts import RawText


@dataclass(frozen=True, slots=True)
class MessageExaminer:
    """Finds what is pasted in a message, in what it quotes, and in its pictures' letters."""

    examiner: Examines

    def examined(self, message: InboundMessage) -> InboundMessage:
        """The message with its findings, and without the codes that they were read from."""
        shown = RawText("\n".join(filter(None, (message.quoted, message.pictured))))
        found = once(
            [*self.examiner.examine(message.text), *self.examiner.examine(shown, message.codes)]
        )
        return replace(message, found=(*message.found, *found), codes=())
