"""The residents' door: python -m bot."""

import asyncio
import gettext
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

import click
from pydantic import HttpUrl, TypeAdapter, ValidationError

from bot.channels import CHANNELS
from bot.channels.terminal import TerminalChannel
from bot.composition import NoChannelRuns, never_silent, open_conversation, run_channels
from bot.conversation.gathering import Gatherer
from bot.settings import BotSettings
from casework.crashes import keep_crashes_silent
from casework.logs import set_up_logging
from casework.playbooks.data_file import DataFileError
from casework.understanding.base import BrokenInterpreter
from casework.understanding.own_server import NluServerFailed, nlu_server
from casework.understanding.rasa import RasaInterpreter

LOCALE = Path(__file__).resolve().parent.parent / "locale"

_ALLOWED = {
    "gather_seconds": "số giây từ 0 đến 10, ví dụ 0.8",
    "nlu_url": "địa chỉ như http://127.0.0.1:5005",
    "web_port": "số nguyên từ 1 đến 65535",
}


@click.group(options_metavar="[TUỲ CHỌN]", subcommand_metavar="LỆNH", no_args_is_help=True)
def door() -> None:
    """Cửa của người dân: máy trả lời trên web, Telegram, hoặc ngay tại màn hình này."""


@door.command(options_metavar="")
def run() -> None:
    """Chạy máy trả lời: trang web, và Telegram khi có TELEGRAM_TOKEN."""
    _open_door(_run)


@door.command(options_metavar="")
def chat() -> None:
    """Trò chuyện ngay tại đây; nhận cả các dòng đưa vào qua ống dẫn."""
    _open_door(_chat)


def _open_door(live: Callable[[BotSettings], Coroutine[None, None, None]]) -> None:
    """Run `live` with the settings; what the operator can mend is told without a traceback."""
    settings = _settings()
    set_up_logging(_secrets(settings))
    keep_crashes_silent()
    try:
        asyncio.run(live(settings))
    except NoChannelRuns:
        sys.exit(1)  # each channel has said why
    except DataFileError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _settings() -> BotSettings:
    """The settings; an unusable one is told in one line, and ends the program."""
    try:
        settings = BotSettings()
        # Not the setting's own type: it would add a '/' to the end.
        TypeAdapter(HttpUrl).validate_python(settings.nlu_url)
    except ValidationError as error:
        places = [mistake["loc"] for mistake in error.errors()]
        wrong = [str(place[0]) if place else "nlu_url" for place in places]
    else:
        return settings
    for name in wrong:
        # Never the value: somebody may have put a token on the wrong line.
        allowed = _ALLOWED.get(name, "xem docs/settings.md")
        print(f"Cài đặt {name.upper()} không dùng được; cho phép: {allowed}.", file=sys.stderr)
    sys.exit(2)


async def _run(settings: BotSettings) -> None:
    channels = [channel for make in CHANNELS if (channel := make(settings)) is not None]
    interpreter = RasaInterpreter(settings.nlu_url, _nlu_token(settings))
    try:
        async with open_conversation(settings, interpreter) as conversation:
            gatherer = Gatherer(never_silent(conversation), settings.gather_seconds)
            await run_channels(channels, gatherer.receive)
    finally:
        await interpreter.aclose()


async def _chat(settings: BotSettings) -> None:
    try:
        async with (
            nlu_server(settings.nlu_url, _nlu_token(settings)) as interpreter,
            open_conversation(settings, interpreter) as conversation,
        ):
            await TerminalChannel().run(never_silent(conversation))
    except NluServerFailed as error:
        print(f"{error} Tạm trả lời theo từ khoá.", file=sys.stderr)
        async with open_conversation(settings, BrokenInterpreter()) as conversation:
            await TerminalChannel().run(never_silent(conversation))


def _nlu_token(settings: BotSettings) -> str | None:
    return settings.nlu_token.get_secret_value() if settings.nlu_token else None


def _secrets(settings: BotSettings) -> list[str]:
    tokens = (settings.telegram_token, settings.nlu_token)
    return [token.get_secret_value() for token in tokens if token]


if __name__ == "__main__":
    # click translates its own words through gettext.
    os.environ.setdefault("LANGUAGE", "vi")
    gettext.bindtextdomain("messages", str(LOCALE))
    door(prog_name="./canhgiac bot")
