"""Keep the intent server running: start it, wait until it answers, restart it.

    NLU_TOKEN=... python serve.py

Standard library only. README.md lists the settings, all from the environment.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from types import FrameType

FOLDER: Final = Path(__file__).resolve().parent
# The token travels in the address, so it must not need escaping there.
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~-]{16,}")

_FIRST_WAIT: Final = 1.0  # seconds before the first restart
_LONGEST_WAIT: Final = 10.0
_STEADY: Final = 30.0  # a server that ran this long starts over with _FIRST_WAIT
_POLL: Final = 0.1  # seconds between looks at the child
_GRACE: Final = 10.0  # seconds a child has to stop before it is killed


class SettingsError(ValueError):
    """A setting in the environment is missing or cannot be used."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """What the environment says."""

    host: str
    port: int
    token: str = dataclasses.field(repr=False)
    model: Path | None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the NLU_* variables; an unusable one is an error that says why."""
        token = environment.get("NLU_TOKEN", "")
        if not _TOKEN.fullmatch(token):
            message = "NLU_TOKEN must be set: 16 or more letters, digits, or . _ ~ -"
            raise SettingsError(message)
        port = environment.get("NLU_PORT", "5005")
        if not port.isdecimal() or not 0 < int(port) < 2**16:
            message = f"NLU_PORT is {port!r}; allowed: 1 to 65535"
            raise SettingsError(message)
        model = environment.get("NLU_MODEL")
        return cls(
            host=environment.get("NLU_HOST", "127.0.0.1"),
            port=int(port),
            token=token,
            model=Path(model).resolve() if model else None,
        )

    def model_file(self, broken: Container[str] = ()) -> Path:
        """Give the model to serve, read anew at each start: it may have changed.

        If the promoted one is missing or `broken` (by its file name), the one that
        was promoted before it.
        """
        if self.model:
            chosen = self.model
        else:
            promoted = FOLDER / "models" / "promoted"
            if not promoted.is_file():
                message = f"no model: set NLU_MODEL, or name one in {promoted}"
                raise SettingsError(message)
            chosen = _named_in(promoted)
            previous = promoted.with_name("previous")
            unusable = not chosen.is_file() or chosen.name in broken
            if unusable and previous.is_file() and _named_in(previous).is_file():
                chosen = _named_in(previous)
        if not chosen.is_file():
            message = f"no model at {chosen}"
            raise SettingsError(message)
        return chosen

    def address(self) -> tuple[str, int]:
        """Give where this machine reaches the server."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not bound here
        return everywhere.get(self.host, self.host), self.port


def _named_in(pointer: Path) -> Path:
    return pointer.parent / pointer.read_text(encoding="utf-8").strip()


def interpreter() -> str:
    """Find the Python that has the server's packages: this one, or the .venv's."""
    if importlib.util.find_spec("rasa"):
        return sys.executable
    own = FOLDER / ".venv" / "bin" / "python"
    if not own.exists():
        message = f"no packages: run `uv sync` in {FOLDER}"
        raise SettingsError(message)
    return str(own)


def child_environment(environment: Mapping[str, str], token: str) -> dict[str, str]:
    """Give the child what it needs: quiet, at home in nlu/, telling nobody."""
    return {
        **environment,
        "NLU_TOKEN": token,
        # The model names our component by its dotted path.
        "PYTHONPATH": str(FOLDER),
        "RASA_TELEMETRY_ENABLED": "false",
        # At DEBUG Rasa logs message texts. Warnings and above hold none.
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        # TensorFlow comes with Rasa and is not used: no chatter, no search for a GPU.
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
    }


def start(settings: Settings, model: Path) -> subprocess.Popen[bytes]:
    """Start the server of a model as a child process."""
    files = {
        "--model": model,
        "--endpoints": FOLDER / "endpoints.yml",
        "--credentials": FOLDER / "credentials.yml",
    }
    command = [
        *(
            interpreter(),
            str(FOLDER / "guarded_rasa.py"),
            "rasa",
            "run",
            "--enable-api",
        ),
        *("--interface", settings.host, "--port", str(settings.port)),
        *(str(part) for option in files.items() for part in option),
    ]
    environment = child_environment(os.environ, settings.token)
    # In nlu/, because Rasa puts the current folder on its import path.
    child = subprocess.Popen(  # noqa: S603 - no shell
        command,
        env=environment,
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    threading.Thread(target=_pass_on, args=(child.stdout,), daemon=True).start()
    return child


def _pass_on(output: IO[bytes]) -> None:
    """Give the child's lines the form of our own: it writes what went wrong only."""
    with output:
        for line in output:
            if text := line.decode("utf-8", "replace").rstrip():
                say(text, "rasa", "warning")


def loaded_model(settings: Settings) -> str | None:
    """Ask GET /status for the model: None without an answer, '' without a model."""
    host, port = settings.address()
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}/status?token={settings.token}"
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return str(json.load(answer)["model_file"])
    except urllib.error.HTTPError:
        # It listens only after it tried to load the model, so this stays so.
        return ""
    except (OSError, ValueError):
        return None


class Supervisor:
    """Runs one child after another until told to stop."""

    def __init__(self, settings: Settings) -> None:
        """Make a supervisor; `run` starts the work."""
        self._settings = settings
        self._stopping = threading.Event()
        # Models, by file name, that a server could not load.
        self._broken: set[str] = set()

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Ask `run` to end: the handler of SIGTERM and SIGINT."""
        self._stopping.set()

    def run(self) -> None:
        """Start the server, and start it again whenever it ends."""
        wait = _FIRST_WAIT
        while not self._stopping.is_set():
            started = time.monotonic()
            cause = self._run_once(started)
            if self._stopping.is_set():
                break
            if time.monotonic() - started >= _STEADY:
                wait = _FIRST_WAIT
            say(f"the server ended ({cause}); again in {wait:g} s")
            self._stopping.wait(wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        say("stopped")

    def _run_once(self, started: float) -> str:
        """Run one child until it or we end; say why it ended."""
        try:
            model = self._settings.model_file(self._broken)
        except SettingsError as error:
            # The model's file went away while we ran: it may come back.
            return str(error)
        child = start(self._settings, model)
        self._watch(child, started, model)
        if self._stopping.is_set():
            _end(child)
        return _cause(child.returncode)

    def _watch(
        self, child: subprocess.Popen[bytes], started: float, chosen: Path
    ) -> None:
        """Announce the child once it answers; return when it or we should end."""
        model = None
        while child.poll() is None and not self._stopping.wait(_POLL):
            if model is not None:
                continue
            model = loaded_model(self._settings)
            if model:
                took = time.monotonic() - started
                host, port = self._settings.address()
                say(f"ready on http://{host}:{port} after {took:.1f} s with {model}")
            elif model == "":
                say("running WITHOUT a model: it could not be loaded, see above")
                if self._has_another_than(chosen):
                    _end(child)

    def _has_another_than(self, chosen: Path) -> bool:
        """Say whether there is an older model to serve instead of a broken one."""
        broken = self._broken | {chosen.name}
        try:
            other = self._settings.model_file(broken)
        except SettingsError:
            return False
        if other == chosen:
            return False
        self._broken = broken
        say(f"{chosen.name} cannot be used; going back to {other.name}")
        return True


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _cause(returncode: int | None) -> str:
    if returncode is not None and returncode < 0:
        return signal.Signals(-returncode).name
    return f"exit code {returncode}"


def say(line: str, logger: str = "nlu", level: str = "info") -> None:
    """Print one line at once: for a person plain, else JSON as the doors' logs are."""
    told = f"{logger}: {line}"
    if not sys.stdout.isatty():
        now = datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")
        fields = {"event": told, "timestamp": now, "level": level, "logger": logger}
        told = json.dumps({**fields, "role": "nlu serve"}, ensure_ascii=False)
    print(told, flush=True)  # noqa: T201 - this is what the operator sees


def check_port_is_free(settings: Settings) -> None:
    """Refuse to start beside another server: its answers would look like ours."""
    with contextlib.suppress(OSError), socket.create_connection(settings.address(), 1):
        message = f"port {settings.port} is taken: is another server running?"
        raise SettingsError(message)


def main() -> int:
    """Check the settings, then supervise until a signal comes."""
    try:
        settings = Settings.from_environment(os.environ)
        settings.model_file()
        interpreter()
        check_port_is_free(settings)
    except SettingsError as error:
        print(f"nlu: {error}", file=sys.stderr)  # noqa: T201 - as above
        return 2
    supervisor = Supervisor(settings)
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    supervisor.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
