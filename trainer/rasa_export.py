"""Compiles data/ into Rasa training data; every example passes through the redactor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from casework.playbooks.library import Library
from casework.playbooks.schema import Playbook
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from trainer.examples import Example, read_examples

_HEADER = (
    "# Made by './canhgiac trainer export' from data/. Do not edit: edit data/ and export again.\n"
)
# Rasa reads "[words](entity)" as an annotation; a resident's brackets are only brackets.
_BRACKETS = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")"})


def training_texts(library: Library, examples: Iterable[Example]) -> dict[str, list[RedactedText]]:
    """Texts by intent: the examples, then the playbook's own sentences; no text twice."""
    texts: dict[str, dict[RedactedText, None]] = defaultdict(dict)
    for example in examples:
        texts[example.intent][_cleaned(example.text)] = None
    for playbook in library.playbooks:
        for sentence in _sentences(playbook):
            texts[playbook.id][_cleaned(sentence)] = None
    return {intent: [text for text in found if text] for intent, found in sorted(texts.items())}


def export(data_dir: Path, nlu_dir: Path) -> dict[str, int]:
    """Write nlu/data/nlu.yml; return the number of texts by intent."""
    library = Library.from_file(data_dir / "scam_patterns.yml")
    texts = training_texts(library, read_examples(data_dir / "examples"))
    target = nlu_dir / "data" / "nlu.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_as_rasa_yaml(texts), encoding="utf-8")
    return {intent: len(found) for intent, found in texts.items()}


def _sentences(playbook: Playbook) -> Iterator[str]:
    """What the playbook says of itself: worth as much as several examples (docs/understanding)."""
    yield playbook.name
    yield playbook.definition
    for step in playbook.pattern.script:
        yield step.step
        yield ", ".join(step.phrases)
    for sign in playbook.pattern.warning_signs:
        yield f"{sign.sign}: {', '.join(sign.phrases)}"
    if playbook.reported_case:
        yield playbook.reported_case.story


def _cleaned(text: str) -> RedactedText:
    one_line = " ".join(text.translate(_BRACKETS).split()).lstrip("/- ")
    return redact(RawText(one_line)).text


def _as_rasa_yaml(texts: dict[str, list[RedactedText]]) -> str:
    lines = [_HEADER, 'version: "3.1"', "nlu:"]
    for intent, found in texts.items():
        lines += [f"- intent: {intent}", "  examples: |"]
        lines += [f"    - {text}" for text in found]
    return "\n".join(lines) + "\n"
