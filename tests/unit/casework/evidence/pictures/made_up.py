"""Small pictures, drawn here: nobody's screenshot lies in this repository."""

import struct
import zlib
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any

import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFont


def drawn(*lines: str, ink: str = "black", page: str = "white", size: int = 28) -> Image.Image:
    """Lines of text on a page, in the font that matplotlib brings."""
    picture = Image.new("RGB", (640, 40 + 50 * len(lines)), page)
    with as_file(files("matplotlib") / "mpl-data/fonts/ttf/DejaVuSans.ttf") as path:
        font = ImageFont.truetype(str(path), size)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((20, 20 + 50 * number), line, fill=ink, font=font)
    return picture


def cloth(cell: int, side: int) -> Image.Image:
    """Squares, black or white by chance: cheap to send, and of writing it has nothing."""
    dice = np.random.default_rng(cell).integers(0, 2, (side // cell, side // cell), dtype=np.uint8)
    return Image.fromarray(np.kron(dice * 255, np.ones((cell, cell), np.uint8)))


def written(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:  # noqa: ANN401
    """The bytes of a picture in a format."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def code(content: str | bytes, **options: Any) -> Image.Image:  # noqa: ANN401
    """A QR code."""
    out = BytesIO()
    segno.make(content, micro=False).save(out, kind="png", **{"scale": 4, **options})
    return Image.open(out).convert("L")


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG file."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png_promising(width: int, height: int, *parts: bytes, colours: int = 0) -> bytes:
    """A PNG file that says it is so large; `parts` stand between its head and its end.

    `colours`: 0 for grey, 6 for colours of which some are clear.
    """
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + b"".join(parts) + chunk(b"IEND", b"")
