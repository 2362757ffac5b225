"""What a channel cannot show degrades to plain text here, and only here: buttons, long texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Reply

# Where a text may be cut, best first: between paragraphs, lines, sentences, words.
_CUTS = (re.compile(r"\n{2,}"), re.compile(r"\n+"), re.compile(r"(?<=[.!?…:;]) "), re.compile(" "))


@dataclass(frozen=True, slots=True)
class Screen:
    """What a channel can show. `longest` in characters, as the platform counts them.

    `together`: the replies of a turn are joined, where each message is counted or pushes the one
    before out of sight. `most`: so many messages may answer one turn; None if nobody counts.
    """

    longest: int
    buttons: bool
    together: bool = False
    most: int | None = None


def fitted(replies: Sequence[Reply], screen: Screen) -> tuple[Reply, ...]:
    """The messages, each of which the channel can send as it is."""
    if screen.buttons:
        return tuple(piece for reply in replies for piece in _pieces(reply, screen.longest))
    texts = as_plain_texts(replies)
    if screen.together:
        texts = _joined(texts, screen.longest)
    pieces = [piece for text in texts for piece in cut(text, screen.longest)]
    return tuple(Reply(piece) for piece in pieces[: screen.most])


def as_plain_texts(replies: Sequence[Reply]) -> list[str]:
    """For channels without buttons: the last choices are numbered, earlier ones are named.

    Only one list of a turn has numbers, or a typed '1' would have two meanings.
    """
    numbered = next((r for r in reversed(replies) if r.buttons), None)
    return [_as_plain_text(reply, numbered=reply is numbered) for reply in replies]


def cut(text: str, longest: int) -> list[str]:
    """Cut a long text at the end of a paragraph, a line, a sentence or a word; nothing is lost."""
    pieces = []
    while len(text) > longest:
        end, begin = _best_cut(text, longest)
        pieces.append(text[:end])
        text = text[begin:]
    return [*pieces, text]


def _pieces(reply: Reply, longest: int) -> list[Reply]:
    *first, last = cut(reply.text, longest)
    return [*map(Reply, first), Reply(last, reply.buttons)]


def _best_cut(text: str, longest: int) -> tuple[int, int]:
    """Where the first piece ends and where the next one begins."""
    for kind in _CUTS:
        # One character more: a break may stand right behind a piece of the full length.
        found = [m.span() for m in kind.finditer(text, 0, longest + 1) if m.start() >= longest // 2]
        if found:
            return found[-1]
    return longest, longest


def _joined(texts: Sequence[str], longest: int) -> list[str]:
    joined: list[str] = []
    for text in texts:
        if joined and len(joined[-1]) + len(text) + 2 <= longest:
            joined[-1] = f"{joined[-1]}\n\n{text}"
        else:
            joined.append(text)
    return joined


def _as_plain_text(reply: Reply, *, numbered: bool) -> str:
    if not reply.buttons:
        return reply.text
    if not numbered:
        return f"{reply.text}\n(Gõ thêm được: {' · '.join(b.label for b in reply.buttons)})"
    choices = [f"{n}. {button.label}" for n, button in enumerate(reply.buttons, start=1)]
    return "\n".join([reply.text, "", "Gõ số để chọn:", *choices])
