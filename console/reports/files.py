"""Writes a report to a file: wholly or not at all, and never over one that says something else."""

import os
from pathlib import Path


class OtherFileThere(Exception):
    """Đã có tệp này với nội dung khác (có thể ai đó đã điền số, ký), nên không ghi đè.

    Đặt tên khác, hoặc thêm --overwrite nếu chắc muốn thay.
    """


def write_anew(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write a file; a folder that is missing is made. Raises OtherFileThere, OSError."""
    if path.exists() and not overwrite and path.read_bytes() != data:
        raise OtherFileThere
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
