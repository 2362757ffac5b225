"""Run one Rasa command with the token out of sight and texts out of the log.

serve.py starts this as `python guarded_rasa.py rasa run ...`. Rasa takes its
token only as an argument, which every process on the machine could read in the
process list; here it is added after the start, inside the process.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import traceback
from typing import Any, Final

# From <sys/prctl.h>: which signal the kernel sends when the parent is gone.
_PR_SET_PDEATHSIG: Final = 1
# Behind these words Rasa's server logs the message of an exception.
_BEFORE_DETAIL: Final = "An unexpected error occurred. Error: "


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
    from rasa.__main__ import main as rasa_main  # noqa: PLC0415

    rasa_main()


if __name__ == "__main__":
    main()
