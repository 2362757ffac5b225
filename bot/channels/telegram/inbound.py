"""An update becomes an InboundMessage, or nothing where nobody spoke to the bot."""

from bot.channels.telegram.addressing import Us, addressed, asked_about
from bot.channels.telegram.chat_names import name_of
from bot.channels.telegram.contents import attachments_in, is_note
from bot.channels.telegram.pictures import PictureOf, is_picture, stills_in
from bot.channels.telegram.updates import CallbackQuery, Membership, Message, Update
from bot.messages import NO_TEXT, Attachment, InboundMessage
from casework.privacy.texts import RawText

NAME = "telegram"


def inbound_of(update: Update, us: Us | None, picture_of: PictureOf) -> InboundMessage | None:
    """What a resident says or does with this update; None if it is not for us.

    `us` may be unknown unless `needs_us` says otherwise.
    """
    if update.message is not None:
        return _said(update.message, us, picture_of, edited=False)
    if update.edited_message is not None:
        return _said(update.edited_message, us, picture_of, edited=True)
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.my_chat_member is not None:
        return _gone(update.my_chat_member)
    return None


def needs_us(update: Update) -> bool:
    """Whether it must be known who we are to tell if this is for us."""
    message = update.message or update.edited_message
    return message is not None and message.chat.is_group


def _said(
    message: Message, us: Us | None, picture_of: PictureOf, *, edited: bool
) -> InboundMessage | None:
    author = message.author
    if author is None or message.is_automatic_forward:
        return None
    if author.is_bot and not message.by_an_unnamed_admin:
        return None
    if is_note(message.holds) or (edited and _only_moves(message)):
        return None
    words, quoted = message.words, asked_about(message)
    if message.chat.is_group:
        told = addressed(message, us) if us is not None else None
        if told is None:
            return None
        words, quoted = told.words, told.quoted
    elif not message.chat.is_private:
        return None
    own, shown = stills_in(message.parts), stills_in(quoted.parts)
    return InboundMessage(
        NAME,
        name_of(message),
        RawText(_without_payload(words)),
        attachments=_attachments(message) + (Attachment.PHOTO,) * len(shown),
        pictures=tuple(picture_of(still) for still in own + shown),
        order=message.message_id,
        edited=edited,
        quoted=RawText(quoted.words) if quoted.words else NO_TEXT,
        in_group=message.chat.is_group,
        sender=str(author.id) if message.chat.is_group else "",
    )


def _attachments(message: Message) -> tuple[Attachment, ...]:
    held = attachments_in(message.holds, is_picture=is_picture(message.parts.get("document")))
    if held or message.words:
        return held
    # A die, a game, what Telegram will think of next: it gets an answer too.
    return (Attachment.OTHER,)


def _only_moves(message: Message) -> bool:
    """A shared place is 'edited' every few seconds while its owner walks."""
    return "location" in message.holds and not message.words


def _without_payload(words: str) -> str:
    """Of '/start something', from a link to the bot, the command alone."""
    return "/start" if words.partition(" ")[0] == "/start" else words


def _tapped(tap: CallbackQuery) -> InboundMessage | None:
    if tap.author.is_bot or tap.message is None or tap.data is None:
        return None
    if not (tap.message.chat.is_private or tap.message.chat.is_group):
        return None
    return InboundMessage(
        NAME,
        str(tap.message.chat.id),
        choice=tap.data,
        # A tap has no number of its own. It takes that of our message with the button: what was
        # written before seeing it has a smaller one, and the answer to it a greater one. Only a
        # tap on an older message seems earlier than it is.
        order=tap.message.message_id,
        in_group=tap.message.chat.is_group,
        sender=str(tap.author.id) if tap.message.chat.is_group else "",
    )


def _gone(membership: Membership) -> InboundMessage | None:
    chat, now = membership.chat, membership.new_chat_member
    # A restricted member may still be allowed to write.
    silenced = now.status == "restricted" and not now.can_send_messages
    if not (silenced or now.status in ("kicked", "left")):
        return None
    if not (chat.is_private or chat.is_group):
        return None
    return InboundMessage(NAME, str(chat.id), gone=True, in_group=chat.is_group)
