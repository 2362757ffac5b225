"""The channels, each in its file. A new channel is one line in CHANNELS."""

from collections.abc import Callable

from bot.channels.base import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.web import WebChannel
from bot.settings import BotSettings

CHANNELS: tuple[Callable[[BotSettings], Channel | None], ...] = (
    WebChannel.from_settings,
    TelegramChannel.from_settings,
)
"""Each makes its channel, or None while the settings that it needs are missing."""
