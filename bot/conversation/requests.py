"""What a resident asks of the bot itself: commands, help channels, consent, deletion."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation import catalogue, texts
from bot.conversation.advice import Advice
from bot.conversation.chat import Awaiting, Chat, Consent
from bot.conversation.commands import Asked, Command
from bot.messages import Reply
from casework.cases.case_book import CaseBook, CaseBookClosed
from casework.playbooks.help_channels import HelpChannels, Purpose, today
from casework.playbooks.library import Library, Match

_HEADINGS = {
    Purpose.EMERGENCY: "Khẩn cấp",
    Purpose.REPORT: "Trình báo",
    Purpose.CHILD: "Trẻ em, mua bán người",
    Purpose.BANK: "Ngân hàng (hoặc số in sau thẻ, trong app)",
    Purpose.SIM: "Nhà mạng (khoá SIM)",
    Purpose.SPAM: "Báo cuộc gọi, tin nhắn rác",
    Purpose.LOOK_UP: "Tra cứu",
}


@dataclass(frozen=True, slots=True)
class Requests:
    """Answers commands and the buttons that are not about the story."""

    library: Library
    advice: Advice
    help_channels: HelpChannels
    case_book: CaseBook
    operator: str

    async def obey(self, chat: Chat, asked: Asked, forget: Callable[[], None]) -> list[Reply]:
        """Do what a command says; `forget` drops the running conversation."""
        match asked.command:
            case Command.START:
                forget()
                return [Reply(texts.WELCOME)]
            case Command.HELP:
                return [Reply(texts.HELP)]
            case Command.PRIVACY:
                return [Reply(texts.PRIVACY.format(operator=self.operator))]
            case Command.CONTACTS:
                return [self._contacts()]
            case Command.PLAYBOOKS:
                return self._playbooks(asked.argument)
            case Command.DELETE:
                return await self._delete(chat, asked.argument, forget)

    async def choose(self, chat: Chat, topic: str, wanted: str) -> list[Reply]:
        """Answer a tapped button; one that is not known any more gets the welcome."""
        match topic:
            case "contacts":
                return [self._contacts()]
            case "families":
                return [catalogue.families()]
            case "family":
                return [catalogue.family(self.library, wanted)]
            case "show" if wanted in self.library.ids:
                return self._show(chat, Match(self.library.get(wanted), (), -1))
            case "consent":
                return [await self._consent(chat, agreed=wanted == "yes")]
            case _:
                return [Reply(texts.WELCOME)]

    def _playbooks(self, argument: str) -> list[Reply]:
        if argument and (found := catalogue.find(self.library, argument)):
            return [self.advice.why(found), self.advice.todo(found, None)]
        return [catalogue.families()]

    def _show(self, chat: Chat, match: Match) -> list[Reply]:
        if chat.story is None:
            # Looking around is no report; 'what next?' should still know what was looked at.
            chat.match = match
        return [self.advice.why(match)]

    def _contacts(self) -> Reply:
        lines = ["Gọi ai, báo ở đâu:"]
        for purpose, heading in _HEADINGS.items():
            channels = self.help_channels.usable(today(), [purpose])
            lines += [f"\n{heading}:"] if channels else []
            lines += [f"• {c.name}: {c.contact} – {c.what_for}" for c in channels]
        lines.append("\nKẻ lừa hay giả số tổng đài: hãy tự bấm số, đừng gọi lại số vừa gọi bạn.")
        return Reply("\n".join(lines))

    async def _consent(self, chat: Chat, *, agreed: bool) -> Reply:
        open_to_answer = chat.consent in (Consent.ASKED, Consent.REFUSED)
        if not open_to_answer or chat.case_id is None or chat.story is None:
            return Reply(texts.WELCOME)
        chat.awaiting = Awaiting.NOTHING
        if not agreed:
            chat.consent = Consent.REFUSED
            return Reply(texts.CONSENT_REFUSED)
        chat.consent = Consent.GIVEN
        receipt = await self.case_book.keep_narrative(
            chat.case_id, chat.story, texts.CONSENT_WORDING
        )
        text = texts.CONSENT_GIVEN.format(receipt=receipt) if receipt else texts.CONSENT_NOT_KEPT
        return Reply(text)

    async def _delete(self, chat: Chat, receipt: str, forget: Callable[[], None]) -> list[Reply]:
        try:
            if receipt:
                found = await self.case_book.delete(receipt=receipt)
                return [Reply(texts.DELETED_CASE if found else texts.NO_SUCH_RECEIPT)]
            if chat.case_id is not None:
                await self.case_book.delete(case_id=chat.case_id)
        except CaseBookClosed:
            return [Reply(texts.DELETE_FAILED)]
        forget()
        return [Reply(texts.DELETED_CHAT)]
