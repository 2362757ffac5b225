"""The real NLU server with the promoted model, for as long as a measurement takes."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.rehearsal.process import ROOT, free_port
from bot.rehearsal.shared.played_nlu import TOKEN
from bot.rehearsal.shared.processes import Process


class NoModel(Exception):
    """Chưa có mô hình: chạy ./canhgiac trainer train --if-none rồi thử lại."""


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[tuple[str, Process]]:
    """Its address and its process. Raises NoModel, DidNotStart."""
    if not (ROOT / "nlu" / "models" / "promoted").exists():
        raise NoModel(NoModel.__doc__)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {"NLU_PORT": str(port), "NLU_TOKEN": TOKEN, "NLU_HOST": "127.0.0.1"}
    if model := os.environ.get("NLU_MODEL"):
        settings["NLU_MODEL"] = model
    # serve.py needs the standard library only, and finds its own packages.
    words = [sys.executable, str(ROOT / "nlu" / "serve.py")]
    process = Process("nlu", words, settings, folder, f"{url}/status?token={TOKEN}")
    try:
        await process.start()
        yield url, process
    finally:
        await process.stop()
