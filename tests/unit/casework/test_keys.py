"""Keys that are turned: what the old one made is opened and known, what is new is the new one's."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import select

from bot.settings import BotSettings
from casework.db import Sessions
from casework.deliveries.models import Delivery
from casework.keys import Keys, SealBroken, listed
from casework.resealing import Resealed, reseal
from tests.conftest import NOW

OLD, NEW, FOREIGN = "o" * 32, "n" * 32, "f" * 32
MESSAGES = select(Delivery.message).order_by(Delivery.id)


class End(StrEnum):
    ONE = "one"
    OTHER = "other"


def test_what_the_previous_key_sealed_is_opened_and_new_seals_are_the_new_keys() -> None:
    turned = Keys(NEW, "bot", (OLD,))
    assert turned.unseal(Keys(OLD, "bot").seal("lời")) == "lời"
    assert Keys(NEW, "bot").unseal(turned.seal("lời")) == "lời"
    with pytest.raises(SealBroken):
        Keys(OLD, "bot").unseal(turned.seal("lời"))


def test_before_the_switch_a_process_opens_what_others_seal_with_the_next_key() -> None:
    accepting = Keys(OLD, "bot", (NEW,))
    assert accepting.unseal(Keys(NEW, "bot", (OLD,)).seal("lời")) == "lời"


def test_only_listed_keys_of_the_same_door_open() -> None:
    turned = Keys(NEW, "bot", (OLD,))
    for other in (Keys(FOREIGN, "bot"), Keys(OLD, "console")):
        with pytest.raises(SealBroken):
            turned.unseal(other.seal("lời"))
        with pytest.raises(SealBroken):
            turned.resealed(other.seal("lời"))


def test_signs_are_those_of_each_key_the_current_first() -> None:
    turned, old = Keys(NEW, "bot", (OLD,)), Keys(OLD, "bot")
    assert turned.signs(End.ONE, "7") == [
        Keys(NEW, "bot").sign(End.ONE, "7"),
        old.sign(End.ONE, "7"),
    ]
    assert turned.sign(End.ONE, "7") == turned.signs(End.ONE, "7")[0]
    assert old.sign(End.OTHER, "7") not in turned.signs(End.ONE, "7")


def test_what_is_sealed_by_the_current_key_is_left_as_it_is() -> None:
    turned = Keys(NEW, "bot", (OLD,))
    assert turned.resealed(turned.seal("lời")) is None
    anew = turned.resealed(Keys(OLD, "bot").seal("lời"))
    assert anew is not None
    assert Keys(NEW, "bot").unseal(anew) == "lời"


def test_previous_keys_are_listed_with_blanks_and_none_may_be_short() -> None:
    assert listed(SecretStr(f" {OLD}  {NEW} ")) == (OLD, NEW)
    assert listed(None) == ()
    with pytest.raises(ValidationError, match="32"):
        BotSettings(bot_key_previous=SecretStr(f"{OLD} short"))


async def test_a_column_goes_over_while_the_words_stay_the_same(sessions: Sessions) -> None:
    old, turned = Keys(OLD, "bot"), Keys(NEW, "bot", (OLD,))
    sealed = [old.seal(str(n)) for n in range(450)]
    async with sessions.begin() as session:
        session.add_all(
            Delivery(channel="web", update_key=f"{n:064}", received_at=NOW, message=words)
            for n, words in enumerate(
                (*sealed, turned.seal("450"), Keys(FOREIGN, "bot").seal("?"), None)
            )
        )
    assert await reseal(sessions, Delivery.message, turned) == Resealed(turned=450, unreadable=1)
    async with sessions() as session:
        rows = (await session.scalars(MESSAGES)).all()
    new = Keys(NEW, "bot")
    assert [new.unseal(words) for words in rows[:451] if words] == [str(n) for n in range(451)]
    assert await reseal(sessions, Delivery.message, turned) == Resealed(turned=0, unreadable=1)


class Meanwhile(Keys):
    """Somebody else writes the row between its being read and its being sealed anew."""

    written: Callable[[], None] | None = None

    def resealed(self, sealed: str) -> str | None:
        anew = super().resealed(sealed)
        if self.written is not None:
            write, self.written = self.written, None
            write()
        return anew


@pytest.mark.sqlite_only("writes by another connection in the middle of a step")
async def test_a_row_that_changes_meanwhile_is_not_overwritten(
    sessions: Sessions, tmp_path: Path
) -> None:
    old, turned = Keys(OLD, "bot"), Meanwhile(NEW, "bot", (OLD,))
    async with sessions.begin() as session:
        message = old.seal("cũ")
        session.add(Delivery(channel="web", update_key="1", received_at=NOW, message=message))

    def write() -> None:
        with closing(sqlite3.connect(tmp_path / "cases.db")) as book:
            book.execute("UPDATE deliveries SET message = ?", (old.seal("mới"),))
            book.commit()

    turned.written = write
    assert await reseal(sessions, Delivery.message, turned) == Resealed(turned=1, unreadable=0)
    async with sessions() as session:
        kept = (await session.scalars(MESSAGES)).one()
    assert Keys(NEW, "bot").unseal(kept or "") == "mới"
