"""A resident sends pictures on the web chat page, in a real browser, with a scripted bot behind."""

import asyncio
import base64
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from bot.channels.web import WebChannel
from bot.front import front_app
from bot.messages import InboundMessage, Reply
from tests.functional.desk import free_port
from tests.functional.test_resident_web_chat import (
    DELETED,
    DESKTOP,
    PHONE,
    WELCOME,
    Resident,
    fill,
    served,
    violations,
)

PROMISE = "Ảnh chỉ được đọc rồi quên, không lưu lại."


def picture(width: int, height: int, kind: str = "PNG", *, noise: bool = False) -> bytes:
    """A picture with something in it; `noise` makes it heavy."""
    if noise:
        drawn = Image.effect_noise((width, height), 40).convert("RGB")
    else:
        drawn = Image.new("RGB", (width, height), "#f6f6f6")
        pen = ImageDraw.Draw(drawn)
        for line in range(10, height - 10, 40):
            pen.rectangle((10, line, width - 20, line + 18), fill="#3a5a80")
    file = io.BytesIO()
    drawn.save(file, kind)
    return file.getvalue()


SCREENSHOT = picture(540, 1170)


class ReadingBot:
    """Fetches every picture, and says how many came; remembers them."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []
        self.pictures: list[bytes] = []
        self.slow = 0.0

    async def answer(self, message: InboundMessage) -> Sequence[Reply]:
        if message.text == "/start":
            return (WELCOME,)
        if message.text == "/xoa":
            return (DELETED,)
        self.heard.append(message)
        await asyncio.sleep(self.slow)
        self.pictures += [await one.fetch() for one in message.pictures]
        return (Reply(f"Bạn gửi {len(message.pictures)} ảnh, kể: {message.text}"),)

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return [Image.open(io.BytesIO(one)).size for one in self.pictures]


@pytest.fixture
def bot() -> ReadingBot:
    return ReadingBot()


@pytest.fixture
def address(bot: ReadingBot) -> Iterator[str]:
    with served(front_app(WebChannel(fill).routes(bot.answer)), free_port()) as url:
        yield url


class Sender(Resident):
    """A resident with pictures."""

    def __init__(self, page: Page, address: str, folder: Path) -> None:
        super().__init__(page, address)
        self._folder = folder
        self._numbers = count()
        self.thumbs = page.locator("#thumbs canvas")
        self.note = page.locator("#note")

    def chooses(self, *files: bytes, name: str = "a.png") -> None:
        """By the button, as in the browser's own dialog."""
        # New ones each time: a file that is written again while the page reads it is gone for it.
        folders = [self._folder / str(next(self._numbers)) for _ in files]
        for folder, body in zip(folders, files, strict=True):
            folder.mkdir()
            (folder / name).write_bytes(body)
        with self.page.expect_file_chooser() as opened:
            self.button("Gửi ảnh").click()
        opened.value.set_files([folder / name for folder in folders])

    def gives(self, event: str, file: bytes, text: str = "") -> None:
        """Pastes or drops, as an event of the browser would bring it."""
        self.page.evaluate(
            """([event, body, text]) => {
                const carried = new DataTransfer();
                const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
                carried.items.add(new File([bytes], "a.png", { type: "image/png" }));
                if (text) carried.setData("text/plain", text);
                const up = { bubbles: true, cancelable: true };
                const made = event === "paste"
                    ? new ClipboardEvent(event, { clipboardData: carried, ...up })
                    : new DragEvent(event, { dataTransfer: carried, ...up });
                document.getElementById("story").dispatchEvent(made);
            }""",
            [event, base64.b64encode(file).decode(), text],
        )

    def sends(self, text: str = "") -> None:
        self.story.fill(text)
        self.button("Gửi").click()

    def hears(self, words: str) -> None:
        expect(self.from_bot.last).to_contain_text(words, timeout=20_000)


OpenPage = Callable[..., Sender]


@pytest.fixture
def open_page(browser: Browser, address: str, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens pages; at the end none may have caused an error, nor broken the content policy."""
    opened: list[Sender] = []

    def open_one(size: dict[str, int]) -> Sender:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]}, locale="vi-VN"
        )
        context.set_default_timeout(10_000)
        folder = tmp_path / f"files {len(opened)}"
        folder.mkdir()
        sender = Sender(context.new_page(), address, folder)
        opened.append(sender)
        sender.comes()
        return sender

    yield open_one
    for sender in opened:
        sender.page.context.close()
    assert [problem for sender in opened for problem in sender.problems] == []


@pytest.fixture
def sender(open_page: OpenPage) -> Sender:
    return open_page(PHONE)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=lambda size: str(size["width"]))
def test_a_screenshot_is_sent_with_words(
    open_page: OpenPage, bot: ReadingBot, size: dict[str, int]
) -> None:
    sender = open_page(size)
    expect(sender.page.get_by_text(PROMISE)).to_be_visible()
    sender.chooses(SCREENSHOT, SCREENSHOT)
    expect(sender.thumbs).to_have_count(2)
    sender.assert_fits()
    sender.sends("tin này thật không")
    sender.hears("Bạn gửi 2 ảnh, kể: tin này thật không")
    expect(sender.thumbs).to_have_count(0)
    expect(sender.page.get_by_role("img", name="Ảnh 2")).to_be_visible()
    sender.assert_fits()
    # A small PNG goes as it is: its letters are sharper.
    assert bot.pictures == [SCREENSHOT, SCREENSHOT]
    assert [kind.value for kind in bot.heard[0].attachments] == ["photo", "photo"]


def test_in_a_frame_the_chat_is_named_without_a_cookie(sender: Sender, bot: ReadingBot) -> None:
    sender.page.context.clear_cookies()
    sender.page.goto(f"{sender.address}?embed")
    expect(sender.from_bot.first).to_contain_text(WELCOME.text)
    sender.chooses(SCREENSHOT)
    sender.sends("trong khung")
    sender.hears("Bạn gửi 1 ảnh, kể: trong khung")
    assert sender.page.context.cookies() == []
    assert len(bot.pictures) == 1


def test_pictures_alone_are_a_message(sender: Sender) -> None:
    sender.chooses(SCREENSHOT)
    expect(sender.thumbs).to_have_count(1)
    sender.button("Gửi").click()
    expect(sender.own).to_have_text(["Gửi 1 ảnh"])
    sender.hears("Bạn gửi 1 ảnh")
    expect(sender.story).to_be_focused()


def test_who_sends_at_once_waits_for_the_pictures(sender: Sender) -> None:
    sender.chooses(picture(900, 900, noise=True))
    sender.sends("gửi liền")
    sender.hears("Bạn gửi 1 ảnh, kể: gửi liền")


@pytest.mark.parametrize(
    ("name", "made", "size"),
    [
        ("photo.jpg", partial(picture, 2400, 1800, "JPEG"), (2000, 1500)),
        ("long.jpg", partial(picture, 1080, 4500, "JPEG"), (720, 3000)),
        ("heavy.png", partial(picture, 800, 2200, noise=True), (727, 2000)),
        ("narrow.bmp", partial(picture, 500, 3000, "BMP"), (500, 3000)),
    ],
)
def test_a_large_picture_is_made_smaller_in_the_browser(
    sender: Sender,
    bot: ReadingBot,
    name: str,
    made: Callable[[], bytes],
    size: tuple[int, int],
) -> None:
    sender.chooses(made(), name=name)
    sender.sends()
    sender.hears("Bạn gửi 1 ảnh")
    assert bot.sizes == [size]
    assert len(bot.pictures[0]) < 1_090_000
    assert bot.pictures[0].startswith(b"\xff\xd8")


def test_four_of_the_heaviest_fit_into_one_message(sender: Sender, bot: ReadingBot) -> None:
    heavy = picture(1500, 1500, "JPEG", noise=True)
    assert len(heavy) > 700_000
    sender.chooses(*[heavy] * 4, name="a.jpg")
    sender.sends("bốn tấm")
    sender.hears("Bạn gửi 4 ảnh")
    assert all(len(one) < 1_090_000 for one in bot.pictures)


def test_a_picture_is_taken_out_again_by_keyboard(sender: Sender, bot: ReadingBot) -> None:
    sender.story.fill("đang kể dở")
    sender.chooses(SCREENSHOT, picture(300, 300))
    expect(sender.thumbs).to_have_count(2)
    sender.button("Bỏ ảnh 1").focus()
    sender.page.keyboard.press("Enter")
    expect(sender.thumbs).to_have_count(1)
    expect(sender.button("Bỏ ảnh 1")).to_be_focused()
    sender.page.keyboard.press("Space")
    expect(sender.button("Gửi ảnh")).to_be_focused()
    expect(sender.story).to_have_value("đang kể dở")
    sender.button("Gửi").click()
    sender.hears("Bạn gửi 0 ảnh, kể: đang kể dở")
    assert bot.pictures == []


def test_more_than_four_are_told_and_four_are_kept(sender: Sender) -> None:
    sender.chooses(*[SCREENSHOT] * 3)
    sender.chooses(*[SCREENSHOT] * 3)
    expect(sender.thumbs).to_have_count(4)
    expect(sender.note).to_contain_text("Mỗi lần gửi được 4 ảnh")
    sender.sends()
    sender.hears("Bạn gửi 4 ảnh")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("thư.pdf", b"%PDF-1.7 no picture"),
        ("ảnh.png", b"\x89PNG but broken"),
        ("vẽ.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_what_is_no_picture_is_told_and_the_words_stay(
    sender: Sender, bot: ReadingBot, name: str, file: bytes
) -> None:
    sender.story.fill("đang kể dở")
    sender.chooses(file, name=name)
    expect(sender.note).to_contain_text("không phải ảnh")
    expect(sender.story).to_have_value("đang kể dở")
    expect(sender.thumbs).to_have_count(0)
    assert bot.heard == []


@pytest.mark.parametrize("event", ["paste", "drop"])
def test_pictures_are_pasted_and_dropped(sender: Sender, event: str) -> None:
    sender.gives(event, SCREENSHOT)
    expect(sender.thumbs).to_have_count(1)
    sender.sends("dán vào")
    sender.hears("Bạn gửi 1 ảnh, kể: dán vào")


def test_pasted_words_stay_words_though_a_picture_of_them_comes_along(sender: Sender) -> None:
    sender.gives("paste", SCREENSHOT, text="tin nhắn")
    sender.page.wait_for_timeout(100)
    expect(sender.thumbs).to_have_count(0)


def test_an_answer_lost_on_its_way_is_not_made_twice(sender: Sender, bot: ReadingBot) -> None:
    sender.page.route("**/chat/pictures", lambda route: (route.fetch(), route.abort())[1], times=1)
    sender.chooses(SCREENSHOT)
    sender.sends("nhớ")
    sender.hears("đừng đọc mã OTP")
    sender.button("Gửi lại").click()
    sender.hears("Bạn gửi 1 ảnh, kể: nhớ")
    assert (len(bot.heard), len(bot.pictures)) == (1, 1)
    sender.has_network_again()


def test_where_pictures_do_not_get_through_the_words_may(sender: Sender) -> None:
    sender.page.route("**/chat/pictures", lambda route: route.abort())
    sender.chooses(SCREENSHOT)
    sender.sends("nó kêu tôi chuyển tiền")
    sender.hears("đừng chuyển tiền")
    sender.button("Chỉ gửi lời kể, bỏ ảnh").click()
    sender.hears("Bạn gửi 0 ảnh, kể: nó kêu tôi chuyển tiền")
    expect(sender.page.locator(".failed")).to_have_count(0)
    sender.has_network_again()


def test_a_busy_house_is_told_kindly_and_nothing_is_lost(
    open_page: OpenPage, bot: ReadingBot
) -> None:
    sender, others = open_page(PHONE), [open_page(PHONE) for _ in range(2)]
    bot.slow = 1.0
    for other in others:
        other.chooses(SCREENSHOT)
        expect(other.thumbs).to_have_count(1)
    sender.chooses(*[picture(900, 900, noise=True)] * 2)
    expect(sender.thumbs).to_have_count(2)
    for other in others:
        with other.page.expect_request("**/chat/pictures"):
            other.sends("trước")
    sender.sends("sau")
    sender.hears("gọi 113 ngay")
    for other in others:
        other.hears("Bạn gửi 1 ảnh")
    sender.button("Gửi lại").click()
    sender.hears("Bạn gửi 2 ảnh, kể: sau")
    sender.problems = [said for said in sender.problems if "429" not in said]


def test_after_a_reload_no_picture_is_left(sender: Sender) -> None:
    sender.chooses(SCREENSHOT)
    sender.sends("gửi rồi")
    sender.hears("Bạn gửi 1 ảnh")
    sender.chooses(SCREENSHOT)
    expect(sender.thumbs).to_have_count(1)
    sender.page.reload()
    expect(sender.from_bot.filter(has_text="Trang vừa mở lại")).to_be_visible()
    expect(sender.page.locator("canvas")).to_have_count(0)
    kept = sender.page.evaluate("[{...sessionStorage}, {...localStorage}]")
    assert kept == [{"canhgiac-started": "yes"}, {}]


def test_deleting_takes_all_pictures_away(sender: Sender) -> None:
    sender.chooses(SCREENSHOT)
    sender.sends("gửi rồi")
    sender.hears("Bạn gửi 1 ảnh")
    sender.chooses(SCREENSHOT)
    expect(sender.thumbs).to_have_count(1)
    sender.button("Xoá").click()
    sender.page.locator(".offers").get_by_role("button", name="Xoá", exact=True).click()
    sender.hears("Đã xoá")
    expect(sender.page.locator("canvas")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_with_pictures_is_accessible(sender: Sender, scheme: str) -> None:
    sender.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sender.chooses(SCREENSHOT)
    sender.sends("một")
    sender.hears("Bạn gửi 1 ảnh")
    sender.chooses(SCREENSHOT)
    expect(sender.thumbs).to_have_count(1)
    assert violations(sender.page) == []
    for label in ("Gửi ảnh", "Bỏ ảnh 1"):
        box = sender.button(label).bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_the_content_policy_lets_no_picture_in_from_elsewhere(sender: Sender) -> None:
    headers = sender.page.request.get(sender.address).headers
    images = re.search(r"img-src ([^;]*);", headers["content-security-policy"])
    assert images is not None
    assert images[1] == "'self'"


def test_pictures_of_the_page_for_a_human_eye(open_page: OpenPage, tmp_path: Path) -> None:
    for size in (PHONE, DESKTOP):
        sender = open_page(size)
        sender.chooses(SCREENSHOT, picture(900, 600))
        sender.sends("tin này thật không")
        sender.hears("Bạn gửi 2 ảnh")
        sender.chooses(*[SCREENSHOT] * 4)
        expect(sender.thumbs).to_have_count(4)
        shown = tmp_path / f"pictures-{size['width']}.png"
        sender.page.screenshot(path=shown)
        sender.assert_fits()
        assert shown.stat().st_size > 10_000
