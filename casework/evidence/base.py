"""The port to whatever examines what was pasted, and its doubles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from casework.evidence.finding import Finding
from casework.privacy.texts import RawText


class Examines(Protocol):
    """Examines links, numbers and codes."""

    def examine(self, text: RawText, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Examine a text, and what the codes in its pictures hold. Keeps nothing, never raises."""
        ...


class ExaminesNothing:
    """Stands in where there is nothing to examine with: help goes on without findings."""

    def examine(
        self,
        text: RawText,  # noqa: ARG002  # the protocol's names
        codes: Sequence[str] = (),  # noqa: ARG002
    ) -> tuple[Finding, ...]:
        """Nothing."""
        return ()


class FixedFindings:
    """Test double: finds what it was told of, where a word of it stands in a text or a code."""

    def __init__(self, findings_by_word: Mapping[str, Finding]) -> None:
        self._findings_by_word = findings_by_word

    def examine(self, text: RawText, codes: Sequence[str] = ()) -> tuple[Finding, ...]:
        """The findings of the words that are there."""
        said = "\n".join([text, *codes])
        return tuple(found for word, found in self._findings_by_word.items() if word in said)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each thing once: what was pasted twice, or stands in the text and in its picture."""
    known: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.kind, finding.shown)
        # Of two opinions on the same thing the graver one stands.
        if key not in known or (finding.is_damning and not known[key].is_damning):
            known[key] = finding
    return tuple(known.values())
