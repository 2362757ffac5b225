import pytest

from bot.channels.image_files import is_image_file


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("image/png", "Screenshot_20261130.png"),
        ("image/jpeg", "IMG_0001.JPG"),
        ("IMAGE/WEBP", "anh.webp"),
        ("image/gif", "a.gif"),
        ("image/bmp", "a.bmp"),
        ("image/jpeg", ""),
        ("image/jpeg", None),
        ("image/jpeg", "ảnh chụp"),
        ("application/octet-stream", "ảnh.png"),
        (None, "ảnh.jpeg"),
        ("", " ảnh.PNG "),
    ],
)
def test_a_screenshot_sent_as_a_file_is_a_picture(kind: object, name: object) -> None:
    assert is_image_file(kind, name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("application/pdf", "đơn.pdf"),
        ("application/vnd.android.package-archive", "VNeID.apk"),
        ("application/vnd.android.package-archive", "anh.jpg"),
        ("image/jpeg", "anh.jpg.apk"),
        ("image/jpeg", "anh.exe"),
        ("application/octet-stream", "anh.jpg.exe"),
        ("application/octet-stream", "ảnh"),
        ("image/svg+xml", "a.svg"),
        ("image/heic", "a.heic"),
        ("text/html", "a.png"),
        (None, None),
        (5, ["a.png"]),
        ({}, {}),
    ],
)
def test_what_may_be_a_program_is_no_picture(kind: object, name: object) -> None:
    assert not is_image_file(kind, name)
