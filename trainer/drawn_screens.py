"""Screens of a phone as web pages, for the bench: SMS, chats, a post, a bank's notice.

Made to look like the apps that residents use; no app's own picture, logo or font is in them. Only
what has the class `t` is text that a reader should find: avatars and the status bar are not.
"""

import random
from dataclasses import dataclass
from html import escape

from trainer.drawn_texts import clock, message, messages, sender

STYLES = ("sms", "sms-dark", "zalo", "messenger", "messenger-dark", "post", "notice", "lock")
FONTS = ("Roboto", "Inter", "Liberation Sans", "DejaVu Sans")

# Characters: what fits into a row of a notice.
_LABEL = 20
_ONE_LINE = 46

# The texts as they were written: where lines are broken is the screen's doing.
TEXTS = "() => [...document.querySelectorAll('.t')].map(e => e.textContent)"

_CSS = """
*{box-sizing:border-box;margin:0}
body{font:16px/1.35 FONT,sans-serif;width:WIDTHpx;background:PAGE;color:INK}
.bar{display:flex;justify-content:space-between;padding:6px 18px;font-size:13px;font-weight:600}
.bat{display:inline-block;width:24px;height:11px;border:1.5px solid;border-radius:3px}
.head{display:flex;align-items:center;gap:12px;padding:10px 14px;background:HEAD;color:HEADINK}
.head b{font-size:18px}
.av{width:34px;height:34px;border-radius:50%;flex:none;
  background:linear-gradient(135deg,#f7a35c,#5c8df7)}
.col{padding:12px;display:flex;flex-direction:column;gap:8px}
.row{display:flex;gap:8px;align-items:flex-end}
.me{justify-content:flex-end}
.b{max-width:74%;padding:9px 13px;border-radius:18px;background:THEIRS;overflow-wrap:anywhere}
.me .b{background:MINE;color:MINEINK}
.when{font-size:12px;color:FAINT;text-align:center;padding:4px}
.in{font-size:11px;color:FAINT;margin-top:3px}
.me .in{color:MINEINK;opacity:.75}
.a{color:LINK;text-decoration:underline}
.type{margin:8px 12px;padding:9px 16px;border-radius:20px;border:1px solid FAINT;color:FAINT}
.card{margin:14px;padding:16px;border-radius:14px;background:THEIRS;overflow-wrap:anywhere}
.pair{display:flex;justify-content:space-between;gap:14px;padding:9px 0;
  border-bottom:1px solid #8884}
.pair .t:last-child{font-weight:600;text-align:right}
.big{font-size:23px;font-weight:700;text-align:center;padding:10px}
.btn{background:ACCENT;color:#fff;text-align:center;border-radius:10px;padding:12px;
  font-weight:600;margin-top:14px}
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page to draw: its style, its source, how wide (CSS pixels) and how fine (scale)."""

    style: str
    html: str
    width: int
    scale: float
    quality: int


_LIGHT = {"PAGE": "#fff", "INK": "#111", "HEAD": "#f6f6f6", "HEADINK": "#111", "THEIRS": "#e9e9eb",
          "MINEINK": "#fff", "MINE": "#34a853", "FAINT": "#8a8a8e", "LINK": "#0b57d0",
          "ACCENT": "#0068ff"}  # fmt: skip
_DARK = {"PAGE": "#000", "INK": "#f2f2f2", "HEAD": "#161618", "HEADINK": "#fff",
         "THEIRS": "#262629", "MINEINK": "#fff", "MINE": "#0a7cff", "FAINT": "#8e8e93",
         "LINK": "#7ab7ff", "ACCENT": "#0a7cff"}  # fmt: skip
_COLOURS = {
    "sms": _LIGHT,
    "sms-dark": {**_DARK, "PAGE": "#121212"},
    "zalo": {**_LIGHT, "PAGE": "#e2e9f1", "HEAD": "#0068ff", "HEADINK": "#fff", "THEIRS": "#fff",
             "MINE": "#d5f1ff", "MINEINK": "#081c36"},
    "messenger": {**_LIGHT, "MINE": "#0084ff", "THEIRS": "#f0f0f0"},
    "messenger-dark": {**_DARK, "MINE": "#8a3ffc", "THEIRS": "#303030"},
    "post": {**_LIGHT, "FAINT": "#65676b"},
    "notice": {**_LIGHT, "PAGE": "#eef3f0", "HEAD": "#00613f", "HEADINK": "#fff", "THEIRS": "#fff",
               "ACCENT": "#00894f"},
    "lock": {**_DARK, "PAGE": "linear-gradient(160deg,#20344f,#7a4b6b 60%,#c98a5a)",
             "THEIRS": "#f4f4f6e6", "LINK": "#0b57d0"},
}  # fmt: skip


def _happens(lot: random.Random, chance: float) -> bool:
    return lot.random() < chance


def _text(words: str, kind: str = "") -> str:
    linked = " ".join(
        f'<span class="a">{escape(word)}</span>' if ".example" in word or ".test" in word
        else escape(word)
        for word in words.split(" ")
    )  # fmt: skip
    return f'<div class="t {kind}">{linked}</div>'


def _status_bar(lot: random.Random) -> str:
    return f'<div class="bar"><span>{clock(lot)}</span><span>4G <i class="bat"></i></span></div>'


def _head(name: str) -> str:
    return f'<div class="head"><div class="av"></div><b class="t">{escape(name)}</b></div>'


def _bubble(words: str, *, mine: bool, under: str = "", face: bool = False) -> str:
    side = "row me" if mine else "row"
    avatar = '<div class="av"></div>' if face and not mine else ""
    return f'<div class="{side}">{avatar}<div class="b">{_text(words)}{under}</div></div>'


def _sms(lot: random.Random, *, bare: bool) -> str:
    bubbles = [f'<div class="when t">Hôm nay {clock(lot)}</div>']
    for words in messages(lot, ["sms"] * lot.randint(2, 4), bare=bare):
        bubbles.append(_bubble(words, mine=False))
        if _happens(lot, 0.3):
            bubbles.append(_bubble(message(lot, "answer"), mine=True))
    inside = "".join(bubbles)
    return f'{_head(sender(lot))}<div class="col">{inside}</div><div class="type t">Tin nhắn</div>'


def _chat(lot: random.Random, *, bare: bool) -> str:
    bubbles = [f'<div class="when t">{clock(lot)} Hôm nay</div>']
    times = _happens(lot, 0.6)
    for _ in range(lot.randint(5, 8)):
        mine = _happens(lot, 0.4)
        words = message(lot, "answer" if mine else "chat", bare=bare)
        under = f'<div class="in t">{clock(lot)}</div>' if times else ""
        bubbles.append(_bubble(words, mine=mine, under=under, face=True))
    return f'{_head(sender(lot))}<div class="col">{"".join(bubbles)}</div>'


def _post(lot: random.Random, *, bare: bool) -> str:
    first, second = messages(lot, ["post", "post"], bare=bare)
    answers = "".join(_bubble(message(lot, "answer"), mine=False, face=True) for _ in range(2))
    return (
        f'<div style="padding:12px"><div class="row" style="margin-bottom:10px"><div class="av">'
        f'</div><div><b class="t">{escape(sender(lot))}</b><div class="in t">{lot.randint(2, 23)} '
        f"giờ trước</div></div></div>{_text(first)}<br>{_text(second)}"
        f'<div class="in t" style="padding:10px 0">{lot.randint(12, 900)} lượt thích</div></div>'
        f'<div class="col">{answers}</div>'
    )


def _notice(lot: random.Random, *, bare: bool) -> str:
    said = [message(lot, "notice", bare=bare) for _ in range(12)]
    pairs = {line.partition(": ")[0]: line for line in said if 0 < line.find(": ") < _LABEL}
    rows = "".join(
        f'<div class="pair"><span class="t">{escape(line.partition(": ")[0])}</span>'
        f'<span class="t">{escape(line.partition(": ")[2])}</span></div>'
        for line in pairs.values()
        if len(line) < _ONE_LINE
    )
    return (
        f'{_head("Thông báo giao dịch")}<div class="card"><div class="big t">{escape(_title(lot))}'
        f"</div>{rows}<br>{_text(message(lot, 'sms', bare=bare))}"
        f'<div class="btn t">Xác nhận</div></div>'
    )


def _title(lot: random.Random) -> str:
    return lot.choice(("Giao dịch thành công", "Chuyển tiền thành công", "Đang chờ xác minh"))


def _lock(lot: random.Random, *, bare: bool) -> str:
    cards = "".join(
        f'<div class="card" style="color:#111;padding:12px"><b class="t">{escape(sender(lot))}</b>'
        f"{_text(words)}</div>"
        for words in messages(lot, ["sms", "sms", "sms"], bare=bare)
    )
    return f'<div class="big t" style="font-size:60px">{clock(lot)}</div>{cards}'


_BODIES = {"sms": _sms, "zalo": _chat, "messenger": _chat, "post": _post, "notice": _notice,
           "lock": _lock}  # fmt: skip


def screen(lot: random.Random, style: str) -> Screen:
    """A page of a style, its words, font, width and sharpness drawn by lot."""
    width, scale = lot.choice(
        ((360, 2.0), (360, 3.0), (375, 2.0), (390, 3.0), (412, 2.625), (430, 2.5), (768, 2.0),
         (1080, 2.0))
    )  # fmt: skip
    body = _BODIES[style.partition("-")[0]](lot, bare=_happens(lot, 0.25))
    css = _CSS.replace("FONT", f"'{lot.choice(FONTS)}'").replace("WIDTH", str(width))
    for name, colour in sorted(_COLOURS[style].items(), key=lambda pair: -len(pair[0])):
        css = css.replace(name, colour)
    html = (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><style>{css}</style>'
        f"<body>{_status_bar(lot)}{body}</body></html>"
    )
    return Screen(style, html, width, scale, lot.choice((60, 70, 80, 85, 95)))
