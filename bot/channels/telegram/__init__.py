"""Telegram. The only room that knows its Bot API and the library for it."""

from bot.channels.telegram.channel import TelegramChannel

__all__ = ["TelegramChannel"]
