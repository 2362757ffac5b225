"""A trainer's machine of its own: a copy of this checkout as a git repository, with its own models,
database, NLU server, bot, console and bench. Nothing of the real one is touched."""

import os
import random
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Self

import httpx

from casework.stage import Stage
from tests.functional.desk import RunningDesk, free_port
from tests.unit.casework.validation import tiny_data

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240
PLACES = (
    *("bot", "casework", "console", "trainer", "alembic", "data", "nlu", "locale"),
    *("pyproject.toml", "uv.lock", "canhgiac", ".gitignore"),
)
SETTINGS = (
    *("DATA_DIR", "NLU_DIR", "NLU_URL", "NLU_TOKEN", "NLU_PORT", "NLU_MODEL", "DATABASE_URL"),
    *("NLU_REPLICAS", "CONSOLE_KEY", "BOT_KEY", "WATCH_LIST_KEY"),
)


@dataclass
class BenchWorld:
    """Where it stands, and how its doors are opened."""

    root: Path
    nlu_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    desk_port: int = field(default_factory=free_port)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    console_key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        return {
            **clean,
            "PYTHONPATH": str(self.root),
            "PYTHONUNBUFFERED": "1",
            "NLU_PORT": str(self.nlu_port),
            "NLU_URL": f"http://127.0.0.1:{self.nlu_port}",
            "NLU_TOKEN": self.token,
            "DATABASE_URL": f"sqlite:///{self.root}/var/book.db",
            "DEPARTURES_FILE": f"{self.root}/var/departures",
            "WEB_PORT": str(self.web_port),
            "CONSOLE_HOST": "127.0.0.1",
            "CONSOLE_PORT": str(self.desk_port),
            "CONSOLE_KEY": self.console_key,
            "TELEGRAM_TOKEN": "",
            "GATHER_SECONDS": "0.05",
            # Each resident of the load has an address of their own.
            "FORWARDED_ALLOW_IPS": "127.0.0.1",
        }

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def nlu(self) -> str:
        return f"http://127.0.0.1:{self.nlu_port}/status?token={self.token}"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @classmethod
    def made_in(cls, folder: Path, *, model: str | None = None, tiny: bool = False) -> "BenchWorld":
        """Copy the checkout as it is now, and begin a history.

        With `model`, the one of today's data that this checkout has trained already; `tiny`: with
        invented data that are trained in seconds.
        """
        world = cls(folder / "checkout")
        world.root.mkdir()
        for name in _files_of_the_checkout():
            (world.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, world.root / name)
        # Measured by the other one; half the messages, half the time.
        (world.data / "held_out" / "messages_2.jsonl").unlink()
        if tiny:
            shutil.rmtree(world.data)
            tiny_data.write(world.data)
            for playbook in tiny_data.PLAYBOOKS:
                file = world.data / "examples" / f"{playbook}.txt"
                marked = zip(cycle(Stage), file.read_text("utf-8").splitlines(), strict=False)
                file.write_text("".join(f"[{stage}] {line}\n" for stage, line in marked), "utf-8")
        (world.root / "nlu" / ".venv").symlink_to(ROOT / "nlu" / ".venv")
        (world.root / "var").mkdir()
        (world.root / "nlu" / "models").mkdir()
        for path in (ROOT / "nlu" / "models").glob(f"{model}.*") if model else ():
            shutil.copy2(path, world.root / "nlu" / "models")
        # What the redactor found before: looking again takes half a minute.
        for path in (ROOT / "var").glob("redactor_found*"):
            shutil.copy2(path, world.root / "var")
        world.git("init", "--quiet", "--initial-branch=main")
        world.git("add", ".")
        world.git("commit", "--quiet", "--message", "The checkout")
        return world

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=maker", "-c", "user.email=maker@example.invalid", *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def door(self, *arguments: str, code: int = 0) -> str:
        """Run a door's command to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", *arguments],
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=3 * PATIENCE,
            check=False,
        )
        assert done.returncode == code, done.stdout[:4000]
        return done.stdout

    def start(self, url: str | None, *command: object) -> None:
        """Start a process, and wait until it answers at `url`."""
        with (self.root / "var" / f"{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=self.root,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.running.append(process)
        give_up = time.monotonic() + PATIENCE
        while url is not None and not _answers(url):
            assert process.poll() is None, (self.root / "var" / log.name).read_text()
            assert time.monotonic() < give_up, "it does not answer"
            time.sleep(0.2)

    def open(self) -> None:
        """Start what a trainer's machine runs beside the console: NLU, bot, bench."""
        python = ROOT / "nlu" / ".venv" / "bin" / "python"
        self.start(self.nlu, python, self.root / "nlu" / "serve.py")
        ours = (sys.executable, "-P", "-m")
        self.start(f"{self.web}/healthz", *ours, "bot", "run")
        self.start(None, *ours, "trainer", "work")

    def close(self) -> None:
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            process.wait(timeout=30)


def _files_of_the_checkout() -> list[str]:
    names = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *PLACES)
    listed = subprocess.run(names, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if name and (ROOT / name).is_file()]


@dataclass
class WorldDesk(RunningDesk):
    """The console of a trainer's machine, which works on that machine's files."""

    world: BenchWorld | None = None

    @property
    def environment(self) -> dict[str, str]:
        assert self.world is not None
        return self.world.environment


def desk_of(world: BenchWorld) -> WorldDesk:
    """Its console, with the demo accounts and a few invented cases; not yet started."""
    desk = WorldDesk(world.root, world.desk_port, key=world.console_key, world=world)
    filled = desk.door("demo-data", "--officers", "--cases", "60")
    assert filled.returncode == 0, filled.stdout + filled.stderr
    desk.one_time |= dict(re.findall(r"^  (demo\.\w+)  (\S+)$", filled.stdout, re.MULTILINE))
    return desk


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def resident_says(web: str, text: str) -> list[str]:
    """A new resident at an address of their own tells something; the replies."""
    address = ".".join(str(random.randint(1, 254)) for _ in range(4))  # noqa: S311
    headers = {"X-Forwarded-For": address}
    with httpx.Client(base_url=web, headers=headers, timeout=30) as client:
        client.get("/").raise_for_status()
        answer = client.post("/chat/messages", json={"text": text})
        answer.raise_for_status()
        return [str(reply["text"]) for reply in answer.json()["replies"]]


@dataclass
class Load:
    """Residents who go on telling while something else happens; what they were answered."""

    web: str
    stories: tuple[str, ...]
    answers: list[list[str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._tell, args=(n,)) for n in range(4)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _tell(self, first: int) -> None:
        told = first
        while not self._stop.is_set():
            try:
                self.answers.append(resident_says(self.web, self.stories[told % len(self.stories)]))
            except (httpx.HTTPError, KeyError, ValueError) as error:
                self.failures.append(type(error).__name__)
            told += 1
