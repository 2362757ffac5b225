"""What several messages in a row come to: in their order, edits in place, stories joined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.commands import read_command
from bot.conversation.long_turns import shortened
from bot.messages import InboundMessage
from casework.privacy.texts import RawText

MOST_PICTURES = 4
"""So many of a turn are read, the first ones: each takes about a second. How many came is seen from
the attachments."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message to be answered, made of those that it covers: these very objects."""

    message: InboundMessage
    covers: tuple[InboundMessage, ...]


def answered_at_once(message: InboundMessage) -> bool:
    """Whether a message neither waits for others nor is joined to them."""
    if message.gone or message.choice is not None or message.in_group:
        # In a group the next message may be of somebody else.
        return True
    return read_command(message.text) is not None


def merged(batch: Sequence[InboundMessage]) -> list[Part]:
    """Join texts that follow one another; a tapped button or a command stays on its own."""
    parts: list[Part] = []
    for part in _with_edits_in_place(_in_order(batch)):
        if parts and _goes_on(parts[-1].message, part.message):
            parts[-1] = _joined(parts[-1], part)
        else:
            parts.append(part)
    # Only now: what is joined is cut once, in its middle.
    return [replace(p, message=_not_too_much(p.message)) for p in parts]


def _in_order(batch: Sequence[InboundMessage]) -> list[InboundMessage]:
    """By the platform's order; a message of which it is not known keeps its place."""
    # An edit comes after what it changes, whichever was brought first.
    known = iter(sorted((m for m in batch if m.order), key=lambda m: (m.order, m.edited)))
    return [next(known) if message.order else message for message in batch]


def _with_edits_in_place(batch: Sequence[InboundMessage]) -> list[Part]:
    """An edit stands in place of the message that it changes, if that waits still."""
    parts: list[Part] = []
    for message in batch:
        i = next((i for i, p in enumerate(parts) if _changes(message, p.message)), None)
        if i is None:
            parts.append(Part(message, (message,)))
        else:
            # Nobody has answered the first wording: with it, the edit is no edit any more.
            edited = parts[i].message.edited
            parts[i] = Part(replace(message, edited=edited), (*parts[i].covers, message))
    return parts


def _changes(message: InboundMessage, earlier: InboundMessage) -> bool:
    return message.edited and message.order != 0 and message.order == earlier.order


def _goes_on(earlier: InboundMessage, later: InboundMessage) -> bool:
    # An edit of what was answered before speaks of that, and not of what is new.
    alone = (earlier, later)
    return not any(message.edited or answered_at_once(message) for message in alone)


def _joined(earlier: Part, later: Part) -> Part:
    before, after = earlier.message, later.message
    message = replace(
        after,
        text=_lines(before.text, after.text),
        quoted=_lines(before.quoted, after.quoted),
        attachments=before.attachments + after.attachments,
        pictures=before.pictures + after.pictures,
        pictured=_lines(before.pictured, after.pictured),
        found=before.found + after.found,
        redacted=before.redacted | after.redacted,
        unread=before.unread or after.unread,
    )
    return Part(message, earlier.covers + later.covers)


def _lines(*texts: RawText) -> RawText:
    return RawText("\n".join(text for text in texts if text))


def _not_too_much(message: InboundMessage) -> InboundMessage:
    return replace(
        message,
        text=shortened(message.text),
        quoted=shortened(message.quoted),
        pictured=shortened(message.pictured),
        pictures=message.pictures[:MOST_PICTURES],
    )
