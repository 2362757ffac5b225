"""The residents' door: python -m bot."""

import asyncio
import gettext
import inspect
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

import click
import uvloop
from pydantic import HttpUrl, SecretStr, TypeAdapter, ValidationError

from bot import operating
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.terminal import TerminalChannel
from bot.composition import never_silent, open_case_sessions, open_conversation
from bot.key_turning import turn_key as turn_bot_key
from bot.running import NoChannelRuns
from bot.service import run_bot
from bot.settings import BotSettings
from bot.workers.service import run_intake, run_worker
from casework.crashes import keep_crashes_silent
from casework.logs import set_up_logging
from casework.migrations import RestoreUnfinished
from casework.playbooks.data_file import DataFileError
from casework.understanding.base import BrokenInterpreter
from casework.understanding.own_server import NluServerFailed, nlu_server
from casework.understanding.rasa import RasaInterpreter

LOCALE = Path(__file__).resolve().parent.parent / "locale"

NEEDS_BOT_KEY = (
    "Telegram, Zalo cần BOT_KEY (từ 32 ký tự) để niêm phong tin đang chờ: chạy bằng ./canhgiac thì "
    "khoá này tự có trong .env."
)

_ALLOWED = {
    "bot_key": "từ 32 ký tự trở lên",
    "public_url": "địa chỉ như https://chat.example.vn",
    "embed_origins": "các trang được nhúng, cách nhau bằng dấu cách, như https://congdan.example.vn",
    "messages_a_minute": "số nguyên từ 5 đến 1000",
    "messages_a_minute_in_all": "số nguyên từ 100 đến 1000000",
    "gather_seconds": "số giây từ 0 đến 10, ví dụ 0.8",
    "nlu_url": "địa chỉ như http://127.0.0.1:5005",
    "worker_conversations": "số nguyên từ 1 đến 10000",
    "queue_limit": "số nguyên từ 1 trở lên",
    "ops_port": "số nguyên từ 1 đến 65535",
    "web_port": "số nguyên từ 1 đến 65535",
}


@click.group(options_metavar="[TUỲ CHỌN]", subcommand_metavar="LỆNH", no_args_is_help=True)
def door() -> None:
    """Cửa của người dân: máy trả lời trên web, Telegram, Zalo, hoặc ngay tại màn hình này."""


@door.command(options_metavar="")
def run() -> None:
    """Chạy máy trả lời trên web, Telegram, Zalo.

    Kênh nào có mã trong .env thì kênh đó chạy (docs/channels/); trang web luôn chạy.
    """
    _open_door(_run)


@door.command(options_metavar="")
def intake() -> None:
    """Nhận tin cho nhiều máy (cần PostgreSQL).

    Trang web và webhook: nhận, che thông tin riêng, xếp hàng. `bot worker` trả lời.
    """
    _open_door(run_intake)


@door.command(options_metavar="")
def worker() -> None:
    """Trả lời tin trong hàng (cần PostgreSQL).

    Chạy bao nhiêu cũng được, máy nào cũng được; mỗi người vẫn được trả lời đúng thứ tự.
    """
    _open_door(_worker)


@door.command(options_metavar="")
def chat() -> None:
    """Trò chuyện ngay tại đây; nhận cả các dòng đưa vào qua ống dẫn."""
    _open_door(_chat)


@door.command(options_metavar="")
def setup() -> None:
    """Giới thiệu máy với Telegram, Zalo.

    Đặt danh sách lệnh và lời giới thiệu tiếng Việt, và cho biết mã của từng kênh có đúng không.
    """
    _open_door(operating.set_up)


@door.command(options_metavar="")
@click.argument("switch", metavar="on|off", type=click.Choice(["on", "off"]))
def webhook(switch: str) -> None:
    """Bật, tắt webhook của Telegram, Zalo.

    Bật: có tin thì họ gọi tới PUBLIC_URL. Tắt: máy tự hỏi tin.
    """
    _open_door(operating.webhook_on if switch == "on" else operating.webhook_off)


@door.command(options_metavar="")
def status() -> None:
    """Xem số tin hôm nay của từng kênh.

    Nhận, trả lời, từ chối bao nhiêu, và còn bao nhiêu tin đang chờ.
    """
    _open_door(operating.show_status)


@door.command("turn-key", options_metavar="")
def turn_key() -> None:
    """Chuyển sang khoá mới những gì BOT_KEY cũ đã niêm phong.

    Trước đó đặt khoá mới vào BOT_KEY, khoá cũ vào BOT_KEY_PREVIOUS và khởi động lại mọi tiến trình.
    """
    _open_door(turn_bot_key)


def _open_door(live: Callable[[BotSettings], Coroutine[None, None, None]]) -> None:
    """Run `live` with the settings; what the operator can mend is told without a traceback."""
    settings = _settings()
    set_up_logging(_secrets(settings))
    keep_crashes_silent()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_until_stopped(live(settings)))
    except asyncio.CancelledError:
        pass  # a service manager asked; all was put in order
    except KeyboardInterrupt:
        sys.exit(130)
    except NoChannelRuns:
        sys.exit(1)  # each channel has said why
    except RestoreUnfinished as error:
        print(inspect.getdoc(error), file=sys.stderr)
        sys.exit(1)
    except (ChannelCannotRun, operating.NothingToShow) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except DataFileError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


async def _until_stopped(living: Coroutine[None, None, None]) -> None:
    """Live until SIGTERM, and then end in order: running answers go out, the rest is on disk."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await living


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
        if settings.bot_key is None and _has_messenger(settings):
            print(NEEDS_BOT_KEY, file=sys.stderr)
            sys.exit(2)
        return settings
    for name in wrong:
        # Never the value: somebody may have put a token on the wrong line.
        allowed = _ALLOWED.get(name, "xem docs/settings.md")
        print(f"Cài đặt {name.upper()} không dùng được; cho phép: {allowed}.", file=sys.stderr)
    sys.exit(2)


async def _run(settings: BotSettings) -> None:
    interpreter = RasaInterpreter(settings.nlu_url, _nlu_token(settings))
    try:
        await run_bot(settings, interpreter)
    finally:
        await interpreter.aclose()


async def _worker(settings: BotSettings) -> None:
    interpreter = RasaInterpreter(settings.nlu_url, _nlu_token(settings))
    try:
        await run_worker(settings, interpreter)
    finally:
        await interpreter.aclose()


async def _chat(settings: BotSettings) -> None:
    async with open_case_sessions(settings) as sessions:
        try:
            async with (
                nlu_server(settings.nlu_url, _nlu_token(settings)) as interpreter,
                open_conversation(settings, interpreter, sessions) as conversation,
            ):
                await TerminalChannel().run(never_silent(conversation))
        except NluServerFailed as error:
            print(f"{error} Tạm trả lời theo từ khoá.", file=sys.stderr)
            async with open_conversation(settings, BrokenInterpreter(), sessions) as conversation:
                await TerminalChannel().run(never_silent(conversation))


def _nlu_token(settings: BotSettings) -> str | None:
    return settings.nlu_token.get_secret_value() if settings.nlu_token else None


def _has_messenger(settings: BotSettings) -> bool:
    tokens = (settings.telegram_token, settings.zalo_bot_token, settings.zalo_oa_refresh_token)
    return any(tokens)


def _secrets(settings: BotSettings) -> list[str]:
    """Whatever in the settings is secret: none of it may stand in a log."""
    values = (getattr(settings, name) for name in BotSettings.model_fields)
    return [value.get_secret_value() for value in values if isinstance(value, SecretStr)]


if __name__ == "__main__":
    # click translates its own words through gettext.
    os.environ.setdefault("LANGUAGE", "vi")
    gettext.bindtextdomain("messages", str(LOCALE))
    door(prog_name="./canhgiac bot")
