"""What a backup says of itself, and what it leaves out."""

from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent

LEFT_OUT = (
    *("deliveries", "running_chats", "sender_minutes"),
    *("officer_sessions", "failed_sign_ins"),
    *("procrastinate_jobs", "procrastinate_events", "procrastinate_workers"),
    "procrastinate_periodic_defers",
)
"""Tables of which no row goes into a backup: what lives for seconds or hours must not lie in a file
for weeks, and what waited then must not be answered again."""


class Manifest(BaseModel):
    """Of what the payload is, and by what it is known to be whole.

    `counts`: rows by table, of those that are not left out. `bytes`, `sha256`: of the payload.
    """

    model_config = ConfigDict(frozen=True)

    made_at: datetime
    kind: Literal["sqlite", "postgresql"]
    # Of the server whose pg_dump made it; of SQLite's library.
    made_by: str
    revision: str
    program: str
    counts: dict[str, int]
    bytes: int = 0
    sha256: str = ""

    @property
    def rows(self) -> int:
        """How many rows in all."""
        return sum(self.counts.values())

    @classmethod
    def of(
        cls,
        kind: Literal["sqlite", "postgresql"],
        made_by: str,
        revision: str,
        counts: dict[str, int],
        now: datetime,
    ) -> Self:
        """The manifest of a payload that is being made."""
        return cls(
            made_at=now.replace(microsecond=0),
            kind=kind,
            made_by=made_by,
            revision=revision,
            program=program_version(),
            counts=counts,
        )


def program_version() -> str:
    """The version of pyproject.toml: the program is run from its folder, not installed."""
    try:
        return version("canhgiac")
    except PackageNotFoundError:
        pass
    try:
        lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "?"
    named = (line for line in lines if line.startswith("version = "))
    return next(named, '"?"').split('"')[1]
