"""Look for scripts that no playbook knows yet."""

import asyncio
from datetime import UTC, datetime

import click

from casework.learning.clustering import FEWEST_CASES, FEWEST_DAYS
from casework.learning.emerging import LOOKED_BACK, Found, find_emerging
from trainer.book import BookNotOpen, open_book
from trainer.model_card import NotAModel
from trainer.settings import TrainerSettings, read_settings


@click.command(options_metavar="")
def emerging() -> None:
    """Tìm chiêu đang nổi: gom các vụ máy chưa rõ mà kể giống nhau.

    Xem kết quả ở trang «Chiêu đang nổi» của bàn làm việc.
    """
    found = asyncio.run(_find(read_settings()))
    click.echo(f"Đã xem {found.looked_at} vụ máy chưa rõ trong {LOOKED_BACK.days} ngày qua.")
    if found.clusters:
        click.echo(f"Có {found.clusters} nhóm kể giống nhau: mở trang «Chiêu đang nổi» để đọc.")
    else:
        enough = f"{FEWEST_CASES} vụ, kể trong ít nhất {FEWEST_DAYS} ngày"
        click.echo(f"Chưa có nhóm nào đủ {enough}. Các nhóm tìm lần trước đã được bỏ.")


async def _find(settings: TrainerSettings) -> Found:
    async with open_book(settings) as sessions:
        return await find_emerging(sessions, datetime.now(UTC))


TOLD = (BookNotOpen, NotAModel)
"""Errors that a trainer can mend: told in their own words, without a traceback."""

COMMANDS = (emerging,)
