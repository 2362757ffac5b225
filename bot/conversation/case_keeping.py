"""What of a running conversation is counted, kept with consent, and taken back."""

from contextlib import suppress
from dataclasses import dataclass, replace

from bot.conversation import opinion_texts, texts
from bot.conversation.chat import Awaiting, Chat, Consent
from bot.conversation.childhood import sounds_like_a_child
from bot.messages import Reply
from casework.cases.case_book import CaseBook, CaseBookClosed
from casework.cases.delay import read_delay, read_delay_answer
from casework.cases.facts import CaseFacts
from casework.cases.loss import bucket, read_amount
from casework.cases.models import Delay
from casework.clock import day_in_viet_nam
from casework.intake import facts_of
from casework.opinions.opinion_box import OpinionBox, OpinionBoxClosed
from casework.privacy.texts import RawText
from casework.stage import Stage
from casework.understanding.decision import DecisionKind


def facts_of_chat(chat: Chat) -> CaseFacts | None:
    """What the conversation has found out by now; None while nothing was told."""
    if chat.told is None:
        return None
    facts = replace(facts_of(chat.told, chat.channel), stage=chat.stage or chat.told.stage)
    if chat.match is not None:
        facts = replace(facts, playbook_id=chat.match.playbook.id)
    if facts.stage is Stage.PAID:
        said = chat.loss.amount if chat.loss else None
        facts = replace(facts, loss=bucket(read_amount(said or chat.story or "")))
        return replace(facts, told_after=_told_after(chat))
    # The stage may be the resident's own word, against what the text seemed to say.
    return replace(facts, told_after=Delay.UNKNOWN)


def _told_after(chat: Chat) -> Delay:
    """What was answered when asked how long ago; only where nothing was, what the story says.

    An answer that is not understood is not known: "Lâu hơn" overrules a story's "hồi nãy".
    """
    if chat.loss and chat.loss.when:
        return read_delay_answer(chat.loss.when)
    return read_delay(chat.story or "")


@dataclass(frozen=True, slots=True)
class CaseKeeping:
    """Connects a running conversation with the case book."""

    case_book: CaseBook
    opinion_box: OpinionBox

    async def note(self, chat: Chat) -> None:
        """Count what was told, or put newer facts where it stands already.

        Only what may be a scam is counted.
        """
        facts = facts_of_chat(chat)
        if facts is None or chat.told is None:
            return
        if chat.case_id is not None:
            await self.case_book.update(chat.case_id, facts)
        elif chat.counted is not None or chat.told.decision.kind is not DecisionKind.NONE:
            refused = chat.consent is Consent.REFUSED
            chat.counted = await self.case_book.count(facts, chat.counted, refused=refused)

    async def answer_consent(self, chat: Chat, *, agreed: bool) -> Reply:
        """Keep the narrative, or only the count. A child's narrative is never kept."""
        open_to_answer = chat.consent in (Consent.ASKED, Consent.REFUSED)
        if chat.consent is Consent.GIVEN and not agreed:
            # The 'no' of buttons that still stand in the chat, or of an answer that was changed.
            return await self.withdraw(chat)
        facts = facts_of_chat(chat)
        if not open_to_answer or chat.counted is None or chat.story is None or facts is None:
            return Reply(texts.WELCOME)
        chat.awaiting = Awaiting.NOTHING
        if not agreed or chat.child:
            chat.consent = Consent.REFUSED
            await self.note(chat)
            return Reply(texts.CONSENT_CHILD if agreed else texts.CONSENT_REFUSED)
        kept = await self.case_book.keep(
            facts, chat.story, texts.CONSENT_WORDING, counted=chat.counted
        )
        if kept is None:
            return Reply(texts.CONSENT_NOT_KEPT)
        chat.consent, chat.case_id, chat.counted = Consent.GIVEN, kept.id, None
        return Reply(texts.CONSENT_GIVEN.format(receipt=kept.receipt))

    async def withdraw(self, chat: Chat) -> Reply:
        """Take consent back: the kept narrative goes, the conversation goes on."""
        facts = facts_of_chat(chat)
        if chat.case_id is None or facts is None:
            if chat.consent is not Consent.NOT_ASKED:
                chat.consent, chat.awaiting = Consent.REFUSED, Awaiting.NOTHING
            return Reply(texts.NOTHING_TO_WITHDRAW)
        try:
            chat.counted = await self.case_book.withdraw(chat.case_id, facts)
        except CaseBookClosed:
            return Reply(texts.DELETE_FAILED)
        chat.case_id, chat.consent = None, Consent.REFUSED
        return Reply(texts.WITHDRAWN)

    async def mind_a_child(self, chat: Chat, raw: RawText) -> bool:
        """Whether the text first tells of a child; what was kept of one before is deleted."""
        new = not chat.child and sounds_like_a_child(raw, day_in_viet_nam(chat.last_seen))
        chat.child = chat.child or new
        if chat.child and chat.case_id is not None:
            # Tried again at the next message if the case book is closed.
            await self.withdraw(chat)
        return new

    async def delete_by_receipt(self, receipt: str) -> Reply:
        """Delete the case or the opinion of a receipt code, whoever holds it."""
        try:
            if await self.case_book.delete_by_receipt(receipt):
                return Reply(texts.DELETED_CASE)
            if await self.opinion_box.delete_by_receipt(receipt):
                return Reply(opinion_texts.DELETED)
        except (CaseBookClosed, OpinionBoxClosed):
            return Reply(texts.DELETE_FAILED)
        return Reply(texts.NO_SUCH_RECEIPT)

    async def delete(self, chat: Chat) -> bool:
        """Delete all that the running conversation has left; False if the book is closed."""
        try:
            await self.case_book.delete_running(chat.case_id, chat.counted)
        except CaseBookClosed:
            return False
        chat.case_id = chat.counted = None
        return True

    async def uncount(self, chat: Chat) -> None:
        """Take out of the counts a report whose words were changed into none."""
        if chat.counted is None:
            return
        # A closed book keeps the count: one too many harms nobody.
        with suppress(CaseBookClosed):
            await self.case_book.delete_running(None, chat.counted)
            chat.counted = None
