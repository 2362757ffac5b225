"""How a chat is named outside of this room: its number, and in a forum the number of the topic.

A group may be divided into topics. An answer that does not name the topic of its question would
appear in another one, where nobody has asked.
"""

from bot.channels.telegram.updates import Message


def name_of(message: Message) -> str:
    """The chat in which an answer to this belongs."""
    if message.chat.is_group and message.is_topic_message and message.message_thread_id:
        return f"{message.chat.id}:{message.message_thread_id}"
    return str(message.chat.id)


def numbers_of(name: str) -> tuple[int, int | None]:
    """The numbers of the chat and of the topic, if it has one."""
    chat, _, topic = name.partition(":")
    return int(chat), int(topic) if topic else None
