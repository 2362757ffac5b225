"""A resident on the web chat page, in a real browser, with a scripted bot behind it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Locator, Page, Route, expect

from bot.channels import web
from bot.messages import Button, InboundMessage, Reply

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
SCRIPT: dict[str, Sequence[Reply]] = {
    "/start": (WELCOME,),
    "công an gọi tôi": (NAMED, STAGE),
    "stage:paid": (PAID,),
    "dài": (LONG,),
    "link": (LONG_LINK,),
    "/xoa": (Reply("Đã xoá cuộc trò chuyện này."),),
    "phần đầu": (),  # the next message answers for it
}


class ScriptedBot:
    """Answers from SCRIPT, anything else with what it was told; remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[InboundMessage] = []

    @property
    def told(self) -> list[str]:
        return [m.choice or str(m.text) for m in self.heard]

    async def answer(self, message: InboundMessage) -> Sequence[Reply]:
        self.heard.append(message)
        said = message.choice or str(message.text)
        return SCRIPT.get(said, (Reply(f"Bạn kể: {said}"),))


@pytest.fixture
def bot() -> ScriptedBot:
    return ScriptedBot()


@pytest.fixture
def address(bot: ScriptedBot) -> Iterator[str]:
    """Where the real web channel's application is being served."""
    app = web.web_app(bot.answer, lambda page: page.replace("{canh_sat_113}", "113"))
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        give_up = time.monotonic() + 10
        while not server.started and time.monotonic() < give_up:
            time.sleep(0.01)
        assert server.started
        yield f"http://127.0.0.1:{port}/"
        server.should_exit = True
        thread.join(10)


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
        self.page.route("**/chat/messages", lambda route: route.abort())

    def has_network_again(self) -> None:
        self.page.unroute("**/chat/messages")
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
    expect(resident.from_bot.last).to_contain_text("Trang vừa mở lại")
    assert bot.told == ["/start", "tôi kể dở"]
    resident.button("Nhắc lại việc cần làm").click()
    expect(resident.from_bot.last).to_contain_text("Bạn kể: todo")
    assert len({message.chat for message in bot.heard}) == 1


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
    page = Path(web.__file__).parent / "web_page"
    assert sum(file.stat().st_size for file in page.iterdir()) < 30_000
