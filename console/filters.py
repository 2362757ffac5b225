"""The queue's filter as it stands in an address, and the way back."""

import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from casework.cases.models import Case, CaseStatus
from casework.cases.queue import CaseFilter, Place, Sureness
from casework.stage import Stage

ALL = "all"
"""As a status: cases of every status."""

MOST_WORDS = 8


def _empty_is_none(value: Any) -> Any:  # noqa: ANN401  # whatever a form sends
    return None if value == "" else value


_Choice = BeforeValidator(_empty_is_none)
# The limits stand inside: an empty choice has become None before them.
# No NUL: PostgreSQL takes none in a text.
_READABLE = r"^[^\x00]*$"
_Text = Annotated[Annotated[str, Field(max_length=60, pattern=_READABLE)] | None, _Choice]
_STATUSES = f"^({ALL}|{'|'.join(CaseStatus)})$"
_Status = Annotated[Annotated[str, Field(pattern=_STATUSES)] | None, _Choice]


class Asked(BaseModel):
    """What an officer has chosen in the queue's form; without a choice, what waits for review."""

    model_config = ConfigDict(extra="ignore")

    status: _Status = CaseStatus.PENDING.value
    label: _Text = None
    channel: _Text = None
    stage: Annotated[Stage | None, _Choice] = None
    sureness: Annotated[Sureness | None, _Choice] = None
    since: Annotated[date | None, _Choice] = None
    until: Annotated[date | None, _Choice] = None
    commune: _Text = None
    new_script: bool = False
    q: Annotated[str, Field(max_length=100, pattern=_READABLE)] = ""
    after: _Text = None

    @property
    def wanted(self) -> CaseFilter:
        """The filter itself."""
        some = self.status not in {None, ALL}
        return CaseFilter(
            status=CaseStatus(self.status) if some and self.status else None,
            label=self.label,
            channel=self.channel,
            stage=self.stage,
            sureness=self.sureness,
            since=self.since,
            until=self.until,
            commune=self.commune,
            new_script=self.new_script,
            words=tuple(self.q.split()[:MOST_WORDS]),
        )

    @property
    def place(self) -> Place | None:
        """Where the page begins."""
        found = re.fullmatch(r"(\d{1,10})\.([0-9a-f]{32})", self.after or "")
        return Place(int(found.group(1)), UUID(found.group(2))) if found else None

    @property
    def used(self) -> list[str]:
        """The names of what was asked for, without the values: for the audit log."""
        return sorted(self.model_dump(exclude_defaults=True, exclude={"after"}))

    def query(self, place: Place | None = None) -> str:
        """As a query string, from a place on."""
        said = self.model_dump(mode="json", exclude={"after"}, exclude_none=True)
        kept = {name: value for name, value in said.items() if value not in {"", False}}
        if place is not None:
            kept["after"] = f"{place.rank}.{place.id.hex}"
        return urlencode(kept)


_CODE = re.compile(r"\s*#?([0-9a-f]{4})[- ]?([0-9a-f]{4})[- ]?([0-9a-f]{4})\s*", re.IGNORECASE)


def code_of(case: Case) -> str:
    """How officers name a case to one another: 'A1B2-C3D4-E5F6', the beginning of its id."""
    return code_of_id(case.id)


def code_of_id(case_id: UUID) -> str:
    """The code of a case's id."""
    digits = case_id.hex[:12].upper()
    return "-".join(digits[i : i + 4] for i in (0, 4, 8))


def ids_of_code(text: str) -> tuple[UUID, UUID] | None:
    """The first and the last id that a typed code can stand for; None if it is no code."""
    found = _CODE.fullmatch(text)
    if found is None:
        return None
    digits = "".join(found.groups()).lower()
    return UUID(digits + "0" * 20), UUID(digits + "f" * 20)
