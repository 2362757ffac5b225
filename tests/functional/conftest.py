"""Real processes: the NLU server with the model of today's data, the bot with its web chat, and
the officers' desk; and a real browser."""

import base64
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.functional.desk import FrontDoor, RunningDesk, free_port

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


@dataclass
class Machine:
    """A free corner of this machine: ports, token, database and logs of its own."""

    folder: Path
    nlu_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    model: Path | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "NLU_PORT": str(self.nlu_port),
            "NLU_URL": f"http://127.0.0.1:{self.nlu_port}",
            "NLU_TOKEN": self.token,
            **({"NLU_MODEL": str(self.model)} if self.model else {}),
            "DATABASE_URL": f"sqlite:///{self.folder}/cases.db",
            # Of its own: the tests of another worker run a bot as well.
            "DEPARTURES_FILE": f"{self.folder}/departures-of-the-page",
            "WEB_PORT": str(self.web_port),
            "TELEGRAM_TOKEN": "",
            "GATHER_SECONDS": "0.1",
        }

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    def start(self, name: str, *command: object) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [str(part) for part in command],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def door(self, *arguments: str, said: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-P", "-m", *arguments],
            cwd=self.folder,
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


def wait_for(url: str) -> None:
    for _ in range(PATIENCE * 4):
        try:
            if httpx.get(url, timeout=1).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
    pytest.fail(f"nothing answers at {url.partition('?')[0]}")


def model_of_today(book: Path) -> str:
    """The name of the model of today's data; quick when it exists already."""
    trained = subprocess.run(
        [sys.executable, "-P", "-m", "trainer", "train"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{book}"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert trained.returncode == 0, trained.stdout + trained.stderr
    names: list[str] = re.findall(r"canhgiac-[0-9a-f]{12}", trained.stdout)
    return names[0]


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine on which NLU and the bot run."""
    here = Machine(tmp_path_factory.mktemp("machine"))
    # Whichever one is promoted on the machine of whoever runs the tests.
    here.model = ROOT / "nlu" / "models" / f"{model_of_today(here.folder / 'book.db')}.tar.gz"
    python = ROOT / "nlu" / ".venv" / "bin" / "python"
    running = [here.start("nlu", python, ROOT / "nlu" / "serve.py")]
    try:
        wait_for(f"http://127.0.0.1:{here.nlu_port}/status?token={here.token}")
        running.append(here.start("bot", sys.executable, "-P", "-m", "bot", "run"))
        wait_for(f"{here.web}/healthz")
        yield here
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(timeout=30)


class WebResident:
    """A resident in a browser, without the browser."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        client.get("/")

    def says(self, text: str) -> list[str]:
        return self._posts("/chat/messages", {"text": text})

    def shows(self, picture: bytes) -> list[str]:
        pictures = [base64.b64encode(picture).decode()]
        return self._posts("/chat/pictures", {"text": "", "pictures": pictures})

    def _posts(self, where: str, told: dict[str, object]) -> list[str]:
        answer = self._client.post(where, json=told)
        assert answer.status_code == httpx.codes.OK, answer.text
        return [str(reply["text"]) for reply in answer.json()["replies"]]


@pytest.fixture
def resident(machine: Machine) -> Iterator[WebResident]:
    with httpx.Client(base_url=machine.web, timeout=30) as client:
        yield WebResident(client)


def need_chromium() -> None:
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: apt-get install chromium"
        if os.environ.get("CANHGIAC_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """The officers' desk, filled with invented cases."""
    need_chromium()
    here = RunningDesk(tmp_path_factory.mktemp("desk"), free_port())
    here.fill()
    try:
        here.start()
        yield here
    finally:
        here.stop()


@pytest.fixture
def front_door(desk: RunningDesk, browser: Browser) -> Iterator[FrontDoor]:
    expect.set_options(timeout=20_000)  # a machine may be busy with other things
    opened = FrontDoor(desk, browser)
    yield opened
    opened.close()
