"""The secret that a platform shows with each call, derived from BOT_KEY: nothing more to keep."""

import hmac
from enum import StrEnum

from pydantic import SecretStr

from casework.keys import Keys


class _Purpose(StrEnum):
    WEBHOOK = "webhook"


def webhook_secret(bot_key: SecretStr, channel: str) -> str:
    """64 hexadecimal digits, the same as long as BOT_KEY is."""
    return Keys(bot_key.get_secret_value(), "bot").sign(_Purpose.WEBHOOK, channel)


def is_genuine(shown: str | None, secret: str) -> bool:
    """Whether the shown secret is the right one, in a time that tells nothing of it."""
    return hmac.compare_digest((shown or "").encode(), secret.encode())
