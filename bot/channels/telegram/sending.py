"""One message goes out to Telegram, and what may become of it."""

import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.channels.base import Leaving
from bot.channels.outgoing import MovedTo, TryLater, Unreachable, Unsure
from bot.channels.rendering import as_plain_texts
from bot.channels.telegram.chat_names import numbers_of
from bot.channels.telegram.connection import Departure, SlowDown, TelegramBot, departing
from bot.messages import Button, Reply

logger = logging.getLogger(__name__)

# Until an operator has put a good token: the chat is not to blame.
_PAUSE_WITHOUT_TOKEN = 60.0
_OK = 200
# The card of a link would show a swindler's page under our name.
_NO_CARD = LinkPreviewOptions(is_disabled=True)


async def send(bot: TelegramBot, chat: str, piece: Reply, leaving: Leaving) -> None:
    """Send one message. Raises what bot/channels/outgoing.py has for it."""
    departure = Departure(leaving)
    keyboard = _keyboard(piece.buttons)
    try:
        if piece.buttons and keyboard is None:
            await _attempt(bot, chat, _in_words(piece), None, departure)
        else:
            await _attempt(bot, chat, piece.text, keyboard, departure)
    except BadRequest as error:
        logger.warning("telegram refused a message: %s", type(error).__name__)
        if keyboard is None or "chat not found" in error.message.lower():
            raise Unreachable from None
        departure.begin_again()
        await _attempt_in_words(bot, chat, piece, departure)


async def _attempt_in_words(
    bot: TelegramBot, chat: str, piece: Reply, departure: Departure
) -> None:
    """Once more without buttons, in case that those were refused."""
    try:
        await _attempt(bot, chat, _in_words(piece), None, departure)
    except BadRequest:
        raise Unreachable from None


async def _attempt(
    bot: TelegramBot,
    chat: str,
    text: str,
    keyboard: InlineKeyboardMarkup | None,
    departure: Departure,
) -> None:
    """Send it. A BadRequest is passed on: the caller may know another way."""
    number, topic = numbers_of(chat)
    try:
        with departing(departure):
            await bot.send_message(
                number,
                text,
                reply_markup=keyboard,
                link_preview_options=_NO_CARD,
                message_thread_id=topic,
            )
    except BadRequest:
        raise
    except SlowDown as error:
        raise TryLater(error.seconds) from None
    except ChatMigrated as error:
        raise MovedTo(str(error.new_chat_id)) from None
    except Forbidden:
        raise Unreachable from None
    except InvalidToken:
        raise TryLater(_PAUSE_WITHOUT_TOKEN) from None
    except (TelegramError, LookupError, TypeError, ValueError):
        # The last three: an answer that the library cannot read.
        raise _what_became(departure) from None


def _what_became(departure: Departure) -> BaseException:
    if departure.refused is not None:
        return departure.refused
    if departure.status is not None and departure.status != _OK:
        return TryLater()  # Telegram is in trouble and says so
    return Unsure() if departure.left else TryLater()


def _keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """The buttons; None where there are none, or where Telegram would refuse one."""
    longest = InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    if not buttons or any(not 0 < len(b.value.encode()) <= longest for b in buttons):
        return None
    rows = [[InlineKeyboardButton(b.label, callback_data=b.value)] for b in buttons]
    return InlineKeyboardMarkup(rows)


def _in_words(piece: Reply) -> str:
    """The choices as numbered lines, if there is room for them."""
    [text] = as_plain_texts([piece])
    return (
        text if len(text.encode("utf-16-le")) // 2 <= MessageLimit.MAX_TEXT_LENGTH else piece.text
    )
