"""The keyed hashes by which updates and conversations are known again. They name nobody."""

from enum import StrEnum

from casework.keys import Keys


class _Purpose(StrEnum):
    UPDATE_KEY = "update key"
    CONVERSATION = "conversation"


def update_key(keys: Keys, channel: str, update_id: str) -> str:
    """The key by which an update is known again: 64 hexadecimal digits."""
    return keys.sign(_Purpose.UPDATE_KEY, f"{channel} {update_id}")


def earlier_update_keys(keys: Keys, channel: str, update_id: str) -> list[str]:
    """The same under keys that were in use before: an update taken then may be repeated now."""
    return update_keys(keys, channel, update_id)[1:]


def conversation_keys(keys: Keys, channel: str, chat: str) -> list[str]:
    """What a conversation is called under each key, the current one first."""
    return keys.signs(_Purpose.CONVERSATION, f"{channel} {chat}")


def update_keys(keys: Keys, channel: str, update_id: str) -> list[str]:
    """The keys by which an update is known again, under each key, the current one first."""
    return keys.signs(_Purpose.UPDATE_KEY, f"{channel} {update_id}")
