"""What the redactor finds in many texts: on all cores, and no text a second time.

Redacting is by far the slowest part of checking. What was found is kept in var/: for a digest of
each text the kinds and places, never the words. A redactor that was changed finds anew.
"""

import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import blake2b
from pathlib import Path

from casework.privacy.redactor import Found, redact
from casework.privacy.texts import RawText

ROOT = Path(__file__).resolve().parent.parent.parent
MEMORY = ROOT / "var" / "redactor_found.json"
MOST_REMEMBERED = 100_000
_CHUNK = 256
_WORTH_STARTING_WORKERS = 4 * _CHUNK

FoundInText = tuple[Found, ...]


def found_in(texts: Sequence[str], memory: Path = MEMORY) -> list[FoundInText]:
    """What `redact` finds in each text."""
    known = _read(memory)
    keys = [_digest(text.encode()) for text in texts]
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if new:
        known |= zip(new, _find(list(new.values())), strict=True)
        kept = known if len(known) <= MOST_REMEMBERED else {key: known[key] for key in keys}
        _write(memory, kept)
    return [known[key] for key in keys]


def _find(texts: Sequence[str]) -> list[FoundInText]:
    if len(texts) < _WORTH_STARTING_WORKERS:
        return [_found(text) for text in texts]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_found, texts, chunksize=_CHUNK))


def _found(text: str) -> FoundInText:
    return redact(RawText(text)).found


def _read(memory: Path) -> dict[str, FoundInText]:
    """Nothing, if the file is missing, broken, or of another redactor."""
    try:
        content = json.loads(memory.read_bytes())
        if content["redactor"] != _redactor():
            return {}
        return {key: tuple(Found(*f) for f in found) for key, found in content["found"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _write(memory: Path, known: dict[str, FoundInText]) -> None:
    """Written aside and moved: two checks at once must not mix. Without a place it goes slower."""
    found = {key: [(f.kind, f.start, f.end) for f in found] for key, found in known.items()}
    aside = memory.with_suffix(f".{os.getpid()}")
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps({"redactor": _redactor(), "found": found}), encoding="utf-8")
        aside.replace(memory)
    except OSError:
        return


@cache
def _redactor() -> str:
    """All that decides what is found: the redactor's files, the libraries, and Python."""
    sources = [*sorted((ROOT / "casework" / "privacy").rglob("*.py")), ROOT / "uv.lock"]
    return _digest(sys.version.encode() + b"".join(path.read_bytes() for path in sources))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
