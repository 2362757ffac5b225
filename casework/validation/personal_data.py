"""Personal data in examples: none may stand there, whoever's it is."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from casework.playbooks.data_file import Mistake, read_text
from casework.validation.found_before import found_in
from casework.validation.wording import Worded
from casework.vietnamese import fold

GUESSED_KINDS = frozenset({"person_name", "address", "handle"})
"""Kinds of personal data that the redactor tells by wording: in an example only a warning."""


def read_looked_at(path: Path) -> frozenset[str]:
    """Words that were guessed to be a name or a place, and that a trainer knows not to be.

    One a line, '# ...' is a remark; no file, no words. Raises DataFileError.
    """
    lines = read_text(path).splitlines() if path.is_file() else ()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and line[0] != "#")


def check_personal_data(
    examples: Sequence[Worded], looked_at: Collection[str] = ()
) -> Iterator[Mistake]:
    """A mistake for each example in which the redactor finds something.

    A guess that stands among the words `looked_at` is none.
    """
    texts = [example.example.text for example in examples]
    for example, text, everything in zip(examples, texts, found_in(texts), strict=True):
        found = [
            f
            for f in everything
            if f.kind not in GUESSED_KINDS or fold(text[f.start : f.end]) not in looked_at
        ]
        if found:
            seen = ", ".join(f"«{text[f.start : f.end]}»" for f in found)
            mend = "thay bằng <PHONE>, <ACCOUNT>, <NAME>, <ADDRESS>..."
            # Names and places are guessed from the wording; numbers are certain.
            guessed = all(f.kind in GUESSED_KINDS for f in found)
            wrong = f"Có vẻ có thông tin riêng: {seen}."
            yield example.mistake(wrong, mend, is_warning=guessed)
