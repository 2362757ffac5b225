"""The officers' desk as a process of its own, and people who sit at it in a real browser."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import httpx
import pyotp
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    StorageState,
    expect,
)

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
CASES = 400
OFFICE = {"width": 1280, "height": 900}
ADMIN = "admin"
OFFICER, SUPERVISOR, TRAINER = "demo.canbo", "demo.chihuy", "demo.huanluyen"
UNREACHED = "server responded with a status of"


class Account(NamedTuple):
    """A login with the one-time password that was shown for it."""

    login: str
    password: str


SETTLED = 450
"""Milliseconds after which console/static/keyboard.js listens."""


@dataclass
class RunningDesk:
    """A console on a free port, with a book of invented cases; who has signed in there, and how."""

    folder: Path
    port: int
    one_time: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    factors: dict[str, str] = field(default_factory=dict)
    states: dict[str, StorageState] = field(default_factory=dict)
    process: "subprocess.Popen[str] | None" = None
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _steps: dict[str, int] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def book(self) -> Path:
        return self.folder / "desk.db"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "DATABASE_URL": f"sqlite:///{self.book}",
            "CONSOLE_KEY": self.key,
            "CONSOLE_HOST": "127.0.0.1",
            "CONSOLE_PORT": str(self.port),
            "SECOND_READING_SHARE": "0",
        }

    def door(self, *arguments: str, book: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """Run `python -m console` over this book or over another one."""
        url = {"DATABASE_URL": f"sqlite:///{book}"} if book else {}
        return subprocess.run(
            [sys.executable, "-P", "-m", "console", *arguments],
            cwd=self.folder,
            env={**self.environment, **url},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def fill(self) -> None:
        """Invented cases and the demo accounts, whose one-time passwords are printed."""
        filled = self.door("demo-data", "--officers", "--cases", str(CASES))
        assert filled.returncode == 0, filled.stdout + filled.stderr
        self.one_time |= dict(re.findall(r"^  (demo\.\w+)  (\S+)$", filled.stdout, re.MULTILINE))

    def start(self) -> None:
        """Open the desk; the first admin's one-time password stands in what it prints."""
        said = self.folder / "desk.log"
        with said.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "console", "run"],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
            )
        give_up = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, said.read_text()
            assert time.monotonic() < give_up, said.read_text()
            time.sleep(0.1)
        login, password = re.findall(r"«([^»]+)»", said.read_text())
        self.one_time[login] = password

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def code_of(self, login: str) -> str:
        """The next code on the phone: each is good once, and that of the next half minute too."""
        now = int(time.time()) // 30
        step = max(now, self._steps.get(login, 0) + 1)
        assert step <= now + 1, f"all codes of {login} around now are used"
        self._steps[login] = step
        return pyotp.TOTP(self.factors[login]).at(step * 30)

    def _answers(self) -> bool:
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.address}/healthz", timeout=1).is_success
        return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Person:
    """Somebody at the desk: what they see there and do."""

    def __init__(self, desk: RunningDesk, context: BrowserContext) -> None:
        self.desk = desk
        self.context = context
        self.problems: list[str] = []
        self.strangers: list[str] = []
        self.asked: list[str] = []
        self.expected: set[int] = set()
        self.says_yes = True
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on("dialog", self._answer)
        self.page: Page = context.new_page()

    def opens(self, path: str, *, status: int = 200) -> None:
        """Go to an address of the desk."""
        if status >= httpx.codes.BAD_REQUEST:
            self.expected.add(status)
        answer = self.page.goto(self.desk.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"

    def goes_by(self, step: Locator) -> None:
        """Go to another page by a link or a button, and wait until it is there."""
        with self.page.expect_navigation():
            step.click()

    def signs_in(self, login: str, password: str) -> None:
        """Fill in the form that is shown."""
        expect(self.heading).to_have_text("Đăng nhập")
        self.page.get_by_label("Tên đăng nhập").fill(login)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.button("Đăng nhập").click()

    def changes_password(self, old: str, new: str) -> None:
        """Fill in the form that is shown."""
        expect(self.heading).to_have_text("Đổi mật khẩu")
        self.page.get_by_label("Mật khẩu đang dùng").fill(old)
        self.page.get_by_label("Mật khẩu mới", exact=True).fill(new)
        self.page.get_by_label("Nhập lại mật khẩu mới").fill(new)
        self.button("Đổi mật khẩu").click()

    def sets_up_second_factor(self, login: str) -> None:
        """Take over the secret from the page, and prove it with a code."""
        expect(self.heading).to_have_text("Bật xác thực hai lớp")
        secret = self.page.locator("code.secret")
        if not secret.is_visible():
            self.page.get_by_text("Không quét được?").click()
        self.desk.factors[login] = secret.inner_text()
        self.page.get_by_label("Mã 6 số").fill(self.desk.code_of(login))
        self.button("Bật").click()
        expect(self.told).to_have_text("Đã bật xác thực hai lớp.")

    def comes_for_the_first_time(self, account: Account) -> None:
        """With a one-time password: it lets nobody further than to a password of their own."""
        self.opens("/incidents")
        self.signs_in(*account)
        expect(self.page.get_by_text("chỉ dùng được một lần")).to_be_visible()
        self.opens("/account")
        own = secrets.token_urlsafe(16)
        self.changes_password(account.password, own)
        # An admin is led on to the second factor; all others are told that it is done.
        expect(self.heading).to_have_text(re.compile("Tài khoản của tôi|Bật xác thực hai lớp"))
        self.desk.own[account.login] = own
        if account.login == ADMIN:
            self.sets_up_second_factor(ADMIN)
        self.desk.states[account.login] = self.context.storage_state()

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")

    @property
    def told(self) -> Locator:
        return self.page.get_by_role("status")

    @property
    def warning(self) -> Locator:
        return self.page.get_by_role("alert")

    @property
    def rows(self) -> Locator:
        return self.page.locator(".case-row")

    @property
    def case_links(self) -> Locator:
        return self.page.locator("a.case-link")

    @property
    def code(self) -> str:
        """The code of the case that is open."""
        return self.page.locator("h1 .code").inner_text()

    @property
    def where(self) -> str:
        """The path that is open, without what follows it."""
        return httpx.URL(self.page.url).path

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def press(self, *keys: str) -> None:
        # The page listens to no letter that strikes while it has just come.
        while self.page.evaluate("performance.now()") < SETTLED:
            self.page.wait_for_timeout(50)
        for key in keys:
            self.page.keyboard.press(key)

    def unfolds(self, name: str) -> Locator:
        """Open one of the folded forms of a case."""
        details = self.page.locator("details", has=self.page.locator("summary", has_text=name))
        details.locator("summary").click()
        return details

    def finds(self, query: str) -> list[str]:
        """The paths of the cases that the queue shows for a query."""
        self.opens(f"/cases?{query}")
        return self.case_paths()

    def case_paths(self) -> list[str]:
        hrefs = self.case_links.evaluate_all("links => links.map(a => a.pathname)")
        return [str(href) for href in hrefs]

    def _note_request(self, request: Request) -> None:
        url = httpx.URL(request.url)
        if url.scheme != "data" and (url.host, url.port) != ("127.0.0.1", self.desk.port):
            self.strangers.append(request.url)

    def _note_console(self, said: ConsoleMessage) -> None:
        known = UNREACHED in said.text and any(f" {n} " in said.text for n in self.expected)
        if not known:
            self.problems.append(said.text)

    def _answer(self, dialog: Dialog) -> None:
        self.asked.append(dialog.message)
        if self.says_yes:
            dialog.accept()
        else:
            dialog.dismiss()


class FrontDoor:
    """Lets people in. At the end nothing may have gone wrong in any browser, or have gone out."""

    def __init__(self, desk: RunningDesk, browser: Browser) -> None:
        self.desk = desk
        self._browser = browser
        self._people: list[Person] = []

    def anybody(
        self,
        *,
        state: StorageState | None = None,
        script: bool = True,
        size: dict[str, int] | None = None,
    ) -> Person:
        """A fresh browser; with a state, of somebody who has signed in before."""
        width, height = (size or OFFICE).values()
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            storage_state=state,
            java_script_enabled=script,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(PATIENCE * 250)
        self._people.append(Person(self.desk, context))
        return self._people[-1]

    def person(self, login: str) -> Person:
        """Somebody who is signed in; whoever has never been here comes for the first time."""
        if login not in self.desk.states:
            newcomer = self.anybody()
            newcomer.comes_for_the_first_time(Account(login, self.desk.one_time[login]))
        return self.anybody(state=self.desk.states[login])

    def new_account(self, role: str) -> Account:
        """The admin adds somebody; the role as the page names it."""
        admin = self.person(ADMIN)
        admin.opens("/officers")
        login = f"moi.{secrets.token_hex(4)}"
        admin.page.get_by_label("Họ tên").fill("Bạn Mới")
        admin.page.get_by_label("Tên đăng nhập").fill(login)
        admin.page.get_by_label("Vai trò", exact=True).select_option(label=role)
        admin.button("Thêm").click()
        return Account(login, admin.page.locator("code.secret").inner_text())

    def close(self) -> None:
        for person in self._people:
            person.context.close()
        assert _all(person.problems for person in self._people) == []
        assert _all(person.strangers for person in self._people) == []


def _all(lists: Iterable[list[str]]) -> list[str]:
    return [one for found in lists for one in found]
