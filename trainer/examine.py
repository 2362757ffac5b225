"""What the bot finds in each message of a file: links, phones, accounts."""

from dataclasses import dataclass
from typing import Any

from casework.db import is_there, open_engine, open_sessions
from casework.evidence.base import Examines
from casework.evidence.examiner import Examiner
from casework.evidence.finding import Finding
from casework.evidence.official_domains import OfficialDomains
from casework.evidence.watched import NobodyWatched, WatchList
from casework.json_lines import MessageLine
from casework.keys import listed
from casework.playbooks.help_channels import HelpChannels
from casework.privacy.texts import RawText
from casework.watch_list.snapshot import WatchedNow
from trainer.settings import TrainerSettings


async def open_examiner(settings: TrainerSettings) -> Examiner:
    """The examiner that the bot has, with the officers' list as it is now. Raises DataFileError."""
    official = OfficialDomains.from_file(settings.data_dir / "official_domains.yml")
    help_channels = HelpChannels.from_file(settings.data_dir / "help_channels.yml")
    return Examiner(official, help_channels, await _watch_list(settings))


async def _watch_list(settings: TrainerSettings) -> WatchList:
    """What officers watch; nothing where there is no list on this machine."""
    if settings.watch_list_key is None or not is_there(settings.database_url):
        return NobodyWatched()
    engine = open_engine(settings.database_url)
    try:
        watched = WatchedNow(
            open_sessions(engine),
            settings.watch_list_key.get_secret_value(),
            previous=listed(settings.watch_list_key_previous),
        )
        await watched.refresh()
    finally:
        await engine.dispose()
    return watched


@dataclass(frozen=True, slots=True)
class MessageExaminer:
    """Examines messages exactly as intake does, and keeps nothing."""

    examiner: Examines

    def examine(self, message: MessageLine) -> dict[str, Any]:
        """The findings as the fields of docs/messages-files.md."""
        found = self.examiner.examine(RawText(message.text))
        return {"id": message.id, "findings": [_fields(finding) for finding in found]}


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        # For a file, not for a chat in which somebody could tap on it.
        "shown": finding.shown.replace("[.]", "."),
        "verdict": finding.verdict.value,
        "brand": finding.brand,
        "reason": finding.reason,
    }
