"""Learn from reviewed cases: gather suggestions for the console's quarantine."""

import asyncio
from datetime import UTC, datetime

import click

from casework.learning.gathering import Gathered, gather
from casework.playbooks.examples import read_examples
from trainer.book import BookNotOpen, open_book
from trainer.model_card import NotAModel
from trainer.settings import TrainerSettings, read_settings


@click.command("gather", options_metavar="")
def gather_suggestions() -> None:
    """Gom gợi ý học từ các vụ cán bộ đã duyệt; không tự đổi câu ví dụ nào.

    Xem và quyết định ở trang «Gợi ý học» của bàn làm việc.
    """
    click.echo(asyncio.run(_gather(read_settings())))


async def _gather(settings: TrainerSettings) -> Gathered:
    examples = read_examples(settings.data_dir / "examples")
    async with open_book(settings) as sessions, sessions.begin() as session:
        return await gather(session, examples, datetime.now(UTC))


TOLD = (BookNotOpen, NotAModel)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (gather_suggestions,)
