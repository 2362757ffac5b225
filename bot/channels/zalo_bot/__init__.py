"""Zalo's Bot Platform: a bot that residents write to as to a friend.

The vendor's pages (bot.zaloplatforms.com/docs) could not be read from where this was written. What
is said of the platform here is from clients and notes of others that follow those pages, and agrees
in several of them; where they differ, both ways are taken.
"""

from bot.channels.zalo_bot.channel import ZaloBotChannel

__all__ = ["ZaloBotChannel"]
