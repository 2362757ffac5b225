"""What the redactor finds in many texts: on all cores, and no text a second time.

Redacting is by far the slowest part of checking. What was found is kept in var/: for a keyed digest
of each text the kinds and places, never the words. A redactor that was changed finds anew.

The key is drawn once and stands beside it, for its owner only: without it nobody can try out
whether a sentence was checked here. And only what stands in a file is kept: what somebody is still
typing, and may think better of, is remembered by this process alone.
"""

import json
import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from casework.privacy.redactor import Found, redact
from casework.privacy.texts import RawText

ROOT = Path(__file__).resolve().parent.parent.parent
MEMORY = ROOT / "var" / "redactor_found.json"
MOST_REMEMBERED = 100_000
MOST_TYPED = 20_000
_CHUNK = 256
_WORTH_STARTING_WORKERS = 4 * _CHUNK
_KEY_BYTES = 32

FoundInText = tuple[Found, ...]


def found_in(texts: Sequence[str], memory: Path = MEMORY) -> list[FoundInText]:
    """What `redact` finds in each text of some files."""
    key = _key(memory)
    known = dict(_read(memory, key))
    digests = [_digest(text.encode(), key) for text in texts]
    new = {of: text for of, text in zip(digests, texts, strict=True) if of not in known}
    if new:
        known |= zip(new, _find(list(new.values())), strict=True)
        kept = known if len(known) <= MOST_REMEMBERED else {of: known[of] for of in digests}
        _write(memory, key, kept)
    return [known[of] for of in digests]


def found_while_typed(texts: Sequence[str], memory: Path = MEMORY) -> list[FoundInText]:
    """The same of texts that stand in no file yet: no trace of them is written."""
    key = _key(memory)
    known = _as_read(memory, key, _state_of(memory))
    return [
        found if (found := known.get(_digest(text.encode(), key))) is not None else _typed(text)
        for text in texts
    ]


def _find(texts: Sequence[str]) -> list[FoundInText]:
    if len(texts) < _WORTH_STARTING_WORKERS:
        return [_found(text) for text in texts]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_found, texts, chunksize=_CHUNK))


def _found(text: str) -> FoundInText:
    return redact(RawText(text)).found


@lru_cache(maxsize=MOST_TYPED)
def _typed(text: str) -> FoundInText:
    """At every pause in typing nearly all lines are those of before."""
    return _found(text)


def _state_of(memory: Path) -> tuple[int, int]:
    try:
        status = memory.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _as_read(memory: Path, key: bytes, _state: tuple[int, int]) -> Mapping[str, FoundInText]:
    return _read(memory, key)


def _read(memory: Path, key: bytes) -> Mapping[str, FoundInText]:
    """Nothing, if the file is missing, broken, of another key or of another redactor."""
    try:
        content = json.loads(memory.read_bytes())
        if content["redactor"] == _digest(_redactor(), key):
            return {of: tuple(Found(*f) for f in found) for of, found in content["found"].items()}
    except OSError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    # Also what an older version wrote: digests without a key.
    with suppress(OSError):
        memory.unlink()
    return {}


def _write(memory: Path, key: bytes, known: Mapping[str, FoundInText]) -> None:
    """Written aside and moved: two checks at once must not mix. Without a place it goes slower."""
    found = {of: [(f.kind, f.start, f.end) for f in pieces] for of, pieces in known.items()}
    content = json.dumps({"redactor": _digest(_redactor(), key), "found": found})
    with suppress(OSError):
        _write_aside(memory, content.encode()).replace(memory)


def _key(memory: Path) -> bytes:
    """The key beside a memory, drawn if there is none; one for this time where none can be kept."""
    path = memory.with_suffix(".key")
    with suppress(OSError):
        if not path.exists():
            aside = _write_aside(path, secrets.token_bytes(_KEY_BYTES))
            try:
                # Not over the one that another process has drawn meanwhile.
                os.link(aside, path)
            except FileExistsError:
                pass
            finally:
                aside.unlink()
        key = path.read_bytes()
        if len(key) == _KEY_BYTES:
            return key
        path.unlink()
    return secrets.token_bytes(_KEY_BYTES)


def _write_aside(path: Path, content: bytes) -> Path:
    """For the owner only, from the first byte on. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return aside


@cache
def _redactor() -> bytes:
    """All that decides what is found: the redactor's files, the libraries, and Python."""
    sources = [*sorted((ROOT / "casework" / "privacy").rglob("*.py")), ROOT / "uv.lock"]
    content = sys.version.encode() + b"".join(path.read_bytes() for path in sources)
    return blake2b(content, digest_size=16).digest()


def _digest(content: bytes, key: bytes) -> str:
    return blake2b(content, key=key, digest_size=16).hexdigest()
