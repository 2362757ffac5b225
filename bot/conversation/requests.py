"""What a resident asks of the bot itself: commands, help channels, consent, deletion."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation import catalogue, genuine, opinion_texts, texts
from bot.conversation.advice import Advice
from bot.conversation.case_keeping import CaseKeeping
from bot.conversation.chat import Chat
from bot.conversation.commands import Asked, Command
from bot.conversation.commune_question import CommuneQuestion
from bot.messages import Reply
from casework.playbooks.help_channels import HelpChannels, Purpose, today
from casework.playbooks.library import Library, Match
from casework.playbooks.official_accounts import OfficialAccounts

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
    case_keeping: CaseKeeping
    commune_question: CommuneQuestion
    accounts: OfficialAccounts
    operator: str

    async def obey(self, chat: Chat, asked: Asked, forget: Callable[[], None]) -> list[Reply]:
        """Do what a command says; `forget` drops the running conversation."""
        match asked.command:
            case Command.START:
                forget()
                return [Reply(texts.WELCOME)]
            case Command.DELETE | Command.WITHDRAW if asked.argument:
                return [await self.case_keeping.delete_by_receipt(asked.argument)]
            case Command.WITHDRAW:
                return [await self.case_keeping.withdraw(chat)]
            case Command.DELETE:
                return await self._delete(chat, forget)
            case Command.PLAYBOOKS:
                return self._playbooks(asked.argument)
            case _:
                return [self._looked_up(asked.command)]

    def _looked_up(self, command: Command) -> Reply:
        """What is the same whoever asks."""
        match command:
            case Command.CONTACTS:
                return self._contacts()
            case Command.PRIVACY:
                days, opinion_days = texts.DAYS_KEPT, opinion_texts.DAYS_KEPT
                told = texts.PRIVACY.format(
                    operator=self.operator, days=days, opinion_days=opinion_days
                )
                return Reply(told)
            case Command.GENUINE:
                return genuine.answer(self.accounts.usable_today(), self.operator)
            case Command.CHECK:
                return Reply(texts.CHECK_HOW)
            case _:
                return Reply(texts.HELP)

    async def choose(self, chat: Chat, topic: str, wanted: str) -> list[Reply]:
        """Answer a tapped button; one that is not known any more gets the welcome."""
        match topic:
            case "contacts":
                return [self._contacts()]
            case "families":
                return [catalogue.families()]
            case "family":
                return [catalogue.family(self.library, wanted)]
            case "show" if wanted in self.library:
                return self._show(chat, Match(self.library.get(wanted), (), -1))
            case "consent":
                return await self._consent(chat, agreed=wanted == "yes")
            case _:
                return [Reply(texts.WELCOME)]

    async def _consent(self, chat: Chat, *, agreed: bool) -> list[Reply]:
        before = chat.case_id
        reply = await self.case_keeping.answer_consent(chat, agreed=agreed)
        just_kept = chat.case_id is not None and before is None
        return [reply, *(self.commune_question.ask(chat) if just_kept else [])]

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

    async def _delete(self, chat: Chat, forget: Callable[[], None]) -> list[Reply]:
        if not await self.case_keeping.delete(chat):
            return [Reply(texts.DELETE_FAILED)]
        forget()
        return [Reply(texts.DELETED_CHAT, forgets=True)]
