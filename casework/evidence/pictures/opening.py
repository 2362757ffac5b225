"""Opens a picture that a stranger sent: refused by its size before anything is decoded.

Only five formats are tried, so that the rest of Pillow's readers (PostScript, PDF, FITS, ...) are
never run on a stranger's bytes.
"""

import warnings
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, ImageOps

from casework.evidence.pictures.base import NotAPicture, TooLarge
from casework.evidence.pictures.ink import Grey, resized

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_WHITE: Final = 255
_BLACK: Final = 0
_HALF: Final = 128
# Much more than any resident's picture needs of letters; a JPEG is not decoded larger than this.
_WORTH_READING: Final = 3000
_WORTH_KEEPING: Final = 12_000_000
_SLIMMEST: Final = 3


def open_picture(picture: bytes, most_pixels: int) -> Grey:
    """The first frame in grey, upright. Raises TooLarge or NotAPicture, and nothing else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _opened(picture, most_pixels)
    except (TooLarge, NotAPicture):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise TooLarge from None
    except Exception:  # noqa: BLE001  # decoders fail in many ways, and may quote what they read
        raise NotAPicture from None


def _opened(picture: bytes, most_pixels: int) -> Grey:
    with Image.open(BytesIO(picture), formats=FORMATS) as opened:
        if opened.width * opened.height > most_pixels:
            raise TooLarge
        if min(opened.size) < _SLIMMEST:
            raise NotAPicture
        # A JPEG can be decoded at a half or a quarter for much less work.
        opened.draft(None, (_WORTH_READING, _WORTH_READING))
        opened.load()
        return _at_most(_grey(_upright(opened)))


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001  # broken EXIF is no reason to refuse a picture
        return picture


def _at_most(grey: Grey) -> Grey:
    height, width = grey.shape
    factor = float(np.sqrt(_WORTH_KEEPING / (height * width)))
    return resized(grey, int(width * factor), int(height * factor)) if factor < 1 else grey


def _grey(picture: Image.Image) -> Grey:
    if picture.mode.startswith("I") or picture.mode == "F":
        levels = np.asarray(picture).astype(np.float32)
        top = max(float(levels.max()), 1.0)
        return (levels.clip(0) * (_WHITE / top)).astype(np.uint8)
    if picture.has_transparency_data:
        return _flattened(picture)
    return np.asarray(picture.convert("L"))


def _flattened(picture: Image.Image) -> Grey:
    """Lay a picture with clear parts on white, or on black if what is drawn on them is light."""
    both = picture.convert("LA")
    grey, alpha = (np.asarray(band) for band in both.split())
    seen = alpha > _HALF
    clear = np.count_nonzero(~seen) > seen.size // 4
    light = clear and seen.any() and float(np.median(grey[seen])) > _HALF
    under = _BLACK if light else _WHITE
    share = alpha.astype(np.float32) / _WHITE
    return (grey * share + under * (1 - share)).round().astype(np.uint8)
