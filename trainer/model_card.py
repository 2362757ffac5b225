"""What a trained model says of itself: scores on unseen folds, thresholds, and its hashes."""

import hashlib
import json
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

_METADATA = "metadata.json"
_MOST_CONFUSIONS = 25


class NotAModel(Exception):
    """Tệp mô hình hỏng hoặc của bản cũ. Chạy './canhgiac trainer train --force' để làm lại."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: {self.__doc__}")


@dataclass(frozen=True, slots=True)
class ComponentCard:
    """One component of a model: what its training found out, and what its files hash to.

    `sha256` is over all files of the component. The archive around them holds a date, so it
    differs from training to training; this does not, while data, settings and code are the same.
    """

    name: str
    facts: Mapping[str, Any]
    sha256: str
    size: int


def read_model(path: Path) -> list[ComponentCard]:
    """The cards of a model's components, in the order of the pipeline. Raises NotAModel."""
    files: dict[str, dict[str, bytes]] = {}
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                place = PurePosixPath(member.name)
                if member.isfile() and place.parent.parent.name == "components":
                    content = archive.extractfile(member)
                    files.setdefault(place.parent.name, {})[place.name] = (
                        content.read() if content else b""
                    )
        ours = {name: held for name, held in files.items() if _METADATA in held}
        cards = [_card(name, held) for name, held in sorted(ours.items(), key=_place)]
    except (OSError, tarfile.TarError, ValueError) as error:
        raise NotAModel(path) from error
    if not cards or any("report" not in card.facts for card in cards):
        raise NotAModel(path)
    return cards


def _place(item: tuple[str, object]) -> int:
    """Rasa ends a component's name with its place in the pipeline."""
    digits = item[0][len(item[0].rstrip("0123456789")) :]
    return int(digits or 0)


def _card(name: str, files: Mapping[str, bytes]) -> ComponentCard:
    digest = hashlib.sha256()
    for file, content in sorted(files.items()):
        digest.update(file.encode() + b"\0" + content)
    return ComponentCard(
        name=name.rpartition(".")[2].rstrip("0123456789"),
        facts=json.loads(files[_METADATA]),
        sha256=digest.hexdigest(),
        size=sum(map(len, files.values())),
    )


def as_text(cards: Sequence[ComponentCard]) -> str:
    """The cards for a trainer's screen: each label, worst first, then what is confused."""
    return "\n\n".join("\n".join(_lines(card)) for card in cards)


def _lines(card: ComponentCard) -> Iterator[str]:
    report = card.facts["report"]
    yield f"== {card.name} ==   sha256 {card.sha256}"
    yield f"{report['examples']} câu; mỗi câu do một mô hình chưa thấy nó chấm:"
    yield f"{'':<26}{'có dấu':>8}{'bỏ dấu':>8}"
    for measure, name in _MEASURES.items():
        yield f"{name:<26}{report['typed'][measure]:8.3f}{report['bare'][measure]:8.3f}"
    if limits := card.facts.get("thresholds"):
        shown = ", ".join(f"{name} {value:g}" for name, value in sorted(limits.items()))
        yield f"ngưỡng quyết định: {shown}"
    yield f"\n{'nhãn':<36}{'câu':>6}{'chắc':>8}{'đủ':>8}{'F1':>8}"
    for label, of in sorted(report["by_label"].items(), key=lambda item: item[1]["f1"]):
        scores = "".join(f"{of[score]:8.3f}" for score in ("precision", "recall", "f1"))
        yield f"{label:<36}{of['examples']:>6}{scores}"
    yield "\nnhầm nhiều nhất (đúng ra → đoán):"
    for right, guess, times in report["confusions"][:_MOST_CONFUSIONS]:
        yield f"  {times:>3}  {right} → {guess}"


_MEASURES = {"accuracy": "đúng", "macro_f1": "macro-F1", "first_two": "trong hai đầu"}
