import struct
import zlib
from contextlib import suppress
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from casework.evidence.pictures import opening
from casework.evidence.pictures.base import NotAPicture, PictureRefused, TooLarge
from casework.evidence.pictures.opening import open_picture
from tests.unit.casework.evidence.pictures.made_up import chunk, drawn, png_promising, written

MOST = 1_000_000
PAGE = drawn("Xin chào")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_the_formats_that_phones_send_are_opened(kind: str) -> None:
    grey = open_picture(written(PAGE, kind), MOST)
    assert grey.shape == (PAGE.height, PAGE.width)
    assert grey.dtype == np.uint8
    assert grey.max() > 240
    assert grey.min() < 40


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "PNG"), ("P", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("I;16", "PNG"),
     ("CMYK", "JPEG"), ("L", "JPEG"), ("RGBA", "WEBP"), ("P", "GIF")],
)  # fmt: skip
def test_every_way_to_store_colours_is_read(mode: str, kind: str) -> None:
    picture = PAGE.convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture).astype(np.uint16) * 257)
    grey = open_picture(written(picture, kind), MOST)
    assert np.median(grey) > 240
    assert grey.min() < 60


@pytest.mark.parametrize("turned", range(10))
def test_a_photo_is_turned_as_its_camera_says(turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    photo = written(PAGE, "PNG", exif=exif)
    with Image.open(BytesIO(photo)) as opened:
        wanted = np.asarray(ImageOps.exif_transpose(opened).convert("L"))
    assert np.array_equal(open_picture(photo, MOST), wanted)


@pytest.mark.parametrize("mode", ["1", "P", "L", "RGB", "RGBA", "LA", "I;16"])
@pytest.mark.parametrize("keeping", [20_000, 5_000])
def test_a_large_picture_is_made_smaller_a_strip_at_a_time(
    mode: str, keeping: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_WORTH_KEEPING", keeping)
    monkeypatch.setattr(opening, "_STRIP", 4_000)
    picture = PAGE.convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture).astype(np.uint16) * 257)
    grey = open_picture(written(picture), MOST)
    assert 0.8 * keeping < grey.size <= keeping
    wanted = PAGE.convert("L").resize((grey.shape[1], grey.shape[0]), Image.Resampling.BOX)
    assert np.abs(grey.astype(int) - np.asarray(wanted)).mean() < 4


def test_a_photo_held_upright_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    grey = open_picture(written(PAGE, "JPEG", exif=exif), MOST)
    assert grey.shape == (PAGE.width, PAGE.height)


def test_broken_notes_of_a_camera_are_no_reason_to_refuse() -> None:
    picture = written(PAGE, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert open_picture(picture, MOST).shape == (PAGE.height, PAGE.width)


@pytest.mark.parametrize(("ink", "page"), [("black", 255), ("white", 0)])
def test_letters_on_a_clear_page_stand_out(ink: str, page: int) -> None:
    mask = Image.eval(PAGE.convert("L"), lambda level: 255 - level)
    picture = Image.new("RGBA", PAGE.size, ink)
    picture.putalpha(mask)
    grey = open_picture(written(picture), MOST)
    assert abs(int(np.median(grey)) - page) < 5
    assert abs(int(grey[mask_of(mask)].mean()) - page) > 200


def mask_of(mask: Image.Image) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    return np.asarray(mask) > 250


def test_only_the_first_frame_of_an_animation_is_read() -> None:
    other = Image.new("RGB", PAGE.size, "black")
    picture = written(PAGE, "GIF", save_all=True, append_images=[other] * 50)
    assert np.median(open_picture(picture, MOST)) > 240


@pytest.mark.parametrize(
    "picture",
    [
        png_promising(100_000, 100_000),
        png_promising(1001, 1000),
        b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b"\x2c" + bytes(20),
        b"BM" + struct.pack("<IHHI", 54, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 50_000, 50_000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(50),
        written(Image.new("1", (1001, 1000))),
    ],
)  # fmt: skip
def test_too_many_pixels_are_refused_by_the_head_alone(picture: bytes) -> None:
    with pytest.raises(TooLarge):
        open_picture(picture, MOST)


@pytest.mark.parametrize(
    "size",
    [(7, 400), (400, 7), (8, 481), (481, 8), (3, 300_000), (300_000, 3), (8, 60_000)],
)
def test_what_is_too_thin_for_writing_is_refused_by_the_head_alone(size: tuple[int, int]) -> None:
    with pytest.raises(NotAPicture):
        open_picture(png_promising(*size), MOST)


@pytest.mark.parametrize("size", [(8, 480), (480, 8), (30, 1800)])
def test_what_is_long_may_be_a_whole_chat(size: tuple[int, int]) -> None:
    assert open_picture(written(Image.new("L", size)), MOST).shape == size[::-1]


BOMB = zlib.compress(bytes(5_000_000), 9)


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"x",
        b"not a picture, but longer than any head of one" * 10,
        b"%PDF-1.4\n%%EOF",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        written(PAGE)[:500],
        written(PAGE, "JPEG")[:1500],
        written(PAGE, "WEBP")[:500],
        written(PAGE, "TIFF"),
        written(PAGE, "PPM"),
        png_promising(0, 10),
        png_promising(10, 10),
        png_promising(10, 10, chunk(b"zTXt", b"note\0\0" + BOMB), chunk(b"IDAT", b"")),
        written(Image.new("L", (1, 1))),
    ],
)
def test_what_is_no_picture_is_refused(picture: bytes) -> None:
    with pytest.raises(NotAPicture):
        open_picture(picture, MOST)


def test_a_bomb_in_a_colour_profile_is_not_unpacked_without_end() -> None:
    rows = zlib.compress(b"\0" + bytes(10))
    picture = png_promising(
        10, 1, chunk(b"iCCP", b"name\0\0" + BOMB), chunk(b"IDAT", rows)
    )  # one row is too slim for writing
    with pytest.raises(PictureRefused):
        open_picture(picture, MOST)


def test_more_rows_than_the_head_says_are_left_alone() -> None:
    picture = png_promising(10, 10, chunk(b"IDAT", BOMB))
    assert open_picture(picture, MOST).shape == (10, 10)


def test_an_error_quotes_nothing_of_the_picture() -> None:
    with pytest.raises(NotAPicture) as raised:
        open_picture(written(PAGE)[:500], MOST)
    assert raised.value.args == ()
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


SEEDS = [written(PAGE, kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP")]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 60_000), st.binary(min_size=1, max_size=8)), max_size=8),
    st.integers(0, 60_000),
)
def test_damaged_pictures_are_read_or_refused(
    seed: bytes, damage: list[tuple[int, bytes]], cut: int
) -> None:
    picture = bytearray(seed)
    for lot, content in damage:
        # Mostly at the head, where sizes and tables stand.
        place = lot % (len(picture) if lot % 2 else min(200, len(picture)))
        picture[place : place + len(content)] = content
    if cut % 4 == 0:
        del picture[cut % len(picture) :]
    with suppress(PictureRefused):
        assert open_picture(bytes(picture), MOST).size <= MOST


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([seed[:16] for seed in SEEDS] + [b""]), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(head: bytes, rest: bytes) -> None:
    with suppress(PictureRefused):
        assert open_picture(head + rest, MOST).size <= MOST
