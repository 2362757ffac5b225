"""What Telegram shows of the bot before anybody has written: commands and descriptions."""

from collections.abc import Sequence

from telegram import BotCommand, BotCommandScopeAllGroupChats

from bot.channels.base import Introduction
from bot.channels.telegram.asking import now
from bot.channels.telegram.connection import TelegramBot

_IN_GROUPS = "kiemtra"
_CHECK = "Trả lời tin đáng ngờ bằng lệnh này để hỏi"
_REFUSED = (
    "Telegram không nhận lời giới thiệu: mô tả dài nhất 512 ký tự, mô tả ngắn 120, dòng của mỗi"
    " lệnh 256, tên lệnh chỉ gồm chữ thường không dấu."
)


async def introduce(bot: TelegramBot, introduction: Introduction) -> list[str]:
    """Bring up to date what differs; Telegram limits how often each of these is changed."""
    return [
        await _menu(bot, introduction.commands),
        await _menu_of_groups(bot, introduction.commands),
        await _description(bot, introduction.description),
        await _short_description(bot, introduction.short_description),
    ]


async def _menu(bot: TelegramBot, commands: Sequence[tuple[str, str]]) -> str:
    shown = await now(bot.get_my_commands(), _REFUSED)
    if _same(shown, commands):
        return "Bảng lệnh: đã đúng, giữ nguyên."
    await now(bot.set_my_commands(commands), _REFUSED)
    return f"Bảng lệnh: đã đặt {len(commands)} lệnh."


async def _menu_of_groups(bot: TelegramBot, commands: Sequence[tuple[str, str]]) -> str:
    """In a group only the question is offered: all else is a matter between two."""
    groups = BotCommandScopeAllGroupChats()
    wanted = [command for command in commands if command[0] == _IN_GROUPS] or [(_IN_GROUPS, _CHECK)]
    if _same(await now(bot.get_my_commands(scope=groups), _REFUSED), wanted):
        return "Bảng lệnh trong nhóm: đã đúng, giữ nguyên."
    await now(bot.set_my_commands(wanted, scope=groups), _REFUSED)
    return f"Bảng lệnh trong nhóm: đã đặt /{_IN_GROUPS}."


async def _description(bot: TelegramBot, wanted: str) -> str:
    if (await now(bot.get_my_description(), _REFUSED)).description == wanted:
        return "Mô tả: đã đúng, giữ nguyên."
    await now(bot.set_my_description(wanted), _REFUSED)
    return "Mô tả: đã đặt."


async def _short_description(bot: TelegramBot, wanted: str) -> str:
    shown = await now(bot.get_my_short_description(), _REFUSED)
    if shown.short_description == wanted:
        return "Mô tả ngắn: đã đúng, giữ nguyên."
    await now(bot.set_my_short_description(wanted), _REFUSED)
    return "Mô tả ngắn: đã đặt."


def _same(shown: Sequence[BotCommand], wanted: Sequence[tuple[str, str]]) -> bool:
    return [(one.command, one.description) for one in shown] == list(wanted)
