"""Chooses the replies to a story: name it, ask which, ask for more, or say that none matches."""

from dataclasses import dataclass

from bot.conversation import after_loss, pointing_out, small_talk, texts
from bot.conversation.advice import MORE_BUTTONS, Advice
from bot.conversation.chat import Awaiting, Chat, Consent
from bot.messages import Button, Reply
from casework.intake import Understanding
from casework.playbooks.library import Library, Match
from casework.playbooks.schema import Playbook
from casework.stage import Stage
from casework.understanding.decision import DecisionKind

MOST_QUESTIONS = 2
"""How many questions that tell playbooks apart a frightened person is asked at most."""

NO_LOSS_TOLD = frozenset({"legit_message", "advert", "faq", "thanks", "bot_identity", "help"})
"""Intents for which an amount in the text is no loss: a balance notice, a price."""

SAYS_LITTLE = frozenset(
    {None, "gibberish", "off_topic", "greeting", "thanks", "bot_identity", "help", "faq"}
)
"""Intents of words that tell nothing of what was pasted with them; None for no words at all."""


@dataclass(frozen=True, slots=True)
class Responses:
    """Replies to a story. `operator` is who keeps the narratives, named when consent is asked."""

    library: Library
    advice: Advice
    operator: str

    def to_story(self, chat: Chat) -> list[Reply]:
        """Answer what has just been told."""
        assert chat.told is not None  # noqa: S101  # take_in has just set it
        match chat.told.decision.kind:
            case DecisionKind.NAME | DecisionKind.ASK:
                return self._name_or_ask(chat, chat.told)
            case DecisionKind.MORE:
                return self._ask_more(chat)
            case DecisionKind.NONE:
                return self._no_playbook(chat)

    def to_stage(self, chat: Chat) -> list[Reply]:
        """Answer the stage that the resident has told or tapped."""
        if chat.stage is Stage.APPROACH:
            # The first reply has advised for this stage already.
            more = MORE_BUTTONS if chat.match else ()
            urgent = chat.match.playbook.advice.urgent if chat.match else None
            text = f"{urgent}\n{texts.STAY_FIRM}" if urgent else texts.NOTHING_GIVEN
            return [Reply(text, more), *self.ask_consent(chat)]
        if chat.match is not None:
            return self._name(chat, chat.match)
        if chat.stage is Stage.PAID:
            return [self.advice.emergency(Stage.PAID), after_loss.begin(chat)]
        return [self.advice.emergency(Stage.INFO_GIVEN), self._details(chat)]

    def to_telling_answer(self, chat: Chat, wanted: str) -> list[Reply]:
        """Answer which of two playbooks it is, or that it is neither."""
        if chat.told is None:
            return [Reply(texts.ASK_DETAILS)]
        # Also one that has been taken back since it was offered: the answer is to what they chose.
        if wanted in self.library:
            return self._name(chat, self.library.match(wanted, chat.told.text))
        chat.ruled_out |= {m.playbook.id for m in chat.told.matches}
        return [Reply(texts.NEITHER), Reply(texts.THREE_CHECKS), self._details(chat)]

    def to_curiosity(self, chat: Chat, topic: str) -> list[Reply]:
        """Answer 'why?', 'what to do next?' and 'I still have doubts'."""
        if topic == "doubt":
            return [Reply(texts.THREE_CHECKS), self._details(chat)]
        if chat.match is None and chat.stage in (Stage.PAID, Stage.INFO_GIVEN):
            return [self.advice.emergency(chat.stage)]
        if chat.match is None:
            return [self._details(chat)]
        if topic == "why":
            found = pointing_out.by_gravity(chat.told.findings if chat.told else ())
            reply = self.advice.why(chat.match, [pointing_out.sentence_of(f) for f in found])
        else:
            reply = self.advice.todo(chat.match, chat.stage)
        calm = chat.stage is not Stage.PAID or chat.awaiting is Awaiting.NOTHING
        return [reply, *(self.ask_consent(chat) if calm and chat.stage else [])]

    def to_loss(self, chat: Chat) -> list[Reply]:
        """Sum up a loss, warn of the second scam, then ask for consent."""
        summary = after_loss.summary(chat.loss or after_loss.NOTHING_SAID, chat.match)
        warning = f"⚠️ {self.library.emergency.second_scam}"
        return [Reply(summary), Reply(warning), *self.ask_consent(chat)]

    def ask_consent(self, chat: Chat) -> list[Reply]:
        """Ask once whether the narrative may be kept, at a calm moment only.

        Not of a child, not while a life may be in danger, and not when nothing could be kept.
        """
        urgent = chat.match is not None and chat.match.playbook.advice.urgent is not None
        unfit = chat.child or urgent or chat.counted is None or chat.story is None
        if chat.consent is not Consent.NOT_ASKED or unfit:
            return []
        chat.consent, chat.awaiting = Consent.ASKED, Awaiting.CONSENT
        return [Reply(_consent(self.operator), texts.CONSENT_BUTTONS)]

    def _name(self, chat: Chat, match: Match) -> list[Reply]:
        chat.match, chat.awaiting = match, Awaiting.NOTHING
        less_sure = _is_less_sure(chat)
        if chat.advised == (match.playbook.id, chat.stage):
            return [self.advice.again(match, chat.stage, less_sure=less_sure)]
        chat.advised = match.playbook.id, chat.stage
        found = pointing_out.said_now(chat, chat.told.findings if chat.told else ())
        first = self.advice.first(match, chat.stage, found, less_sure=less_sure)
        if chat.stage is None:
            chat.awaiting = Awaiting.STAGE
            return [first, Reply(texts.STAGE_QUESTION, texts.STAGE_BUTTONS)]
        if chat.stage is Stage.PAID and chat.loss is None:
            return [first, after_loss.begin(chat)]
        # Who has just given something away has other things to do than to read this.
        return [first, *(self.ask_consent(chat) if chat.stage is Stage.APPROACH else [])]

    def _name_or_ask(self, chat: Chat, told: Understanding) -> list[Reply]:
        """Name the playbook, or ask which of two; what the resident has ruled out is neither."""
        left = [m for m in told.matches if m.playbook.id not in chat.ruled_out]
        if not left:
            return [*self._emergency_first(chat), Reply(texts.THREE_CHECKS), self._details(chat)]
        if len(left) == 1 or chat.questions_asked >= MOST_QUESTIONS:
            return self._name(chat, left[0])
        return self._ask_which(chat, left[0].playbook, left[1].playbook)

    def _ask_which(self, chat: Chat, first: Playbook, second: Playbook) -> list[Reply]:
        chat.questions_asked += 1
        chat.awaiting = Awaiting.TELLING
        asked = self.library.telling_question(first.id, second.id)
        question = asked.question if asked else "Chuyện của bạn giống chiêu nào hơn?"
        labels = asked.answers if asked else {p.id: p.short_name for p in (first, second)}
        buttons = tuple(Button(label, f"tell:{name}") for name, label in labels.items())
        urgent = self._emergency_first(chat)
        opening = "" if urgent else f"{texts.WHILE_UNSURE}\n\n"
        text = f"{opening}{question}"
        text = text if urgent else self._introduced(chat, text)
        return [*urgent, Reply(text, (*buttons, Button("Không phải cả hai", "tell:neither")))]

    def _ask_more(self, chat: Chat) -> list[Reply]:
        less_sure = f"\n\n{texts.LESS_SURE}" if _is_less_sure(chat) else ""
        if self._is_urgent(chat):
            return [*self._emergency_first(chat), self._details(chat, less_sure)]
        if chat.stage is None and not chat.stage_answered:
            chat.awaiting = Awaiting.STAGE
            ask = f"{texts.ASK_DETAILS}{less_sure}"
            text = f"{texts.WHILE_UNSURE} {texts.UNDER_PRESSURE}\n\n{ask}"
            return [
                Reply(self._introduced(chat, text)),
                Reply(texts.STAGE_QUESTION, texts.STAGE_BUTTONS),
            ]
        return [Reply(texts.WHILE_UNSURE), self._details(chat, less_sure)]

    def _no_playbook(self, chat: Chat) -> list[Reply]:
        assert chat.told is not None  # noqa: S101  # as in to_story
        intent = chat.told.intent
        if chat.told.findings and intent in SAYS_LITTLE:
            # A bare link, a code, a number: who sent it, and what for?
            return self._ask_more(chat)
        if self._is_urgent(chat) and intent not in NO_LOSS_TOLD | {"civil_dispute"}:
            return [*self._emergency_first(chat), self._details(chat)]
        reply = small_talk.answer_to(intent, len(chat.told.text.split()))
        return [Reply(self._introduced(chat, reply.text), reply.buttons)]

    def _is_urgent(self, chat: Chat) -> bool:
        return chat.stage in (Stage.PAID, Stage.INFO_GIVEN)

    def _emergency_first(self, chat: Chat) -> list[Reply]:
        stage = chat.stage
        said_already = chat.advised is not None and chat.advised[1] == stage
        if stage is None or not self._is_urgent(chat) or said_already:
            return []
        chat.advised = "", stage
        return [self.advice.emergency(stage)]

    def _details(self, chat: Chat, note: str = "") -> Reply:
        chat.awaiting = Awaiting.DETAILS
        return Reply(f"{texts.ASK_DETAILS}{note}")

    def _introduced(self, chat: Chat, text: str) -> str:
        """Say once that this is a machine and not the police, where the text does not."""
        if chat.introduced or "không phải công an" in text:
            return text
        return f"{text}\n\n{texts.NOT_POLICE}"


def _consent(operator: str) -> str:
    return texts.CONSENT.format(operator=operator, days=texts.DAYS_KEPT)


def _is_less_sure(chat: Chat) -> bool:
    """Whether phrases stood in for the model."""
    return chat.told is not None and chat.told.interpretation.source == "phrases"
