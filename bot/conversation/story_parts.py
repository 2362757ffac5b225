"""The running story message by message, so that words which are changed go out of it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.evidence.finding import Finding
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText

LONGEST_STORY = 8_000
"""Characters of a story that are remembered: its beginning and its end."""

_FIRST_AND_LAST = 2


@dataclass(frozen=True, slots=True)
class StoryPart:
    """What one turn told, redacted; None while its changed words are read anew.

    The turn covers the messages after `after` up to `order`: it may have joined several.
    `shown` is what of it are somebody else's words: of pictures, of a message that is asked about.
    `findings` are of what was pasted with it, while it was raw.
    """

    after: int
    order: int
    text: RedactedText | None
    shown: RedactedText | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class StoryParts:
    """The parts in their order. `turn` is the place of what is being answered now."""

    parts: list[StoryPart] = field(default_factory=list)
    newest: int = 0
    turn: StoryPart = field(default_factory=lambda: StoryPart(0, 0, None))

    def begin_turn(self, order: int, *, edited: bool) -> bool:
        """Begin to answer a message; whether words that stood in the story go out of it.

        Where a turn had joined several messages, they cannot be told apart: all of it goes.
        """
        self.turn = StoryPart(min(self.newest, order - 1), order, None)
        self.newest = max(self.newest, order)
        if not edited or not order:
            return False
        for place, part in enumerate(self.parts):
            if part.after < order <= part.order:
                self.turn = self.parts[place] = StoryPart(part.after, part.order, None)
                return part.text is not None
        # A message that told nothing of the story is changed: it has no place to go back to.
        return False

    @property
    def begun(self) -> bool:
        """Whether a story was told, even if its words have just been changed."""
        return bool(self.parts)

    def joined(self, new: str = "") -> str:
        """All that was told and shown, `new` standing where this turn belongs."""
        return self._with(new, [_lines(part.text, part.shown) for part in self.parts])

    def joined_own(self, new: str = "") -> str:
        """What the resident has said, without what was only shown."""
        return self._with(new, [part.text or "" for part in self.parts])

    def _with(self, new: str, texts: list[str]) -> str:
        here = [place for place, part in enumerate(self.parts) if part is self.turn]
        for place in here:
            texts[place] = new
        if not here:
            texts.append(new)
        return _capped(_lines(*texts))

    @property
    def shows(self) -> bool:
        """Whether any part of the story was only shown."""
        return any(part.shown for part in self.parts)

    def found(self) -> tuple[Finding, ...]:
        """What was found in the other parts of the story; of this turn it is found anew."""
        return tuple(f for part in self.parts if part is not self.turn for f in part.findings)

    def put(
        self,
        text: RedactedText,
        shown: RedactedText | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        """Take what this turn told into the story."""
        told = StoryPart(
            self.turn.after,
            self.turn.order,
            _short(text),
            _short(shown) if shown else None,
            tuple(findings),
        )
        places = [place for place, part in enumerate(self.parts) if part is self.turn]
        if places:
            self.parts[places[0]] = told
        else:
            self.parts.append(told)
        self.turn = told
        while len(self.parts) > _FIRST_AND_LAST and self._length() > LONGEST_STORY:
            del self.parts[len(self.parts) // 2]

    def _length(self) -> int:
        return sum(len(_lines(part.text, part.shown)) for part in self.parts)


def _lines(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def _short(text: RedactedText) -> RedactedText:
    return text if len(text) <= LONGEST_STORY else redact(RawText(_capped(text))).text


def _capped(story: str) -> str:
    if len(story) <= LONGEST_STORY:
        return story
    half = LONGEST_STORY // 2
    return f"{story[:half]}\n{story[-half:]}"
