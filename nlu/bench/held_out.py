"""The messages that both pipelines are scored on, redacted as the bot redacts them."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import unicodedata
from typing import TYPE_CHECKING, Final

import yaml

from bench.progress import BenchError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NONE: Final = "none"


@dataclasses.dataclass(frozen=True)
class HeldOut:
    """Messages as written and without tone marks, and what is right for each.

    The right answers of a message are playbooks, or NONE; the first is the label.
    """

    typed: tuple[str, ...]
    bare: tuple[str, ...]
    right: tuple[tuple[str, ...], ...]


def read(folder: Path, root: Path) -> HeldOut:
    """Read the messages of a folder and redact them with the root project's command.

    Tone marks are taken off before redacting: so it goes when a resident types none.
    """
    messages = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    if not messages:
        message = f"no messages in {folder}"
        raise BenchError(message)
    typed = [message["text"] for message in messages]
    redacted = _redacted([*typed, *(without_tones(text) for text in typed)], root)
    return HeldOut(
        typed=tuple(redacted[: len(typed)]),
        bare=tuple(redacted[len(typed) :]),
        right=tuple((m["playbook"], *m.get("also_ok", ())) for m in messages),
    )


def playbooks(root: Path) -> frozenset[str]:
    """Name the intents that are playbooks: every other one says 'none'."""
    path = root / "data" / "scam_patterns.yml"
    content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return frozenset(playbook["id"] for playbook in content["playbooks"])


def without_tones(text: str) -> str:
    """Take every diacritic off; đ becomes d."""
    decomposed = unicodedata.normalize("NFD", text)
    letters = (sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    return "".join(letters).replace("đ", "d").replace("Đ", "D")


def _redacted(texts: Sequence[str], root: Path) -> list[str]:
    lines = [json.dumps({"id": i, "text": text}) for i, text in enumerate(texts)]
    done = subprocess.run(  # noqa: S603 - no shell
        [root / "canhgiac", "trainer", "redact"],
        # There, because this folder's .python-version names an older Python.
        cwd=root,
        input="\n".join(lines),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        message = "./canhgiac trainer redact failed, see above"
        raise BenchError(message)
    # As the bot does: the server refuses a text that begins with a slash.
    return [json.loads(line)["text"].lstrip("/ ") for line in done.stdout.splitlines()]
