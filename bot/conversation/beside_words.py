"""What a message holds beside its words, and what is said of that with the first reply."""

from dataclasses import replace

from bot.conversation import attachments, edits, texts
from bot.conversation.long_turns import is_shortened
from bot.conversation.shown import Shown
from bot.messages import InboundMessage, Reply
from casework.privacy.texts import RawText

# Curly brackets mark help channels in our own texts: what a resident types must not become one.
_NOT_OURS = str.maketrans("{}", "()")


def with_no_placeholders(message: InboundMessage) -> InboundMessage:
    """The message, with nothing that would be read as a placeholder of ours."""
    return replace(
        message,
        text=RawText(message.text.translate(_NOT_OURS)),
        quoted=RawText(message.quoted.translate(_NOT_OURS)),
        pictured=RawText(message.pictured.translate(_NOT_OURS)),
        codes=tuple(code.translate(_NOT_OURS) for code in message.codes),
    )


def shown_in(message: InboundMessage) -> RawText:
    """Somebody else's words: of the message that is asked about, and of pictures."""
    texts = (message.quoted, message.pictured)
    return RawText("\n".join(text for text in texts if text.strip()))


def beside(message: InboundMessage, text: RawText, *, answers: bool) -> Shown:
    """What it shows, with what was found in it before it was redacted."""
    return Shown(text, message.codes, message.found, message.redacted, answers)


def holds_more(message: InboundMessage) -> bool:
    """Whether anything else than words came."""
    return bool(message.attachments or message.pictured or message.codes or message.unread)


def with_notes(
    replies: list[Reply], message: InboundMessage, edit: edits.Edit | None
) -> list[Reply]:
    """Say with the first reply what was not read, or is read again; but not to despair."""
    first, *more = replies
    if first.text in (texts.COMFORT, texts.DANGER):
        return [first, *more]
    beside = attachments.beside_words(message.attachments)
    long = texts.LONG if is_shortened(message.text) else ""
    lines = (texts.EDITED if edit else "", first.text, message.unread, beside, long)
    return [replace(first, text="\n".join(line for line in lines if line)), *more]


def with_warning(replies: list[Reply], message: InboundMessage) -> list[Reply]:
    """A file that came with a command is not passed over in silence."""
    beside = attachments.beside_words(message.attachments)
    return [*replies, Reply(beside)] if beside else replies
