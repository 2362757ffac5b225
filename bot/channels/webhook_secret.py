"""The secret that a platform shows with each call, derived from BOT_KEY: nothing more to keep."""

import hmac
from enum import StrEnum

from pydantic import SecretStr

from casework.keys import Keys, listed


class _Purpose(StrEnum):
    WEBHOOK = "webhook"


def webhook_secret(bot_key: SecretStr, channel: str) -> str:
    """64 hexadecimal digits, the same as long as BOT_KEY is."""
    return Keys(bot_key.get_secret_value(), "bot").sign(_Purpose.WEBHOOK, channel)


def earlier_secrets(previous: SecretStr | None, channel: str) -> tuple[str, ...]:
    """Those of BOT_KEY_PREVIOUS: a platform goes on with one until `bot webhook on`."""
    return tuple(webhook_secret(SecretStr(key), channel) for key in listed(previous))


def is_genuine(shown: str | None, *secrets: str) -> bool:
    """Whether the shown secret is one of the right ones, in a time that tells nothing of them."""
    right = [hmac.compare_digest((shown or "").encode(), secret.encode()) for secret in secrets]
    return any(right)
