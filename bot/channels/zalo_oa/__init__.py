"""A Zalo Official Account.

The vendor's pages (developers.zalo.me/docs) could not be read from where this was written. What is
said of the platform here is from clients and notes of others that follow those pages.
"""

from bot.channels.zalo_oa.channel import ZaloOaChannel

__all__ = ["ZaloOaChannel"]
