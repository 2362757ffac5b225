"""Every page of the desk, for each who works there: WCAG 2.2 AA by axe-core, phone, zoom, keyboard.

Reading the rules by machine finds about half of what can be wrong; the other half is looked at.
"""

import json
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.functional.desk import (
    ADMIN,
    OFFICE,
    OFFICER,
    SUPERVISOR,
    TRAINER,
    Account,
    FrontDoor,
    Person,
)

PHONE = {"width": 360, "height": 740}
TWICE_AS_LARGE = {"width": 640, "height": 450}  # 1280 x 900 at 200 %
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}

# What stands in a sentence may be as small as its letters (WCAG 2.5.8, inline).
SMALL_TARGETS = """() => {
  const inSentence = (e) => e.matches("a") && getComputedStyle(e).display === "inline" &&
    [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim().length > 1);
  return [...document.querySelectorAll("a[href], button, summary, select, input, textarea")]
    .filter((e) => e.checkVisibility() && !e.matches(".skip") && !inSentence(e))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ` +
      e.outerHTML.slice(0, 90));
}"""

# Focus moved by a script is shown as by the keyboard, if the keyboard was used last.
FOCUS_NOT_SEEN = """() => {
  const stops = "a[href], button, summary, select, input:not([type=hidden]), textarea, [tabindex]";
  return [...document.querySelectorAll(stops)]
    .filter((e) => e.checkVisibility() && e.tabIndex >= 0)
    .filter((e) => {
      e.focus();
      const style = getComputedStyle(e);
      return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
    })
    .map((e) => e.outerHTML.slice(0, 90));
}"""

# Once the pictures have been drawn anew for the width.
SIDEWAYS = """async () => {
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth;
}"""
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


class Inspector:
    """Looks at pages, and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._axe = Axe()

    def look_at(self, person: Person, name: str) -> None:
        """Look at the page that is open, with all that is folded on it unfolded."""
        page = person.page
        page.evaluate(UNFOLD)
        seen = self._axe.run(page, options=WCAG).response["violations"]
        self.found += [
            f"{name}: {rule['id']}: {json.dumps(node['target'])} {node['failureSummary']}"
            for rule in seen
            for node in rule["nodes"]
        ]
        for size in (PHONE, TWICE_AS_LARGE):
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            if page.evaluate(SIDEWAYS):
                self.found.append(f"{name}: scrolls sideways at {size['width']}")
            self._keep(name, f"small at {size['width']}", page.evaluate(SMALL_TARGETS))
        page.set_viewport_size({"width": OFFICE["width"], "height": OFFICE["height"]})
        page.keyboard.press("Tab")
        self._keep(name, "focus is not seen", page.evaluate(FOCUS_NOT_SEEN))

    def _keep(self, name: str, what: str, seen: list[str]) -> None:
        self.found += [f"{name}: {what}: {one}" for one in seen]


Look = Callable[[Person, str], None]


@pytest.fixture
def look_at() -> Iterator[Look]:
    inspector = Inspector()
    yield inspector.look_at
    assert inspector.found == [], "\n".join(inspector.found)


def test_what_is_wrong_would_be_noticed(front_door: FrontDoor) -> None:
    """The look at every page is only worth something if it can fail."""
    visitor, inspector = front_door.anybody(), Inspector()
    visitor.opens("/login")
    visitor.page.evaluate(
        """() => {
          const [link, wide] = [document.createElement("a"), document.createElement("p")];
          link.href = "/";
          link.textContent = wide.textContent = "mờ quá";
          link.style.cssText = "outline:none; width:9px; height:9px; display:block; color:#eee";
          wide.style.width = "900px";
          document.querySelector("main").append(link, wide);
        }"""
    )
    inspector.look_at(visitor, "spoilt")
    found = "\n".join(inspector.found)
    for fault in ("color-contrast", "sideways at 360", "9x9 <a", "focus is not seen: <a"):
        assert fault in found


def test_on_the_way_in(front_door: FrontDoor, look_at: Look) -> None:
    account = front_door.new_account("Quản trị")
    newcomer = front_door.anybody()
    newcomer.opens("/khong-co", status=404)
    look_at(newcomer, "no such page, not signed in")
    newcomer.opens("/login")
    look_at(newcomer, "sign-in")
    newcomer.expected.add(401)
    newcomer.signs_in(account.login, "sai mật khẩu")
    expect(newcomer.warning).to_be_visible()
    look_at(newcomer, "sign-in refused")
    newcomer.signs_in(*account)
    look_at(newcomer, "first password")
    newcomer.expected.add(422)
    newcomer.changes_password(account.password, "a" * 12)
    expect(newcomer.warning).to_contain_text("Mật khẩu chưa đủ chắc.")
    look_at(newcomer, "weak password")
    own = "bon tu ngau nhien"
    newcomer.changes_password(account.password, own)
    expect(newcomer.heading).to_have_text("Bật xác thực hai lớp")
    look_at(newcomer, "second factor")
    newcomer.page.get_by_label("Mã 6 số").fill("000000")
    newcomer.button("Bật").click()
    expect(newcomer.warning).to_be_visible()
    look_at(newcomer, "second factor refused")
    newcomer.sets_up_second_factor(account.login)
    look_at(newcomer, "account, done")
    newcomer.button("Đăng xuất").click()
    expect(newcomer.told).to_have_text("Đã đăng xuất.")
    look_at(newcomer, "signed out")
    newcomer.signs_in(account.login, own)
    expect(newcomer.heading).to_have_text("Mã xác thực")
    look_at(newcomer, "code")
    newcomer.page.get_by_label("Mã 6 số").fill("000000")
    newcomer.button("Tiếp tục").click()
    expect(newcomer.warning).to_be_visible()
    look_at(newcomer, "code refused")


def test_pages_of_an_officer(front_door: FrontDoor, look_at: Look) -> None:
    officer = front_door.person(OFFICER)
    for path in (
        *("/", "/cases", "/cases?status=all&q=chuy%E1%BB%83n+kho%E1%BA%A3n", "/cases?q=khongcochu"),
        *("/incidents", "/incidents?handed_over=true", "/second-readings"),
        *("/opinions", "/opinions?status=done", "/new-scripts", "/account", "/account/password"),
        "/statistics",
    ):
        officer.opens(path)
        look_at(officer, path)
    for status in ("pending", "relabelled", "dismissed"):
        officer.opens(officer.finds(f"status={status}&stage=paid")[0])
        look_at(officer, f"case, {status}")
    officer.button("Xoá cả lời kể").click()
    expect(officer.page.locator(".empty")).to_be_visible()
    look_at(officer, "case, narrative gone")
    officer.link("Trang tóm tắt để in").click()
    expect(officer.button("In trang này")).to_be_visible()
    look_at(officer, "summary")
    officer.opens("/incidents?handed_over=true")
    officer.page.locator("td a").first.click()
    expect(officer.page.get_by_text("Đã chuyển cho nơi điều tra").first).to_be_visible()
    look_at(officer, "case, handed over")
    officer.opens("/second-readings")
    officer.case_links.first.click()
    expect(officer.page.get_by_label("Theo bạn, đây là")).to_be_visible()
    look_at(officer, "second reading")
    officer.opens("/cases/khong-phai-ma", status=422)
    look_at(officer, "mistyped address")
    officer.opens("/officers", status=403)
    look_at(officer, "refused")


def test_pages_of_a_supervisor(front_door: FrontDoor, look_at: Look) -> None:
    supervisor = front_door.person(SUPERVISOR)
    for path in ("/", "/cases?status=all", "/dead-letters", "/agreement"):
        supervisor.opens(path)
        look_at(supervisor, path)
    supervisor.case_links.first.click()
    expect(supervisor.page.get_by_label("Theo bạn, đây là")).to_be_visible()
    look_at(supervisor, "settling")


def test_pages_of_a_trainer(front_door: FrontDoor, look_at: Look) -> None:
    trainer = front_door.person(TRAINER)
    for path in ("/", "/new-scripts", "/account"):
        trainer.opens(path)
        look_at(trainer, path)
    trainer.opens("/new-scripts")
    trainer.case_links.first.click()
    expect(trainer.page.get_by_text("Có thể là chiêu mới").first).to_be_visible()
    look_at(trainer, "case")


def test_pages_of_an_admin(front_door: FrontDoor, look_at: Look) -> None:
    login, _ = front_door.new_account("Người huấn luyện")
    admin = front_door.person(ADMIN)
    for path in ("/", "/officers", "/audit", "/account", "/dead-letters"):
        admin.opens(path)
        look_at(admin, path)
    admin.opens("/officers")
    row = admin.page.get_by_role("row", name=login)
    row.get_by_role("button", name="Khoá").click()
    expect(admin.told).to_have_text("Đã ghi.")
    look_at(admin, "one switched off")
    row.get_by_role("button", name="Đặt lại").click()
    expect(admin.page.locator("code.secret")).to_be_visible()
    look_at(admin, "one-time password")
    assert Account(login, admin.page.locator("code.secret").inner_text()).password
