"""Opinions to the police: asked for, shown as they would be kept, sent only on «Gửi»."""

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable

from bot.conversation import after_loss, distress
from bot.conversation import opinion_texts as texts
from bot.conversation.answers import bare, chosen
from bot.conversation.case_keeping import CaseKeeping
from bot.conversation.chat import Chat, Draft
from bot.conversation.opinion_texts import IS_AN_OPINION, SEND_BUTTONS
from bot.conversation.story import SECRETS
from bot.conversation.texts import MASKED
from bot.messages import Reply
from casework.opinions.opinion_box import OpinionBox
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage
from casework.understanding.stage_reader import read_stage

FEWEST_WORDS = 3
LONGEST = 2_000
"""Characters of an opinion: a page, which an officer reads in a minute."""

_TELLS_OF_A_LOSS = (Stage.PAID, Stage.INFO_GIVEN)
_MOST_WORDS_OF_AN_ANSWER = 4
_POLITE = r"(?: (?:di|luon|ngay|nha|nhe|nghe|a|giup|gium|dum|toi|tui|em|minh|gop y|nua))*"
_SEND = re.compile(rf"gui{_POLITE}")
_STOP = re.compile(
    rf"(?:thoi |da )?(?:khong|ko|k|hong|khoi|dung) (?:gui|gop y){_POLITE}"
    r"|(?:thoi|da thoi|huy|huy bo|bo qua|dung|khong|ko|hong)(?: (?:nha|nhe|a|di))?"
)


class Opinions:
    """Takes opinions. `tell` is where a message goes that is a story after all."""

    def __init__(
        self,
        box: OpinionBox,
        case_keeping: CaseKeeping,
        tell: Callable[[Chat, RawText], Awaitable[list[Reply]]],
        operator: str,
    ) -> None:
        self._box = box
        self._case_keeping = case_keeping
        self._tell = tell
        self._operator = operator

    async def begin(self, chat: Chat, raw: RawText) -> list[Reply]:
        """Ask for an opinion, or show the one that stood behind the command."""
        if chat.child:
            return _end(chat, Reply(texts.CHILD))
        chat.opinion, chat.not_sent = Draft(), None
        if raw:
            return await self._take(chat, chat.opinion, raw)
        return [Reply(texts.ASK.format(days=texts.DAYS_KEPT, operator=self._operator))]

    async def answer(self, chat: Chat, draft: Draft, raw: RawText) -> list[Reply]:
        """Answer what is said while an opinion is being written."""
        said = bare(raw)
        if _STOP.fullmatch(said):
            return await self.choose(chat, "no")
        if draft.text is None:
            return await self._take(chat, draft, raw)
        if _SEND.fullmatch(said):
            return await self.choose(chat, "send")
        if button := chosen(raw, SEND_BUTTONS):
            return await self.choose(chat, button.value.partition(":")[2])
        words = said.split()
        if len(words) < FEWEST_WORDS or ("gui" in words and len(words) <= _MOST_WORDS_OF_AN_ANSWER):
            return [Reply(texts.UNCLEAR, SEND_BUTTONS)]
        return await self._take(chat, draft, raw)

    async def choose(self, chat: Chat, wanted: str) -> list[Reply]:
        """Do what a button says: send what was shown, or drop it."""
        if wanted == "anyway" and chat.not_sent is not None and not chat.child:
            chat.opinion, chat.not_sent = Draft(chat.not_sent), None
            return self.again(chat)
        draft = chat.opinion
        if draft is None or (wanted != "no" and draft.text is None):
            return [Reply(texts.NOTHING_SHOWN)]
        if wanted == "no" or draft.text is None:
            return _end(chat, Reply(texts.NOT_SENT))
        if chat.child:
            return _end(chat, Reply(texts.CHILD))
        receipt = await self._box.send(chat.channel, draft.text)
        if receipt is None:
            return [Reply(texts.NOT_KEPT, SEND_BUTTONS)]
        return _end(chat, Reply(texts.SENT.format(receipt=receipt)))

    def again(self, chat: Chat) -> list[Reply]:
        """What is open, once more, after something else was looked up."""
        if chat.opinion is None:
            return []
        text = chat.opinion.text
        return [Reply(texts.AGAIN)] if text is None else [self._shown(text)]

    def set_aside(self, chat: Chat, replies: list[Reply]) -> list[Reply]:
        """Drop an opinion that was not sent, and say so, as the resident goes on elsewhere."""
        if chat.opinion is None:
            return replies
        chat.opinion = None
        return _after_first(replies, Reply(texts.SET_ASIDE))

    async def _take(self, chat: Chat, draft: Draft, raw: RawText) -> list[Reply]:
        """Show what would be sent. A story that can't wait goes where stories go."""
        if distress.hears_despair(raw) or distress.hears_danger(raw):
            chat.opinion = None
            return _after_first(await self._tell(chat, raw), Reply(texts.IN_DISTRESS))
        written = f"{draft.text}\n{raw}" if draft.text else raw
        # In a thread: thousands of characters take long enough to hold up other residents.
        clean = await asyncio.to_thread(redact, RawText(unicodedata.normalize("NFC", written)))
        if read_stage(raw) in _TELLS_OF_A_LOSS:
            return await self._as_story(chat, raw, clean.text)
        await self._case_keeping.mind_a_child(chat, raw)
        if chat.child:
            return _end(chat, Reply(texts.CHILD))
        masked = [Reply(MASKED)] if {found.kind for found in clean.found} & SECRETS else []
        if len(written) > LONGEST:
            told = texts.TOO_LONG.format(most=_number(LONGEST), length=_number(len(written)))
            return [Reply(told), *([self._shown(draft.text)] if draft.text else [])]
        if sum("<" not in word for word in clean.text.split()) < FEWEST_WORDS:
            return [Reply(texts.TOO_SHORT), *masked]
        draft.text = clean.text
        return [*masked, self._shown(clean.text)]

    async def _as_story(self, chat: Chat, raw: RawText, text: RedactedText) -> list[Reply]:
        chat.opinion = None
        replies = await self._tell(chat, raw)
        if chat.child:
            return _after_first(replies, Reply(texts.SET_ASIDE))
        # The words may have been read wrongly: an opinion can speak of what others have lost.
        chat.not_sent = text if len(text) <= LONGEST else None
        return _after_first(replies, Reply(texts.A_STORY, (IS_AN_OPINION,)))

    def _shown(self, text: RedactedText) -> Reply:
        told = texts.SHOW.format(text=text, days=texts.DAYS_KEPT, operator=self._operator)
        return Reply(told, SEND_BUTTONS)


def _end(chat: Chat, reply: Reply) -> list[Reply]:
    """Close the opinion; an open question after a loss is not lost by it."""
    chat.opinion = None
    return [reply, after_loss.ask(chat, chat.awaiting)] if after_loss.is_running(chat) else [reply]


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _after_first(replies: list[Reply], notice: Reply) -> list[Reply]:
    """What helps stays first, and what is asked stays last."""
    return [*replies[:1], notice, *replies[1:]]
