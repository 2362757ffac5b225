"""Served by a server of two lines; the real one takes half a minute to start."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.understanding.own_server import NluServerFailed
from trainer.serving import serving, serving_all

PLAYED = """
import json, os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

model = os.environ["NLU_MODEL"]
if "broken" in model:
    sys.exit(2)

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer({"model_file": model})

    def do_POST(self):
        ranking = [{"name": "faq", "confidence": 0.9}, {"name": "help", "confidence": 0.1}]
        self.answer({"intent_ranking": ranking, "model_id": model})

    def answer(self, body):
        right = self.path.endswith("token=" + os.environ["NLU_TOKEN"])
        self.send_response(200 if right and len(os.environ["NLU_TOKEN"]) >= 32 else 401)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args):
        pass

with open(os.path.join(os.path.dirname(__file__), "pids"), "a") as pids:
    pids.write(str(os.getpid()) + "\\n")
HTTPServer((os.environ["NLU_HOST"], int(os.environ["NLU_PORT"])), Handler).serve_forever()
"""


@pytest.fixture
def nlu_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "serve.py").write_text(PLAYED, "utf-8")
    # While pytest captures, its standard error has no file behind it for a child to write to.
    monkeypatch.setattr(sys, "stderr", sys.__stderr__)
    return tmp_path


async def test_each_model_is_served_alone_and_only_to_us(nlu_dir: Path) -> None:
    models = [Path("one.tar.gz"), Path("other.tar.gz")]
    text = redact(RawText("alo")).text
    async with serving_all(nlu_dir, models) as clients:
        said = [await client.interpret(text) for client in clients]
        assert [interpretation.model for interpretation in said] == ["one.tar.gz", "other.tar.gz"]
    for client in clients:
        # The connections are closed with the servers.
        with pytest.raises(RuntimeError):
            await client.ready()


def pids(nlu_dir: Path) -> list[int]:
    return [int(line) for line in (nlu_dir / "pids").read_text("utf-8").split()]


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def stopped_while_serving(nlu_dir: Path) -> None:
    async with serving_all(nlu_dir, [Path("one.tar.gz")]):
        assert [runs(pid) for pid in pids(nlu_dir)] == [True]
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()


async def test_told_to_stop_no_server_is_left_behind(nlu_dir: Path) -> None:
    with pytest.raises(asyncio.CancelledError):
        await asyncio.create_task(stopped_while_serving(nlu_dir))
    assert [runs(pid) for pid in pids(nlu_dir)] == [False]


async def test_if_one_does_not_start_the_trainer_is_told_and_the_other_ends(nlu_dir: Path) -> None:
    with pytest.raises(NluServerFailed, match="Không khởi động được"):
        async with serving_all(nlu_dir, [Path("one.tar.gz"), Path("broken.tar.gz")]):
            pass
    started = pids(nlu_dir) if (nlu_dir / "pids").exists() else []
    assert not [pid for pid in started if runs(pid)]


async def test_without_an_installed_server_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(NluServerFailed):
        async with serving(tmp_path, Path("one.tar.gz")):
            pass
