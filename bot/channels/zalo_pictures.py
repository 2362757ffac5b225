"""Where the pictures are that residents send over Zalo, to a bot or to an Official Account."""

from bot.channels.downloading import Allowed, PictureSource

DOMAINS = ("zdn.vn", "zadn.vn", "dlfl.vn", "dlfl.me", "dlmd.me", "zaloapp.com", "zalo.me")
"""The vendor publishes no list. In clients and notes of others on GitHub (read on 2026-11-30)
photos are on `photo-stal-1.zdn.vn`, `f37-zpg-r.zdn.vn`; other content of chats is on `zadn.vn`, and
files on `file-stal-22.dlfl.vn`, `fg40.dlfl.me`, `dlmd.me`. The last two are those of Zalo's own
servers. What is elsewhere is not fetched; the resident is told, and can type the words."""


def zalo_pictures(api_url: str) -> PictureSource:
    """Pictures that Zalo tells of; `api_url` says whether it is played on this machine."""
    return PictureSource(Allowed.beside(api_url, DOMAINS))
