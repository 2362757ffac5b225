"""What can't wait, found in the words alone: no model, no database, no memory of the chat."""

from bot.conversation import distress, texts
from bot.conversation.advice import Advice
from bot.conversation.childhood import sounds_like_a_child
from bot.conversation.long_turns import shortened
from bot.messages import InboundMessage, Reply
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.understanding.stage_reader import read_stage

LONGEST_LOOK = 600
"""Characters that are read for a loss, which is slow: half of them from the end."""

LOSSES = (Stage.PAID, Stage.INFO_GIVEN)
_TAPPED = {f"stage:{stage.value}": stage for stage in LOSSES}


def speaks_of_despair(message: InboundMessage) -> bool:
    """Whether the words, or those they point at, speak of not wanting to live."""
    return distress.hears_despair(f"{message.text}\n{message.quoted}")


def urgent_replies(message: InboundMessage, advice: Advice) -> list[Reply]:
    """The steps for a life in danger, a loss or a child; nothing if no words speak of one."""
    if speaks_of_despair(message):
        return [Reply(texts.COMFORT)]
    danger = distress.hears_danger(f"{message.text}\n{message.quoted}")
    first = [Reply(texts.DANGER)] if danger else []
    stage = _TAPPED.get(message.choice or "") or loss_told(shortened(message.text, LONGEST_LOOK))
    steps = [advice.emergency(stage)] if stage else []
    child = [Reply(texts.CHILD)] if sounds_like_a_child(message.text) else []
    return [*first, *steps, *child]


def loss_told(said: RawText) -> Stage | None:
    """That money was paid or something given away, if the words say so."""
    stage = read_stage(redact(said).text) if said.strip() else None
    return stage if stage in LOSSES else None
