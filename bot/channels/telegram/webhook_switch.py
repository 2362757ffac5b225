"""Telling Telegram to call our webhook, or no longer to."""

from urllib.parse import urlsplit

from telegram import WebhookInfo

from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.telegram.asking import now
from bot.channels.telegram.connection import TelegramBot
from bot.channels.telegram.updates import ASKED_FOR
from bot.channels.telegram.webhook import PATH

_CONNECTIONS = 40
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
NO_KEY = "Webhook của Telegram cần BOT_KEY để nhận ra tin giả: đặt BOT_KEY trong tệp .env."
_NO_ADDRESS = (
    "Webhook cần địa chỉ https của máy này: đặt PUBLIC_URL trong tệp .env, ví dụ"
    " PUBLIC_URL=https://canhgiac.example.vn. Chưa có thì cứ để trống: máy tự lấy tin, không cần"
    " webhook."
)
_REFUSED = (
    "Telegram không nhận địa chỉ webhook: PUBLIC_URL phải mở được từ Internet, có chứng chỉ TLS hợp"
    " lệ, và ở cổng 443, 80, 88 hoặc 8443."
)


def webhook_url(public_url: str | None, api_url: str) -> str:
    """Where Telegram is to call. Raises ChannelCannotRun."""
    address = urlsplit(public_url or "")
    # Telegram itself calls https only; a played one on this machine may do without.
    played = urlsplit(api_url).hostname in _LOOPBACK and address.scheme == "http"
    if not address.hostname or not (address.scheme == "https" or played):
        raise ChannelCannotRun(_NO_ADDRESS)
    return f"{(public_url or '').rstrip('/')}{PATH}"


async def switch_on(bot: TelegramBot, url: str, secret: str) -> list[str]:
    """Have Telegram call `url`. What waits there is kept."""
    await now(
        bot.set_webhook(
            url,
            max_connections=_CONNECTIONS,
            allowed_updates=ASKED_FOR,
            drop_pending_updates=False,
            secret_token=secret,
        ),
        _REFUSED,
    )
    info = await now(bot.get_webhook_info(), _REFUSED)
    if info.url != url:
        raise ChannelCannotRun("Telegram chưa giữ địa chỉ vừa đặt; chạy lại lệnh này.")
    return [f"Telegram sẽ gọi {url}", *_told(info)]


async def switch_off(bot: TelegramBot) -> list[str]:
    """Have Telegram keep the updates until they are fetched."""
    await now(bot.delete_webhook(drop_pending_updates=False), _REFUSED)
    return ["Telegram không gọi webhook nữa. Để trống PUBLIC_URL thì máy tự lấy tin."]


def _told(info: WebhookInfo) -> list[str]:
    lines = [f"Tin đang chờ: {info.pending_update_count}."]
    if info.last_error_message:
        # Not its words: they are Telegram's, and may quote what was called.
        at = f" lúc {info.last_error_date:%H:%M %d/%m/%Y} (UTC)" if info.last_error_date else ""
        lines.append(f"Lần gọi trước có lỗi{at}: xem máy có mở được từ Internet không.")
    return lines
