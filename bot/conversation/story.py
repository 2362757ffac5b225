"""The story a resident tells: taken in, answered, asked about, and summed up after a loss."""

from dataclasses import replace

from bot.conversation import (
    after_loss,
    corrections,
    distress,
    pointing_out,
    small_talk,
    texts,
)
from bot.conversation.case_keeping import CaseKeeping
from bot.conversation.chat import Awaiting, Chat
from bot.conversation.responses import Responses
from bot.conversation.shown import NOTHING_SHOWN, Shown, staged_by
from bot.messages import Reply
from casework.evidence.base import once
from casework.intake import Intake, Understanding
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.understanding.decision import DecisionKind

BESIDE_THE_STORY = frozenset(
    {"greeting", "thanks", "bot_identity", "help", "faq", "off_topic", "gibberish"}
)
"""Intents that interrupt a story without adding to it."""

COURTESIES = frozenset({"greeting", "thanks", "bot_identity"})
"""Intents that are answered as such even when there is something urgent to do."""

NAMING = (DecisionKind.NAME, DecisionKind.ASK)
"""Decisions after which a playbook can be named."""

SECRETS = frozenset({"otp", "password", "card", "cvv"})
"""Kinds of redacted data that nobody should be sent."""


class Story:
    """Takes in what residents tell and answers it."""

    def __init__(self, intake: Intake, case_keeping: CaseKeeping, responses: Responses) -> None:
        self._intake = intake
        self._case_keeping = case_keeping
        self._responses = responses

    async def tell(self, chat: Chat, own: RawText, shown: Shown = NOTHING_SHOWN) -> list[Reply]:
        """Answer words that are no command and no choice.

        `own` are the resident's; what is `shown` beside them is somebody else's, and neither tells
        of a loss nor takes one back.
        """
        if distress.hears_despair(own):
            return self.comfort(chat)
        danger = distress.hears_danger(f"{own}\n{shown.text}")
        first = [Reply(texts.DANGER)] if danger else []
        # Whose despair a picture shows nobody knows: it does not take the place of the help.
        last = [Reply(texts.COMFORT)] if distress.hears_despair(shown.text) else []
        return [*first, *await self._answer(chat, own, shown), *last]

    def comfort(self, chat: Chat) -> list[Reply]:
        """Answer despair. Nothing else now: no question, no advice; these words are not kept."""
        loss = [Reply(texts.COMFORT_AFTER_LOSS)] if chat.stage is Stage.PAID else []
        return [Reply(texts.COMFORT), *loss]

    async def take_out_changed(self, chat: Chat) -> None:
        """Read what is left of a story of which a message was changed, before its new words."""
        left, found = chat.parts.joined(), chat.parts.found()
        told = await self._intake.understand(RawText(left), found_before=found) if left else None
        if told is not None and chat.parts.shows:
            told = staged_by(RawText(chat.parts.joined_own()), told)
        chat.told, chat.story = told, told.text if told else None

    async def settle_changed(self, chat: Chat) -> None:
        """Put the counts right after it: words that are gone and nothing in their place."""
        if chat.told is None:
            await self._case_keeping.uncount(chat)
        else:
            await self._case_keeping.note(chat)

    async def choose(self, chat: Chat, topic: str, wanted: str) -> list[Reply]:
        """Answer a tapped button that belongs to the story."""
        match topic:
            case "loss":
                replies = self._note_about_loss(chat, None if wanted == "skip" else wanted)
            case "stage" if wanted in set(Stage):
                chat.stage, chat.stage_answered = Stage(wanted), True
                replies = self._responses.to_stage(chat)
            case "tell":
                replies = self._responses.to_telling_answer(chat, wanted)
            case _:
                replies = self._responses.to_curiosity(chat, topic)
        await self._case_keeping.note(chat)
        return replies

    async def _answer(self, chat: Chat, own: RawText, shown: Shown) -> list[Reply]:
        alone = await self._intake.understand(
            _together(own, shown.text), codes=shown.codes, found_before=shown.found
        )
        if shown.text:
            alone = staged_by(own, alone)
        secret = (alone.redacted_kinds | shown.redacted) & SECRETS
        masked = [Reply(texts.MASKED)] if secret else []
        running = after_loss.is_running(chat)
        denied = corrections.denies(own)
        answers = shown.answers and not shown.text
        if running and answers and not denied and after_loss.fits(chat.awaiting, alone.text):
            replies = self._note_about_loss(chat, alone.text)
            replies = self._keep_findings(chat, alone, replies)
            await self._case_keeping.note(chat)
            return [*replies, *masked]
        question = chat.awaiting
        replies = await self._go_on(chat, own, shown, alone, denied=denied)
        replies = pointing_out.beside(chat, alone.findings, replies)
        await self._case_keeping.note(chat)
        again = [after_loss.ask(chat, question)] if running and chat.stage is Stage.PAID else []
        return [*replies, *masked, *again]

    def _keep_findings(self, chat: Chat, alone: Understanding, replies: list[Reply]) -> list[Reply]:
        """What was pasted with an answer is told and kept with the story that it belongs to."""
        if alone.findings and chat.told is not None:
            found = once([*chat.told.findings, *alone.findings])
            chat.told = replace(chat.told, findings=found)
        return pointing_out.beside(chat, alone.findings, replies)

    async def _go_on(
        self, chat: Chat, own: RawText, shown: Shown, alone: Understanding, *, denied: bool
    ) -> list[Reply]:
        """The story goes on, is corrected, is interrupted, or another one begins."""
        if chat.parts.begun and denied and chat.stage is not Stage.APPROACH:
            chat.stage, chat.stage_answered, chat.loss = Stage.APPROACH, True, None
            chat.awaiting = Awaiting.NOTHING
            if chat.match is not None or alone.decision.kind not in NAMING:
                return self._responses.to_stage(chat)
            # Nothing has been named yet and these words tell enough to: "... tui chưa chuyển".
        if chat.parts.begun and _interrupts(alone):
            return self._to_interruption(chat, alone)
        if corrections.begins_another(own, alone, chat):
            chat.begin_anew()
        told = await self._take_in(chat, own, shown, alone)
        corrections.read_stage_into(chat, own, alone, told)
        return self._responses.to_story(chat)

    def _to_interruption(self, chat: Chat, alone: Understanding) -> list[Reply]:
        urgent = chat.stage in (Stage.PAID, Stage.INFO_GIVEN)
        if urgent and alone.intent not in COURTESIES:
            # "Làm sao bây giờ?": who has lost something wants the next steps, not small talk.
            return self._responses.to_curiosity(chat, "todo")
        reply = small_talk.answer_to(alone.intent, len(alone.text.split()))
        calm = alone.intent == "thanks" and not after_loss.is_running(chat)
        consent = self._responses.ask_consent(chat) if calm else []
        return [reply, *consent]

    def _note_about_loss(self, chat: Chat, said: str | None) -> list[Reply]:
        if not after_loss.asks_about_loss(chat.awaiting):
            return [Reply(texts.ASK_DETAILS)]
        clean = redact(RawText(said)).text if said else None
        if following := after_loss.answer(chat, clean):
            return [following]
        chat.awaiting = Awaiting.NOTHING
        return self._responses.to_loss(chat)

    async def _take_in(
        self, chat: Chat, own: RawText, shown: Shown, alone: Understanding
    ) -> Understanding:
        told = alone
        mine = redact(own).text if shown.text else alone.text
        if chat.story:
            # What was told before is redacted already; redacting it again changes nothing.
            told = await self._intake.understand(
                RawText(chat.parts.joined(alone.text)),
                found_before=[*chat.parts.found(), *alone.findings],
            )
            if shown.text or chat.parts.shows:
                told = staged_by(RawText(chat.parts.joined_own(mine)), told)
        chat.told = told
        tells = told.decision.kind is not DecisionKind.NONE or told.stage is not None
        if tells or alone.findings:
            theirs = redact(shown.text).text if shown.text else None
            chat.parts.put(mine, theirs, alone.findings)
            chat.story = told.text
        await self._case_keeping.note(chat)
        return told


def _interrupts(alone: Understanding) -> bool:
    return (
        alone.decision.kind is DecisionKind.NONE
        and not alone.findings
        and alone.stage in (None, Stage.APPROACH)
        and (alone.intent is None or alone.intent in BESIDE_THE_STORY)
    )


def _together(own: RawText, shown: RawText) -> RawText:
    return RawText("\n".join(text for text in (own, shown) if text.strip()))
