"""Has tesseract read a sheet, and keeps of its answer what it is sure of, in the rows as found."""

import re
import subprocess
import unicodedata
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from PIL import Image

from casework.evidence.pictures.paragraphs import Row, joined
from casework.evidence.pictures.sheet import Sheet

LANGUAGES: Final = "vie"
# Percent, as tesseract counts. Below it, what looks like the remains of an icon is dropped. Never a
# long word: of links and account numbers tesseract is not sure even when it reads them well.
_SURE: Final = 40.0
SECONDS: Final = 7.0
"""Of tesseract, for one picture. A page of 600 letters takes it about one."""
_ODD: Final = re.compile(r"\W*\w?\W*")
_SHORT: Final = re.compile(r"\W*(?:\w\W*){0,3}")
_PSM: Final = "6"
# What stands beside the time at the head of a phone's screen; icons are read as a few odd letters.
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}")
_OF_STATUS_BAR: Final = re.compile(
    r"\d{1,2}[:.]\d{2}|\d{1,3}%|[345]G\+?|LTE|VoLTE|Viettel|VinaPhone|MobiFone|Vietnamobile",
    re.IGNORECASE,
)
_ODD_LETTERS: Final = 5
_COLUMNS: Final = 12
_TOP: Final = 0.15


@dataclass(frozen=True, slots=True)
class _Word:
    middle: float
    left: int
    sure: float
    text: str = field(repr=False)


def read_letters(tesseract: str, sheet: Sheet) -> str:
    """What stands on the sheet, NFC.

    Raises OSError, CalledProcessError, or TimeoutExpired after SECONDS.
    """
    drawn = BytesIO()
    Image.fromarray(sheet.grey).save(drawn, "PPM")
    answer = subprocess.run(  # noqa: S603  # the operator's tesseract, the picture on its stdin
        [tesseract, "stdin", "stdout", "-l", LANGUAGES, "--psm", _PSM, "tsv"],
        input=drawn.getvalue(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=SECONDS,
    )
    return in_rows(sheet, answer.stdout.decode("utf-8", "replace"))


def in_rows(sheet: Sheet, tsv: str) -> str:
    """Tesseract's words, put back into the rows in which their lines stood."""
    words = _words(tsv)
    rows: list[Row] = []
    last_bottom = 0.0
    first = True
    for place, spans in zip(sheet.places, sheet.rows, strict=True):
        text = " ".join(filter(None, (_line(words, span) for span in spans)))
        if not text:
            continue
        was_first, first = first, False
        if was_first and _is_status_bar(text, place.top / sheet.height):
            continue
        # A gap as high as a line parts paragraphs.
        apart = bool(rows) and place.top - last_bottom > 2.4 * place.letter
        rows.append(Row(text, place.left, place.right, apart, whole=len(spans) == 1))
        last_bottom = place.bottom
    return unicodedata.normalize("NFC", joined(rows))


def _words(tsv: str) -> list[_Word]:
    found = []
    for row in tsv.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == _COLUMNS and cells[0] == "5" and cells[11].strip():
            left, top, _, height = map(int, cells[6:10])
            found.append(_Word(top + height / 2, left, float(cells[10]), cells[11].strip()))
    return found


def _line(words: list[_Word], span: tuple[int, int]) -> str:
    here = [word for word in words if span[0] <= word.middle <= span[1]]
    sure = sum(word.sure for word in here) / max(1, len(here))
    if sure < _SURE and all(_SHORT.fullmatch(word.text) for word in here):
        return ""
    here = [word for word in here if word.sure >= _SURE or not _ODD.fullmatch(word.text)]
    if not any(letter.isalnum() for word in here for letter in word.text):
        return ""
    return " ".join(word.text for word in here)


def _is_status_bar(text: str, place: float) -> bool:
    """Whether a first line is the phone's own: the time, the network, the battery."""
    if place > _TOP or not _CLOCK.match(text):
        return False
    return sum(map(str.isalnum, _OF_STATUS_BAR.sub("", text))) <= _ODD_LETTERS
