"""A draft of its own for a desk, and a browser's way of sending the editor's form."""

import re
import shutil
import stat
import subprocess
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import httpx

from casework.learning import git_history
from console.auth.admission import CSRF_FIELD
from console.desk import Desk
from tests.unit.console.conftest import Browser

DATA = Path(__file__).resolve().parents[3] / "data"


LINES_KEPT = 60
"""Of each file of examples: enough to be in order, and a fraction of the time to look through."""


def own_draft(desk: Desk, folder: Path) -> Path:
    """The desk works on a copy of the real data files from now on, with fewer examples."""
    data_dir = copy_of_the_data(folder / "data")
    desk.settings.data_dir = data_dir
    return data_dir


def copy_of_the_data(into: Path) -> Path:
    """The real data files with fewer examples."""
    shutil.copytree(DATA, into)
    for path in (into / "examples").glob("*.txt"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:LINES_KEPT]), "utf-8")
    return into


def read(path: Path) -> str:
    """A file, with the line ends that it has."""
    return path.read_bytes().decode()


def write(path: Path, text: str) -> None:
    """Somebody else changes a file."""
    path.write_bytes(text.encode())


def begin_history(data_dir: Path, first: Path) -> None:
    """The draft stands in git, with one commit of this file."""
    subprocess.run(["git", "init", "-q"], cwd=data_dir, check=True)
    git_history.save(data_dir, [first], "lan", "Bản đầu")


def left_aside(folder: Path) -> list[str]:
    """Files that were written aside and never put in their place."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def mode_of(path: Path) -> int:
    """Who may read and write it."""
    return stat.S_IMODE(path.stat().st_mode)


class Fields(HTMLParser):
    """What a browser would send of the editor's form, buttons left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._inside = False
        self._area = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "form":
            self._inside = "data-editor" in said
        if not self._inside:
            return
        if tag == "input" and said.get("type") != "checkbox":
            self.sent[name] = said.get("value") or ""
        if tag == "textarea":
            self._area = name
            self.sent[name] = ""
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and (name or "selected" in said):
            self.sent[self._select] = said.get("value") or ""
        if tag == "option" and self._select and self._select not in self.sent:
            self.sent[self._select] = said.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # A browser leaves out the first line end, and sends the others as Windows has them.
            text = self.sent[self._area].removeprefix("\n")
            self.sent[self._area] = text.replace("\n", "\r\n")
            self._area = ""
        if tag == "select":
            self._select = ""
        if tag == "form":
            self._inside = False


async def fields_of(browser: Browser, where: str) -> dict[str, str]:
    """The form as it stands on a page."""
    answer = await browser.get(where)
    assert answer.status_code == 200, answer.text
    return fields_in(answer)


def fields_in(answer: httpx.Response) -> dict[str, str]:
    """The form as a page gives it back."""
    return Fields(answer.text).sent


async def send(
    browser: Browser, where: str, fields: dict[str, str], act: str, **headers: str
) -> httpx.Response:
    """Press one of the buttons; the form is sent in parts, as its page says."""
    parts = {name: (None, said) for name, said in {**fields, "act": act}.items()}
    parts[CSRF_FIELD] = (None, browser.csrf)
    return await browser.post(where, files=parts, headers=headers)


def told(answer: httpx.Response) -> str:
    """A page as it is read: without marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
