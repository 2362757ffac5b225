"""The story a resident tells: taken in, answered, asked about, and summed up after a loss."""

from dataclasses import replace

from bot.conversation import after_loss, small_talk, texts
from bot.conversation.chat import Awaiting, Chat
from bot.conversation.distress import WORDS_OF_COMFORT, hears_distress
from bot.conversation.responses import Responses
from bot.messages import Reply
from casework.intake import Intake, Understanding, facts_of, understand
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.understanding.decision import DecisionKind

BESIDE_THE_STORY = frozenset(
    {"greeting", "thanks", "bot_identity", "help", "faq", "off_topic", "gibberish"}
)
"""Intents that interrupt a story without adding to it."""

COURTESIES = frozenset({"greeting", "thanks"})
"""Intents that answer no question."""

SURE_OF_ANOTHER = 0.75
"""Above this confidence a message that names another playbook begins a new story."""

_SECRETS = frozenset({"otp", "password", "card", "cvv"})


class Story:
    """Takes in what residents tell and answers it."""

    def __init__(self, intake: Intake, responses: Responses) -> None:
        self._intake = intake
        self._responses = responses

    async def tell(self, chat: Chat, raw: RawText) -> list[Reply]:
        """Take in a message of the story, together with what was told before it."""
        if chat.story is not None:
            alone = await self._understand(raw)
            if _interrupts(alone):
                words = len(alone.text.split())
                return [small_talk.answer_to(alone.interpretation.intent, words)]
            if _begins_another(alone, chat):
                chat.begin_anew()
        told = await self._take_in(chat, raw)
        comfort = [Reply(WORDS_OF_COMFORT)] if hears_distress(raw) else []
        warning = [Reply(texts.MASKED)] if told.redacted_kinds & _SECRETS else []
        return [*comfort, *self._responses.to_story(chat), *warning]

    async def is_courtesy(self, raw: RawText) -> bool:
        """Whether a few words only thank or greet, and answer no question."""
        told = await self._understand(raw)
        return told.interpretation.intent in COURTESIES and _interrupts(told)

    async def choose(self, chat: Chat, topic: str, wanted: str) -> list[Reply]:
        """Answer a tapped button that belongs to the story."""
        match topic:
            case "loss":
                return await self.answer_about_loss(chat, None if wanted == "skip" else wanted)
            case "stage":
                chat.stage, chat.stage_answered = Stage(wanted), True
                await self._keep_facts(chat)
                return self._responses.to_stage(chat)
            case "tell":
                await self._keep_facts(chat, playbook_id=wanted)
                return self._responses.to_telling_answer(chat, wanted)
            case _:
                return self._responses.to_curiosity(chat, topic)

    async def answer_about_loss(self, chat: Chat, said: str | None) -> list[Reply]:
        """Note an answer after a loss; after the last one give the summary."""
        if not after_loss.asks_about_loss(chat.awaiting):
            return [Reply(texts.ASK_DETAILS)]
        clean = redact(RawText(said)).text if said else None
        if following := after_loss.answer(chat, clean):
            return [following]
        chat.awaiting = Awaiting.NOTHING
        return self._responses.to_loss(chat)

    async def _understand(self, raw: RawText) -> Understanding:
        """A message on its own, of which nothing is kept."""
        parts = self._intake
        return await understand(raw, interpreter=parts.interpreter, library=parts.library)

    async def _take_in(self, chat: Chat, raw: RawText) -> Understanding:
        # What was told before is redacted already; redacting it again changes nothing.
        story = RawText(f"{chat.story}\n{raw}") if chat.story else raw
        told, chat.case_id = await self._intake.take_in(
            story, channel=chat.channel, case_id=chat.case_id
        )
        chat.told = told
        if told.decision.kind is not DecisionKind.NONE or told.stage is not None:
            chat.story = told.text
        if told.stage is not None and not chat.stage_answered:
            chat.stage = told.stage
        return told

    async def _keep_facts(self, chat: Chat, playbook_id: str | None = None) -> None:
        """Put what the resident answered into the case that is already counted."""
        if chat.told is None or chat.case_id is None:
            return
        facts = replace(facts_of(chat.told, chat.channel), stage=chat.stage)
        if playbook_id in self._intake.library.ids:
            facts = replace(facts, playbook_id=playbook_id)
        await self._intake.case_book.keep(facts, chat.case_id)


def _interrupts(alone: Understanding) -> bool:
    return (
        alone.decision.kind is DecisionKind.NONE
        and alone.stage in (None, Stage.APPROACH)
        and alone.interpretation.intent in BESIDE_THE_STORY
    )


def _begins_another(alone: Understanding, chat: Chat) -> bool:
    """Whether a message surely tells of another scam than the one named before."""
    candidates = alone.decision.candidates
    return (
        chat.match is not None
        and alone.decision.kind is DecisionKind.NAME
        and candidates[0].confidence >= SURE_OF_ANOTHER
        and candidates[0].name != chat.match.playbook.id
    )
