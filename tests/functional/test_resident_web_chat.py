"""A resident on the web chat page, in a real browser, with a scripted bot behind it."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, FrameLocator, Locator, Page, Route, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route as ServedRoute

from bot.channels.rate_limit import RateLimit
from bot.channels.web import WebChannel
from bot.front import front_app
from bot.messages import Button, InboundMessage, Reply
from tests.functional.conftest import CHROMIUM, CHROMIUM_ARGS
from tests.functional.desk import free_port

PAGE = Path(__file__).resolve().parents[2] / "bot" / "channels" / "web_page"

PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 800}
SMALLEST = {"width": 320, "height": 568}

WELCOME = Reply("Chào bạn, lời chào của máy.")
NAMED = Reply("⚠️ DỪNG LẠI, khoan làm theo lời họ.", (Button("Vì sao?", "why"),))
STAGE = Reply(
    "Bạn đã đưa gì cho họ chưa?",
    (Button("Đã chuyển tiền rồi", "stage:paid"), Button("Chưa đưa gì", "stage:approach")),
)
PAID = Reply("🆘 Đã mất tiền: làm NGAY.", (Button("Làm gì tiếp?", "todo"),))
LONG = Reply("DÒNG ĐẦU GẤP NHẤT.\n" + "Thêm một bước nữa phải làm.\n" * 60)
LONG_LINK = Reply("Đừng bấm https://" + "congangia" * 40 + ".top\ndòng hai")
DELETED = Reply("Đã xoá cuộc trò chuyện này.", forgets=True)
SCRIPT: dict[str, Sequence[Reply]] = {
    "/start": (WELCOME,),
    "công an gọi tôi": (NAMED, STAGE),
    "stage:paid": (PAID,),
    "dài": (LONG,),
    "link": (LONG_LINK,),
    "/xoa": (DELETED,),
    "xoá hết tin nhắn của tôi": (DELETED,),
    "phần đầu": (),  # the next message answers for it
}


class ScriptedBot:
    """Answers from SCRIPT, anything else with what it was told; remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []
        self.slow = 0.0

    @property
    def told(self) -> list[str]:
        return [m.choice or str(m.text) for m in self.heard]

    async def answer(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        said = message.choice or str(message.text)
        if self.slow and said != "/start":
            await asyncio.sleep(self.slow)
        return SCRIPT.get(said, (Reply(f"Bạn kể: {said}"),))


@pytest.fixture
def bot() -> ScriptedBot:
    return ScriptedBot()


def fill(text: str) -> str:
    return text.replace("{canh_sat_113}", "113")


@contextmanager
def served(app: Starlette, port: int) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
    with socket.create_server(("127.0.0.1", port)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        give_up = time.monotonic() + 10
        while not server.started and time.monotonic() < give_up:
            time.sleep(0.01)
        assert server.started
        yield f"http://127.0.0.1:{port}/"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def portal_port() -> int:
    return free_port()


@pytest.fixture
def address(bot: ScriptedBot, portal_port: int) -> Iterator[str]:
    """Where the real web channel's application is being served."""
    channel = WebChannel(fill, [f"http://localhost:{portal_port}"])
    with served(front_app(channel.routes(bot.answer)), free_port()) as url:
        yield url


class Resident:
    """What a resident sees and does on the page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda said: self.problems.append(said.text))
        self.story = page.get_by_label("Kể chuyện bạn vừa gặp")
        self.from_bot = page.locator(".said.bot")
        self.own = page.locator(".said.mine > p")

    def comes(self) -> "Resident":
        self.page.goto(self.address)
        expect(self.from_bot.first).to_contain_text(WELCOME.text)
        return self

    def says(self, text: str) -> None:
        self.story.fill(text)
        self.button("Gửi").click()

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True)

    def holds_back_messages(self, times: int | None = None) -> list[Route]:
        """The requests held back from now on, at most so many; continue_() lets one go."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.page.route("**/chat/messages", hold, times=times)
        return held

    def loses_the_network(self) -> None:
        self.page.route("**/chat/*", lambda route: route.abort())

    def has_network_again(self) -> None:
        self.page.unroute("**/chat/*")
        # The browser itself reports each failed request; that is what was asked for.
        self.problems = [p for p in self.problems if "net::ERR_FAILED" not in p]

    def assert_fits(self) -> None:
        """No sideways scrolling, and the input row within sight."""
        sizes = "[document.documentElement.scrollWidth, innerWidth, innerHeight]"
        wide, width, height = self.page.evaluate(sizes)
        assert wide <= width
        expect(self.story).to_be_visible()
        box = self.story.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height


OpenPage = Callable[..., Resident]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens pages; at the end none may have caused an error, nor broken the content policy."""
    opened: list[Resident] = []

    def open_one(*, touch: bool = False, script: bool = True, **size: int) -> Resident:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            has_touch=touch,
            is_mobile=touch,
            java_script_enabled=script,
            locale="vi-VN",
        )
        context.set_default_timeout(10_000)
        opened.append(Resident(context.new_page(), address))
        return opened[-1]

    yield open_one
    for resident in opened:
        resident.page.context.close()
    assert [problem for resident in opened for problem in resident.problems] == []


@pytest.fixture
def resident(open_page: OpenPage) -> Resident:
    """One on a cheap phone, who types with a keyboard so that Enter can be pressed."""
    return open_page(**PHONE).comes()


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESKTOP], ids=lambda size: str(size["width"]))
def test_page_fits_the_screen(open_page: OpenPage, size: dict[str, int]) -> None:
    resident = open_page(**size).comes()
    resident.assert_fits()
    resident.says("link")
    expect(resident.from_bot.last).to_contain_text("dòng hai")
    resident.says("công an gọi tôi")
    expect(resident.button("Chưa đưa gì")).to_be_visible()
    resident.assert_fits()


def test_type_and_buttons_are_large(resident: Resident) -> None:
    resident.says("công an gọi tôi")
    button = resident.button("Chưa đưa gì")
    expect(button).to_be_visible()
    bubble = resident.from_bot.last
    font, line = bubble.evaluate(
        "e => [getComputedStyle(e).fontSize, getComputedStyle(e).lineHeight].map(parseFloat)"
    )
    assert font >= 18
    assert line >= 1.5 * font
    box, outer = button.bounding_box(), bubble.bounding_box()
    assert box is not None
    assert outer is not None
    assert box["height"] >= 48
    assert box["width"] > 0.85 * outer["width"]
    for label in ("Gửi", "Gọi ai – báo ở đâu", "Xoá"):
        box = resident.button(label).bounding_box()
        assert box is not None
        assert box["height"] >= 48


def test_welcome_comes_from_the_bot(resident: Resident, bot: ScriptedBot) -> None:
    assert bot.told == ["/start"]
    expect(resident.from_bot).to_have_count(1)


def test_nothing_overtakes_the_start(open_page: OpenPage, bot: ScriptedBot) -> None:
    """It makes the bot forget, so a story that came before it would be lost."""
    resident = open_page(**PHONE)
    held = resident.holds_back_messages(times=1)
    resident.page.goto(resident.address)
    resident.says("kể ngay")
    resident.page.wait_for_timeout(300)
    assert bot.told == []
    held[0].continue_()
    expect(resident.from_bot).to_contain_text([WELCOME.text, "Bạn kể: kể ngay"])
    assert bot.told == ["/start", "kể ngay"]


def test_reload_does_not_make_the_bot_forget(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("tôi kể dở")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: tôi kể dở")
    resident.page.reload()
    expect(resident.from_bot.filter(has_text="Trang vừa mở lại")).to_be_visible()
    expect(resident.from_bot.filter(has_text="Bạn kể: tôi kể dở")).to_be_visible()
    assert bot.told == ["/start", "tôi kể dở"]
    resident.button("Nhắc lại việc cần làm").click()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: todo")
    assert len({message.chat for message in bot.heard}) == 1


def test_after_a_reload_the_last_questions_can_be_answered(
    resident: Resident, bot: ScriptedBot
) -> None:
    resident.says("công an gọi tôi")
    expect(resident.button("Chưa đưa gì")).to_be_visible()
    resident.page.reload()
    expect(resident.button("Vì sao?")).to_be_enabled()
    expect(resident.button("Bắt đầu lại")).to_be_enabled()
    resident.button("Đã chuyển tiền rồi").click()
    expect(resident.from_bot.last).to_contain_text(PAID.text)
    assert bot.told[1:] == ["công an gọi tôi", "stage:paid"]
    for label in ("Vì sao?", "Chưa đưa gì", "Bắt đầu lại"):
        expect(resident.button(label)).to_be_disabled()


def test_an_answer_being_made_during_a_reload_is_shown(
    resident: Resident, bot: ScriptedBot
) -> None:
    bot.slow = 1.0
    with resident.page.expect_request("**/chat/messages"):
        resident.says("kể xong thì tải lại")
    resident.page.wait_for_timeout(100)
    resident.page.reload()
    expect(resident.page.locator("#reading")).to_be_visible()
    resident.says("tin gửi trong lúc chờ")
    expect(resident.from_bot.filter(has_text="Bạn kể: kể xong thì tải lại")).to_have_count(1)
    expect(resident.from_bot.last).to_contain_text("Bạn kể: tin gửi trong lúc chờ")
    expect(resident.page.locator("#reading")).to_be_hidden()
    assert bot.told[1:] == ["kể xong thì tải lại", "tin gửi trong lúc chờ"]


def test_a_reload_after_deleting_shows_the_confirmation_only(resident: Resident) -> None:
    resident.says("chuyện riêng")
    resident.button("Xoá").click()
    resident.page.locator(".offers").get_by_role("button", name="Xoá", exact=True).click()
    expect(resident.from_bot.last).to_contain_text("Đã xoá")
    resident.page.reload()
    expect(resident.from_bot.filter(has_text="Đã xoá")).to_be_visible()
    expect(resident.page.locator("#log")).not_to_contain_text("chuyện riêng")


def test_a_bot_that_was_started_again_says_so(resident: Resident, bot: ScriptedBot) -> None:
    port = free_port()
    for text in ("chuyện cũ", None):
        fresh = front_app(WebChannel(fill).routes(bot.answer))
        with served(fresh, port) as resident.address:
            if text:
                resident.comes().says(text)
                expect(resident.from_bot.last).to_contain_text(f"Bạn kể: {text}")
                continue
            resident.page.reload()
            expect(resident.from_bot.last).to_contain_text("không còn nhớ chuyện")
            resident.button("Bắt đầu lại").click()
            expect(resident.from_bot.last).to_contain_text(WELCOME.text)


def test_a_reload_without_network_still_helps(resident: Resident) -> None:
    resident.says("tôi kể dở")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: tôi kể dở")
    resident.loses_the_network()
    resident.page.reload()
    expect(resident.from_bot.last).to_contain_text("đừng đọc mã OTP")
    resident.has_network_again()
    resident.button("Xem lại").click()
    expect(resident.from_bot.filter(has_text="Bạn kể: tôi kể dở")).to_be_visible()
    expect(resident.page.locator(".failed")).to_have_count(0)


def test_no_button_moves_away_from_under_the_finger(resident: Resident) -> None:
    """When the page has come to its end, the row that says there is more goes."""
    resident.loses_the_network()
    resident.page.reload()
    button = resident.button("Xem lại")
    button.scroll_into_view_if_needed()
    resident.has_network_again()
    more = resident.page.locator("#more")
    # As it is between a scroll and the page's being told of it.
    more.evaluate(
        "row => { window.hold = (scroll) => scroll.stopImmediatePropagation();"
        "addEventListener('scroll', hold, true); row.hidden = false;"
        "scrollTo(0, document.documentElement.scrollHeight); }"
    )
    box = button.bounding_box()
    assert box is not None
    resident.page.mouse.move(box["x"] + 20, box["y"] + 5)
    resident.page.mouse.down()
    resident.page.evaluate(
        "removeEventListener('scroll', hold, true); dispatchEvent(new Event('scroll'))"
    )
    resident.page.mouse.up()
    expect(resident.from_bot.filter(has_text=WELCOME.text)).to_be_visible()
    resident.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(more).to_be_hidden()


def test_nothing_that_was_typed_is_stored_in_the_browser(resident: Resident) -> None:
    resident.says("lời riêng")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: lời riêng")
    kept = resident.page.evaluate("[{...sessionStorage}, {...localStorage}]")
    assert kept == [{"canhgiac-started": "yes"}, {}]


def test_without_javascript_the_first_steps_are_there(open_page: OpenPage) -> None:
    resident = open_page(script=False, **PHONE)
    resident.page.goto(resident.address)
    expect(resident.from_bot).to_contain_text("đừng đọc mã OTP")
    expect(resident.from_bot).to_contain_text("không phải công an")
    # A form that no script answers would put the story into the address.
    expect(resident.page.locator("#composer")).to_be_hidden()


def test_typed_message_is_answered(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("có người  gọi\nđòi tiền")
    expect(resident.own).to_have_text("có người  gọi\nđòi tiền", use_inner_text=True)
    expect(resident.from_bot.last).to_contain_text("Bạn kể: có người")
    expect(resident.story).to_have_value("")
    expect(resident.story).to_be_focused()
    expect(resident.page.locator("#reading")).to_be_hidden()
    assert bot.told[1:] == ["có người  gọi\nđòi tiền"]


def test_several_messages_at_once(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("phần đầu")
    resident.says("phần sau")
    expect(resident.own).to_have_text(["phần đầu", "phần sau"])
    expect(resident.from_bot.last).to_contain_text("Bạn kể: phần sau")
    expect(resident.from_bot).to_have_count(2)
    assert sorted(bot.told[1:]) == ["phần sau", "phần đầu"]


def test_waiting_is_shown(resident: Resident) -> None:
    held = resident.holds_back_messages()
    resident.says("lâu")
    expect(resident.page.locator("#reading")).to_be_visible()
    held[0].continue_()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: lâu")
    expect(resident.page.locator("#reading")).to_be_hidden()


def test_tapped_button_posts_its_value(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("công an gọi tôi")
    resident.button("Đã chuyển tiền rồi").click()
    expect(resident.from_bot.last).to_contain_text(PAID.text)
    expect(resident.own.last).to_have_text("Đã chuyển tiền rồi")
    assert bot.heard[-1].choice == "stage:paid"
    assert bot.heard[-1].text == ""


def test_older_buttons_stay_but_are_disabled(resident: Resident) -> None:
    resident.says("công an gọi tôi")
    # Two replies that came together can both still be answered.
    expect(resident.button("Vì sao?")).to_be_enabled()
    resident.button("Đã chuyển tiền rồi").click()
    expect(resident.button("Làm gì tiếp?")).to_be_enabled()
    for label in ("Vì sao?", "Đã chuyển tiền rồi", "Chưa đưa gì"):
        expect(resident.button(label)).to_be_visible()
        expect(resident.button(label)).to_be_disabled()


def test_answer_without_buttons_leaves_the_older_ones(resident: Resident) -> None:
    resident.says("công an gọi tôi")
    resident.button("Vì sao?").click()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: why")
    expect(resident.button("Chưa đưa gì")).to_be_enabled()


def test_double_tap_counts_once(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("công an gọi tôi")
    expect(resident.button("Đã chuyển tiền rồi")).to_be_visible()
    held = resident.holds_back_messages()
    for _ in range(2):
        resident.button("Đã chuyển tiền rồi").dispatch_event("click")
    expect(resident.own).to_have_text(["công an gọi tôi", "Đã chuyển tiền rồi"])
    held[0].continue_()
    expect(resident.from_bot.last).to_contain_text(PAID.text)
    assert bot.told.count("stage:paid") == len(held) == 1


def test_quick_command(resident: Resident, bot: ScriptedBot) -> None:
    resident.button("Gọi ai – báo ở đâu").click()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: /lienhe")
    expect(resident.own).to_have_text("Gọi ai – báo ở đâu")
    assert bot.told[1:] == ["/lienhe"]


def test_deleting_is_confirmed_and_clears_the_screen(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("chuyện riêng")
    resident.button("Xoá").click()
    resident.button("Không xoá").click()
    expect(resident.own).to_have_count(1)
    assert "/xoa" not in bot.told
    resident.button("Xoá").click()
    resident.page.locator(".offers").get_by_role("button", name="Xoá", exact=True).click()
    expect(resident.from_bot).to_contain_text(["Đã xoá cuộc trò chuyện này."])
    expect(resident.own).to_have_count(0)


def test_deleting_in_other_words_clears_the_screen_too(resident: Resident) -> None:
    resident.says("chuyện riêng")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: chuyện riêng")
    resident.says("xoá hết tin nhắn của tôi")
    expect(resident.from_bot).to_contain_text([DELETED.text])
    expect(resident.page.locator("#log")).not_to_contain_text("chuyện riêng")


def test_a_deletion_that_failed_leaves_the_screen(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SCRIPT, "/xoa", (Reply("Chưa xoá được."),))
    resident.says("chuyện riêng")
    resident.says("/xoa")
    expect(resident.from_bot.last).to_contain_text("Chưa xoá được.")
    expect(resident.own).to_have_text(["chuyện riêng", "/xoa"])


def other_tab(resident: Resident) -> Resident:
    other = Resident(resident.page.context.new_page(), resident.address)
    other.problems = resident.problems
    return other


def test_a_second_tab_goes_on_with_the_conversation(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("công an gọi tôi")
    expect(resident.button("Chưa đưa gì")).to_be_visible()
    second = other_tab(resident)
    second.page.goto(resident.address)
    expect(second.from_bot.filter(has_text=STAGE.text)).to_be_visible()
    second.button("Đã chuyển tiền rồi").click()
    expect(second.from_bot.last).to_contain_text(PAID.text)
    resident.says("kể tiếp")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: kể tiếp")
    assert bot.told == ["/start", "công an gọi tôi", "stage:paid", "kể tiếp"]
    assert len({message.chat for message in bot.heard}) == 1


def test_a_tab_opened_by_a_link_elsewhere_goes_on_too(
    resident: Resident, bot: ScriptedBot, portal_port: int
) -> None:
    """For a link on a foreign page the browser keeps our cookie back; it must not be replaced."""
    resident.says("tôi kể dở")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: tôi kể dở")

    async def page(_request: Request) -> HTMLResponse:
        link = f'<link rel="icon" href="data:,"><a href="{resident.address}">Hỏi</a>'
        return HTMLResponse(link)

    with served(Starlette(routes=[ServedRoute("/", page)]), portal_port):
        second = other_tab(resident)
        second.page.goto(f"http://localhost:{portal_port}/")
        second.page.get_by_role("link", name="Hỏi").click()
        expect(second.from_bot.filter(has_text="Bạn kể: tôi kể dở")).to_be_visible()
    resident.says("kể tiếp")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: kể tiếp")
    assert bot.told == ["/start", "tôi kể dở", "kể tiếp"]
    assert len({message.chat for message in bot.heard}) == 1


def test_a_second_tab_without_network_ends_nothing(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("tôi kể dở")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: tôi kể dở")
    second = other_tab(resident)
    second.page.route("**/chat/last", lambda route: route.abort())
    second.page.goto(resident.address)
    second.says("kể tiếp")
    expect(second.from_bot.last).to_contain_text("Bạn kể: kể tiếp")
    assert bot.told == ["/start", "tôi kể dở", "kể tiếp"]
    resident.problems[:] = [p for p in resident.problems if "net::ERR_FAILED" not in p]


def test_keyboard_alone_is_enough(resident: Resident, bot: ScriptedBot) -> None:
    keyboard = resident.page.keyboard
    expect(resident.story).to_be_focused()
    keyboard.type("công an")
    keyboard.press("Shift+Enter")
    keyboard.type("gọi tôi")
    keyboard.press("Enter")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: công an\ngọi tôi", use_inner_text=True)
    keyboard.type("công an gọi tôi")
    keyboard.press("Enter")
    expect(resident.button("Chưa đưa gì")).to_be_visible()
    keyboard.press("Shift+Tab")
    expect(resident.button("Chưa đưa gì")).to_be_focused()
    assert (
        resident.button("Chưa đưa gì").evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    )
    keyboard.press("Shift+Tab")
    expect(resident.button("Đã chuyển tiền rồi")).to_be_focused()
    keyboard.press("Enter")
    expect(resident.from_bot.last).to_contain_text(PAID.text)
    expect(resident.story).to_be_focused()
    assert bot.told[-1] == "stage:paid"


def test_enter_while_an_input_method_composes_sends_nothing(resident: Resident) -> None:
    resident.story.fill("tieng vie")
    resident.story.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(resident.own).to_have_count(0)


def test_on_a_touch_screen_enter_makes_a_new_line(open_page: OpenPage, bot: ScriptedBot) -> None:
    resident = open_page(touch=True, **PHONE).comes()
    expect(resident.story).not_to_be_focused()  # no keyboard over the welcome
    resident.story.tap()
    resident.page.keyboard.type("dòng một")
    resident.page.keyboard.press("Enter")
    resident.page.keyboard.type("dòng hai")
    expect(resident.own).to_have_count(0)
    resident.button("Gửi").tap()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: dòng một")
    assert bot.told[1:] == ["dòng một\ndòng hai"]
    resident.assert_fits()


def test_long_answer_shows_its_beginning(resident: Resident) -> None:
    resident.says("dài")
    expect(resident.from_bot.last).to_contain_text("DÒNG ĐẦU GẤP NHẤT")
    header = resident.page.locator("#header").bounding_box()
    answer = resident.from_bot.last.bounding_box()
    assert header is not None
    assert answer is not None
    assert header["y"] == 0
    assert 0 <= answer["y"] - header["height"] < 40


def test_more_below_is_pointed_at(resident: Resident) -> None:
    more = resident.page.locator("#more")
    expect(more).to_be_hidden()
    resident.says("dài")
    expect(more).to_be_visible()
    resident.assert_fits()
    last_line = resident.from_bot.last.locator(".line").last
    expect(last_line).not_to_be_in_viewport()
    for _ in range(8):
        more.dispatch_event("click")  # it hides itself once the end is in sight
    expect(last_line).to_be_in_viewport()
    expect(more).to_be_hidden()


def test_room_is_left_above_an_open_keyboard(open_page: OpenPage) -> None:
    resident = open_page(width=360, height=320, touch=True).comes()
    resident.says("dài")
    first_line = resident.from_bot.last.locator(".line").first
    expect(first_line).to_be_in_viewport()
    expect(resident.story).not_to_be_focused()  # the keyboard makes room for the answer
    box = first_line.bounding_box()
    assert box is not None
    assert box["y"] < 60
    resident.assert_fits()


def test_five_thousand_characters(resident: Resident, bot: ScriptedBot) -> None:
    story = ("họ gọi hoài, tôi sợ lắm. " * 250)[:5000].strip()
    resident.story.fill(story)
    resident.assert_fits()
    resident.button("Gửi").click()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: họ gọi hoài")
    assert bot.told[1:] == [story]
    resident.assert_fits()


def test_longest_allowed_vietnamese_message_passes_the_server(
    resident: Resident, bot: ScriptedBot
) -> None:
    resident.says("ế" * 20_000)
    expect(resident.from_bot.last).to_contain_text("Bạn kể: ế")
    assert len(bot.told[-1]) == 20_000


def test_too_long_message_is_kept_with_a_note(resident: Resident, bot: ScriptedBot) -> None:
    resident.says("a" * 20_001)
    note = resident.page.get_by_role("alert")
    expect(note).to_contain_text("Tin dài quá")
    expect(resident.story).to_have_value("a" * 20_001)
    assert bot.told == ["/start"]
    resident.story.fill("ngắn")
    expect(note).to_be_empty()


def test_html_is_shown_literally(resident: Resident) -> None:
    nasty = '<img src=x onerror="alert(1)"><script>alert(2)</script><b>đậm</b> &amp;'
    resident.says(nasty)
    expect(resident.own).to_have_text(nasty)
    expect(resident.from_bot.last.locator("p")).to_have_text(f"Bạn kể: {nasty}")
    expect(resident.page.locator("#log img, #log script, #log b")).to_have_count(0)


def test_addresses_are_no_links(resident: Resident) -> None:
    resident.says("link")
    expect(resident.from_bot.last).to_contain_text("https://congangia")
    expect(resident.page.locator("#log a")).to_have_count(0)


def test_lost_network_still_helps_and_loses_nothing(resident: Resident, bot: ScriptedBot) -> None:
    resident.loses_the_network()
    resident.says("tin một")
    expect(resident.from_bot.last).to_contain_text("Mất mạng")
    resident.says("tin hai")
    expect(resident.page.locator(".failed")).to_have_count(1)
    expect(resident.page.locator(".failed")).to_contain_text("đừng đọc mã OTP")
    expect(resident.own).to_have_text(["tin một", "tin hai"])
    expect(resident.page.locator("#reading")).to_be_hidden()
    resident.has_network_again()
    resident.button("Gửi lại").click()
    expect(resident.from_bot.filter(has_text="Bạn kể: tin một")).to_be_visible()
    expect(resident.from_bot.filter(has_text="Bạn kể: tin hai")).to_be_visible()
    expect(resident.page.locator(".failed")).to_have_count(0)
    expect(resident.own).to_have_count(2)
    assert sorted(bot.told[1:]) == ["tin hai", "tin một"]


def test_an_answer_lost_on_its_way_is_not_made_twice(resident: Resident, bot: ScriptedBot) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    resident.page.route("**/chat/messages", lose_the_answer, times=1)
    resident.says("kể một lần")
    expect(resident.from_bot.last).to_contain_text("Mất mạng")
    resident.has_network_again()
    resident.button("Gửi lại").click()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: kể một lần")
    assert bot.told[1:] == ["kể một lần"]


def test_what_was_lost_goes_along_with_the_next_message(
    resident: Resident, bot: ScriptedBot
) -> None:
    resident.loses_the_network()
    resident.says("tin một")
    expect(resident.from_bot.last).to_contain_text("Mất mạng")
    resident.has_network_again()
    resident.says("tin hai")
    expect(resident.from_bot.filter(has_text="Bạn kể: tin một")).to_be_visible()
    expect(resident.from_bot.filter(has_text="Bạn kể: tin hai")).to_be_visible()
    expect(resident.page.locator(".failed")).to_have_count(0)
    assert sorted(bot.told[1:]) == ["tin hai", "tin một"]


def test_deleting_drops_what_was_lost(resident: Resident, bot: ScriptedBot) -> None:
    resident.loses_the_network()
    resident.says("chuyện riêng")
    expect(resident.from_bot.last).to_contain_text("Mất mạng")
    resident.has_network_again()
    resident.says("/xoa")
    expect(resident.from_bot.last).to_contain_text("Đã xoá")
    assert bot.told[1:] == ["/xoa"]


def test_who_is_limited_gets_the_emergency_steps(open_page: OpenPage, bot: ScriptedBot) -> None:
    limited = WebChannel(fill, limit=RateLimit(in_all=1))
    with served(front_app(limited.routes(bot.answer)), free_port()) as url:
        resident = open_page(**PHONE)
        resident.address = url
        resident.comes().says("họ bắt tôi chuyển tiền")
        expect(resident.from_bot.last).to_contain_text("đừng chuyển tiền")
        expect(resident.from_bot.last).to_contain_text("gọi 113")
        expect(resident.button("Gửi lại")).to_be_visible()
    assert all("429" in problem for problem in resident.problems)
    resident.problems.clear()


def test_broken_server_is_not_called_a_lost_network(resident: Resident) -> None:
    resident.page.route("**/chat/messages", lambda route: route.fulfill(status=502, body="<html>"))
    resident.says("tin")
    expect(resident.from_bot.last).to_contain_text("Máy đang trục trặc")
    expect(resident.from_bot.last).to_contain_text("đừng đọc mã OTP")
    resident.page.unroute("**/chat/messages")
    resident.problems.clear()  # the browser's own word on the 502
    resident.button("Gửi lại").click()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: tin")


def test_lost_cookie_is_replaced_unnoticed(resident: Resident) -> None:
    resident.page.context.clear_cookies()
    resident.says("vẫn gửi được")
    expect(resident.from_bot.last).to_contain_text("Bạn kể: vẫn gửi được")
    assert all("403" in problem for problem in resident.problems)
    resident.problems.clear()


def test_conversation_is_a_log_for_screen_readers(resident: Resident) -> None:
    log = resident.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    resident.says("công an gọi tôi")
    expect(log).to_contain_text("Bạn: ")
    expect(log).to_contain_text("Cảnh Giác: ")
    expect(resident.page.locator("html")).to_have_attribute("lang", "vi")
    assert resident.page.locator("#reading").get_attribute("aria-hidden") == "true"


@pytest.mark.parametrize("policy_breaker", ["script", "style"])
def test_content_policy_would_be_noticed(open_page: OpenPage, policy_breaker: str) -> None:
    """The check at the end of every test is only worth something if it can fail."""
    resident = open_page(**PHONE).comes()
    resident.page.evaluate(
        """tag => {
            const element = document.createElement(tag);
            element.textContent = tag === "script" ? "1" : "body{}";
            document.head.append(element);
        }""",
        policy_breaker,
    )
    resident.page.wait_for_timeout(100)
    assert any("Content Security Policy" in problem for problem in resident.problems)
    resident.problems.clear()


def test_page_weighs_little() -> None:
    assert sum(file.stat().st_size for file in PAGE.iterdir()) < 42_000


PORTAL = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng thông tin</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/portal.css">
<script src="{chat}embed.js" defer></script><script src="{chat}embed.js" defer></script>
<body><main><h1>Uỷ ban nhân dân phường</h1><p>Tin tức trong tuần.</p>
<button id="own">Nút của cổng</button></main></body></html>"""

# A portal whose styles are as loud as can be, and laid out so that one more child would show.
PORTAL_STYLE = """body { display: grid; grid-template-columns: repeat(2, 1fr); margin: 0 }
button, iframe, div { background: red; font-size: 9px; position: static; width: 30px }"""


@pytest.fixture
def portal(address: str, portal_port: int) -> Iterator[str]:
    """A portal of another site, with the strictest policy under which the button works."""
    policy = f"default-src 'none'; style-src 'self'; script-src {address}; frame-src {address}"

    async def page(_request: Request) -> HTMLResponse:
        body = PORTAL.replace("{chat}", address)
        return HTMLResponse(body, headers={"Content-Security-Policy": policy})

    async def style(_request: Request) -> HTMLResponse:
        return HTMLResponse(PORTAL_STYLE, media_type="text/css")

    app = Starlette(routes=[ServedRoute("/tin", page), ServedRoute("/portal.css", style)])
    with served(app, portal_port):
        yield f"http://localhost:{portal_port}/tin?ai=rieng"


class Visitor(Resident):
    """A resident on a page of the portal."""

    def __init__(self, resident: Resident) -> None:
        self.page = resident.page
        self.problems = resident.problems
        self.opener = self.button("Nghi bị lừa? Hỏi Cảnh Giác")
        self.dialog = self.page.get_by_role("dialog", name="Trò chuyện với Cảnh Giác")
        self.frame: FrameLocator = self.page.frame_locator("canhgiac-chat iframe")
        self.story = self.frame.get_by_label("Kể chuyện bạn vừa gặp")
        self.from_bot = self.frame.locator(".said.bot")

    def says(self, text: str) -> None:
        self.story.fill(text)
        self.frame.get_by_role("button", name="Gửi", exact=True).click()


def visits(open_page: OpenPage, portal: str, **size: int) -> Visitor:
    visitor = Visitor(open_page(**size))
    visitor.page.goto(portal)
    expect(visitor.opener).to_be_visible()
    return visitor


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESKTOP], ids=lambda size: str(size["width"]))
def test_portal_has_one_button_that_opens_the_chat(
    open_page: OpenPage, portal: str, bot: ScriptedBot, size: dict[str, int]
) -> None:
    visitor = visits(open_page, portal, **size)
    expect(visitor.opener).to_have_count(1)
    assert bot.told == []  # nothing is loaded before it is wanted
    visitor.opener.click()
    expect(visitor.dialog).to_be_visible()
    expect(visitor.from_bot.first).to_contain_text(WELCOME.text)
    visitor.says("công an gọi tôi")
    visitor.frame.get_by_role("button", name="Đã chuyển tiền rồi").click()
    expect(visitor.from_bot.last).to_contain_text(PAID.text)
    assert bot.told == ["/start", "công an gọi tôi", "stage:paid"]
    assert len({message.chat for message in bot.heard}) == 1
    box = visitor.dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
    assert visitor.page.context.cookies() == []


def test_portal_keeps_its_layout_and_we_our_looks(open_page: OpenPage, portal: str) -> None:
    visitor = visits(open_page, portal, **PHONE)
    where = "document.querySelector('main').getBoundingClientRect().toJSON()"
    beside = visitor.page.evaluate(where)
    visitor.page.evaluate(
        "document.querySelector('canhgiac-chat').style.setProperty('display', 'none', 'important')"
    )
    assert visitor.page.evaluate(where) == beside
    visitor.page.evaluate("document.querySelector('canhgiac-chat').style.removeProperty('display')")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    look = visitor.opener.evaluate(
        "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).fontSize]"
    )
    assert look == ["rgb(11, 61, 92)", "18px"]
    box = visitor.opener.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["y"] + box["height"] <= PHONE["height"]


def test_the_frame_is_worked_by_keyboard(open_page: OpenPage, portal: str) -> None:
    visitor = visits(open_page, portal, **DESKTOP)
    keyboard = visitor.page.keyboard
    visitor.page.locator("#own").focus()
    keyboard.press("Tab")
    expect(visitor.opener).to_be_focused()
    assert visitor.opener.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    keyboard.press("Enter")
    expect(visitor.story).to_be_focused()
    keyboard.press("Escape")  # inside the frame
    expect(visitor.dialog).to_be_hidden()
    expect(visitor.opener).to_be_focused()
    keyboard.press("Enter")
    visitor.button("Đóng trò chuyện").focus()
    keyboard.press("Escape")  # on the bar above it
    expect(visitor.dialog).to_be_hidden()
    expect(visitor.opener).to_be_focused()
    keyboard.press("Enter")
    visitor.button("Đóng trò chuyện").click()
    expect(visitor.dialog).to_be_hidden()


def test_a_frame_closed_and_opened_again_goes_on(
    open_page: OpenPage, portal: str, bot: ScriptedBot
) -> None:
    visitor = visits(open_page, portal, **PHONE)
    visitor.opener.click()
    visitor.says("tôi kể dở")
    expect(visitor.from_bot.last).to_contain_text("Bạn kể: tôi kể dở")
    visitor.button("Đóng trò chuyện").click()
    visitor.opener.click()
    expect(visitor.from_bot.last).to_contain_text("Bạn kể: tôi kể dở")
    assert bot.told == ["/start", "tôi kể dở"]


def test_a_frame_without_any_storage_begins_anew(
    open_page: OpenPage, portal: str, bot: ScriptedBot
) -> None:
    """Where cookies of third parties are blocked, Chromium denies a frame even sessionStorage."""
    visitor = visits(open_page, portal, **PHONE)
    for number in range(2):
        visitor.page.goto(portal)
        visitor.opener.click()
        visitor.says(f"tin {number}")
        expect(visitor.from_bot.last).to_contain_text(f"Bạn kể: tin {number}")
    assert bot.told == ["/start", "tin 0", "/start", "tin 1"]
    assert len({message.chat for message in bot.heard}) == 2


def test_on_the_next_page_of_the_portal_the_frame_goes_on(
    browser: Browser, portal: str, address: str, bot: ScriptedBot, tmp_path: Path
) -> None:
    """In a browser that lets a frame have a sessionStorage, of its own for each portal."""
    (tmp_path / "Default").mkdir()
    allowed = {"profile": {"cookie_controls_mode": 0}}
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(allowed), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=CHROMIUM_ARGS
    )
    with context:
        visitor = Visitor(Resident(context.pages[0], address))
        visitor.page.goto(portal)
        visitor.opener.click()
        visitor.says("tôi kể dở")
        expect(visitor.from_bot.last).to_contain_text("Bạn kể: tôi kể dở")
        visitor.page.goto(f"{portal}&trang=2")
        visitor.opener.click()
        expect(visitor.from_bot.filter(has_text="Trang vừa mở lại")).to_be_visible()
        expect(visitor.from_bot.filter(has_text="Bạn kể: tôi kể dở")).to_be_visible()
        visitor.says("kể tiếp")
        expect(visitor.from_bot.last).to_contain_text("Bạn kể: kể tiếp")
    assert bot.told == ["/start", "tôi kể dở", "kể tiếp"]
    assert len({message.chat for message in bot.heard}) == 1
    assert visitor.problems == []


def test_a_portal_that_is_not_listed_gets_a_link(open_page: OpenPage, address: str) -> None:
    async def page(_request: Request) -> HTMLResponse:
        return HTMLResponse(PORTAL.replace("{chat}", address))

    with served(Starlette(routes=[ServedRoute("/", page)]), free_port()) as portal:
        visitor = visits(open_page, portal.replace("127.0.0.1", "localhost"), **PHONE)
        visitor.opener.click()
        link = visitor.page.get_by_role("link", name="Mở Cảnh Giác trong trang mới")
        expect(link).to_be_focused()
        expect(visitor.page.locator("canhgiac-chat iframe")).to_be_hidden()
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        with visitor.page.context.expect_page() as opened:
            link.click()
        expect(opened.value.locator(".said.bot").first).to_contain_text(WELCOME.text)
        visitor.page.keyboard.press("Escape")
        expect(visitor.dialog).to_be_hidden()
    assert any("frame-ancestors" in problem for problem in visitor.problems)
    visitor.problems.clear()


def test_a_portal_that_is_listed_shows_no_link(open_page: OpenPage, portal: str) -> None:
    visitor = visits(open_page, portal, **PHONE)
    visitor.opener.click()
    expect(visitor.from_bot.first).to_contain_text(WELCOME.text)
    visitor.page.wait_for_timeout(1_500)
    expect(visitor.story).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Mở Cảnh Giác")).to_have_count(0)


def test_nothing_of_the_portals_page_reaches_us(open_page: OpenPage, portal: str) -> None:
    visitor = Visitor(open_page(**PHONE))
    told: list[dict[str, str]] = []
    visitor.page.on("request", lambda request: told.append(request.all_headers()))
    visitor.page.goto(portal)
    visitor.opener.click()
    expect(visitor.from_bot.first).to_contain_text(WELCOME.text)
    assert len(told) > 5
    assert "rieng" not in json.dumps(told[1:]).replace(portal, "")
    assert visitor.frame.locator("body").evaluate("() => document.referrer") == ""


def test_nobody_else_can_frame_the_page(open_page: OpenPage, address: str) -> None:
    async def page(_request: Request) -> HTMLResponse:
        return HTMLResponse(f'<iframe src="{address}?embed"></iframe><iframe src="{address}">')

    resident = open_page(**PHONE)
    app = Starlette(routes=[ServedRoute("/", page)])
    with served(app, free_port()) as foreign:
        resident.page.goto(foreign.replace("127.0.0.1", "localhost"))
        for number in range(2):
            frame = resident.page.frame_locator("iframe").nth(number)
            expect(frame.locator("#story")).to_have_count(0)
    assert sum("frame-ancestors" in problem for problem in resident.problems) == 2
    resident.problems.clear()


WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    seen = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in seen for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(resident: Resident, scheme: str) -> None:
    resident.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    resident.says("công an gọi tôi")
    expect(resident.button("Chưa đưa gì")).to_be_visible()
    resident.page.reload()
    expect(resident.button("Chưa đưa gì")).to_be_visible()
    resident.loses_the_network()
    resident.says("lời của tôi")
    expect(resident.button("Gửi lại")).to_be_visible()
    # The look at the page is a script of the browser, which its policy lets through.
    assert violations(resident.page) == []
    resident.has_network_again()


def test_button_on_the_portal_is_accessible(open_page: OpenPage, portal: str) -> None:
    visitor = visits(open_page, portal, **PHONE)
    assert not [v for v in violations(visitor.page) if "canhgiac" in v or "Cảnh Giác" in v]
    visitor.opener.click()
    expect(visitor.from_bot.first).to_contain_text(WELCOME.text)
    assert not [v for v in violations(visitor.page) if "own" not in v]
