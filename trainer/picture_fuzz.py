"""Breaks pictures at random and gives them to the bot's own reader, for as long as one likes.

For developers: `python -m trainer.picture_fuzz 2000`. Each must be read or refused within the time
limit, by a worker that stays within its memory. The short form of this runs with the tests.
"""

import argparse
import asyncio
import random
import struct
import sys
import time
import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from casework.evidence.pictures.base import PictureRefused
from casework.evidence.pictures.reader import SECONDS, LocalPictureReader, installed_tesseract

_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


def seeds() -> list[bytes]:
    """Whole pictures of all formats, small and large, some in palette, with clear parts, moving."""
    made: list[bytes] = []
    for size in ((60, 40), (400, 300), (1500, 2500)):
        page = Image.new("RGB", size, "white")
        for row in range(10, size[1], 40):
            ImageDraw.Draw(page).text(
                (10, row), "Tai khoan cua ban bi khoa 0123456789" * 3, "black"
            )
        made.extend(_written(page, kind) for kind in _KINDS)
        made.append(_written(page.convert("P"), "PNG"))
        made.append(_written(page.convert("RGBA"), "WEBP"))
        made.append(_written(page.convert("CMYK"), "JPEG"))
    frames = [Image.new("P", (200, 200), number) for number in range(30)]
    made.append(_written(frames[0], "GIF", frames[1:]))
    return made


def _written(picture: Image.Image, kind: str, more: list[Image.Image] | None = None) -> bytes:
    out = BytesIO()
    if more:
        picture.save(out, kind, save_all=True, append_images=more)
    else:
        picture.save(out, kind)
    return out.getvalue()


def broken(lot: random.Random, whole: list[bytes]) -> bytes:
    """A picture with something wrong: bytes changed, cut, doubled, two in one, or a bomb."""
    one = bytearray(lot.choice(whole))
    other = lot.choice(whole)
    ways = {
        "noise": lambda: lot.randbytes(lot.randint(0, 3000)),
        "cut": lambda: bytes(one[: lot.randrange(len(one))]),
        "joined": lambda: bytes(
            one[: lot.randrange(len(one))] + other[lot.randrange(len(other)) :]
        ),
        "bomb": lambda: _bomb(lot),
        "changed": lambda: _changed(one, lot),
        "changed again": lambda: _changed(one, lot),
    }
    return ways[lot.choice(list(ways))]()


def _changed(one: bytearray, lot: random.Random) -> bytes:
    for _ in range(lot.choice((1, 2, 5, 50))):
        # Half of it at the head, where sizes and tables stand.
        place = lot.randrange(min(len(one), 200) if lot.randrange(2) else len(one))
        one[place] = lot.randrange(256)
    return bytes(one)


def _bomb(lot: random.Random) -> bytes:
    """A PNG of a few KiB that unpacks to much more, just below the limit of pixels or above it."""
    width, height = lot.choice(((6300, 6300), (39_000_000, 1), (3, 13_000_000), (100_000, 100_000)))
    depth, colours = lot.choice(((8, 0), (8, 2), (16, 6), (1, 0), (8, 4)))
    rows = min(30_000_000, width * height)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, lot.randrange(2))),
        (b"IDAT", zlib.compress(bytes(rows), 1)),
        (b"IEND", b""),
    ]
    if lot.randrange(2):
        parts.insert(1, (lot.choice((b"iCCP", b"zTXt")), b"n\0\0" + zlib.compress(bytes(rows), 1)))
    written = b"\x89PNG\r\n\x1a\n"
    for kind, content in parts:
        check = zlib.crc32(kind + content)
        written += struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
    return written


async def fuzz(count: int, seed: int) -> tuple[Counter[str], float, int]:
    """How many were read and refused, the longest time, the worker's largest memory in KiB."""
    lot, whole = random.Random(seed), seeds()  # noqa: S311  # to be repeated
    outcomes: Counter[str] = Counter()
    longest, memory = 0.0, 0
    async with LocalPictureReader(tesseract=installed_tesseract()) as reader:
        for _ in range(count):
            picture = broken(lot, whole)
            began = time.perf_counter()
            try:
                await reader.read(picture)
                outcomes["read"] += 1
            except PictureRefused as refusal:
                outcomes[type(refusal).__name__] += 1
            longest = max(longest, time.perf_counter() - began)
            memory = max([memory, *map(_memory, reader.worker_pids)])
    return outcomes, longest, memory


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM:"))


def main() -> int:
    """Break so many pictures and tell what became of them."""
    parser = argparse.ArgumentParser(prog="python -m trainer.picture_fuzz", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    outcomes, longest, memory = asyncio.run(fuzz(chosen.count, chosen.seed))
    told = ", ".join(f"{name} {number}" for name, number in sorted(outcomes.items()))
    print(f"{chosen.count} pictures: {told}. Longest {longest:.1f} s, worker {memory >> 10} MiB.")
    return 0 if longest <= SECONDS + 3 else 1


if __name__ == "__main__":
    sys.exit(main())
