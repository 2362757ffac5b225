"""What a further message changes: a stage that was wrong, or another story altogether."""

import re

from bot.conversation.chat import Chat
from casework.intake import Understanding
from casework.stage import Stage
from casework.understanding.decision import DecisionKind
from casework.understanding.stage_reader import denies_loss
from casework.vietnamese import fold, strip_tones

SURE_OF_ANOTHER = 0.75
"""Above this confidence a message that names another playbook may begin a new story."""

_CORRECTING = re.compile(r"\b(?:nham|lon|khong phai|ko phai|y (?:toi|tui|em) la|sai roi)\b")
_FURTHER = {None: 0, Stage.APPROACH: 0, Stage.INFO_GIVEN: 1, Stage.PAID: 2}


def denies(raw: str) -> bool:
    """Whether the message says that nothing was given: "à nhầm, chưa chuyển"."""
    return denies_loss(raw)


def read_stage_into(chat: Chat, raw: str, alone: Understanding, told: Understanding) -> None:
    """Set the stage from what was said, unless it was tapped.

    `alone` is this message by itself, `told` the whole story with it.

    Approach counts only when it was said ("chưa chuyển"). Where it is only the best guess, the
    stage stays open and is asked: a loss must not be missed by a guess.
    """
    if denies_loss(raw):
        chat.stage = Stage.APPROACH
    elif _FURTHER[alone.sure_stage] > _FURTHER[chat.stage]:
        chat.stage = alone.sure_stage
    elif not chat.stage_answered and _FURTHER[told.sure_stage] > _FURTHER[chat.stage]:
        chat.stage = told.sure_stage


def begins_another(raw: str, alone: Understanding, chat: Chat) -> bool:
    """Whether a message surely tells of another scam than the one named before.

    It must have a phrase of the other playbook, be no correction, and not come in the middle of
    a loss: there it more likely is the same story going on.
    """
    candidates = alone.decision.candidates
    return (
        chat.match is not None
        and chat.stage is not Stage.PAID
        and alone.decision.kind is DecisionKind.NAME
        and candidates[0].confidence >= SURE_OF_ANOTHER
        and candidates[0].name != chat.match.playbook.id
        and candidates[0].name in alone.seen
        and not _CORRECTING.search(strip_tones(fold(raw)))
    )
