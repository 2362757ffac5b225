"""Run one Rasa command with the token out of sight and texts out of the log.

serve.py starts this as `python guarded_rasa.py rasa run ...`. Rasa takes its
token only as an argument, which every process on the machine could read in the
process list; here it is added after the start, inside the process. And of
Rasa's HTTP API only what README.md promises is let through.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import signal
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

# From <sys/prctl.h>: which signal the kernel sends when the parent is gone.
_PR_SET_PDEATHSIG: Final = 1
# Behind these words Rasa's server logs the message of an exception.
_BEFORE_DETAIL: Final = "An unexpected error occurred. Error: "

MODELS: Final = Path(__file__).resolve().parent / "models"
LONGEST_TEXT: Final = 4_000
# 4,000 characters as JSON writes the longest (two escapes, 12 bytes), and some room.
# Sanic reads a body before the token is looked at, and would read 100 MB.
_LARGEST_BODY: Final = 64 * 1024


def mask_log(token: str) -> None:
    """Keep the token and all exception messages out of every log record.

    Sanic logs the address of a failed request, and the token is part of it. An
    exception's message may quote the text it failed on, so it is cut off; of a
    traceback only the type and the place in the code are kept.
    """
    make_record = logging.getLogRecordFactory()

    def masked(*args: Any, **kwargs: Any) -> logging.LogRecord:  # noqa: ANN401
        record = make_record(*args, **kwargs)
        message = record.getMessage().replace(token, "<token>")
        before, detail, _ = message.partition(_BEFORE_DETAIL)
        message = before + detail
        record.args = None
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            place = traceback.extract_tb(trace)[-1:]
            where = "".join(f" at {frame.filename}:{frame.lineno}" for frame in place)
            message = f"{message} ({kind.__name__}{where})"
        record.exc_info = None
        record.msg = message
        return record

    logging.setLogRecordFactory(masked)


def drop_warnings() -> None:
    """Keep Python's warnings out of the output.

    At each start Rasa's dependencies write a page about each other's old age:
    nothing that an operator could mend. And a warning may quote a text, too.
    """
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


def die_with_parent() -> None:
    """Stop when the supervisor is killed: an orphan would keep the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def parse_fault(body: object) -> str | None:
    """Say what is wrong with a body for POST /model/parse; None if nothing is."""
    # Other keys go to Rasa's emulators of other servers, past these checks.
    if not isinstance(body, dict) or set(body) != {"text"}:
        return 'the body must be {"text": ...}'
    text = body["text"]
    if not isinstance(text, str) or not text.strip():
        return "text must be a string that is not empty"
    if len(text) > LONGEST_TEXT:
        return f"text may have {LONGEST_TEXT} characters"
    if text.strip().startswith("/"):
        # Rasa would answer '/greet' with the intent greet, without its model.
        return "text may not begin with '/'"
    return None


def model_fault(body: object) -> str | None:
    """Say what is wrong with a body for PUT /model; None if nothing is."""
    # Rasa would also load from an address (model_server) or a cloud's storage.
    if not isinstance(body, dict) or set(body) != {"model_file"}:
        return 'the body must be {"model_file": ...}'
    try:
        file = Path(body["model_file"]).resolve()
        # A folder would do for Rasa: it takes the newest file inside.
        inside = MODELS.resolve() in file.parents and file.is_file()
    except (OSError, RuntimeError, TypeError, ValueError):
        inside = False  # no path at all: a number, a NUL, a name too long, a loop
    return None if inside else "model_file must be a file inside nlu/models"


_ALLOWED: Final = {
    ("GET", "/healthz"): None,
    ("GET", "/readyz"): None,
    ("GET", "/status"): None,
    ("POST", "/model/parse"): parse_fault,
    ("PUT", "/model"): model_fault,
}
"""All that is let through, and what looks at the body. The path must be exactly so."""


def refusal(request: Any, token: str) -> tuple[int, str] | None:  # noqa: ANN401
    """Give the status and the reason if a request must not reach Rasa."""
    route = (request.method, request.path)
    if route not in _ALLOWED:
        return 404, "no such address"
    if request.args.get("token") != token:
        return None  # Rasa answers 401 to this
    if set(request.args) != {"token"}:
        # 'emulation_mode' would read the text from another key.
        return 400, "the token is the only parameter"
    fault_of = _ALLOWED[route]
    if fault_of is None:
        return None
    try:
        # Not parsed here: Rasa will see this very object, however odd the JSON is.
        fault = fault_of(request.json)
    except Exception:  # noqa: BLE001 - whatever Sanic raises, it is no JSON
        fault = "the body must be JSON"
    return (400, fault) if fault else None


def add_probes(app: Any) -> None:  # noqa: ANN401
    """Add what an orchestrator asks: without the token, and it learns nothing else.

    It keeps addresses in the open, so that the token must not be in them.
    """
    from sanic import response  # noqa: PLC0415

    async def alive(_request: Any) -> Any:  # noqa: ANN401
        return response.json({"status": "ok"})

    async def ready(_request: Any) -> Any:  # noqa: ANN401
        agent = app.ctx.agent
        loaded = bool(agent and agent.is_ready())
        checks = {"model": "ok" if loaded else "down"}
        told = {"status": "ready" if loaded else "not ready", "checks": checks}
        return response.json(told, 200 if loaded else 503)

    app.add_route(alive, "/healthz", methods=["GET"])
    app.add_route(ready, "/readyz", methods=["GET"])


def beside(load: Any) -> Any:  # noqa: ANN401
    """Load a model in a thread: Rasa would answer nobody for the seconds it takes."""
    # One thread: of two loads the one that was asked for last stays.
    thread = ThreadPoolExecutor(1)

    async def loaded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            thread, lambda: asyncio.run(load(*args, **kwargs))
        )

    return loaded


def narrow_api(server: Any, token: str) -> None:  # noqa: ANN401
    """Put `refusal` before every request of the app that `rasa.server` makes."""
    make_app = server.create_app

    def narrowed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        # Imported here as all of Rasa is: after the log was masked.
        from sanic import response  # noqa: PLC0415

        app = make_app(*args, **kwargs)
        app.config.REQUEST_MAX_SIZE = _LARGEST_BODY

        async def refuse(request: Any) -> Any:  # noqa: ANN401
            refused = refusal(request, token)
            if refused is None:
                return None
            status, reason = refused
            return response.json({"status": "failure", "message": reason}, status)

        app.register_middleware(refuse, "request")
        add_probes(app)
        return app

    server.create_app = narrowed
    server._load_agent = beside(server._load_agent)  # noqa: SLF001
    # For web pages of other origins, which have no business here; and it would
    # put itself before `refuse` and answer every OPTIONS.
    server.configure_cors = lambda *_args, **_kwargs: None


def main() -> None:
    """Hand over to Rasa with the arguments given, plus the token."""
    die_with_parent()
    token = os.environ.pop("NLU_TOKEN")
    mask_log(token)
    drop_warnings()
    program, command, *options = sys.argv[1:]
    # Written with '=', so that a token beginning with '-' is no option.
    sys.argv = [program, command, f"--auth-token={token}", *options]
    # Imported last: it takes seconds, and the log must be masked before.
    import rasa.server  # noqa: PLC0415
    from rasa.__main__ import main as rasa_main  # noqa: PLC0415

    narrow_api(rasa.server, token)
    rasa_main()


if __name__ == "__main__":
    main()
