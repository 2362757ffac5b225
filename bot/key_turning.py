"""./canhgiac bot turn-key: everything that BOT_KEY seals goes over to the current key."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.channels.zalo_oa import ZaloOaChannel
from bot.composition import open_case_sessions
from bot.service import keys_of
from bot.settings import BotSettings
from casework.channel_tokens.models import ChannelToken
from casework.channel_tokens.store import TokenStore
from casework.clock import VIET_NAM
from casework.db import Sessions
from casework.deliveries.delivery_book import DELIVERIES_KEPT
from casework.deliveries.models import Delivery
from casework.keys import Keys, listed
from casework.resealing import Resealed, reseal
from casework.running_chats.models import RunningChat

SEALED = {
    "tin đang chờ": Delivery.message,
    "câu trả lời đang chờ gửi": Delivery.replies,
    "cuộc trò chuyện đang dở": RunningChat.chat,
    "lượt trả lời cuối trên trang web": RunningChat.last_replies,
    "bộ mã truy cập của kênh": ChannelToken.sealed,
}
"""What lies sealed by the residents' door, as the operator reads it."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What of each kind was sealed anew; whether the channels' pairs are signed anew too."""

    by_kind: dict[str, Resealed]
    pairs_signed: bool = True

    @property
    def left(self) -> int:
        """How many are sealed by a previous key still."""
        return sum(one.left for one in self.by_kind.values())


async def turn_key(settings: BotSettings) -> None:
    """Turn, and say what was done and when the previous key may go."""
    if settings.bot_key is None or not listed(settings.bot_key_previous):
        print("Chưa có gì để chuyển: BOT_KEY hoặc BOT_KEY_PREVIOUS còn trống.")
        return
    refresh_token = settings.zalo_oa_refresh_token
    seed = refresh_token.get_secret_value() if refresh_token else None
    async with open_case_sessions(settings) as sessions:
        turned = await turn(sessions, keys_of(settings), seed)
    for line in told(turned, datetime.now(UTC)):
        print(line)


async def turn(sessions: Sessions, keys: Keys, refresh_token: str | None) -> Turned:
    """Seal all of it anew, while others read and write. `refresh_token`: that of the settings."""
    by_kind = {name: await reseal(sessions, column, keys) for name, column in SEALED.items()}
    signed = True
    if refresh_token:
        signed = await TokenStore(sessions, keys).sign_anew(ZaloOaChannel.name, refresh_token)
    return Turned(by_kind, signed)


def told(turned: Turned, now: datetime) -> list[str]:
    """What the operator is told."""
    lines = [
        f"{name}: đã niêm phong lại {one.turned}"
        + (f"; KHÔNG khoá nào mở được {one.unreadable}" if one.unreadable else "")
        for name, one in turned.by_kind.items()
    ]
    if turned.left or not turned.pairs_signed:
        lines.append(
            "CHƯA xong: còn tiến trình dùng cài đặt cũ, hoặc kênh đang gia hạn mã. Khởi động lại "
            "mọi tiến trình với BOT_KEY mới rồi chạy lại lệnh này. Chưa được bỏ khoá cũ."
        )
        return lines
    # By then no platform repeats an update that is known by its old hash only.
    until = (now + DELIVERIES_KEPT + timedelta(hours=1)).astimezone(VIET_NAM)
    lines += [
        f"Xong. Giữ BOT_KEY_PREVIOUS đến {until:%H:%M ngày %d/%m/%Y}, rồi bỏ và khởi động lại.",
        "Telegram, Zalo Bot dùng webhook: chạy ./canhgiac bot webhook on trước khi bỏ khoá cũ.",
    ]
    return lines
