"""What of the findings is said, and when: the gravest first, each once, few at a time."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.chat import Chat
from bot.conversation.fitting import FIRST_REPLY_LIMIT
from bot.messages import Reply
from casework.evidence.finding import Finding, Verdict
from casework.stage import Stage

MOST_AT_ONCE = 2
"""Sentences about what was pasted that a frightened person reads beside the advice."""

# What is grave enough to be said beside another one comes before the empty verdict.
_GRAVITY = (
    Verdict.LISTED,
    Verdict.LOOKALIKE,
    Verdict.OTHER_BANK,
    Verdict.POSES_AS_HOTLINE,
    Verdict.BROKEN,
    Verdict.PAYMENT,
    Verdict.SATELLITE,
    Verdict.FOREIGN,
    Verdict.SHORTENER,
    Verdict.UNKNOWN,
    Verdict.SERVICE,
    Verdict.OFFICIAL,
)


# Curly brackets mark help channels in our own texts.
_NOT_OURS = str.maketrans("{}", "()")


def by_gravity(findings: Sequence[Finding]) -> list[Finding]:
    """The gravest first; of the same gravity in the order in which they stand in the message."""
    return sorted(findings, key=lambda finding: _GRAVITY.index(finding.verdict))


def worth_saying(findings: Sequence[Finding]) -> list[Finding]:
    """The few that are said beside other things: two that weigh, or else the first of the rest."""
    ordered = by_gravity(findings)
    damning = [finding for finding in ordered if finding.is_damning]
    return damning[:MOST_AT_ONCE] or ordered[:1]


def said_now(chat: Chat, findings: Sequence[Finding]) -> list[str]:
    """The sentences to say in this turn; what has been said before is not said again."""
    new = [finding for finding in findings if _key(finding) not in chat.pointed_out]
    chat.pointed_out |= {_key(finding) for finding in new}
    return [sentence_of(finding) for finding in worth_saying(new)]


def sentence_of(finding: Finding) -> str:
    """The reason, in which nothing of the scammer's can pass for one of our placeholders."""
    return finding.reason.translate(_NOT_OURS)


def beside(chat: Chat, findings: Sequence[Finding], replies: list[Reply]) -> list[Reply]:
    """The replies with what was found, as far as they have not said it themselves.

    Before everything else, but after the steps of an emergency, and never so that a reply grows
    beyond one screen.
    """
    lines = said_now(chat, findings)
    if not lines or not replies:
        return replies
    first, *more = replies
    if chat.stage in (Stage.PAID, Stage.INFO_GIVEN):
        return [first, Reply("\n".join(lines)), *more]
    together = "\n".join([*lines, "", first.text])
    if len(together) > FIRST_REPLY_LIMIT:
        return [Reply("\n".join(lines)), first, *more]
    return [replace(first, text=together), *more]


def in_short(findings: Sequence[Finding]) -> str:
    """The gravest in one sentence, where there is little room; '' if nothing was found."""
    gravest = next(iter(worth_saying(findings)), None)
    if gravest is None:
        return ""
    sentence, stop, _ = sentence_of(gravest).partition(". ")
    return f"{sentence}." if stop else sentence


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.kind, finding.verdict, finding.shown
