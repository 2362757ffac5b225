"""The whole way: train with Rasa, serve, ask, be killed, serve again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.examples import EXAMPLES, STAGES, as_rasa_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parents[1]
TOKEN: Final = "only-for-this-test-0123456789"
SECRET: Final = "chuyện riêng của bà ngoại"


class Server:
    """A supervised server on a free port, its output collected."""

    def __init__(self, model: Path) -> None:
        """Start serve.py on `model`."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        settings = {
            "NLU_TOKEN": TOKEN,
            "NLU_PORT": str(self.port),
            "NLU_MODEL": str(model),
        }
        self.process = subprocess.Popen(
            [sys.executable, "serve.py"],
            cwd=FOLDER,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._collect, daemon=True)
        self.reader.start()

    def _collect(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            self.lines.extend(output)

    def log(self) -> str:
        """Give all that was printed so far."""
        return "".join(list(self.lines))

    def wait_until_ready(self, times: int) -> None:
        """Wait for the `times`-th line that says that it is ready."""
        deadline = time.monotonic() + 180  # 13 s, or 100 on a crowded machine
        while self.log().count("nlu: ready") < times:
            assert time.monotonic() < deadline, self.log()
            assert self.process.poll() is None, self.log()
            time.sleep(0.1)

    def ask(
        self, method: str, path: str, body: object = None, token: str = TOKEN
    ) -> tuple[int, Any]:
        """Send one request; give the status and the parsed answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}?token={token}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                content = answer.read()
                return answer.status, json.loads(content) if content else None
        except urllib.error.HTTPError as error:
            return error.code, None


@pytest.fixture(scope="module")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train a tiny model as anyone would: with `rasa train nlu`."""
    folder = tmp_path_factory.mktemp("train")
    (folder / "nlu.yml").write_text(as_rasa_yaml(), "utf-8")
    command = [
        *(sys.executable, "-m", "rasa", "train", "nlu", "--nlu", "nlu.yml"),
        *("--config", str(FOLDER / "config.yml")),
        *("--out", "models", "--fixed-model-name", "tiny"),
    ]
    environment = {"PYTHONPATH": str(FOLDER), "RASA_TELEMETRY_ENABLED": "false"}
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True)
    return folder / "models" / "tiny.tar.gz"


@pytest.fixture(scope="module")
def server(model_file: Path) -> Iterator[Server]:
    """Serve that model; stop it after the tests."""
    running = Server(model_file)
    try:
        running.wait_until_ready(times=1)
        yield running
    finally:
        running.process.terminate()
        running.process.wait(15)
        running.reader.join(5)
        told = [json.loads(line) for line in running.log().splitlines()]
        assert told[-1]["event"] == "nlu: stopped"
        fields = {"event", "timestamp", "level", "logger", "role"}
        assert all(set(line) == fields for line in told)


def test_the_archive_holds_no_pickle(model_file: Path) -> None:
    with tarfile.open(model_file) as archive:
        names = [Path(name).name for name in archive.getnames()]
    assert {"weights.npz", "vocabulary.json", "metadata.json"} <= set(names)
    assert not [name for name in names if name.endswith((".pkl", ".pickle"))]


def test_status(server: Server) -> None:
    status, answer = server.ask("GET", "/status")
    assert status == 200
    assert answer["model_file"] == "tiny.tar.gz"


@pytest.mark.parametrize("token", ["", TOKEN])
def test_probes_need_no_token_and_tell_nothing_else(server: Server, token: str) -> None:
    assert server.ask("GET", "/healthz", token=token) == (200, {"status": "ok"})
    ready = {"status": "ready", "checks": {"model": "ok"}}
    assert server.ask("GET", "/readyz", token=token) == (200, ready)
    assert server.ask("POST", "/readyz", token=token)[0] == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/status"), ("POST", "/model/parse"), ("PUT", "/model")],
)
def test_without_the_token_it_is_refused(
    server: Server, method: str, path: str
) -> None:
    status, _ = server.ask(method, path, {"text": "xin chào"}, token="wrong")
    assert status == 401


def test_parse(server: Server) -> None:
    text = "cong an goi <PHONE> doi bat toi"
    status, answer = server.ask("POST", "/model/parse", {"text": text})
    assert status == 200
    assert answer["text"] == text
    assert answer["intent"] == answer["intent_ranking"][0]
    assert answer["intent"]["name"] == "gia_danh_cong_an"
    assert {entry["name"] for entry in answer["intent_ranking"]} == set(EXAMPLES)
    # The tiny data hold nothing harmless, so that there is nothing to set them on.
    assert "thresholds" not in answer
    # By which the caller knows whose playbooks these are.
    assert answer["model_id"] == server.ask("GET", "/status")[1]["model_id"]
    stages = {entry["name"]: entry["confidence"] for entry in answer["stage_ranking"]}
    assert set(stages) == set(STAGES)
    assert sum(stages.values()) == pytest.approx(1.0)


def test_a_text_that_says_nothing_has_no_confident_intent(server: Server) -> None:
    _, answer = server.ask("POST", "/model/parse", {"text": "👍"})
    assert answer["intent"]["confidence"] == pytest.approx(1 / len(EXAMPLES))


def test_the_longest_text_is_parsed_however_json_writes_it(server: Server) -> None:
    longest = "😭" * 4000  # escaped, twelve bytes each
    assert server.ask("POST", "/model/parse", {"text": longest})[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        {"text": " \n/greet"},
        {"text": "a" * 4001},
        {"text": ""},
        {"text": ["/greet"]},
        {"text": "chào", "model": "other"},
        ["chào"],
        None,
    ],
)
def test_what_rasa_must_not_parse_is_refused(server: Server, body: object) -> None:
    assert server.ask("POST", "/model/parse", body)[0] == 400


def test_a_huge_body_is_not_read(server: Server) -> None:
    status, _ = server.ask("POST", "/model/parse", {"text": "a" * 70_000}, "wrong")
    assert status == 413


def test_no_parameter_changes_where_the_text_is_read(server: Server) -> None:
    sly = f"{TOKEN}&emulation_mode=luis"
    assert server.ask("POST", "/model/parse", {"text": "chào"}, sly)[0] == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/version"),
        ("GET", "/domain"),
        ("GET", "/status/"),
        ("POST", "/status"),
        ("OPTIONS", "/model/parse"),
        ("DELETE", "/model"),
        ("POST", "/model/train"),
        ("POST", "/model/test/intents"),
        ("POST", "/model/predict"),
        ("GET", "/conversations/a/tracker"),
        ("POST", "/conversations/a/messages"),
        ("GET", "/not/there"),
    ],
)
def test_nothing_else_is_there_even_with_the_token(
    server: Server, method: str, path: str
) -> None:
    assert server.ask(method, path)[0] == 404


def test_another_model_is_loaded_from_the_models_folder_only(
    server: Server, model_file: Path
) -> None:
    inside = FOLDER / "models" / f"for-a-test-{os.getpid()}.tar.gz"
    inside.parent.mkdir(exist_ok=True)
    shutil.copy(model_file, inside)
    try:
        # From the server's folder on: whoever asks may have it elsewhere.
        for name in (str(inside), f"models/{inside.name}"):
            assert server.ask("PUT", "/model", {"model_file": name})[0] == 204
            loaded = server.ask("GET", "/status")[1]["model_file"]
            assert loaded == inside.name
        assert server.ask("PUT", "/model", {"model_file": str(model_file)})[0] == 400
        assert server.ask("GET", "/status")[1]["model_file"] == inside.name
    finally:
        inside.unlink()


def test_no_text_and_no_token_in_the_log(server: Server) -> None:
    for body in ({"text": SECRET}, {"txt": SECRET}, {"text": [SECRET]}, [SECRET]):
        server.ask("POST", "/model/parse", body)
    time.sleep(0.3)
    assert SECRET not in server.log()
    assert TOKEN not in server.log()


def test_the_token_is_not_in_the_process_list(server: Server) -> None:
    seen = _command_lines()
    assert TOKEN not in "".join(seen.values())
    # Whoever stops "rasa run" must not stop the supervisor with it.
    assert "rasa" not in seen[server.process.pid]


# Last in the file: it takes the server away from under the others for a while.
def test_killed_it_comes_back(server: Server) -> None:
    lines = _command_lines().items()
    mine = f"rasa run --enable-api --interface 127.0.0.1 --port {server.port}"
    (child,) = [pid for pid, line in lines if mine in line]
    os.kill(child, signal.SIGKILL)
    server.wait_until_ready(times=2)
    assert "the server ended (SIGKILL); again in 1 s" in server.log()
    assert server.ask("POST", "/model/parse", {"text": "chào"})[0] == 200


def _command_lines() -> dict[int, str]:
    listing = subprocess.check_output(["ps", "-eww", "-o", "pid=,args="], text=True)
    rows = (line.strip().split(" ", 1) for line in listing.splitlines())
    return {int(pid): args for pid, args in rows}
