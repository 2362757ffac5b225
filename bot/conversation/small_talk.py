"""Answers to what is no scam: greetings, questions about the bot, genuine messages, nonsense."""

from bot.conversation import texts
from bot.messages import Button, Reply

_BY_INTENT = {
    "greeting": texts.WELCOME,
    "thanks": texts.THANKS,
    "bot_identity": texts.BOT_IDENTITY,
    "help": texts.HELP,
    "legit_message": texts.LEGIT_LOOKING,
    "civil_dispute": texts.CIVIL_DISPUTE,
    "advert": texts.ADVERT,
    "off_topic": texts.OFF_TOPIC,
    "faq": texts.FAQ,
    "gibberish": texts.NOT_UNDERSTOOD,
}
JUDGED = frozenset({"legit_message", "civil_dispute", "advert"})
"""Intents that judge something which happened: the resident may doubt the answer."""

STILL_DOUBT = (Button("Tôi vẫn thấy nghi", "doubt"), Button("Báo ở đâu?", "contacts"))


def answer_to(intent: str | None, words: int) -> Reply:
    """The answer to an intent; what cannot be told is asked for, or honestly not matched."""
    if intent in _BY_INTENT:
        return Reply(_BY_INTENT[intent], STILL_DOUBT if intent in JUDGED else ())
    few_words = 4
    if words <= few_words:
        return Reply(texts.NOT_UNDERSTOOD)
    return Reply(texts.NO_MATCH, STILL_DOUBT)
