"""An NLU server for tests: real HTTP, three requests, faults on demand. No Rasa."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TOKEN = "a-token-for-tests-only"  # noqa: S105  # of no use anywhere


@dataclass
class PlayedNlu:
    """What it serves and does; `intents` are those of every model, `sick` models answer wrongly.

    `elsewhere`: its nlu/models is another folder than ours. `when_loaded` is called at each load.
    """

    intents: tuple[str, ...]
    model: str | None
    refuses: set[str] = field(default_factory=set)
    sick: dict[str, str] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)
    elsewhere: bool = False
    when_loaded: Callable[[], None] | None = None
    away: bool = False
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def load(self, model: str) -> tuple[int, dict[str, Any] | None]:
        if self.elsewhere:
            message = "model_file must be a file inside nlu/models"
            return 400, {"status": "failure", "message": message}
        if model in self.refuses:
            return 400, None
        self.loaded.append(model)
        self.model = model
        if self.when_loaded:
            self.when_loaded()
        return 204, None

    def status(self) -> tuple[int, dict[str, Any]]:
        if self.model is None:
            return 409, {"status": "failure"}
        return 200, {"model_file": f"{self.model}.tar.gz"}

    def parse(self) -> dict[str, Any]:
        intents: tuple[str, ...] = self.intents
        name = self.model
        match self.sick.get(self.model or ""):
            case "other intents":
                intents = ("off_topic", "faq")
            case "other name":
                name = "canhgiac-other"
        share = 1 / len(intents)
        ranking = [{"name": intent, "confidence": share} for intent in intents]
        return {"intent": ranking[0], "intent_ranking": ranking, "model_id": name}


@contextmanager
def playing(nlu: PlayedNlu) -> Iterator[PlayedNlu]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(*nlu.status())

        def do_PUT(self) -> None:
            asked = self._body()["model_file"]
            self._answer(*nlu.load(Path(asked).name.removesuffix(".tar.gz")))

        def do_POST(self) -> None:
            self._body()
            silent = nlu.sick.get(nlu.model or "") == "silent"
            self._answer(500 if silent else 200, nlu.parse())

        def log_message(self, *_arguments: object) -> None:
            """Nothing: the token is part of the address."""

        def _body(self) -> dict[str, Any]:
            length = int(self.headers["Content-Length"])
            told: dict[str, Any] = json.loads(self.rfile.read(length))
            return told

        def _answer(self, status: int, body: dict[str, Any] | None) -> None:
            if nlu.away:
                self.close_connection = True
                return
            if f"token={TOKEN}" not in self.path:
                status, body = 401, None
            content = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    nlu.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield nlu
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
