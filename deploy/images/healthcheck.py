"""Whether the program in this container can serve: exit code 0 or 1. Standard library only.

`healthcheck.py` asks a door (GET /readyz on its operations port), `healthcheck.py nlu` asks Rasa
(GET /status, which answers 200 once a model is loaded).
"""  # noqa: INP001  # a script in an image, no package

import os
import sys
import urllib.request
from collections.abc import Mapping

PATIENCE = 3.0
"""Seconds for the answer."""


def address(what: str, environment: Mapping[str, str]) -> str:
    """What to ask. Holds the token for Rasa, so it is never printed. Raises KeyError."""
    if what == "nlu":
        port = environment.get("NLU_PORT") or "5005"
        return f"http://127.0.0.1:{port}/status?token={environment['NLU_TOKEN']}"
    port = environment.get("OPS_PORT") or environment["CONSOLE_OPS_PORT"]
    return f"http://127.0.0.1:{port}/readyz"


def serves(url: str) -> bool:
    """Whether it answers 200, asked without any proxy of the environment."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004  # HTTP's OK
    except (OSError, ValueError):
        return False


def main(arguments: list[str]) -> int:
    """0 if it serves."""
    try:
        url = address(arguments[0] if arguments else "door", os.environ)
    except KeyError:
        return 1
    return 0 if serves(url) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
