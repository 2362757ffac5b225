"""Personal data in examples: none may stand there, whoever's it is."""

from collections.abc import Iterator, Sequence

from casework.playbooks.data_file import Mistake
from trainer.validation.found_before import found_in
from trainer.validation.wording import Worded

GUESSED_KINDS = frozenset({"person_name", "address", "handle"})
"""Kinds of personal data that the redactor tells by wording: in an example only a warning."""


def check_personal_data(examples: Sequence[Worded]) -> Iterator[Mistake]:
    """A mistake for each example in which the redactor finds something."""
    texts = [example.example.text for example in examples]
    for example, text, found in zip(examples, texts, found_in(texts), strict=True):
        if found:
            seen = ", ".join(f"«{text[f.start : f.end]}»" for f in found)
            mend = "thay bằng <PHONE>, <ACCOUNT>, <NAME>, <ADDRESS>..."
            # Names and places are guessed from the wording; numbers are certain.
            guessed = all(f.kind in GUESSED_KINDS for f in found)
            wrong = f"Có vẻ có thông tin riêng: {seen}."
            yield example.mistake(wrong, mend, is_warning=guessed)
