"""A drawn screen as if a second phone had photographed it, for the bench.

Lens, sensor and light are imitated, one after another, each by a draw of lots: the grid of the
screen's own dots against the sensor's (moiré), perspective and turning, uneven light with a glare,
blur, noise, JPEG. They are imitations: no real camera took part.
"""

import random
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from scipy import ndimage

Pixels = NDArray[np.float32]


def photograph(screen: Image.Image, lot: random.Random) -> bytes:
    """A photo of a screen, as JPEG. Its longer side has 1600 to 3200 pixels."""
    noise = np.random.default_rng(lot.getrandbits(32))
    long_side = lot.choice((1600, 2000, 2560, 3200))
    framed = _framed(_dots(_pulsing(screen, lot), lot), lot)
    taken = _seen_askew(framed, long_side, lot)
    seen = np.asarray(taken, dtype=np.float32)
    seen = seen * _light(seen.shape[0], seen.shape[1], lot)[:, :, None]
    seen = ndimage.gaussian_filter(seen, (blur := lot.uniform(0.5, 1.1), blur, 0))
    grain = noise.normal(0, lot.uniform(2, 7), seen.shape[:2]).astype(np.float32)
    seen = seen + grain[:, :, None] + noise.normal(0, 2, seen.shape).astype(np.float32)
    photo = Image.fromarray(seen.clip(0, 255).astype(np.uint8))
    written = BytesIO()
    photo.save(written, "JPEG", quality=lot.choice((65, 75, 85, 92)))
    return written.getvalue()


def _pulsing(screen: Image.Image, lot: random.Random) -> Image.Image:
    """The screen's brightness falls a little in wide bands, as a short exposure shows it."""
    high = screen.height
    rows = np.arange(high, dtype=np.float32)
    bands = 1 - lot.uniform(0, 0.08) * (1 + np.sin(rows * 6.28 / (high / lot.uniform(2, 7)))) / 2
    lit = np.asarray(screen.convert("RGB"), dtype=np.float32) * bands[:, None, None]
    return Image.fromarray(lit.clip(0, 255).astype(np.uint8))


def _dots(screen: Image.Image, lot: random.Random) -> Image.Image:
    """Every dot of the screen is three strips, red, green and blue, with dark gaps between."""
    lit = np.asarray(screen, dtype=np.float32)
    depth = lot.uniform(0.05, 0.25)
    mask = np.full((2, 3, 3), 1 - depth, dtype=np.float32)
    for strip in range(3):
        mask[:, strip, strip] = 1
    mask[1] *= 1 - depth / 2
    tiles = np.tile(mask, (lit.shape[0] // 2 + 1, lit.shape[1] // 3 + 1, 1))
    return Image.fromarray((lit * tiles[: lit.shape[0], : lit.shape[1]]).astype(np.uint8))


def _framed(screen: Image.Image, lot: random.Random) -> Image.Image:
    """The phone's dark edge, and the table on which it lies."""
    edge = round(screen.width * lot.uniform(0.015, 0.04))
    table = round(screen.width * lot.uniform(0.02, 0.15))
    shade = lot.randint(60, 190)
    whole = Image.new(
        "RGB",
        (screen.width + 2 * (edge + table), screen.height + 2 * (edge + table)),
        (shade, shade - 10, shade - 25),
    )
    ImageDraw.Draw(whole).rounded_rectangle(
        (table, table, whole.width - table, whole.height - table), edge * 2, fill=(18, 18, 20)
    )
    whole.paste(screen, (table + edge, table + edge))
    return whole


def _seen_askew(framed: Image.Image, long_side: int, lot: random.Random) -> Image.Image:
    """Turned by up to five degrees, and seen a little from the side."""
    factor = long_side / max(framed.size)
    wide, high = round(framed.width * factor), round(framed.height * factor)
    small = framed.filter(ImageFilter.BoxBlur(max(0.0, (1 / factor - 1) / 2)))
    lean = 0.035
    corners = [(lot.uniform(0, lean) * framed.width, lot.uniform(0, lean) * framed.width)
               for _ in range(4)]  # fmt: skip
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    source = [(ax, ay), (framed.width - bx, by), (framed.width - cx, framed.height - cy),
              (dx, framed.height - dy)]  # fmt: skip
    seen = small.transform(
        (wide, high),
        Image.Transform.PERSPECTIVE,
        _coefficients([(0, 0), (wide, 0), (wide, high), (0, high)], source),
        Image.Resampling.BICUBIC,
    )
    return seen.rotate(
        lot.uniform(-5, 5), Image.Resampling.BICUBIC, expand=True, fillcolor=(70, 66, 60)
    )


def _coefficients(
    seen: list[tuple[float, float]], source: list[tuple[float, float]]
) -> list[float]:
    """The eight numbers of the perspective that brings the four corners of `seen` to `source`."""
    rows: list[list[float]] = []
    goal: list[float] = []
    for (x, y), (u, v) in zip(seen, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        goal.extend((u, v))
    return [float(number) for number in np.linalg.solve(np.array(rows), np.array(goal))]


def _light(high: int, wide: int, lot: random.Random) -> Pixels:
    """How bright each place is: a slope across the picture, and perhaps the glare of a lamp."""
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    down, across = down / high, across / wide
    slope = 1 - lot.uniform(0, 0.35) * (down if lot.choice((True, False)) else 1 - across)
    far = (down - lot.random()) ** 2 + (across - lot.random()) ** 2
    glare = lot.uniform(0, 0.3) * np.exp(-far / lot.uniform(0.01, 0.06))
    lit: Pixels = (slope + glare).astype(np.float32)
    return lit
