"""Where the genuine bot is: names and links that its operator has confirmed, and no others."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, StringConstraints, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from casework.playbooks.account_forms import BareLink, BotName, Confirmed, Host, Name
from casework.playbooks.data_file import load
from casework.playbooks.help_channels import today
from casework.playbooks.schema import Entry


class Place(StrEnum):
    """An app in which residents meet the bot; the order is the order in which they see them."""

    TELEGRAM = "telegram"
    ZALO_BOT = "zalo_bot"
    ZALO_OA = "zalo_oa"
    WEB = "web"

    @property
    def label(self) -> str:
        """What residents read."""
        return _LABELS[self]


_LABELS = {
    Place.TELEGRAM: "Telegram",
    Place.ZALO_BOT: "Zalo (bot)",
    Place.ZALO_OA: "Zalo (Official Account)",
    Place.WEB: "Trang web",
}
_HOSTS = {
    Place.TELEGRAM: ("t.me",),
    Place.ZALO_BOT: ("zalo.me",),
    Place.ZALO_OA: ("zalo.me", "oa.zalo.me"),
}
# Whole paths. On zalo.me digits alone are somebody's telephone, or the fifteen to twenty of an
# Official Account; '/g/…' is a group, which anybody may found.
_CHOSEN_NAME = r"/[A-Za-z][A-Za-z0-9._-]{2,63}"
_PATHS = {
    Place.TELEGRAM: re.compile(r"/[A-Za-z0-9_]+"),
    Place.ZALO_BOT: re.compile(_CHOSEN_NAME),
    Place.ZALO_OA: re.compile(rf"/[0-9]{{15,20}}|{_CHOSEN_NAME}"),
    Place.WEB: re.compile(r"/(?!/)(?:[A-Za-z0-9._~-]|/(?!/))*"),
}


class OfficialAccount(Entry):
    """The bot in one app. `shown` is false until the operator has confirmed it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,48}$")]
    place: Place
    name: Name
    username: BotName | None = None
    link: BareLink
    shown: bool
    confirmed_by: Confirmed | None = None
    sources: tuple[HttpUrl, ...] = ()
    checked_on: date
    expires_on: date

    def usable(self, today: date) -> bool:
        """Whether residents may be told today that this is the genuine one."""
        confirmed = self.confirmed_by is not None
        return self.shown and confirmed and self.checked_on <= today <= self.expires_on

    @property
    def line(self) -> str:
        """The account, as residents read it."""
        username = f" (@{self.username})" if self.username else ""
        return f"{self.place.label}: {self.name}{username} – {self.link}"


class OfficialAccounts(Entry):
    """The whole of data/official_accounts.yml. `site` is the operator's own host."""

    site: Host | None = None
    accounts: Annotated[tuple[OfficialAccount, ...], Field(max_length=20)] = ()

    @classmethod
    def from_file(cls, path: Path) -> "OfficialAccounts":
        """Read data/official_accounts.yml. Raises DataFileError."""
        return load(path, cls)[0]

    def usable(self, today: date) -> list[OfficialAccount]:
        """The accounts that may be shown today, in the order of the apps."""
        order = list(Place)
        shown = [account for account in self.accounts if account.usable(today)]
        return sorted(shown, key=lambda account: order.index(account.place))

    def usable_today(self) -> list[OfficialAccount]:
        """What may be shown today, where the residents are."""
        return self.usable(today())

    @model_validator(mode="after")
    def _each_link_is_of_its_place(self) -> "OfficialAccounts":
        """A link elsewhere is refused: this file says which one is genuine."""
        wrong = [
            InitErrorDetails(type=error, loc=("accounts", i, field), input=str(account.link))
            for i, account in enumerate(self.accounts)
            for field, error in _mistakes(account, self.site)
        ]
        if wrong:
            raise ValidationError.from_exception_data("OfficialAccounts", wrong)
        return self


def _mistakes(account: OfficialAccount, site: str | None) -> list[tuple[str, PydanticCustomError]]:
    found = []
    if account.place is Place.TELEGRAM and account.username is None:
        found.append(("username", PydanticCustomError("bot_name_missing", "no username")))
    if account.place is not Place.TELEGRAM and account.username is not None:
        found.append(("username", PydanticCustomError("bot_name_elsewhere", "no place for one")))
    if not _is_of(account, site):
        hosts = _HOSTS.get(account.place) or ((site,) if site else ())
        told = ", ".join(f"https://{host}/" for host in hosts) or "site, phải ghi ở đầu tệp"
        found.append(("link", PydanticCustomError("place_of_link", "elsewhere", {"hosts": told})))
    elif account.username and not _is_named_in(account.link, account.username):
        found.append(("link", PydanticCustomError("name_in_link", "another name")))
    elif not _PATHS[account.place].fullmatch(account.link.path or "/"):
        found.append(("link", PydanticCustomError("path_of_link", "another form")))
    return found


def _is_named_in(link: HttpUrl, username: str) -> bool:
    return (link.path or "").casefold() == f"/{username}".casefold()


def _is_of(account: OfficialAccount, site: str | None) -> bool:
    link = account.link
    # 'https://t.me@evil.example/' and 'https://t.me:99/' only look like t.me.
    if link.username or link.password or link.port != 443 or link.host is None:  # noqa: PLR2004
        return False
    if account.place is Place.WEB:
        return site is not None and (link.host == site or link.host.endswith(f".{site}"))
    return link.host in _HOSTS[account.place]
