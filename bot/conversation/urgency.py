"""What can't wait, found in the words alone: no model, no database, no memory of the chat."""

from bot.conversation import distress, texts
from bot.conversation.advice import Advice
from bot.conversation.long_turns import shortened
from bot.messages import InboundMessage, Reply
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.understanding.stage_reader import read_stage

LONGEST_LOOK = 600
"""Characters that are looked at: this is for moments in which too much comes in."""

LOSSES = (Stage.PAID, Stage.INFO_GIVEN)
_TAPPED = {f"stage:{stage.value}": stage for stage in LOSSES}


def urgent_replies(message: InboundMessage, advice: Advice) -> list[Reply]:
    """The steps for a life in danger, a loss or a child; nothing if no words speak of one."""
    said = shortened(message.text, LONGEST_LOOK)
    if distress.hears_despair(said):
        return [Reply(texts.COMFORT)]
    danger = [Reply(texts.DANGER)] if distress.hears_danger(said) else []
    stage = _TAPPED.get(message.choice or "") or loss_told(said)
    steps = [advice.emergency(stage)] if stage else []
    child = [Reply(texts.CHILD)] if distress.sounds_like_a_child(said) else []
    return [*danger, *steps, *child]


def loss_told(said: RawText) -> Stage | None:
    """That money was paid or something given away, if the words say so."""
    stage = read_stage(redact(said).text) if said.strip() else None
    return stage if stage in LOSSES else None
