"""How well pictures are read: drawn screenshots, and imitated photos of a screen.

For developers: `python -m trainer.picture_bench` draws them with chromium, has the bot's own reader
read them, and writes docs/benchmarks-pictures.md. The reader was tuned on the half that `--half
tune` draws; the report is about the other, which is drawn from other lots.
"""

import argparse
import asyncio
import datetime as dt
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from rapidfuzz.distance import Levenshtein

from casework.evidence.pictures.base import PictureRefused
from casework.evidence.pictures.reader import LocalPictureReader, installed_tesseract
from trainer.drawn_photos import photograph
from trainer.drawn_screens import FONTS, STYLES, TEXTS, Screen, screen

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "benchmarks-pictures.md"
CHROMIUM = Path("/usr/bin/chromium")
TARGETS = {"screenshot": 0.01, "photo": 0.03}
# A tablet's or a desktop's page in a small photo has letters that nobody could read.
_WIDEST_PHOTOGRAPHED = 500
_PACKAGES = ("pillow", "numpy", "scipy", "zxing-cpp", "playwright")
_HOW = """\
## How it was measured

- **Screenshots** are web pages drawn by chromium and saved as JPEG of quality 60 to 95: SMS, chats
  light and dark, a post, a bank's notice, a lock screen; 360 to 1080 CSS pixels wide at a scale of
  2 to 3. They look like the apps that residents use, but are none of them.
- **Photos of a screen are imitations**: a drawn screen goes through a grid of dots, perspective,
  turning by up to 5 degrees, uneven light with a glare, blur, noise and JPEG. No camera took part.
  Real photos may well be worse: shaken, at a slant, with fingers in them.
- The texts are invented; a quarter of the pictures is typed without tone marks.
- A first set of the half reported here showed that the grain of four photos was taken for letters.
  That was mended; the set above was drawn from new lots afterwards.
- **Error** is the edit distance between what was drawn and what was read, by the length of what was
  drawn; both NFC, all gaps taken for one blank, lines in the order in which they stand. A link that
  was broken over two lines must come out whole. The phone's own status bar counts as not drawn: a
  reader that reads it out is charged for it.
- **Time** is that of one picture after another, through the bot's own reader and its worker
  process, with nothing else to read. The machine is shared with other work.
- **Not measured**: real screenshots and real photos, handwriting, fonts that are not named above,
  text in two columns, languages other than Vietnamese."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, and what stands in it."""

    sort: str
    style: str
    picture: bytes = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Measured:
    """How a picture was read: its error as a share of its letters, and the seconds it took."""

    drawn: Drawn
    error: float
    seconds: float


def error_of(drawn: str, read: str) -> float:
    """Edit distance by length; both in one form, with every gap taken for one blank."""
    one, other = (" ".join(unicodedata.normalize("NFC", text).split()) for text in (drawn, read))
    return Levenshtein.distance(one, other) / len(one)


@contextmanager
def browser(fonts: Path | None) -> Iterator[Browser]:
    """Chromium; it also knows the fonts of a folder, if one is given."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = dict(os.environ)
        if fonts is not None:
            wanted = Path(folder) / "fonts.conf"
            wanted.write_text(
                "<fontconfig><include>/etc/fonts/fonts.conf</include>"
                f"<dir>{fonts.resolve()}</dir></fontconfig>",
                encoding="utf-8",
            )
            environment["FONTCONFIG_FILE"] = str(wanted)
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu"],
            env=environment,  # type: ignore[arg-type]  # playwright's stub wants values of any kind
        )
        yield running
        running.close()


def _shot(chromium: Browser, page: Screen) -> tuple[Image.Image, str]:
    with chromium.new_page(
        viewport={"width": page.width, "height": 600}, device_scale_factor=page.scale
    ) as tab:
        tab.set_content(page.html)
        texts: list[str] = tab.evaluate(TEXTS)
        png = tab.screenshot(full_page=True)
    return Image.open(BytesIO(png)).convert("RGB"), "\n".join(texts)


def _lot(half: str, sort: str, number: int) -> random.Random:
    return random.Random(f"{half} 2 {sort} {number}")  # noqa: S311  # to be drawn alike each time


def draw(chromium: Browser, half: str, screens: int, photos: int) -> Iterator[Drawn]:
    """The pictures of a half: screenshots, then photos; each from a lot of its own."""
    for number in range(screens):
        lot = _lot(half, "screenshot", number)
        page = screen(lot, STYLES[number % len(STYLES)])
        seen, text = _shot(chromium, page)
        written = BytesIO()
        seen.save(written, "JPEG", quality=page.quality)
        yield Drawn("screenshot", page.style, written.getvalue(), text)
    for number in range(photos):
        lot = _lot(half, "photo", number)
        page = screen(lot, STYLES[number % len(STYLES)])
        while page.width > _WIDEST_PHOTOGRAPHED:
            page = screen(lot, page.style)
        seen, text = _shot(chromium, page)
        yield Drawn("photo", page.style, photograph(seen, lot), text)


async def measure(pictures: Sequence[Drawn]) -> tuple[list[Measured], int]:
    """Read them all, one after another. Also the worker's largest resident memory in KiB."""
    measured = []
    async with LocalPictureReader(tesseract=installed_tesseract(), seconds=60) as reader:
        for drawn in pictures:
            began = time.perf_counter()
            try:
                text = (await reader.read(drawn.picture)).text or ""
            except PictureRefused:
                text = ""
            seconds = time.perf_counter() - began
            measured.append(Measured(drawn, error_of(drawn.text, text), seconds))
        return measured, max(map(_memory, reader.worker_pids), default=0)


def _memory(pid: int) -> int:
    """The most resident memory that a process ever had, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM:"))


def table(measured: Sequence[Measured]) -> list[str]:
    """A row for each style and one for each sort."""
    rows = [
        "| pictures | number | mean error | median | worst | seconds, median |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for sort in TARGETS:
        of_sort = [one for one in measured if one.drawn.sort == sort]
        for style in STYLES:
            chosen = [one for one in of_sort if one.drawn.style == style]
            rows.extend(_row(f"{sort}: {style}", chosen))
        rows.extend(_row(f"**{sort}: all**", of_sort))
    return rows


def _row(name: str, chosen: Sequence[Measured]) -> Iterator[str]:
    if chosen:
        errors = [one.error for one in chosen]
        seconds = statistics.median(one.seconds for one in chosen)
        yield (
            f"| {name} | {len(chosen)} | {statistics.mean(errors):.2%} "
            f"| {statistics.median(errors):.2%} | {max(errors):.2%} | {seconds:.1f} |"
        )


def verdicts(measured: Sequence[Measured]) -> Iterator[str]:
    """Whether each target is met."""
    for sort, target in TARGETS.items():
        errors = [one.error for one in measured if one.drawn.sort == sort]
        if errors:
            mean = statistics.mean(errors)
            word = "met" if mean <= target else "NOT met"
            yield f"**Target for {sort}s: mean error at most {target:.0%}: {word}, {mean:.2%}.**"


def report(measured: Sequence[Measured], memory: int, half: str, fonts: Path | None) -> str:
    """The whole of docs/benchmarks-pictures.md."""
    named = f"; from a folder: {', '.join(_fonts(fonts))}" if fonts else ""
    parts = (
        "# Benchmarks: reading pictures",
        "Written by `python -m trainer.picture_bench`. Do not edit: run it again.",
        ", ".join(_machine()) + ".",
        f"Half: {half}. Fonts: {', '.join(FONTS)}, as far as the machine has them{named}.",
        f"The worker's memory: at most {memory / 1024:.0f} MiB resident, without tesseract's own.",
        "\n".join(verdicts(measured)),
        "\n".join(table(measured)),
        _HOW,
    )
    return "\n\n".join(parts) + "\n"


def _fonts(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir() if path.suffix in {".ttf", ".otf"})


def _machine() -> Iterator[str]:
    yield f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC"
    yield f"{os.cpu_count()} cores"
    yield f"system {platform.system()} {platform.release()}"
    yield f"Python {platform.python_version()}"
    said = subprocess.run(  # our own command
        ["tesseract", "--version"], capture_output=True, text=True, check=False
    )
    yield (said.stdout or said.stderr).splitlines()[0]
    versions: Mapping[str, str] = {name: metadata.version(name) for name in _PACKAGES}
    yield from (f"{name} {version}" for name, version in versions.items())
    yield f"processes that wanted a core in the last minute: {os.getloadavg()[0]:.1f}"


def main() -> int:
    """Draw, read, write the report."""
    parser = argparse.ArgumentParser(prog="python -m trainer.picture_bench", description=__doc__)
    parser.add_argument("--half", choices=("tune", "report"), default="report")
    parser.add_argument("--screens", type=int, default=64, help="how many screenshots (64)")
    parser.add_argument("--photos", type=int, default=48, help="how many photos (48)")
    parser.add_argument("--fonts", type=Path, help="a folder of more fonts")
    parser.add_argument("--report", type=Path, default=REPORT, help="where the report goes")
    parser.add_argument("--keep", type=Path, help="a folder for the pictures, to look at them")
    chosen = parser.parse_args()
    if installed_tesseract() is None or not CHROMIUM.exists():
        parser.error("apt-get install tesseract-ocr tesseract-ocr-vie chromium")
    with browser(chosen.fonts) as chromium:
        pictures = list(draw(chromium, chosen.half, chosen.screens, chosen.photos))
    if chosen.keep is not None:
        chosen.keep.mkdir(parents=True, exist_ok=True)
        for number, drawn in enumerate(pictures):
            name = chosen.keep / f"{drawn.sort}-{number:03}-{drawn.style}"
            name.with_suffix(".jpg").write_bytes(drawn.picture)
            name.with_suffix(".txt").write_text(drawn.text, encoding="utf-8")
    measured, memory = asyncio.run(measure(pictures))
    chosen.report.write_text(report(measured, memory, chosen.half, chosen.fonts), "utf-8")
    print("\n".join([*verdicts(measured), "", *table(measured), "", f"written: {chosen.report}"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
