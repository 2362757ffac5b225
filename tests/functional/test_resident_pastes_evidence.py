"""A screenshot, a payment code and a disguised link, through the page and Telegram, for real.

The model, the bot, tesseract and the browser are the real ones; what is pasted is invented.
"""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.process import BotProcess
from bot.rehearsal.serving import served
from casework.evidence.emvco import checksum
from tests.unit.casework.evidence.pictures.made_up import code, written

PATIENCE = 60
FALSE_NAME = "giả tên Vietcombank: tên miền thật là vietcombank.com.vn"
SMS = """
<body style="margin:0;background:#e9edf2;font:17px/1.4 sans-serif">
  <p style="text-align:center;color:#666;font-size:13px">Hôm nay 09:41</p>
  <div style="background:#fff;border-radius:16px;margin:12px;padding:12px 14px;max-width:300px">
    VIETCOMBANK thông báo: tài khoản của quý khách đang đăng nhập trên thiết bị lạ.
    Nếu không phải quý khách, vui lòng vào vcb-xacthuc.top/huy để huỷ trong 24 giờ.
  </div>
</body>
"""
DISGUISED = "ngân hàng nhắn vào hxxps://vietcombank[.]com[.]vn.xac-minh[.]top để khỏi bị khoá thẻ"


class Machine(Protocol):
    folder: Path
    web: str
    environment: dict[str, str]


def tlv(tag: str, value: str) -> str:
    return f"{tag}{len(value):02}{value}"


def payment_code() -> bytes:
    """A VietQR of a bank and an account that are made up but for the bank's number."""
    receiver = tlv("00", "970422") + tlv("01", "0123456789012")
    merchant = tlv("00", "A000000727") + tlv("01", receiver) + tlv("02", "QRIBFTTA")
    body = (
        tlv("00", "01") + tlv("01", "12") + tlv("38", merchant) + tlv("53", "704")
        + tlv("54", "5000000") + tlv("58", "VN") + tlv("62", tlv("08", "phi huy don hang")) + "6304"
    )  # fmt: skip
    return written(code(body + checksum(body)).resize((500, 500)))


@pytest.fixture(scope="module")
def screenshot(browser: Browser) -> bytes:
    """An SMS that poses as a bank's, as a phone shows it."""
    page = browser.new_page(viewport={"width": 360, "height": 300}, device_scale_factor=3)
    page.set_content(SMS)
    taken = page.screenshot()
    page.close()
    return taken


@pytest.fixture
def chat(machine: Machine, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(machine.web)
    expect(page.locator("#story")).to_be_visible()
    yield page
    page.close()


def send(page: Page, *pictures: bytes, text: str = "") -> str:
    """Send words and pictures as a resident does, and wait for the answer: all of it."""
    answers = page.locator("#log .said.bot:not(#welcome)")
    before = answers.count()
    if pictures:
        page.locator("#files").set_input_files(
            [
                FilePayload(name=f"{n}.png", mimeType="image/png", buffer=picture)
                for n, picture in enumerate(pictures)
            ]
        )
        expect(page.locator("#thumbs canvas")).to_have_count(len(pictures))
    page.locator("#story").fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(answers.nth(before)).to_be_visible(timeout=PATIENCE * 1000)
    return "\n".join(answers.all_inner_texts()[before:])


def test_a_screenshot_of_a_false_sms_is_named_on_the_page(chat: Page, screenshot: bytes) -> None:
    said = send(chat, screenshot)
    assert f"vcb-xacthuc[.]top {FALSE_NAME}" in said
    assert "Rất giống chiêu" in said
    assert "không phải công an" in said
    # Nothing of the false link may be tapped.
    links = chat.locator("#log a").evaluate_all("links => links.map(link => link.href)")
    assert not [link for link in links if "vcb-xacthuc" in link]


def test_a_payment_code_is_told_in_words_on_the_page(chat: Page) -> None:
    said = send(chat, payment_code(), text="nó gửi mã này kêu quét để huỷ đơn hàng")
    assert "5.000.000đ" in said
    assert "mất tiền thật" in said
    assert "0123456789012" not in said


def test_a_disguised_link_is_found_on_the_page(chat: Page) -> None:
    said = send(chat, text=DISGUISED)
    assert FALSE_NAME in said
    assert "xac-minh[.]top" in said


def test_two_pictures_are_one_story(chat: Page, screenshot: bytes) -> None:
    said = send(chat, screenshot, payment_code())
    assert FALSE_NAME in said
    chat.get_by_role("button", name="Vì sao?").first.click()
    expect(chat.locator("#log")).to_contain_text("5.000.000đ")


async def on_telegram(machine: Machine, pictures: list[bytes], text: str) -> list[str]:
    """Send pictures and words to the bot on Telegram; all that it answers, one after another."""
    telegram = FakeTelegram()
    async with AsyncExitStack() as stack:
        settings = {**machine.environment, "GATHER_SECONDS": "0.1"}
        # Its own, beside those of the bot that runs already.
        del settings["WEB_PORT"], settings["DEPARTURES_FILE"]
        settings |= telegram.environment(await stack.enter_async_context(served(telegram)))
        stack.push_async_callback(telegram.aclose)
        folder = machine.folder / "telegram"
        folder.mkdir(exist_ok=True)
        bot = BotProcess(folder, {**settings, "DATABASE_URL": f"sqlite:///{folder}/cases.db"})
        await bot.command("webhook", "on")
        await bot.start()
        stack.push_async_callback(bot.stop)
        answers = []
        updates = [*((picture, "") for picture in pictures), (b"", text)]
        for chat, (picture, words) in enumerate(updates, start=501):
            telegram.picture = picture
            update = telegram.photo(str(chat)) if picture else telegram.text(str(chat), words)
            assert await telegram.deliver(update, bot.url) == httpx.codes.OK
            deadline = time.monotonic() + PATIENCE
            while not [sent for sent in telegram.sent if sent.chat == str(chat)]:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.1)
            await asyncio.sleep(1)
            answers.append("\n".join(s.text for s in telegram.sent if s.chat == str(chat)))
        return answers


def test_the_same_over_telegram(machine: Machine, screenshot: bytes) -> None:
    # The browser's driver has an event loop of its own in this thread.
    with ThreadPoolExecutor() as elsewhere:
        talked = on_telegram(machine, [screenshot, payment_code()], DISGUISED)
        told, paid, found = elsewhere.submit(asyncio.run, talked).result()
    assert f"vcb-xacthuc[.]top {FALSE_NAME}" in told
    assert "Rất giống chiêu" in told
    assert "5.000.000đ" in paid
    assert "ai liên hệ với bạn" in paid
    assert FALSE_NAME in found
