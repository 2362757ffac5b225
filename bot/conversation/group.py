"""Answers in a group: one short message that everybody may read, and nothing is remembered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.conversation import distress, texts
from bot.conversation import group_texts as said_to_all
from bot.conversation.advice import Advice
from bot.conversation.case_keeping import CaseKeeping
from bot.conversation.chat import Chat
from bot.conversation.childhood import sounds_like_a_child
from bot.conversation.commands import Command, read_command, speaks_of_the_story
from bot.conversation.fitting import Part, fit
from bot.conversation.group_commands import GroupCommands
from bot.conversation.pointing_out import in_short
from bot.conversation.responses import NO_LOSS_TOLD
from bot.conversation.urgency import LOSSES, loss_told, speaks_of_despair
from bot.messages import InboundMessage, Reply
from casework.intake import Intake, Understanding
from casework.playbooks.library import Library, Match
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.understanding.decision import DecisionKind
from casework.vietnamese import fold, words

LONGEST = 500
"""Characters of an answer that pushes what others say out of sight."""

_MOST_STEPS = 3
_MOST_QUOTES = 2
_FEW_WORDS = 6
# Whoever is quoted may tell of a loss of their own. "Con", "em" stand in scam messages too.
_FIRST_PERSON = re.compile(r"\b(?:tôi|tui|toi)\b")
_SHAMING = frozenset({"tong_tien_anh_nhay_cam"})
# With their marks, or without any: "mã" is not "mà", "vay" not "vậy".
_OF_FRAUD = words(
    "lừa gạt đảo công an scam hack tiền chuyển nạp phí cọc vay nó đòi doạ otp mã link app cài bấm "
    "khoản ngân toà lạ gọi nhắn kêu trúng thưởng việc đơn shipper thật tin nợ quà"
)
_NO_STORY = frozenset(
    {"greeting", "thanks", "bot_identity", "help", "faq", "off_topic", "gibberish"}
)


@dataclass(frozen=True, slots=True)
class Group:
    """Answers what is asked among several people."""

    intake: Intake
    library: Library
    advice: Advice
    case_keeping: CaseKeeping
    commands: GroupCommands

    async def answer(self, message: InboundMessage) -> list[Reply]:
        """One answer; whatever was said before has no part in it."""
        said, quoted = message.text, message.quoted
        if speaks_of_despair(message):
            return [Reply(texts.COMFORT)]
        asked = read_command(said)
        if asked is not None and not (quoted and speaks_of_the_story(said)):
            if asked.command is not Command.CHECK:
                return [self.commands.obey(asked)]
            said = RawText(asked.argument)
        shown = RawText("\n".join(text for text in (quoted, message.pictured) if text.strip()))
        about = shown or said
        if not about.strip() and not message.codes and not message.found:
            return [Reply(said_to_all.HOW)]
        return [await self._look_at(message, about, said)]

    async def _look_at(self, message: InboundMessage, about: RawText, said: RawText) -> Reply:
        told = await self.intake.understand(about, codes=message.codes, found_before=message.found)
        quoted = about is not said
        stage = _loss(told, said, quoted=quoted)
        await self._count(message.channel, told, stage)
        child = sounds_like_a_child(said)
        named = told.decision.kind in (DecisionKind.NAME, DecisionKind.ASK)
        matches = [m for m in told.matches if named and _may_be_named(m, told, quoted=quoted)]
        if distress.hears_danger(f"{said}\n{about}"):
            return self._written([Part(texts.DANGER), *_named(matches)], child=child)
        if stage is not None:
            return self._written(self._after_a_loss(matches, stage), child=child)
        if matches or (named and told.matches):
            return self._written(self._looks_like(matches, told, quoted=quoted), child=child)
        unclear = told.decision.kind is DecisionKind.MORE
        found = _found(told)
        silent = _is_daily_life(told) if unclear else _says_nothing(told)
        if not quoted and not found and silent:
            return Reply(said_to_all.HOW)
        lines = said_to_all.UNCLEAR if unclear else said_to_all.NO_PLAYBOOK
        return self._written([*found, Part(lines)], child=child)

    def _looks_like(
        self, matches: Sequence[Match], told: Understanding, *, quoted: bool
    ) -> list[Part]:
        if not matches:
            return [Part(said_to_all.PRIVATE), Part(said_to_all.REPORT, 1)]
        unsure = told.interpretation.source == "phrases"
        less_sure = Part(texts.LESS_SURE if unsure else "", 1)
        stop, *rest = self._like(matches, quoted=quoted)
        return [stop, *_found(told), *rest, less_sure]

    async def _count(self, channel: str, told: Understanding, stage: Stage | None) -> None:
        """As a report without consent: one more in the counts of the day, and no word of it."""
        passing = Chat(channel, datetime.now(UTC), story=told.text, told=told, stage=stage)
        await self.case_keeping.note(passing)

    def _like(self, matches: Sequence[Match], *, quoted: bool) -> list[Part]:
        first = matches[0]
        advice = first.playbook.advice
        # Where one question would tell two of them apart, both are named: nobody is asked here.
        both = " hoặc ".join(match.playbook.short_name for match in matches[:2])
        name = both if len(matches) > 1 else first.playbook.name
        return [
            Part(f"{said_to_all.STOP} {said_to_all.LIKE.format(name=name)}"),
            Part(_why(first, quoted=quoted), 3),
            *_steps([*([advice.urgent] if advice.urgent else []), *advice.approach]),
            Part(said_to_all.IF_PAID, 2),
            Part(said_to_all.REPORT),
        ]

    def _after_a_loss(self, matches: Sequence[Match], stage: Stage) -> list[Part]:
        emergency = self.library.emergency
        if stage is Stage.PAID:
            opening, steps = said_to_all.AT_ONCE, emergency.paid
        else:
            advice = matches[0].playbook.advice if matches else emergency
            opening, steps = said_to_all.GIVEN, advice.info_given
        return [Part(opening), *_steps(steps), Part(said_to_all.REPORT), *_named(matches)]

    def _written(self, parts: Sequence[Part], *, child: bool) -> Reply:
        parts = [
            *parts,
            Part(said_to_all.CHILD if child else ""),
            Part(said_to_all.ALONE),
            Part(said_to_all.NOT_POLICE),
        ]
        filled = [replace(part, text=self.advice.fill(part.text)) for part in parts]
        return Reply(fit(filled, LONGEST))


def _loss(told: Understanding, said: RawText, *, quoted: bool) -> Stage | None:
    """The loss that somebody tells of: whoever asks, or whoever is quoted."""
    calm = told.decision.kind is DecisionKind.NONE and told.intent in NO_LOSS_TOLD
    if quoted and (stage := loss_told(said)):
        return stage
    strange = quoted and not _FIRST_PERSON.search(fold(told.text))
    return None if calm or strange or told.sure_stage not in LOSSES else told.sure_stage


def _may_be_named(match: Match, told: Understanding, *, quoted: bool) -> bool:
    """Nobody is said in front of all to have been caught with such pictures."""
    name = match.playbook.id
    return name not in _SHAMING or (quoted and name in told.seen)


def _found(told: Understanding) -> list[Part]:
    """What was found in what was pasted; left out last."""
    found = in_short(told.findings)
    return [Part(found, 1)] if found else []


def _is_daily_life(told: Understanding) -> bool:
    """As in "nhóm mình có đi ăn không?": no word of it has to do with fraud."""
    unsure = told.decision.kind is DecisionKind.MORE and not told.seen
    said = words(told.text)
    return unsure and not any(word.says(other) for word in said for other in _OF_FRAUD)


def _says_nothing(told: Understanding) -> bool:
    return told.intent in _NO_STORY or len(told.text.split()) < _FEW_WORDS


def _named(matches: Sequence[Match]) -> list[Part]:
    """What it looks like, where there are more urgent things to say."""
    return [Part(said_to_all.LIKE.format(name=match.playbook.name), 3) for match in matches[:1]]


def _steps(steps: Sequence[str]) -> list[Part]:
    """The first two stay whatever is left out."""
    return [
        Part(f"{number}. {step.rstrip('.')}.", 0 if number < _MOST_STEPS else 4)
        for number, step in enumerate(steps[:_MOST_STEPS], start=1)
    ]


def _why(match: Match, *, quoted: bool) -> str:
    if not match.quotes:
        return ""
    some = match.quotes[:_MOST_QUOTES]
    if quoted:
        return said_to_all.QUOTED.format(quotes=", ".join(f"“{quote.words}”" for quote in some))
    # Their own words are not said once more in front of all.
    return said_to_all.SIGNS.format(signs="; ".join(quote.sign for quote in some))
