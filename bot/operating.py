"""What the operator asks of the channels: to introduce the bot, to switch webhooks, to be told."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.channels.base import Introduction, Messenger
from bot.channels.cannot_run import ChannelCannotRun
from bot.composition import Schema, open_case_sessions
from bot.conversation.commands import Command
from bot.service import closing_all, keys_of, make_messengers
from bot.settings import BotSettings
from casework.channel_tokens.store import TokenStore
from casework.clock import day_in_viet_nam
from casework.deliveries.book_writer import DeliveryBookClosed
from casework.deliveries.delivery_book import DeliveryBook
from casework.deliveries.figures import Figure, figures_of

INTRODUCTION = Introduction(
    commands=tuple((command.value, command.description) for command in Command),
    short_description=("Kể chuyện lạ, biết chiêu lừa. Máy trả lời tự động, không phải công an."),
    description=(
        "Bạn vừa gặp cuộc gọi, tin nhắn, lời mời lạ, hay vừa mất tiền? Kể cho tôi nghe, viết sao "
        "cũng được. Tôi nói nó giống chiêu lừa nào và nên làm gì ngay.\n\n"
        "Tôi là máy (AI), không phải công an; nhắn ở đây chưa phải là trình báo. "
        "Tôi không bao giờ hỏi mã OTP, mật khẩu, số thẻ."
    ),
)

_NAMES = {
    Figure.TAKEN: "tin nhận",
    Figure.ANSWERED: "lượt trả lời",
    Figure.REPEATED: "tin gửi lặp (bỏ qua)",
    Figure.FORGED: "giả mạo (từ chối)",
    Figure.UNREADABLE: "không đọc được",
    Figure.LIMITED: "quá nhiều (im lặng)",
    Figure.UNREACHABLE: "không gửi tới được",
    Figure.UNSURE: "không rõ đã tới chưa",
    Figure.PUT_OFF: "phải gửi lại sau",
    Figure.QUOTA_LEFT: "còn được gửi (hạn mức)",
}


class NothingToShow(Exception):
    """Chưa có gì để xem, hoặc sổ không mở được."""


async def set_up(settings: BotSettings) -> None:
    """Introduce the bot on every messenger of the settings."""
    await _each(settings, lambda messenger: messenger.set_up(INTRODUCTION))


async def webhook_on(settings: BotSettings) -> None:
    """Have the platforms call PUBLIC_URL."""
    await _each(settings, lambda messenger: messenger.webhook_on())


async def webhook_off(settings: BotSettings) -> None:
    """Have the platforms no longer call; the bot polls, where it can."""
    await _each(settings, lambda messenger: messenger.webhook_off())


async def show_status(settings: BotSettings) -> None:
    """Print today's figures of each channel and what waits. Raises NothingToShow."""
    today = day_in_viet_nam(datetime.now(UTC))
    async with open_case_sessions(settings) as sessions:
        try:
            waiting = await DeliveryBook(sessions, keys_of(settings)).waiting()
        except DeliveryBookClosed:
            raise NothingToShow("Sổ tin đang đến chưa có, hoặc đang không mở được.") from None
        async with sessions() as session:
            figures = await figures_of(session, today)
    print(f"Hôm nay, {today:%d/%m/%Y} (cập nhật mỗi nửa phút khi máy đang chạy):")
    for figure in figures:
        print(f"  {figure.channel:9} {_NAMES[Figure(figure.figure)]:28} {figure.times:7}")
    for channel, count in waiting.items():
        print(f"  {channel:9} {'đang chờ trả lời':28} {count:7}")
    if not figures and not waiting:
        print("  Telegram, Zalo chưa có tin nào.")


async def _each(settings: BotSettings, ask: Callable[[Messenger], Awaitable[list[str]]]) -> None:
    """Ask every messenger, also when one fails. Raises ChannelCannotRun at the end if one did."""
    async with open_case_sessions(settings) as sessions:
        await Schema(settings.database_url).bring_up()
        messengers, problems = make_messengers(settings, TokenStore(sessions, keys_of(settings)))
        for problem in problems:
            print(f"CHƯA ĐƯỢC: {problem}")
        failed = bool(problems)
        if not messengers and not problems:
            raise ChannelCannotRun(
                "Chưa có mã của kênh nào trong .env (TELEGRAM_TOKEN, ZALO_BOT_TOKEN, ZALO_OA_…): "
                "xem docs/channels/."
            )
        async with closing_all(messengers):
            for messenger in messengers:
                try:
                    lines = await ask(messenger)
                except ChannelCannotRun as error:
                    lines, failed = [f"CHƯA ĐƯỢC: {error}"], True
                for line in "\n".join(lines).splitlines():
                    print(f"{messenger.name}: {line}")
    if failed:
        raise ChannelCannotRun("Có kênh chưa xong; xem các dòng trên.")
