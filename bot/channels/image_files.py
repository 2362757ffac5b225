"""Which files are pictures: many send a screenshot "as a file", so that it stays sharp."""

from pathlib import PurePosixPath

_TYPES = frozenset({"image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif", "image/bmp"})
_ENDINGS = frozenset({".jpeg", ".jpg", ".png", ".webp", ".gif", ".bmp"})
# What is said of a file by whoever does not know what it is.
_ANYTHING = frozenset({"", "application/octet-stream"})


def is_image_file(kind: object, name: object) -> bool:
    """Whether a file of this MIME type and name is a picture, as far as both tell.

    Both have to agree: the warning not to open a file must not be missed for `anh.jpg.apk`, nor for
    an app that is called `anh.jpg`. What tells neither is no picture.
    """
    told = kind.strip().lower() if isinstance(kind, str) else ""
    ending = PurePosixPath(name.strip().lower()).suffix if isinstance(name, str) else ""
    if told in _TYPES:
        return not ending or ending in _ENDINGS
    return told in _ANYTHING and ending in _ENDINGS
