"""The file of a backup: lines that say what it is, then frames, of which the last is the manifest.

Each frame is sealed by itself (AES-256-GCM) under a key of this file alone, derived from BACKUP_KEY
and a random salt. Its nonce holds its place and whether it is the last one, so frames can neither
be exchanged nor cut off. Of a plain file the same is found out by its checksum, but not forgery.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.safekeeping.manifest import Manifest

MAGIC = b"canhgiac backup 1\n"
FRAME = 1_048_576
"""Bytes of a frame: what is in memory at once."""

_OWNER_ONLY = 0o600
_LONGEST_LINE = 1_000
_LAST = 1 << 31
_MARK_LENGTH = 8


class NoBackup(Exception):
    """Tệp này không phải bản sao lưu của Cảnh Giác, hoặc do chương trình mới hơn làm ra."""


class BackupBroken(Exception):
    """Bản sao lưu bị hỏng, thiếu hoặc đã bị sửa; chưa khôi phục gì. Dùng bản khác."""


class OtherBackupKey(Exception):
    """BACKUP_KEY không phải khoá lúc sao lưu. Thêm khoá lúc đó vào BACKUP_KEY_PREVIOUS."""


class _Frames:
    """Seals and opens frames in their order; leaves them as they are for a plain file."""

    def __init__(self, key: str | None, salt: bytes) -> None:
        self._aead = AESGCM(_derived(key, salt)) if key else None
        self._next = 0

    def sealed(self, data: bytes, *, last: bool) -> bytes:
        nonce = self._nonce(last=last)
        return self._aead.encrypt(nonce, data, MAGIC) if self._aead else data

    def opened(self, data: bytes, *, last: bool) -> bytes:
        nonce = self._nonce(last=last)
        try:
            return self._aead.decrypt(nonce, data, MAGIC) if self._aead else data
        except InvalidTag:
            raise BackupBroken from None

    def _nonce(self, *, last: bool) -> bytes:
        self._next += 1
        return bytes(7) + bytes([last]) + self._next.to_bytes(4)


class Writing:
    """A backup that is being written, for the time of a `with`; whole or not there at all.

    Readable by its owner only. `key` None: plain.
    """

    def __init__(self, path: Path, key: str | None) -> None:
        self._path = path
        self._beside = path.with_name(f".{path.name}.{os.getpid()}")
        self._key = key
        self._digest = hashlib.sha256()
        self._waiting = bytearray()
        self.bytes = 0

    def __enter__(self) -> Self:
        """Begin the file, beside its place."""
        descriptor = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        self._file: BinaryIO = os.fdopen(descriptor, "wb")
        salt = secrets.token_bytes(16)
        says = {"salt": salt.hex(), "key": mark_of(self._key) if self._key else None}
        self._file.write(MAGIC + json.dumps(says).encode() + b"\n")
        self._frames = _Frames(self._key, salt)
        return self

    def write(self, data: bytes) -> None:
        """Add to the payload."""
        self._digest.update(data)
        self.bytes += len(data)
        self._waiting += data
        while len(self._waiting) >= FRAME:
            self._put(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]

    def finish(self, manifest: Manifest) -> Manifest:
        """Add the manifest with what only now is known, and put the file in its place."""
        self._put(bytes(self._waiting), last=False)
        whole = manifest.model_copy(
            update={"sha256": self._digest.hexdigest(), "bytes": self.bytes}
        )
        self._put(whole.model_dump_json().encode(), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._beside.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return whole

    def __exit__(self, *_error: object) -> None:
        """Leave nothing of what was not finished."""
        self._file.close()
        self._beside.unlink(missing_ok=True)

    def _put(self, data: bytes, *, last: bool) -> None:
        sealed = self._frames.sealed(data, last=last)
        self._file.write((len(sealed) | (_LAST if last else 0)).to_bytes(4) + sealed)


class Reading:
    """A backup to be read. Raises NoBackup, OtherBackupKey; OSError."""

    def __init__(self, path: Path, keys: Sequence[str]) -> None:
        self._path = path
        self.manifest: Manifest | None = None
        with path.open("rb") as file:
            self._salt, mark = _first_lines(file)
            self._begin = file.tell()
        self.encrypted = mark is not None
        self._key = next((key for key in keys if mark_of(key) == mark), None)
        if self.encrypted and self._key is None:
            raise OtherBackupKey

    def payload(self) -> Iterator[bytes]:
        """What was backed up; after its end `manifest` is there. Raises BackupBroken."""
        digest, frames = hashlib.sha256(), _Frames(self._key, self._salt)
        with self._path.open("rb") as file:
            file.seek(self._begin)
            while True:
                head = int.from_bytes(_exactly(file, 4))
                size, last = head & ~_LAST, bool(head & _LAST)
                if size > FRAME + 1_000:
                    raise BackupBroken
                data = frames.opened(_exactly(file, size), last=last)
                if last:
                    break
                digest.update(data)
                yield data
            if file.read(1):
                raise BackupBroken
        self.manifest = _manifest(data, digest.hexdigest())

    def check(self) -> Manifest:
        """Read all of it once; what it holds. Raises BackupBroken."""
        for _ in self.payload():
            pass
        if self.manifest is None:
            raise BackupBroken
        return self.manifest


def mark_of(key: str) -> str:
    """Tells keys apart, and nothing more: 8 hexadecimal digits."""
    return hmac.digest(_derived(key, b""), b"which key", "sha256").hex()[:_MARK_LENGTH]


def _derived(key: str, salt: bytes) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=salt or None, info=b"canhgiac backup")
    return hkdf.derive(key.encode())


def _first_lines(file: BinaryIO) -> tuple[bytes, str | None]:
    if file.read(len(MAGIC)) != MAGIC:
        raise NoBackup
    try:
        says = json.loads(file.readline(_LONGEST_LINE))
        return bytes.fromhex(says["salt"]), says["key"]
    except (ValueError, KeyError, TypeError):
        raise NoBackup from None


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise BackupBroken
    return data


def _manifest(data: bytes, sha256: str) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(data)
    except ValueError:
        raise BackupBroken from None
    if not hmac.compare_digest(manifest.sha256, sha256):
        raise BackupBroken
    return manifest
