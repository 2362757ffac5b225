"""What a crash leaves behind: a log line with class and place, no traceback's text, no memory."""

import contextlib
import ctypes
import logging
import resource
import sys
import threading
from types import TracebackType

from casework.logs import error_and_place

logger = logging.getLogger(__name__)

_PR_SET_DUMPABLE = 4
"""From <sys/prctl.h>. Needed beside the limit: a core that is piped to a program ignores it."""


def keep_crashes_silent() -> None:
    """Log what nobody caught by class and place only, and leave no image of the memory.

    Python would print the message of the exception, which may quote a resident, and a core dump
    would hold the running conversations.
    """
    sys.excepthook = _crashed
    threading.excepthook = lambda args: _crashed(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _crashed(args.exc_type, args.exc_value, args.exc_traceback)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0)


def _crashed(
    kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logger.critical("nobody caught this: %s", error_and_place(kind, trace))
