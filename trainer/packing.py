"""Packs what Rasa has trained into an archive that can be made again byte for byte.

Rasa writes the time of the training and random numbers into its metadata, and the archive holds
the times of its files. Here all of that becomes constant: the id is the version's name, which the
server repeats in each answer. The playbooks that the model was trained from go with it.
"""

import gzip
import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

PATTERNS = "patterns.yml"
"""data/scam_patterns.yml as it was, inside the archive."""

_METADATA = "metadata.json"
# Rasa wants a date there. When a model was trained stands in its origin (trainer/registry.py).
_NO_DATE = "2000-01-01T00:00:00"
_RANDOM = "output_fingerprint"


class NotPacked(Exception):
    """Tệp mà Rasa vừa huấn luyện không đúng dạng. Chạy lại './canhgiac trainer train --force'."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: {self.__doc__}")


def pack(trained: Path, into: Path, name: str, patterns: str) -> None:
    """Write the archive of a version from the one that Rasa made. Raises NotPacked."""
    try:
        files = _read(trained)
        metadata = json.loads(files[_METADATA])
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise NotPacked(trained) from error
    metadata = _without_chance(metadata, name) | {"model_id": name, "trained_at": _NO_DATE}
    files[_METADATA] = json.dumps(metadata, indent=2, sort_keys=True).encode()
    files[PATTERNS] = patterns.encode()
    aside = into.with_name(f".{into.name}.aside")
    aside.write_bytes(_archive(files))
    aside.replace(into)


def read_patterns(archive: Path) -> str | None:
    """The playbooks that a model was trained from; None in an archive that was packed otherwise."""
    try:
        with tarfile.open(archive) as opened:
            content = opened.extractfile(PATTERNS)
            return content.read().decode() if content else None
    except (OSError, tarfile.TarError, KeyError, ValueError):
        return None


def _without_chance(part: Any, name: str) -> Any:  # noqa: ANN401  # a piece of Rasa's JSON
    """The same with the random numbers by which Rasa's cache tells two trainings apart."""
    if isinstance(part, dict):
        return {
            key: name if key == _RANDOM else _without_chance(value, name)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_without_chance(value, name) for value in part]
    return part


def _read(trained: Path) -> dict[str, bytes]:
    files = {}
    with tarfile.open(trained) as opened:
        for member in opened:
            content = opened.extractfile(member) if member.isfile() else None
            if content is not None:
                # Rasa's own archives name their members './x', or '/x'.
                parts = [
                    part for part in PurePosixPath(member.name).parts if part not in ("/", ".")
                ]
                files["/".join(parts)] = content.read()
    return files


def _archive(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for path, content in sorted(files.items()):
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(content), 0o644
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()
