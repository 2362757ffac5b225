"""Puts a model version in front of residents, and takes it back, without a gap.

The running server takes the new model up, is looked over, and goes back to the one before when
something is wrong. Only then do the file `promoted` and the book say that the version is live.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from casework.db import Sessions
from casework.learning import versions
from casework.learning.comparison import Comparison
from casework.learning.models import ModelVersion
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.playbooks.library import Library
from trainer import registry
from trainer.comparison import compare
from trainer.nlu_server import NluServer, NotHealthy, NotTaken, NotTakenBack
from trainer.settings import TrainerSettings


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


@dataclass(frozen=True, slots=True)
class Promoted:
    """A version that is live now, and what was live before; `served`: NLU runs and has it."""

    name: str
    before: str | None
    served: bool


async def promote(settings: TrainerSettings, sessions: Sessions, name: str, by: str) -> Promoted:
    """Make a version live, if the gate lets it through.

    Raises NoSuchVersion, AlreadyLive, ModelGone, ModelChanged, GateClosed, NotTaken, NotHealthy.
    """
    async with sessions() as session:
        version = await versions.find(session, name)
        live = await versions.live(session)
    if live is not None and live.name == name and registry.promoted_name(settings.nlu_dir) == name:
        raise AlreadyLive
    registry.intact(settings.nlu_dir, name, version.archive_hash)
    comparison = await _comparison(settings, sessions, version, live)
    if not comparison.passed:
        raise GateClosed(comparison)
    served = await _serve(settings, version)
    registry.promote(settings.nlu_dir, name)
    async with sessions.begin() as session:
        await versions.make_live(session, name, by, datetime.now(UTC))
    return Promoted(name, live.name if live else None, served)


async def roll_back(settings: TrainerSettings, sessions: Sessions, by: str) -> Promoted:
    """Go back to the version that was live before. No gate: it has answered residents already.

    Raises NothingToRollBackTo, ModelGone, ModelChanged, NotTaken, NotHealthy.
    """
    async with sessions() as session:
        live = await versions.live(session)
        version = await versions.before_live(session)
    registry.intact(settings.nlu_dir, version.name, version.archive_hash)
    served = await _serve(settings, version)
    registry.promote(settings.nlu_dir, version.name)
    async with sessions.begin() as session:
        await versions.roll_back(session, version.name, by, datetime.now(UTC))
    return Promoted(version.name, live.name if live else None, served)


async def _comparison(
    settings: TrainerSettings, sessions: Sessions, version: ModelVersion, live: ModelVersion | None
) -> Comparison:
    """The comparison with what is live now: the stored one, or a new one."""
    if version.comparison is not None:
        stored = Comparison.model_validate(version.comparison)
        if stored.live == (live.name if live else None):
            return stored
    return await compare(settings, sessions, version.name)


async def _serve(settings: TrainerSettings, version: ModelVersion) -> bool:
    """Let the running server serve it; False if none runs. What was served stays on an error."""
    async with _server(settings) as server:
        before = await server.serves()
        if before is None:
            return False
        archive = registry.archive_of(settings.nlu_dir, version.name)
        await server.load(archive.resolve())
        try:
            library = Library.from_text(version.patterns, version.name)
            await server.check(version.name, library, NOT_PLAYBOOKS)
        except NotHealthy:
            await _go_back(server, settings, before)
            raise
        return True


async def _go_back(server: NluServer, settings: TrainerSettings, before: str) -> None:
    try:
        await server.load(registry.archive_of(settings.nlu_dir, before).resolve())
    except NotTaken:
        raise NotTakenBack from None


@asynccontextmanager
async def _server(settings: TrainerSettings) -> AsyncIterator[NluServer]:
    server = NluServer(settings)
    try:
        yield server
    finally:
        await server.aclose()
