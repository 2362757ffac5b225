"""Opens a picture that a stranger sent: refused by its size before anything is decoded.

Only five formats are tried, so that the rest of Pillow's readers (PostScript, PDF, FITS, ...) are
never run on a stranger's bytes.
"""

import warnings
from io import BytesIO
from math import sqrt
from types import MappingProxyType
from typing import Final

import numpy as np
from PIL import ExifTags, Image

from casework.evidence.pictures.base import NotAPicture, TooLarge
from casework.evidence.pictures.ink import Grey, resized

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_WHITE: Final = 255
_BLACK: Final = 0
_HALF: Final = 128
# Much more than any resident's picture needs of letters and codes. A JPEG is not decoded much
# larger than this; whatever else is larger is made smaller a strip at a time.
_WORTH_KEEPING: Final = 8_000_000
_STRIP: Final = 1_000_000
_SLIMMEST: Final = 8
_LONGEST: Final = 60
"""So many times as long as it is wide: a screenshot of a whole chat is far below."""


# By the number that a camera writes: how the picture is turned so that its top is at the top.
_TURNS: Final = MappingProxyType(
    dict(
        enumerate(
            (
                Image.Transpose.FLIP_LEFT_RIGHT,
                Image.Transpose.ROTATE_180,
                Image.Transpose.FLIP_TOP_BOTTOM,
                Image.Transpose.TRANSPOSE,
                Image.Transpose.ROTATE_270,
                Image.Transpose.TRANSVERSE,
                Image.Transpose.ROTATE_90,
            ),
            start=2,
        )
    )
)


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
        short, long = sorted(opened.size)
        if short < _SLIMMEST or long > _LONGEST * short:
            raise NotAPicture
        # A JPEG can be decoded at a half or a quarter for much less work.
        enough = max(1.0, sqrt(opened.width * opened.height / _WORTH_KEEPING))
        opened.draft(None, (int(opened.width / enough), int(opened.height / enough)))
        opened.load()
        grey, alpha = (_upright(band, opened) if band else None for band in _bands(opened))
    if grey is None:
        raise NotAPicture
    if alpha is None:
        return _at_most(np.asarray(grey))
    return _flattened(_at_most(np.asarray(grey)), _at_most(np.asarray(alpha)))


def _upright(band: Image.Image, opened: Image.Image) -> Image.Image:
    try:
        turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  # broken EXIF is no reason to refuse a picture
        return band
    return band if turn is None else band.transpose(turn)


def _at_most(grey: Grey) -> Grey:
    height, width = grey.shape
    factor = float(np.sqrt(_WORTH_KEEPING / (height * width)))
    return resized(grey, int(width * factor), int(height * factor)) if factor < 1 else grey


def _bands(picture: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """In grey, and how far each place covers what is under it; None if all of it does.

    Made smaller by a whole number where that is far more than enough. A strip at a time: with its
    colours, or as numbers for counting, the whole would take many times the memory.
    """
    factor = max(1, int(sqrt(picture.width * picture.height / _WORTH_KEEPING)))
    size = (-(-picture.width // factor), -(-picture.height // factor))
    clear = picture.has_transparency_data
    grey = Image.new("L", size)
    alpha = Image.new("L", size) if clear else None
    top_level = float(picture.getextrema()[1]) if _counts(picture) else 0.0  # type: ignore[arg-type]
    step = max(1, _STRIP // picture.width // factor) * factor
    for top in range(0, picture.height, step):
        strip = picture.crop((0, top, picture.width, min(picture.height, top + step)))
        strip = _levels(strip, top_level) if _counts(picture) else _plain(strip, clear=clear)
        small = strip.reduce(factor)
        grey.paste(small.getchannel(0), (0, top // factor))
        if alpha is not None:
            alpha.paste(small.getchannel(1), (0, top // factor))
    return grey, alpha


def _counts(picture: Image.Image) -> bool:
    """Whether the levels are numbers beyond 255."""
    return picture.mode.startswith("I") or picture.mode == "F"


def _plain(strip: Image.Image, *, clear: bool) -> Image.Image:
    if clear and strip.mode == "P":
        strip = strip.convert("RGBA")
    return strip.convert("LA" if clear else "L")


def _levels(strip: Image.Image, top: float) -> Image.Image:
    levels = np.asarray(strip).astype(np.float32)
    return Image.fromarray((levels.clip(0) * (_WHITE / max(top, 1.0))).astype(np.uint8))


def _flattened(grey: Grey, alpha: Grey) -> Grey:
    """Lay a picture with clear parts on white, or on black if what is drawn on them is light."""
    seen = alpha > _HALF
    clear = np.count_nonzero(~seen) > seen.size // 4
    light = clear and seen.any() and float(np.median(grey[seen])) > _HALF
    under = _BLACK if light else _WHITE
    paper = Image.new("L", grey.shape[::-1], under)
    return np.asarray(Image.composite(Image.fromarray(grey), paper, Image.fromarray(alpha)))
