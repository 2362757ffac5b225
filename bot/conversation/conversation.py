"""Conversation.reply_to: the one way from a resident's message to the replies."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.conversation import after_loss, attachments, consent_answers, edits, opinion_texts, texts
from bot.conversation.advice import MORE_BUTTONS, PAID_AFTER_ALL
from bot.conversation.answers import chosen, labelled
from bot.conversation.beside_words import (
    beside,
    holds_more,
    shown_in,
    with_no_placeholders,
    with_notes,
    with_warning,
)
from bot.conversation.chat import Chat, ChatMemory
from bot.conversation.chat_codec import ChatCodec
from bot.conversation.commands import Asked, Command, read_command, speaks_of_the_story
from bot.conversation.commune_question import CommuneQuestion
from bot.conversation.examining import MessageExaminer
from bot.conversation.group import Group
from bot.conversation.looking import Looking
from bot.conversation.opinion_texts import IS_AN_OPINION, SEND_BUTTONS
from bot.conversation.opinions import Opinions
from bot.conversation.picture_texts import NOT_WITH_OPINION
from bot.conversation.quoting import asks_about_quoted
from bot.conversation.requests import Requests
from bot.conversation.story import Story
from bot.conversation.urgency import speaks_of_despair, urgent_replies
from bot.messages import InboundMessage, Reply
from casework.playbooks.help_channels import HelpChannels
from casework.privacy.texts import RawText

ENDING = (Command.START, Command.DELETE)
"""Commands after which nothing of the running conversation is left."""

ALWAYS = (*MORE_BUTTONS, PAID_AFTER_ALL, IS_AN_OPINION)
"""What may be typed long after it was offered: 'Vì sao?'."""


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
        group: Group,
        looking: Looking,
        examiner: MessageExaminer,
        codec: ChatCodec,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._story = story
        self._requests = requests
        self._opinions = opinions
        self._commune_question = commune_question
        self._help_channels = help_channels
        self._group = group
        self._looking = looking
        self._examiner = examiner
        self._codec = codec
        self._memory = ChatMemory(now)

    async def reply_to(self, message: InboundMessage) -> tuple[Reply, ...]:
        """Answer a message. Every kind of input gets at least one reply; who is gone gets none."""
        if message.gone:
            self._forget(message)
            return ()
        message = with_no_placeholders(await self.look_at(message))
        if message.in_group:
            return self._all_filled(await self._group.answer(message))
        chat = self._memory.open(message.conversation)
        before, edit = edits.before(chat, message), edits.begin(chat, message)
        changed = chat.parts.begin_turn(message.order, edited=message.edited)
        if changed:
            await self._story.take_out_changed(chat)
        despair = speaks_of_despair(message)
        replies = self._comfort(chat) if despair else await self._mind(chat, message, edit)
        if changed:
            await self._story.settle_changed(chat)
        chat.introduced = True
        offered = next((r.buttons for r in reversed(replies) if r.buttons), ())
        says_something = message.text.strip() != "" or message.choice is not None
        if says_something:
            chat.before = before
        if offered or (says_something and not despair):
            # A sticker does not take back what stands above it, nor does comfort.
            chat.offered = offered
        return self._all_filled(replies)

    async def look_at(self, message: InboundMessage) -> InboundMessage:
        """Read the pictures of a message, which can take seconds; the answer then takes none.

        Whoever speaks of despair is answered at once.
        """
        if speaks_of_despair(message):
            return replace(message, pictures=())
        return await self._looking.look_at(message)

    def hears_despair(self, message: InboundMessage) -> bool:
        """Whether it speaks of not wanting to live; cheap, for whoever must set that apart."""
        return speaks_of_despair(message)

    def forget_rested(self) -> int:
        """Forget conversations that have rested for hours; how many there were."""
        return self._memory.forget_rested()

    async def examined(self, message: InboundMessage) -> InboundMessage:
        """The message with what is found in it while it is raw, for whoever has to redact it now.

        Its codes are gone then: what they hold may not be kept.
        """
        return await asyncio.to_thread(self._examiner.examined, message)

    def carry_on(self, conversation: tuple[str, str], kept: str | None) -> None:
        """Go on with a conversation as it was put away; None: with one that begins."""
        chat = self._codec.load(kept) if kept else None
        self._memory.put(conversation, chat)

    def put_away(self, conversation: tuple[str, str]) -> str | None:
        """What is to be kept of a conversation between two turns; None if it was forgotten.

        It is no longer here then. Redacted words only, and still to be sealed.
        """
        chat = self._memory.take_out(conversation)
        return self._codec.dump(chat) if chat is not None else None

    def emergency(self) -> tuple[Reply, ...]:
        """What is said when answering failed: the steps that help whatever happened."""
        return self._all_filled([Reply(texts.TOOK_TIME)])

    def emergency_for(self, message: InboundMessage) -> tuple[Reply, ...]:
        """What must be said even to whoever writes too much; nothing if the words don't need it."""
        return self._all_filled(urgent_replies(message, self._requests.advice))

    def too_many(self) -> tuple[Reply, ...]:
        """What is said, once, before the silence that follows too many messages."""
        return self._all_filled([Reply(texts.TOO_MANY)])

    def cut_off(self) -> tuple[Reply, ...]:
        """What is said after a crash, where nobody knows whether an answer arrived."""
        return self._all_filled([Reply(texts.CUT_OFF)])

    def _comfort(self, chat: Chat) -> list[Reply]:
        """Before everything else, commands and open questions too."""
        replies = self._story.comfort(chat)
        if chat.opinion is not None:
            chat.opinion = None
            replies.insert(1, Reply(opinion_texts.IN_DISTRESS))
        return replies

    async def _mind(
        self, chat: Chat, message: InboundMessage, edit: edits.Edit | None
    ) -> list[Reply]:
        """Answer, and mind whether a child is writing, whatever its words answer."""
        child = await self._requests.case_keeping.mind_a_child(chat, message.text)
        replies = await self._answer(chat, message, edit)
        if message.unread and not any(message.unread in reply.text for reply in replies):
            replies = [*replies, Reply(message.unread)]
        said = any("{tong_dai_111}" in reply.text for reply in replies)
        return [*replies, Reply(texts.CHILD)] if child and not said else replies

    async def _answer(
        self, chat: Chat, message: InboundMessage, edit: edits.Edit | None
    ) -> list[Reply]:
        text = message.text
        if message.choice is not None:
            return await self._choose(chat, message.choice)
        if asks_about_quoted(text, shown_in(message)):
            return await self._look_at_shown(chat, message, edit)
        asked = read_command(text)
        if asked is not None and not (chat.story and speaks_of_the_story(text)):
            if asked.command is not Command.CHECK:
                told = await self._obey(chat, asked, lambda: self._forget(message))
                return with_warning(told, message)
            text = RawText(asked.argument)
            if not text and not holds_more(message):
                return await self._obey(chat, asked, lambda: self._forget(message))
        if not text.strip():
            return await self._wordless(chat, message, edit)
        return await self._hear(chat, replace(message, text=text), edit)

    async def _hear(
        self, chat: Chat, message: InboundMessage, edit: edits.Edit | None
    ) -> list[Reply]:
        """Answer words: what is asked may be answered by them, or they tell a story."""
        # Whatever was asked after the message that was changed now, its words do not answer. Nor
        # do words beside a picture: they belong to it.
        pictured = bool(message.pictured.strip() or message.codes)
        answers = not pictured and (edit is None or edit.answers)
        if (answers or pictured) and (replies := await self._about_opinion(chat, message.text)):
            dropped = [Reply(NOT_WITH_OPINION)] if pictured else []
            return [*replies, *dropped]
        if not pictured and (replies := await self._answered(chat, message.text, answers=answers)):
            return replies
        shown = beside(message, message.pictured, answers=answers)
        replies = await self._story.tell(chat, message.text, shown)
        open_draft = [] if answers else self._opinions.again(chat)
        return [*with_notes(replies, message, edit), *open_draft]

    async def _answered(self, chat: Chat, text: RawText, *, answers: bool) -> list[Reply]:
        """What words do that agree, choose or name a commune; nothing if they tell a story."""
        if agreed := consent_answers.read(chat, text):
            return [agreed] if isinstance(agreed, Reply) else await self._choose(chat, agreed.value)
        typed = chosen(text, chat.offered) if answers else labelled(text, chat.offered)
        if button := typed or labelled(text, ALWAYS):
            return await self._choose(chat, button.value)
        return await self._commune_question.answer(chat, text) if answers else []

    async def _look_at_shown(
        self, chat: Chat, message: InboundMessage, edit: edits.Edit | None
    ) -> list[Reply]:
        """Answer what is pointed at, or shown: "tin này thật không?"; it answers no question."""
        shown = beside(message, shown_in(message), answers=False)
        replies = await self._story.tell(chat, RawText(""), shown)
        return [*with_notes(replies, message, edit), *self._opinions.again(chat)]

    async def _wordless(
        self, chat: Chat, message: InboundMessage, edit: edits.Edit | None
    ) -> list[Reply]:
        if shown_in(message).strip() or message.codes or message.found:
            return await self._look_at_shown(chat, message, edit)
        if message.unread:
            return [Reply(message.unread), *self._asked_again(chat)]
        if not message.attachments:
            return [Reply(texts.WELCOME)]
        return [attachments.answer_to(message.attachments), *self._asked_again(chat)]

    async def _obey(self, chat: Chat, asked: Asked, forget: Callable[[], None]) -> list[Reply]:
        if asked.command is Command.OPINION:
            return await self._opinions.begin(chat, RawText(asked.argument))
        replies = await self._requests.obey(chat, asked, forget)
        return replies if asked.command in ENDING else [*replies, *self._asked_again(chat)]

    def _asked_again(self, chat: Chat) -> list[Reply]:
        """An open question is not lost by looking something up."""
        loss = [after_loss.ask(chat, chat.awaiting)] if after_loss.is_running(chat) else []
        return self._opinions.again(chat) or loss

    async def _about_opinion(self, chat: Chat, text: RawText) -> list[Reply]:
        """While an opinion is being written, words are part of it, unless they are a button."""
        if chat.opinion is None or labelled(text, ALWAYS):
            return []
        if chat.offered != SEND_BUTTONS and chosen(text, chat.offered):
            return []
        return await self._opinions.answer(chat, chat.opinion, text)

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

    def _all_filled(self, replies: Sequence[Reply]) -> tuple[Reply, ...]:
        fill = self._help_channels.fill_today
        return tuple(replace(reply, text=fill(reply.text)) for reply in replies)
