"""Consent is explicit: only its own words give it, 'ok' or 'có' are asked back."""

from bot.conversation.agreement import Said, is_plain_no, read_agreement
from bot.conversation.answers import chosen, is_number, labelled
from bot.conversation.chat import Awaiting, Chat, Consent
from bot.conversation.texts import CONSENT_BUTTONS, CONSENT_UNCLEAR
from bot.messages import Button, Reply

UNCLEAR = Reply(CONSENT_UNCLEAR, CONSENT_BUTTONS)
"""Asks back."""

_YES, _NO = CONSENT_BUTTONS


def read(chat: Chat, text: str) -> Button | Reply | None:
    """The button that words stand for, UNCLEAR, or None if they are about something else."""
    if chat.consent is Consent.NOT_ASKED:
        return None
    said = read_agreement(text)
    if chat.consent is Consent.GIVEN:
        # Whoever takes it back need not know the word for that.
        return _NO if said is Said.NO else None
    # A 'no' stands only while it is asked; a late 'yes' is still a yes.
    open_now = CONSENT_BUTTONS if chat.awaiting is Awaiting.CONSENT else CONSENT_BUTTONS[:1]
    if button := labelled(text, open_now):
        return button
    return _YES if said is Said.YES else _no_or_unclear(chat, text, said)


def _no_or_unclear(chat: Chat, text: str, said: Said | None) -> Button | Reply | None:
    asked_last = chat.offered == CONSENT_BUTTONS
    still_asked = chat.consent is Consent.ASKED or chat.awaiting is Awaiting.CONSENT
    if still_asked and (said is Said.NO or (asked_last and is_plain_no(text))):
        return _NO
    vague = chosen(text, CONSENT_BUTTONS) and not labelled(text, CONSENT_BUTTONS)
    asked_back = asked_last and vague and not is_number(text)
    if not asked_back and not (still_asked and said is Said.VAGUE):
        return None
    # A child is not asked back: whatever it means, nothing is kept of it.
    return _YES if chat.child else UNCLEAR
