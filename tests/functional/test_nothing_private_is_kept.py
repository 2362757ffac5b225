"""The canary: planted data is talked through every channel, then looked for wherever bytes are.

In the database and whatever lies beside it, in the logs of both servers, in the folder of the
model, in exports, and in what a crash prints; as NFC, NFD, base64, URL-encoded and JSON escapes.
"""

import asyncio
import base64
import json
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, quote

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

ROOT = Path(__file__).resolve().parents[2]
PLANTED = {
    "phone": "0978341256",
    "phone in groups": "0938 117 204",
    "account": "1903456782015",
    "account holder": "TRAN QUOC BAO",
    "name": "Lê Thị Mộng Tuyền",
    "identity number": "087184002913",
    "card": "4539578763621486",
    "otp": "739204",
    "email": "mongtuyen84@gmail.com",
    "profile": "facebook.com/mong.tuyen.84",
    "plate": "66B1-738.29",
    "birth date": "14/02/1957",
    "house": "214/3",
    "password": "tuyen@8402",
}
# Words that are no personal data, yet a resident's: kept in the narrative only, with consent.
TELLTALE = "chim sẻ ngậm cành lúa bay"
STORY = (
    "nó xưng công an gọi từ {phone in groups} đòi tui chuyển tiền vô stk {account} "
    "{account holder} để chứng minh trong sạch, {telltale}, tui chưa chuyển"
).format(telltale=TELLTALE, **PLANTED)
MORE = (
    "nó biết hết: tôi tên {name}, sinh {birth date}, nhà số {house} đường Lê Lợi, số {phone}, căn "
    "cước {identity number}, xe {plate}, {profile}, mail {email}, mật khẩu {password}, "
    "số thẻ {card}, mã otp {otp}, vẫn kêu chứng minh trong sạch mà tui chưa chuyển"
).format(**PLANTED)
PROPOSAL = (
    "/gopy đề nghị mở thêm loa, {telltale}, tôi tên {name}, số {phone}, nhà số {house} đường Lê Lợi"
).format(telltale=TELLTALE, **PLANTED)
CHAT = 704_112_983
TOKEN = "704112:AAEcanarycanarycanarycanarycanary"  # noqa: S105  # of the fake
PATIENCE = 60


class Machine(Protocol):
    folder: Path
    nlu_port: int
    web: str
    environment: dict[str, str]

    def start(self, name: str, *command: object) -> "subprocess.Popen[bytes]": ...

    def door(self, *arguments: str, said: str = "") -> "subprocess.CompletedProcess[str]": ...


class Resident(Protocol):
    def says(self, text: str) -> list[str]: ...


def forms_of(value: str) -> Iterator[bytes]:
    """The ways in which bytes may hold a text."""
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, value)
        yield text.encode()
        yield quote(text).encode()
        yield json.dumps(text)[1:-1].encode()
        # In base64 the value may begin at any of three places.
        for shift in range(3):
            yield base64.b64encode(b"x" * shift + text.encode())[4:-4]


def places_of(value: str, files: list[Path]) -> list[str]:
    forms = [form for form in forms_of(value) if len(form) > 3]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def files_of(machine: Machine) -> list[Path]:
    files = [p for p in machine.folder.rglob("*") if p.is_file()]
    nlu = [p for p in (ROOT / "nlu").rglob("*") if p.is_file() and ".venv" not in p.parts]
    return files + nlu + [p for p in (ROOT / "var").rglob("*") if p.is_file()]


@dataclass
class FakeTelegram:
    """The Bot API with one resident, who tells the story, agrees, and taps."""

    said: list[str]
    handed_out: int = 0
    answered: list[str] = field(default_factory=list)
    last: float = 0.0

    @property
    def is_done(self) -> bool:
        """Whether the last thing said, the consent, has been answered."""
        return any("Mã biên nhận" in text for text in self.answered)

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/bot{token}/{method}", self._answer, methods=["POST"])])

    async def _answer(self, request: Request) -> JSONResponse:
        form = parse_qs((await request.body()).decode())
        result = await self._result(request.path_params["method"], form)
        return JSONResponse({"ok": True, "result": result})

    async def _result(self, method: str, form: dict[str, list[str]]) -> object:
        chat = {"id": CHAT, "type": "private"}
        if method == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "b", "username": "b"}
        if method == "sendMessage":
            self.answered.append(form["text"][0])
            self.last = time.monotonic()
            return {"message_id": 2, "date": 0, "chat": chat, "text": form["text"][0]}
        if method != "getUpdates":
            return True
        await asyncio.sleep(0.2)
        # The next is said a second after the answer to the one before, as people do.
        waiting = self.handed_out and time.monotonic() - self.last < 1
        unanswered = self.handed_out and not self.last
        if waiting or unanswered or self.handed_out == len(self.said):
            return []
        self.handed_out += 1
        number = self.handed_out
        self.last = time.monotonic() + 1  # until the answer comes
        person = {"id": CHAT, "is_bot": False, "first_name": PLANTED["name"]}
        text = self.said[number - 1]
        message = {"message_id": number, "date": 0, "chat": chat, "from": person, "text": text}
        return [{"update_id": number, "message": message}]


@pytest.fixture
def telegram() -> Iterator[tuple[str, FakeTelegram]]:
    fake = FakeTelegram([STORY, MORE, "Đồng ý"])
    server = uvicorn.Server(uvicorn.Config(fake.app(), port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", fake
    server.should_exit = True
    thread.join(10)


def talk_over_telegram(machine: Machine, url: str, fake: FakeTelegram) -> None:
    own = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "WEB_PORT": str(free_port())}
    with (machine.folder / "telegram.log").open("wb") as log:
        bot = subprocess.Popen(
            [sys.executable, "-P", "-m", "bot", "run"],
            cwd=machine.folder,
            env={**machine.environment, **own},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            for _ in range(PATIENCE * 5):
                if fake.is_done:
                    break
                time.sleep(0.2)
        finally:
            # Killed in the middle, as a crash would: nothing may be left behind.
            bot.send_signal(signal.SIGABRT)
            bot.wait(30)
    assert fake.is_done, "the resident was answered"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def kept(machine: Machine) -> list[str]:
    with closing(sqlite3.connect(machine.folder / "cases.db")) as book:
        rows = book.execute("SELECT narrative FROM cases WHERE narrative IS NOT NULL")
        return [str(narrative) for (narrative,) in rows]


def kept_opinions(machine: Machine) -> list[str]:
    with closing(sqlite3.connect(machine.folder / "cases.db")) as book:
        return [str(text) for (text,) in book.execute("SELECT text FROM opinions")]


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """A search that can't find is no proof."""
    value = PLANTED["name"]
    for number, form in enumerate(forms_of(f"trước {value} sau")):
        (tmp_path / f"{number}.bin").write_bytes(b"\x00" + form + b"\x00")
    files = sorted(tmp_path.iterdir())
    assert len(places_of(value, files)) >= len(files) - 2


def test_planted_data_is_nowhere_after_every_channel(
    machine: Machine, resident: Resident, telegram: tuple[str, FakeTelegram]
) -> None:
    resident.says(STORY)
    resident.says(MORE)
    assert "CG-" in resident.says("Đồng ý")[0]
    resident.says(f"hôm qua nó gọi lại từ {PLANTED['phone']}, vẫn đòi chứng minh trong sạch")
    assert PLANTED["name"] not in resident.says(PROPOSAL)[0]
    assert "CG-" in resident.says("Gửi")[0]
    machine.door("bot", "chat", said=f"{STORY}\n{MORE}\nĐồng ý\n")
    talk_over_telegram(machine, *telegram)
    # What fails prints: a body that is no JSON, a wrong type, a command line's error.
    for body in (STORY.encode(), json.dumps({"text": [STORY]}).encode(), b"\xff" + STORY.encode()):
        httpx.post(f"{machine.web}/chat/messages", content=body)
    machine.door("trainer", "classify", said=f"{STORY}\n")
    exported = machine.folder / "exported.txt"
    exported.write_text(machine.door("console", "purge", "--dry-run").stdout, encoding="utf-8")

    (opinion,) = kept_opinions(machine)
    assert TELLTALE in opinion
    assert "<PHONE>" in opinion
    narratives = kept(machine)
    assert sum(TELLTALE in narrative for narrative in narratives) == 3
    assert all("<PHONE>" in n for n in narratives if TELLTALE in n)
    files = files_of(machine)
    assert {"cases.db", "bot.log", "nlu.log", "telegram.log"} <= {path.name for path in files}
    assert not [p for p in files if p.name.startswith("core")]
    leaks = {kind: found for kind, v in PLANTED.items() if (found := places_of(v, files))}
    assert leaks == {}
    # The resident's other words stand in the case book only, the chat and the token nowhere.
    assert set(places_of(TELLTALE, files)) == {"cases.db"}
    assert places_of(str(CHAT), files) == []
    assert places_of(TOKEN, files) == []


def test_a_case_and_its_count_name_no_chat(machine: Machine) -> None:
    with closing(sqlite3.connect(machine.folder / "cases.db")) as book:
        for table in ("cases", "case_counts", "opinions"):
            columns = {row[1] for row in book.execute(f"PRAGMA table_info({table})")}
            assert not columns & {"chat", "chat_id", "conversation", "sender", "address", "user"}


@pytest.mark.parametrize("environment", [{}, {"PYTHONFAULTHANDLER": "1", "PYTHONDEVMODE": "1"}])
def test_a_crash_prints_nothing_of_what_was_said(
    machine: Machine, environment: dict[str, str], tmp_path: Path
) -> None:
    """The whole bot, with an interpreter that fails on a text and quotes it."""
    program = (
        "import asyncio, sys\n"
        "from casework.understanding import rasa\n"
        "async def fails(self, text): raise RuntimeError(text)\n"
        "rasa.RasaInterpreter.interpret = fails\n"
        "from casework.privacy import redactor\n"
        "from bot.__main__ import door\n"
        "sys.argv = ['bot', 'chat']\n"
        "door()\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        env={**machine.environment, **environment, "DATABASE_URL": f"sqlite:///{tmp_path}/c.db"},
        input=f"{STORY}\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    printed = done.stderr
    assert "đang trục trặc" in done.stdout, "the resident gets the emergency advice"
    assert TELLTALE not in printed
    assert not [kind for kind, value in PLANTED.items() if value in done.stdout + printed]
