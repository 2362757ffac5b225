"""Official accounts: confirmed by somebody, checked not too long ago, and honest."""

from collections.abc import Iterator
from datetime import date

from casework.playbooks.data_file import Mistake
from casework.playbooks.official_accounts import OfficialAccount, OfficialAccounts
from casework.validation.advice import promises
from casework.validation.checked import Checked
from casework.validation.dates import FieldWrongAndMend, dates


def check_accounts(accounts: Checked[OfficialAccounts], today: date) -> Iterator[Mistake]:
    """What is shown as genuine was confirmed, and has dates that can be right."""
    for i, account in enumerate(accounts.content.accounts):
        for field, wrong, mend in (*_confirmed(account), *dates(account, today), *_words(account)):
            yield accounts.mistake(("accounts", i, field), account.id, wrong, mend)


def _confirmed(account: OfficialAccount) -> Iterator[FieldWrongAndMend]:
    if account.shown and not account.confirmed_by:
        mend = "ghi confirmed_by: ai đã xác nhận, hoặc để shown: false."
        yield "shown", "Đang bật mà chưa ai xác nhận.", mend


def _words(account: OfficialAccount) -> Iterator[FieldWrongAndMend]:
    for wrong, mend in promises(account.name):
        yield "name", wrong, mend
