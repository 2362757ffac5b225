import numpy as np
import pytest
from PIL import Image, ImageOps

from casework.evidence.pictures.codes import read_codes
from tests.unit.casework.evidence.pictures.made_up import code

LINK = "https://nhanqua.example/?ma=1"


def grey_of(picture: Image.Image) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.asarray(picture.convert("L"))


@pytest.mark.parametrize("text", [LINK, "Chuyển khoản giữ chỗ", "00020101021138"])
def test_the_text_of_a_code_is_read(text: str) -> None:
    assert read_codes(grey_of(code(text))) == (text,)


@pytest.mark.parametrize(
    "picture",
    [
        ImageOps.invert(code(LINK)),
        code(LINK).rotate(90),
        code(LINK).rotate(25, expand=True, fillcolor=255),
        code(LINK, scale=2),
        ImageOps.expand(code(LINK, scale=3), 400, 200),
    ],
)
def test_a_code_is_read_dark_turned_small_or_in_a_corner(picture: Image.Image) -> None:
    assert read_codes(grey_of(picture)) == (LINK,)


def test_no_more_than_eight_codes_are_told_and_none_twice() -> None:
    page = Image.new("L", (800, 800), 255)
    texts = [f"mã số {number}" for number in range(11)] + ["mã số 1"]
    for place, text in enumerate(texts):
        page.paste(code(text, scale=3), (place % 4 * 200, place // 4 * 200))
    found = read_codes(grey_of(page))
    assert len(found) == 8
    assert set(found) <= set(texts)


def test_binary_content_is_left_out() -> None:
    assert read_codes(grey_of(code(bytes(range(128, 200))))) == ()


def test_a_picture_without_codes_has_none() -> None:
    assert read_codes(np.full((300, 300), 255, np.uint8)) == ()
