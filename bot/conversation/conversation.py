"""Conversation.reply_to: the one way from a resident's message to the replies."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.conversation import after_loss, small_talk, texts
from bot.conversation.advice import MORE_BUTTONS, PAID_AFTER_ALL
from bot.conversation.answers import chosen, is_number, labelled
from bot.conversation.chat import Awaiting, Chat, ChatMemory, Consent
from bot.conversation.commands import Asked, Command, read_command
from bot.conversation.commune_question import CommuneQuestion
from bot.conversation.opinion_texts import IS_AN_OPINION, SEND_BUTTONS
from bot.conversation.opinions import Opinions
from bot.conversation.requests import Requests
from bot.conversation.story import Story
from bot.conversation.texts import CONSENT_BUTTONS
from bot.messages import InboundMessage, Reply
from casework.playbooks.help_channels import HelpChannels
from casework.privacy.texts import RawText

ENDING = (Command.START, Command.DELETE)
"""Commands after which nothing of the running conversation is left."""

ALWAYS = (*MORE_BUTTONS, PAID_AFTER_ALL, IS_AN_OPINION)
"""What may be typed long after it was offered: 'Vì sao?'."""

# Curly brackets mark help channels in our own texts: what a resident types must not become one.
_NOT_OURS = str.maketrans("{}", "()")


class Conversation:
    """Holds the running conversations and answers every message of each."""

    def __init__(
        self,
        story: Story,
        requests: Requests,
        *,
        opinions: Opinions,
        commune_question: CommuneQuestion,
        help_channels: HelpChannels,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._story = story
        self._requests = requests
        self._opinions = opinions
        self._commune_question = commune_question
        self._help_channels = help_channels
        self._memory = ChatMemory(now)

    async def reply_to(self, message: InboundMessage) -> tuple[Reply, ...]:
        """Answer a message. Every kind of input gets at least one reply."""
        chat = self._memory.open(message.conversation)
        replies = await self._answer(chat, message)
        chat.introduced = True
        chat.offered = next((r.buttons for r in reversed(replies) if r.buttons), ())
        return tuple(self._filled(reply) for reply in replies)

    def forget_rested(self) -> int:
        """Forget conversations that have rested for hours; how many there were."""
        return self._memory.forget_rested()

    def emergency(self) -> tuple[Reply, ...]:
        """What is said when answering failed: the steps that help whatever happened."""
        return (self._filled(Reply(texts.TOOK_TIME)),)

    async def _answer(self, chat: Chat, message: InboundMessage) -> list[Reply]:
        text = RawText(message.text.translate(_NOT_OURS))
        if message.choice is not None:
            return await self._choose(chat, message.choice)
        if asked := read_command(text):
            return await self._obey(chat, asked, lambda: self._forget(message))
        if not text.strip():
            kinds = message.attachments
            return [small_talk.answer_to_attachment(kinds[0]) if kinds else Reply(texts.WELCOME)]
        if replies := await self._about_opinion(chat, text) or await self._about_consent(
            chat, text
        ):
            return replies
        if button := chosen(text, chat.offered) or labelled(text, ALWAYS):
            return await self._choose(chat, button.value)
        located = await self._commune_question.answer(chat, text)
        return located or await self._story.tell(chat, text)

    async def _obey(self, chat: Chat, asked: Asked, forget: Callable[[], None]) -> list[Reply]:
        if asked.command is Command.OPINION:
            return await self._opinions.begin(chat, RawText(asked.argument))
        replies = await self._requests.obey(chat, asked, forget)
        if asked.command in ENDING:
            return replies
        # An open question is not lost by looking something up.
        loss = [after_loss.ask(chat, chat.awaiting)] if after_loss.is_running(chat) else []
        return [*replies, *(self._opinions.again(chat) or loss)]

    async def _about_opinion(self, chat: Chat, text: RawText) -> list[Reply]:
        """While an opinion is being written, words are part of it, unless they are a button."""
        if chat.opinion is None or labelled(text, ALWAYS):
            return []
        if chat.offered != SEND_BUTTONS and chosen(text, chat.offered):
            return []
        return await self._opinions.answer(chat, chat.opinion, text)

    async def _about_consent(self, chat: Chat, text: str) -> list[Reply]:
        """Consent is explicit: only its own words count, 'ok' or 'có' are asked back."""
        if chat.consent not in (Consent.ASKED, Consent.REFUSED):
            return []
        # A 'no' stands only while it is asked; a late 'yes' is still a yes.
        open_now = CONSENT_BUTTONS if chat.awaiting is Awaiting.CONSENT else CONSENT_BUTTONS[:1]
        if button := labelled(text, open_now):
            return await self._choose(chat, button.value)
        vague = chosen(text, CONSENT_BUTTONS) and not labelled(text, CONSENT_BUTTONS)
        if chat.offered == CONSENT_BUTTONS and vague and not is_number(text):
            return [Reply(texts.CONSENT_UNCLEAR, CONSENT_BUTTONS)]
        return []

    async def _choose(self, chat: Chat, value: str) -> list[Reply]:
        """Do what a button says. A button of a forgotten conversation asks to tell again."""
        topic, _, wanted = value.partition(":")
        match topic:
            case "opinion":
                return await self._opinions.choose(chat, wanted)
            case "stage" | "tell" | "loss" | "why" | "todo" | "doubt":
                replies = await self._story.choose(chat, topic, wanted)
            case "commune":
                replies = await self._commune_question.choose(chat, wanted)
            case _:
                replies = await self._requests.choose(chat, topic, wanted)
        return self._opinions.set_aside(chat, replies)

    def _forget(self, message: InboundMessage) -> None:
        self._memory.forget(message.conversation)

    def _filled(self, reply: Reply) -> Reply:
        return Reply(self._help_channels.fill_today(reply.text), reply.buttons)
