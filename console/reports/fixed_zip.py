"""Writes a ZIP file anew with one fixed time, so that the same parts are the same bytes."""

import io
import zipfile

_THEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can hold."""


def with_fixed_times(archive: bytes) -> bytes:
    """The same parts in the same order, without the moment at which they were written."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as found,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as anew,
    ):
        for name in found.namelist():
            part = zipfile.ZipInfo(name, _THEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise it would tell on which system it was written.
            part.create_system = 0
            anew.writestr(part, found.read(name))
    return file.getvalue()
