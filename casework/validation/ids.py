"""Ids: each stands for one thing only."""

from collections.abc import Iterable, Iterator

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.official_accounts import OfficialAccounts
from casework.playbooks.schema import ScamPatterns
from casework.validation.checked import Checked

_MEND = "đặt một mã khác, chưa ai dùng, cho một trong hai chỗ."


def check_playbook_ids(patterns: Checked[ScamPatterns]) -> Iterator[Mistake]:
    """No id twice, and none of an intent that is no playbook."""
    ids = [playbook.id for playbook in patterns.content.playbooks]
    for i, name in enumerate(ids):
        if name in NOT_PLAYBOOKS:
            wrong = f"Mã '{name}' là của một ý định có sẵn, không đặt cho kịch bản được."
            mend = "đặt một mã khác, chưa ai dùng."
            yield patterns.mistake(("playbooks", i, "id"), name, wrong, mend)
    yield from _repeated(patterns, "playbooks", ids)


def check_channel_ids(channels: Checked[HelpChannels]) -> Iterator[Mistake]:
    """No id twice."""
    return _repeated(channels, "channels", [c.id for c in channels.content.channels])


def check_account_ids(accounts: Checked[OfficialAccounts]) -> Iterator[Mistake]:
    """No id twice."""
    return _repeated(accounts, "accounts", [a.id for a in accounts.content.accounts])


def _repeated(
    file: Checked[ScamPatterns] | Checked[HelpChannels] | Checked[OfficialAccounts],
    entries: str,
    ids: Iterable[str],
) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for i, name in enumerate(ids):
        if name in first:
            line = file.lines.of((entries, first[name], "id"))
            wrong = f"Mã '{name}' đã dùng ở dòng {line}."
            yield file.mistake((entries, i, "id"), name, wrong, _MEND)
        first.setdefault(name, i)
