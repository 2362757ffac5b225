"""data/official_domains.yml: who has which domain, as their own pages or the press tell it."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, StringConstraints

from casework.playbooks.data_file import load
from casework.playbooks.schema import Entry, PlaybookId

Domain = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,18}$", max_length=100
    ),
]
Alias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{2,30}$")]
Suffix = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(?:\.[a-z0-9-]+)*$")]
BankId = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]


class BrandKind(StrEnum):
    """What a brand is."""

    BANK = "bank"
    WALLET = "wallet"
    FINANCE = "finance"
    GOVERNMENT = "government"
    POLICE = "police"
    POST = "post"
    OPERATOR = "operator"
    MARKETPLACE = "marketplace"
    UTILITY = "utility"
    TRAVEL = "travel"
    SOCIAL = "social"
    OTHER = "other"


class Brand(Entry):
    """Who a domain can belong to, and by which words scammers dress as them.

    `aliases`: names as they stand in a domain or, without tone marks and gaps, in a message; the
    first is the main one. `is_word`: the aliases are also everyday words or parts of other names
    ("apple", "grab"), so that they count only beside something suspicious. `domains`: everything
    beneath them is the brand's, unless another brand has a longer one (bocongan.gov.vn and
    csgt.bocongan.gov.vn). `bins`: the bank's numbers in payment codes (NAPAS).
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,48}$")]
    name: Annotated[str, StringConstraints(min_length=2, max_length=60)]
    kind: BrandKind
    aliases: Annotated[tuple[Alias, ...], Field(min_length=1)]
    is_word: bool = False
    domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    bins: tuple[BankId, ...] = ()
    playbook: PlaybookId
    sources: tuple[HttpUrl, ...] = ()
    source_note: str | None = None
    checked_on: date
    expires_on: date

    def confirmed(self, today: date) -> bool:
        """Whether its domains may be called its own today."""
        return bool(self.sources) and self.checked_on <= today <= self.expires_on


class Reserved(Entry):
    """A suffix beneath which only one kind of body may register: gov.vn."""

    suffix: Suffix
    name: Annotated[str, StringConstraints(min_length=3, max_length=60)]
    playbook: PlaybookId
    sources: tuple[HttpUrl, ...] = ()


class OfficialDomains(Entry):
    """The whole of data/official_domains.yml."""

    brands: Annotated[tuple[Brand, ...], Field(min_length=1)]
    reserved: tuple[Reserved, ...] = ()
    # Services that hide where a link goes. They are never opened.
    shorteners: tuple[Domain, ...] = ()
    # Endings that scammers rent by the hundred.
    abused_suffixes: tuple[Suffix, ...] = ()
    # Known domains whose names come close to a brand's: of others, of the brand itself where no
    # source tells of it, or where anybody publishes. Never lookalikes, never official.
    well_known: tuple[Domain, ...] = ()

    @classmethod
    def from_file(cls, path: Path) -> "OfficialDomains":
        """Read data/official_domains.yml. Raises DataFileError."""
        return load(path, cls)[0]

    @cached_property
    def by_id(self) -> dict[str, Brand]:
        """Each brand by its id."""
        return {brand.id: brand for brand in self.brands}

    @cached_property
    def by_bin(self) -> dict[str, Brand]:
        """Each bank by its numbers in payment codes."""
        return {number: brand for brand in self.brands for number in brand.bins}
