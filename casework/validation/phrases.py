"""Phrases: each can be seen in a message."""

from collections.abc import Iterator, Sequence

from casework.playbooks.data_file import Mistake
from casework.playbooks.schema import ScamPatterns
from casework.validation.checked import Checked
from casework.vietnamese import words


def check_phrases(patterns: Checked[ScamPatterns]) -> Iterator[Mistake]:
    """A phrase of marks only ("!!") would be looked for by a word that it does not have."""
    for i, playbook in enumerate(patterns.content.playbooks):
        parts: tuple[tuple[str, Sequence[tuple[str, ...]]], ...] = (
            ("script", [step.phrases for step in playbook.pattern.script]),
            ("warning_signs", [sign.phrases for sign in playbook.pattern.warning_signs]),
        )
        for part, groups in parts:
            for k, phrases in enumerate(groups):
                for n, phrase in enumerate(phrases):
                    if not words(phrase):
                        where = ("playbooks", i, "pattern", part, k, "phrases", n)
                        wrong = f"Cụm từ «{phrase}» không có chữ nào."
                        mend = "ghi lời người dân hay dùng, hoặc xoá cụm này."
                        yield patterns.mistake(where, playbook.id, wrong, mend)
