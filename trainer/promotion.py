"""Puts a model version in front of residents, and takes it back, without a gap.

The running servers take the new model up one after another, each is looked over, and all go back
to the one before when something is wrong; so they do when the file `promoted` or the book cannot be
written. A command that is killed in between is mended by the next one: the book's live version is
what counts.
"""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions
from casework.learning import versions
from casework.learning.comparison import Comparison
from casework.learning.models import ModelVersion
from casework.playbooks.data_file import DataFileError
from casework.playbooks.library import Library
from trainer import registry
from trainer.comparison import compare
from trainer.comparison.measuring_files import measuring_hash
from trainer.rolling import left_behind, rolled, servers_of, serving_now
from trainer.settings import TrainerSettings

TURNS = 300
"""Seconds to wait for another promotion: one that compares first takes some minutes."""


class GateClosed(Exception):
    """Bản này chưa qua được cổng kiểm tra nên không đưa vào dùng; bản đang dùng vẫn chạy như cũ."""

    exit_code = 3

    def __init__(self, comparison: Comparison) -> None:
        failed = [f"- {check.says}" for check in comparison.checks if not check.passed]
        super().__init__("\n".join([self.__doc__ or "", *failed]))


class AlreadyLive(Exception):
    """Bản này đang được dùng rồi."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Promoting(Exception):
    """Đang có người khác đổi bản. Chờ một phút, xem lại bản nào đang dùng rồi mới làm tiếp."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Unreadable(Exception):
    """Bản này không mang theo danh sách kịch bản đọc được, nên không đưa vào dùng được.

    Huấn luyện một bản mới: ./canhgiac trainer train.
    """

    def __init__(self) -> None:
        super().__init__(" ".join((self.__doc__ or "").split()))


class NotWrittenDown(Exception):
    """Không ghi được bản đang dùng vào sổ hay vào nlu/models, nên đã giữ bản cũ. Thử lại sau."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{self.__doc__} ({what})")


class AnotherOne(Exception):
    """Bản trước bản đang dùng không còn là bản bạn đã xem, nên chưa đổi gì. Xem lại rồi làm lại."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class Promoted:
    """A version that is live now, and what was live before; `served`: NLU runs and has it.

    `behind`: the servers that do not, for all that.
    """

    name: str
    before: str | None
    served: bool
    behind: tuple[str, ...] = ()


async def promote(settings: TrainerSettings, sessions: Sessions, name: str, by: str) -> Promoted:
    """Make a version live, if the gate lets it through.

    Raises NoSuchVersion, AlreadyLive, ModelGone, ModelChanged, GateClosed, and what `_switch` does.
    """
    async with alone(settings.nlu_dir):
        async with sessions() as session:
            version = await versions.find(session, name)
            live = await versions.live(session)
        is_live = live is not None and live.name == name
        if is_live and await all_agree(settings, name):
            raise AlreadyLive
        registry.intact(settings.nlu_dir, name, version.archive_hash)
        # The live version again, after a change that was cut short: it has been through the gate.
        if not is_live:
            comparison = await _comparison(settings, sessions, version, live)
            if not comparison.passed:
                raise GateClosed(comparison)
        return await _switch(settings, sessions, version, live, write=versions.make_live, by=by)


async def roll_back(
    settings: TrainerSettings, sessions: Sessions, by: str, expected: str | None = None
) -> Promoted:
    """Go back to the version that was live before. No gate: it has answered residents already.

    Where servers or pointer disagree with the book, a change was cut short: back to the book's live
    version. `expected`: the version that whoever asked has seen. Raises AnotherOne if it is no
    longer that one, NothingToRollBackTo, ModelGone, ModelChanged, and what `_switch` does.
    """
    async with alone(settings.nlu_dir):
        async with sessions() as session:
            live = await versions.live(session)
            cut_short = live is not None and not await all_agree(settings, live.name)
            version = live if cut_short and live else await versions.before_live(session)
        if expected not in (None, version.name):
            raise AnotherOne
        registry.intact(settings.nlu_dir, version.name, version.archive_hash)
        return await _switch(settings, sessions, version, live, write=versions.roll_back, by=by)


async def all_agree(settings: TrainerSettings, name: str) -> bool:
    """Whether pointer and every server that runs name this version. Raises NotLetIn."""
    async with servers_of(settings) as servers:
        served = (await serving_now(servers)).values()
    return registry.promoted_name(settings.nlu_dir) == name and {*served} <= {None, name}


async def _comparison(
    settings: TrainerSettings, sessions: Sessions, version: ModelVersion, live: ModelVersion | None
) -> Comparison:
    """The comparison with what is live now: the stored one, or a new one."""
    if version.comparison is not None:
        with suppress(ValidationError):
            stored = Comparison.model_validate(version.comparison)
            now = (version.name, live.name if live else None, measuring_hash(settings.data_dir))
            if (stored.candidate, stored.live, stored.measuring) == now:
                return stored
    return await compare(settings, sessions, version.name)


async def _switch(
    settings: TrainerSettings,
    sessions: Sessions,
    version: ModelVersion,
    live: ModelVersion | None,
    *,
    write: Callable[[AsyncSession, str, str, datetime], Awaitable[None]],
    by: str,
) -> Promoted:
    """Servers, pointer and book go over to a version, or all stay.

    Raises Unreadable, SomeAway, NotLetIn, NotTaken, NotHealthy, NotTakenBack, NotWrittenDown.
    """
    try:
        library = Library.from_text(version.patterns, version.name)
    except DataFileError:
        raise Unreadable from None
    before = live.name if live else None
    async with (
        servers_of(settings) as servers,
        rolled(servers, version.name, library, before) as served,
    ):
        try:
            with registry.pointing_to(settings.nlu_dir, version.name):
                async with sessions.begin() as session:
                    await write(session, version.name, by, datetime.now(UTC))
        except (OSError, SQLAlchemyError, TimeoutError) as error:
            raise NotWrittenDown(type(error).__name__) from None
    behind: tuple[str, ...] = ()
    if served:
        # Anew: one may have been added meanwhile.
        async with servers_of(settings) as servers:
            behind = await left_behind(servers, version.name, library)
    return Promoted(version.name, before, served, behind)


@asynccontextmanager
async def alone(nlu_dir: Path) -> AsyncIterator[None]:
    """One change of the live model at a time, from looking at what is live to writing it down.

    Raises Promoting after a while.
    """
    with (nlu_dir / "models" / ".promoting").open("w") as lock:
        for _ in range(TURNS):
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            await asyncio.sleep(1)
        else:
            raise Promoting
        yield
