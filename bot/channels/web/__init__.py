"""The web chat: one page, in its own window or framed by a portal, and where its messages go."""

from bot.channels.web.channel import WebChannel

__all__ = ["WebChannel"]
