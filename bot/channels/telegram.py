"""Telegram by long polling. The only file that knows Telegram."""

import asyncio
import contextlib
import logging

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType, MessageLimit
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.channels.base import OnMessage
from bot.channels.cannot_run import ChannelCannotRun
from bot.messages import Attachment, InboundMessage, Reply
from bot.settings import BotSettings
from casework.privacy.texts import RawText

logger = logging.getLogger(__name__)

_ATTACHMENTS = {
    "photo": Attachment.PHOTO,
    "voice": Attachment.VOICE,
    "audio": Attachment.VOICE,
    "video": Attachment.VIDEO,
    "video_note": Attachment.VIDEO,
    "sticker": Attachment.STICKER,
    "document": Attachment.DOCUMENT,
    "location": Attachment.LOCATION,
    "contact": Attachment.CONTACT,
}


class TelegramChannel:
    """Carries private chats. Groups are not answered."""

    name = "telegram"

    def __init__(self, token: str, base_url: str | None = None) -> None:
        # Updates side by side, so that a chat that waits for more messages holds up nobody;
        # the order within a chat is kept by whoever answers.
        builder = ApplicationBuilder().token(token).concurrent_updates(concurrent_updates=True)
        self._application: Application = (  # type: ignore[type-arg]  # six parameters, none ours
            builder.base_url(base_url).build() if base_url else builder.build()
        )

    @classmethod
    def from_settings(cls, settings: BotSettings) -> "TelegramChannel | None":
        """Make the channel when TELEGRAM_TOKEN is set."""
        token = settings.telegram_token
        base_url = f"{settings.telegram_api_url.rstrip('/')}/bot"
        return cls(token.get_secret_value(), base_url) if token else None

    async def run(self, on_message: OnMessage) -> None:
        """Poll until cancelled. Raises ChannelCannotRun."""
        application = self._application

        async def handle(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
            inbound = as_inbound(update)
            if update.callback_query is not None:
                # Beside the answer, not before it: help does not wait for a spinner.
                application.create_task(_stop_spinner(update.callback_query))
            if inbound is not None:
                await self._send(int(inbound.chat), await on_message(inbound))

        application.add_handler(MessageHandler(filters.ALL, handle))
        application.add_handler(CallbackQueryHandler(handle))
        application.add_error_handler(_log_error)
        try:
            await self._poll()
        except InvalidToken:
            # The application leaves its connections open when it fails so early.
            await application.bot.shutdown()
            why = "Telegram không nhận TELEGRAM_TOKEN; chép lại từ @BotFather vào tệp .env."
            raise ChannelCannotRun(why) from None

    async def _poll(self) -> None:
        application = self._application
        async with application:
            await application.start()
            if application.updater is None:
                raise RuntimeError(self.name)
            await application.updater.start_polling(
                bootstrap_retries=-1, allowed_updates=["message", "callback_query"]
            )
            try:
                await asyncio.Event().wait()
            finally:
                await application.updater.stop()
                await application.stop()

    async def _send(
        self, chat_id: int, replies: "list[Reply] | tuple[Reply, ...] | object"
    ) -> None:
        for reply in replies if isinstance(replies, (list, tuple)) else ():
            *first, last = _pieces(reply.text)
            for piece in first:
                await self._application.bot.send_message(chat_id, piece)
            await self._application.bot.send_message(chat_id, last, reply_markup=_keyboard(reply))


def as_inbound(update: Update) -> InboundMessage | None:
    """The message of an update; None for what is not answered (groups, channels)."""
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE:
        return None
    if update.callback_query is not None:
        return InboundMessage("telegram", str(chat.id), choice=update.callback_query.data or "")
    message = update.message
    if message is None:
        return None
    text = RawText(message.text or message.caption or "")
    return InboundMessage("telegram", str(chat.id), text, attachments=_attachments(message))


def _attachments(message: Message) -> tuple[Attachment, ...]:
    found = tuple(kind for name, kind in _ATTACHMENTS.items() if getattr(message, name))
    return found or (() if message.text else (Attachment.OTHER,))


def _keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    if not reply.buttons:
        return None
    rows = [[InlineKeyboardButton(b.label, callback_data=b.value)] for b in reply.buttons]
    return InlineKeyboardMarkup(rows)


def _pieces(text: str) -> list[str]:
    """Cut a long text at line ends, and a line that is too long by itself wherever it must be."""
    longest = MessageLimit.MAX_TEXT_LENGTH
    pieces = [""]
    for line in text.split("\n"):
        for part in [line[i : i + longest] for i in range(0, len(line), longest)] or [""]:
            joined = f"{pieces[-1]}\n{part}" if pieces[-1] else part
            if len(joined) <= longest:
                pieces[-1] = joined
            else:
                pieces.append(part)
    return pieces


async def _stop_spinner(tapped: CallbackQuery) -> None:
    """Let the tapped button come to rest: Telegram shows it as busy until it is answered."""
    with contextlib.suppress(TelegramError):  # too late for this tap; the reply comes anyway
        await tapped.answer()


async def _log_error(_update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    error = context.error
    kind = type(error).__name__
    if isinstance(error, TelegramError):
        logger.warning("telegram: %s", kind)
    else:
        logger.error("telegram handler failed: %s", kind)
