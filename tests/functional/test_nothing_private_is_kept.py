"""The canary: planted data is talked through every channel, then looked for wherever bytes are.

In the database and whatever lies beside it, in the logs of both servers, in the folder of the
model, in exports, and in what a crash prints; as NFC, NFD, base64, URL-encoded and JSON escapes.
"""

import asyncio
import base64
import json
import sqlite3
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import httpx
import pytest

from bot.rehearsal.fake_telegram import FakeTelegram
from bot.rehearsal.fake_zalo_bot import FakeZaloBot
from bot.rehearsal.fake_zalo_oa import FakeZaloOa
from bot.rehearsal.platform import FakePlatform, Update
from bot.rehearsal.process import BotProcess
from bot.rehearsal.serving import served
from tests.unit.casework.evidence.pictures.made_up import drawn, written

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
# As somebody else's chat shows it.
PICTURE = written(
    drawn(
        f"Em la {PLANTED['account holder']}, so {PLANTED['phone']}",
        f"chuyen vao STK {PLANTED['account']}",
        f"mat khau {PLANTED['password']}, ma otp {PLANTED['otp']}",
        "de chung minh trong sach, toi chua chuyen",
        size=22,
    )
)
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

    def shows(self, picture: bytes) -> list[str]: ...


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


async def talk_over_messengers(machine: Machine) -> None:
    """On every messenger a resident tells the story and agrees; then the bot dies in the middle."""
    platforms: list[FakePlatform] = [FakeTelegram(token=TOKEN), FakeZaloBot(), FakeZaloOa()]
    async with AsyncExitStack() as stack:
        settings = {**machine.environment, "GATHER_SECONDS": "0.5"}
        # Its own, beside those of the bot that runs already.
        del settings["WEB_PORT"], settings["DEPARTURES_FILE"]
        for platform in platforms:
            settings |= platform.environment(await stack.enter_async_context(served(platform)))
            stack.push_async_callback(platform.aclose)
        bot = BotProcess(machine.folder, settings)
        await bot.command("webhook", "on")
        await bot.start()
        for platform in platforms:
            for said in (STORY, MORE, "Đồng ý"):
                await told(platform, bot, said)
            assert any("Mã biên nhận" in sent.text for sent in platform.sent)
        # A picture that shows it all; each platform serves it to the bot.
        for platform in platforms:
            platform.picture = PICTURE
            await answered(platform, bot, platform.photo(str(CHAT)))
        # Taken, sealed, and not yet answered: that waits for a further message.
        for platform in platforms:
            await platform.deliver(platform.text(str(CHAT), MORE), bot.url)
        await bot.crash()


async def told(platform: FakePlatform, bot: BotProcess, said: str) -> None:
    """Say something, and wait for the whole answer."""
    await answered(platform, bot, platform.text(str(CHAT), said))


async def answered(platform: FakePlatform, bot: BotProcess, update: Update) -> None:
    before = len(platform.sent)
    assert await platform.deliver(update, bot.url) == httpx.codes.OK
    deadline = time.monotonic() + PATIENCE
    while len(platform.sent) == before or time.monotonic() - platform.sent[-1].at < 1:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


def sealed(machine: Machine) -> int:
    """How many deliveries wait in the case book, sealed."""
    with closing(sqlite3.connect(machine.folder / "cases.db")) as book:
        (count,) = book.execute("SELECT count(message) FROM deliveries").fetchone()
        return int(count)


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


def test_planted_data_is_nowhere_after_every_channel(machine: Machine, resident: Resident) -> None:
    resident.says(STORY)
    resident.says(MORE)
    assert "CG-" in resident.says("Đồng ý")[0]
    resident.says(f"hôm qua nó gọi lại từ {PLANTED['phone']}, vẫn đòi chứng minh trong sạch")
    assert PLANTED["name"] not in resident.says(PROPOSAL)[0]
    assert "CG-" in resident.says("Gửi")[0]
    pasted = resident.shows(PICTURE)
    assert "Giả danh công an" in pasted[0]
    machine.door("bot", "chat", said=f"{STORY}\n{MORE}\nĐồng ý\n")
    asyncio.run(talk_over_messengers(machine))
    assert sealed(machine) == 3
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
    assert sum(TELLTALE in narrative for narrative in narratives) == 5
    assert all("<PHONE>" in n for n in narratives if TELLTALE in n)
    files = files_of(machine)
    assert {"cases.db", "bot.log", "nlu.log", "departures"} <= {path.name for path in files}
    assert not [p for p in files if p.name.startswith("core")]
    leaks = {kind: found for kind, v in PLANTED.items() if (found := places_of(v, files))}
    assert leaks == {}
    # The resident's other words stand in the case book only, the chat and the token nowhere.
    assert set(places_of(TELLTALE, files)) == {"cases.db"}
    assert places_of(str(CHAT), files) == []
    assert places_of(TOKEN, files) == []


def test_a_case_and_its_count_name_no_chat(machine: Machine) -> None:
    with closing(sqlite3.connect(machine.folder / "cases.db")) as book:
        kept = ("cases", "case_counts", "hour_counts", "opinions", "deliveries", "channel_figures")
        for table in kept:
            columns = {row[1] for row in book.execute(f"PRAGMA table_info({table})")}
            if table == "deliveries":
                # A keyed hash where several processes share the work; here nothing at all.
                told = book.execute("SELECT count(conversation) FROM deliveries").fetchone()
                assert told == (0,)
                columns -= {"conversation"}
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
