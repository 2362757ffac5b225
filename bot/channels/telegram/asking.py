"""Asking Telegram until it answers: pauses that grow, and what only the operator can change."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.telegram.connection import SlowDown

logger = logging.getLogger(__name__)

T = TypeVar("T")

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
# While this program is started again, the one before it may still be asking.
_MOST_CONFLICTS = 3

BAD_TOKEN = "Telegram không nhận TELEGRAM_TOKEN; chép lại từ @BotFather vào tệp .env."  # noqa: S105
_WEBHOOK_IS_SET = (
    "Telegram đang gọi webhook của bot này nên không cho lấy tin: chạy `./canhgiac bot webhook off`"
    " để lấy tin từ máy này, hoặc đặt PUBLIC_URL để dùng webhook."
)
_TWO_BOTS = (
    "Có máy khác đang lấy tin bằng cùng TELEGRAM_TOKEN: tắt máy kia đi; nếu đó là một webhook, chạy"
    " `./canhgiac bot webhook off`."
)


async def until_answered(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask again and again while Telegram is away. Raises ChannelCannotRun."""
    pause, conflicts = SHORTEST_PAUSE, 0
    while True:
        waiting = pause
        try:
            return await ask()
        except InvalidToken:
            raise ChannelCannotRun(BAD_TOKEN) from None
        except Conflict as error:
            conflicts += 1
            if "webhook" in error.message:
                raise ChannelCannotRun(_WEBHOOK_IS_SET) from None
            if conflicts > _MOST_CONFLICTS:
                raise ChannelCannotRun(_TWO_BOTS) from None
        except SlowDown as error:
            waiting = error.seconds
        except TelegramError as error:
            logger.warning("telegram cannot be reached: %s", type(error).__name__)
        await asyncio.sleep(waiting)
        pause = min(pause * 2, LONGEST_PAUSE)


async def now(asked: Awaitable[T], refused: str) -> T:
    """Ask once, for an operator who waits; `refused` says what a BadRequest means here.

    Raises ChannelCannotRun.
    """
    try:
        return await asked
    except InvalidToken:
        raise ChannelCannotRun(BAD_TOKEN) from None
    except SlowDown as error:
        why = f"Telegram hẹn {error.seconds:.0f} giây nữa mới nhận; chờ rồi chạy lại lệnh này."
        raise ChannelCannotRun(why) from None
    except BadRequest:
        raise ChannelCannotRun(refused) from None
    except TelegramError:
        why = "Chưa nói chuyện được với Telegram; xem lại mạng rồi chạy lại lệnh này."
        raise ChannelCannotRun(why) from None
