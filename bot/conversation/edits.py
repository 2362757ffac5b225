"""A message that was changed afterwards: its new words stand for what the old ones answered."""

from dataclasses import dataclass

from bot.conversation import after_loss
from bot.conversation.answers import chosen
from bot.conversation.chat import Awaiting, Before, Chat
from bot.messages import InboundMessage


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit in a running conversation. `answers`: what its message was asked, it answers anew."""

    answers: bool


def before(chat: Chat, message: InboundMessage) -> Before | None:
    """How the conversation stood before the newest message; an edit is not the newest."""
    if message.edited:
        return chat.before
    writing = chat.opinion is not None
    draft = chat.opinion.text if chat.opinion else None
    return Before(message.order, chat.offered, chat.awaiting, writing=writing, draft=draft)


def begin(chat: Chat, message: InboundMessage) -> Edit | None:
    """Go back to what the changed message answered, if it did; None if this is nothing changed."""
    if not message.edited or not chat.introduced:
        # Nothing is remembered of what it changes: it is new.
        return None
    then = chat.before
    if then is None or not then.order or then.order != message.order:
        return Edit(answers=False)
    if chat.opinion is not None and then.writing:
        chat.opinion.text = then.draft
        return Edit(answers=True)
    if not _is_an_answer(then, message.text):
        return Edit(answers=False)
    chat.offered, chat.awaiting = then.offered, then.awaiting
    return Edit(answers=True)


def _is_an_answer(then: Before, text: str) -> bool:
    if chosen(text, then.offered) or then.awaiting is Awaiting.COMMUNE:
        return True
    return after_loss.asks_about_loss(then.awaiting) and after_loss.fits(then.awaiting, text)
