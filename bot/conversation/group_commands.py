"""Commands in a group: what anybody may read; what is somebody's own is done alone with the bot."""

from dataclasses import dataclass

from bot.conversation import catalogue, genuine
from bot.conversation import group_texts as said_to_all
from bot.conversation.commands import Asked, Command
from bot.messages import Reply
from casework.playbooks.library import Library
from casework.playbooks.official_accounts import OfficialAccounts
from casework.playbooks.schema import Family


@dataclass(frozen=True, slots=True)
class GroupCommands:
    """Answers commands, in short."""

    library: Library
    accounts: OfficialAccounts
    operator: str

    def obey(self, asked: Asked) -> Reply:
        """Say what the command asks for, or that this is not the place for it."""
        match asked.command:
            case Command.CONTACTS:
                return Reply(said_to_all.CONTACTS)
            case Command.PRIVACY:
                return Reply(said_to_all.PRIVACY)
            case Command.PLAYBOOKS:
                return self._playbooks(asked.argument)
            case Command.GENUINE:
                return genuine.short_answer(self.accounts.usable_today(), self.operator)
            case Command.DELETE | Command.WITHDRAW | Command.OPINION:
                return Reply(said_to_all.ALONE_ONLY)
            case Command.START | Command.HELP | Command.CHECK:
                return Reply(f"{said_to_all.HOW}\n{said_to_all.COMMANDS}")

    def _playbooks(self, argument: str) -> Reply:
        if argument and (found := catalogue.find(self.library, argument)):
            playbook = found.playbook
            return Reply(f"{playbook.name}: {playbook.definition}\n{said_to_all.ALONE}")
        families = "; ".join(family.label for family in Family)
        return Reply(said_to_all.PLAYBOOKS.format(families=families))
