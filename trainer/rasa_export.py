"""Compiles data/ into Rasa training data; every example passes through the redactor."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from casework.playbooks.examples import Example, read_examples
from casework.playbooks.library import Library
from casework.playbooks.schema import Playbook
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText, require_redacted
from casework.stage import Stage

_HEADER = (
    "# Made by './canhgiac trainer export' from data/. Do not edit: edit data/ and export again.\n"
)
_CHUNK = 256
# Rasa reads "[words](entity)" as an annotation; a resident's brackets are only brackets.
_BRACKETS = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")"})


@dataclass(frozen=True, slots=True)
class TrainingText:
    """A redacted text, what it tells of, and how far that has come (None: not written down)."""

    intent: str
    stage: Stage | None
    text: RedactedText

    @property
    def label(self) -> str:
        """The intent as Rasa reads it: "intent", or "intent/stage"."""
        return f"{self.intent}/{self.stage}" if self.stage else self.intent


def training_texts(library: Library, examples: Sequence[Example]) -> list[TrainingText]:
    """The examples, then the playbooks' own sentences; no text twice for one intent."""
    told = [(example.intent, example.stage, example.text) for example in examples]
    told += [(p.id, None, sentence) for p in library.playbooks for sentence in _sentences(p)]
    texts: dict[tuple[str, RedactedText], TrainingText] = {}
    for (intent, stage, _), text in zip(told, _all_cleaned([t for *_, t in told]), strict=True):
        if text:
            texts.setdefault((intent, text), TrainingText(intent, stage, text))
    return list(texts.values())


def export(data_dir: Path, nlu_dir: Path) -> dict[str, int]:
    """Write nlu/data/nlu.yml; return the number of texts by intent."""
    library = Library.from_file(data_dir / "scam_patterns.yml")
    texts = training_texts(library, read_examples(data_dir / "examples"))
    target = nlu_dir / "data" / "nlu.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_rasa_yaml(texts), encoding="utf-8")
    return dict(sorted(Counter(text.intent for text in texts).items()))


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


def _all_cleaned(texts: Sequence[str]) -> list[RedactedText]:
    """Redact many texts, on all cores: a trainer waits for it."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_cleaned, texts, chunksize=_CHUNK))


def _cleaned(text: str) -> RedactedText:
    one_line = " ".join(text.translate(_BRACKETS).split()).lstrip("/- ")
    return redact(RawText(one_line)).text


def as_rasa_yaml(texts: Iterable[TrainingText]) -> str:
    """Rasa's training data. The stage is written as Rasa writes a part of an intent: a/b."""
    by_label: dict[str, list[RedactedText]] = defaultdict(list)
    for text in texts:
        by_label[text.label].append(text.text)
    lines = [_HEADER, 'version: "3.1"', "nlu:"]
    for label, found in sorted(by_label.items()):
        lines += [f"- intent: {label}", "  examples: |"]
        lines += [f"    - {require_redacted(text)}" for text in found]
    return "\n".join(lines) + "\n"
