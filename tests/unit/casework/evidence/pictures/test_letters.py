import numpy as np
import pytest
from PIL import Image, ImageDraw

from casework.evidence.pictures.letters import in_rows, read_letters
from casework.evidence.pictures.lines import Line
from casework.evidence.pictures.sheet import Sheet, lay_out
from tests.unit.casework.evidence.pictures.made_up import drawn

TEXT = ("Tài khoản của quý khách bị khóa.", "Vui lòng xác thực mã OTP tại", "vcb-moi.example/otp")


def grey_of(picture: Image.Image) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.asarray(picture.convert("L"))


def bubbles() -> Image.Image:
    """Light bubbles on a dark page, and a dark one with light letters."""
    page = Image.new("RGB", (700, 360), "#101014")
    for number, (paper, ink) in enumerate([("#f0f0f0", "black"), ("#0a5cff", "white"),
                                           ("#303034", "#e8e8e8")]):  # fmt: skip
        place = (20 + 20 * number, 10 + 115 * number)
        pen = ImageDraw.Draw(page)
        pen.rounded_rectangle((*place, place[0] + 620, place[1] + 90), 30, fill=paper)
        words = drawn(TEXT[number], ink=ink, page=paper).crop((20, 15, 600, 65))
        page.paste(words, (place[0] + 25, place[1] + 20))
    return page


@pytest.mark.parametrize(
    "picture",
    [
        drawn(*TEXT),
        drawn(*TEXT, ink="#f0f0f0", page="#121212"),
        drawn(*TEXT, ink="#8a8a8e"),
        drawn(*TEXT).rotate(-4, Image.Resampling.BICUBIC, expand=True, fillcolor="white"),
        drawn(*TEXT).resize((360, 107), Image.Resampling.LANCZOS),
        bubbles(),
    ],
    ids=["light", "dark", "pale", "turned", "small", "bubbles"],
)
def test_vietnamese_is_read_whatever_the_colours(picture: Image.Image, tesseract: str) -> None:
    sheet = lay_out(grey_of(picture))
    assert sheet is not None
    assert read_letters(tesseract, sheet).split() == " ".join(TEXT).split()


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_picture_has_no_writing(level: int) -> None:
    assert lay_out(np.full((400, 300), level, np.uint8)) is None


def test_noise_is_survived() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (300, 400), dtype=np.uint8)
    lay_out(noise)


@pytest.mark.parametrize("shape", [(3, 3), (3, 2000), (2000, 3), (40, 40)])
def test_odd_shapes_are_survived(shape: tuple[int, int]) -> None:
    lay_out(np.random.default_rng(2).integers(0, 256, shape, dtype=np.uint8))


def line(top: float) -> Line:
    return Line(top, top + 20, 0, 100, 20, 0, 5, np.zeros((1, 1), np.float32))


def sheet_of(*rows: int, tops: tuple[float, ...], height: int = 1000) -> Sheet:
    """A sheet with so many lines in each row, each of 40 pixels."""
    spans, down = [], 0
    for count in rows:
        spans.append(tuple((down + 40 * at, down + 40 * at + 40) for at in range(count)))
        down += 40 * count
    places = tuple(map(line, tops))
    return Sheet(np.zeros((1, 1), np.uint8), tuple(spans), places, height)


def tsv(*words: tuple[int, float, str]) -> str:
    """Tesseract's answer: (number of the line on the sheet, how sure, word)."""
    rows = [f"5\t1\t1\t1\t1\t1\t{at}\t{number * 40 + 10}\t50\t20\t{sure}\t{word}"
            for at, (number, sure, word) in enumerate(words)]  # fmt: skip
    return "\n".join(["level\tpage", *rows])


def test_lines_side_by_side_make_one_row_and_a_gap_parts_paragraphs() -> None:
    words = tsv((0, 95, "Số"), (0, 95, "tiền"), (1, 95, "500k"), (2, 95, "Ngân"), (3, 95, "Phí"))
    sheet = sheet_of(2, 1, 1, tops=(200, 240, 400))
    assert in_rows(sheet, words) == "Số tiền 500k\nNgân\n\nPhí"


@pytest.mark.parametrize(
    ("sure", "word", "kept"),
    [(5, "©", False), (10, "ơ", False), (90, "ơ", True), (3, "bit.example/x7", True),
     (12, "0912345678", True), (30, "!!", False), (35, "em", True)],
)  # fmt: skip
def test_the_remains_of_icons_are_dropped_but_links_and_numbers_never(
    sure: float, word: str, *, kept: bool
) -> None:
    words = tsv((0, 95, "chuyển"), (0, sure, word))
    assert (word in in_rows(sheet_of(1, tops=(300,)), words).split()) is kept


def test_a_row_of_nothing_but_odd_letters_is_dropped() -> None:
    words = tsv((0, 20, "ơ="), (0, 30, "le"), (1, 95, "Chào"))
    assert in_rows(sheet_of(1, 1, tops=(300, 330)), words) == "Chào"


@pytest.mark.parametrize(
    ("head", "top", "kept"),
    [("09:41 4G", 10, False), ("09:41 Viettel LTE 85%", 10, False), ("9:41 .il =)", 10, False),
     ("09:41 Vietcombank", 10, True), ("09:41", 600, True), ("Hôm nay 09:41", 10, True)],
)  # fmt: skip
def test_the_phones_own_bar_is_not_part_of_the_message(head: str, top: int, *, kept: bool) -> None:
    words = tsv(*((0, 95.0, word) for word in head.split()), (1, 95, "Chào"))
    text = in_rows(sheet_of(1, 1, tops=(top, top + 30)), words)
    assert text.split() == (f"{head} Chào" if kept else "Chào").split()


def test_what_is_read_is_composed() -> None:
    words = tsv((0, 95, "xa\u0301c"))
    assert in_rows(sheet_of(1, tops=(300,)), words) == "x\u00e1c"
