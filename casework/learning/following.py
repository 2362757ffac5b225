"""Follows the model version that answers: the library says what that version knows, no restart.

The bot hears from each interpretation which version made it (`FollowingInterpreter`); the console
looks into the database (`LiveLibrary.keep_up`). Following nothing new costs a comparison.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from casework.db import Sessions
from casework.learning.models import ModelVersion, VersionState
from casework.learning.versions import NoSuchVersion
from casework.playbooks.library import Library
from casework.privacy.texts import RedactedText
from casework.understanding.base import Interpretation, Interpreter

logger = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds for which a message waits for the database. It is read to the end for those after it."""

LONGEST_READ = 10.0
"""Seconds after which reading is given up, at the start of a door too."""

TRY_AGAIN = 60.0
"""Seconds for which a version that could not be loaded is not asked for again."""

LOOK_EVERY = 10.0
"""Seconds between two looks for another live version, where no message tells of one."""

VERSIONS_KEPT = 4
"""In memory. While servers go over to another version one by one, two take turns."""

_IS_LIVE = ModelVersion.state == VersionState.LIVE


async def library_at_start(sessions: Sessions, file: Path) -> Library:
    """The playbooks of the live version; of the file, where there is none that can be loaded.

    Raises DataFileError if the file is needed and broken.
    """
    query = select(ModelVersion.name, ModelVersion.patterns).where(_IS_LIVE)
    try:
        async with asyncio.timeout(LONGEST_READ), sessions() as session:
            found = (await session.execute(query)).first()
    except Exception:  # noqa: BLE001  # away, or not migrated yet: whoever migrates it says so
        found = None
    if found is not None:
        try:
            return await asyncio.to_thread(_read, *found)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it, the file stands in
            logger.error("the live version's playbooks are broken: %s", type(error).__name__)  # noqa: TRY400
    return await asyncio.to_thread(Library.from_file, file)


@dataclass(frozen=True, slots=True)
class _Loading:
    """A version on its way: its reading, for which messages wait a moment, and all of it."""

    began: float
    reading: asyncio.Task[str]
    all_of_it: asyncio.Task[None]


class LiveLibrary:
    """Lets a library become that of whatever version answers. Never raises, never waits long."""

    def __init__(
        self, library: Library, sessions: Sessions, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._library = library
        self._sessions = sessions
        self._clock = clock
        self._known: dict[str, Library] = {}
        if library.version is not None:
            self._known[library.version] = library.as_it_is()
        self._loading: dict[str, _Loading] = {}
        # What could not be loaded, and when it may be tried again.
        self._failed: dict[str, float] = {}
        self._away = False

    async def follow(self, model: str | None) -> None:
        """Let the library be that of this version, if it is known or can be loaded quickly."""
        if model is None or model == self._library.version:
            return
        if model not in self._known:
            await self._wait_for(model)
        if (other := self._known.pop(model, None)) is not None:
            # Put behind: the one that was not used for longest is forgotten first.
            self._known[model] = other
            self._library.become(other)

    async def look(self) -> None:
        """Follow the version that is live in the database."""
        try:
            async with asyncio.timeout(LONGEST_READ), self._sessions() as session:
                live = (await session.scalars(select(ModelVersion.name).where(_IS_LIVE))).first()
        except Exception as error:  # noqa: BLE001  # the desk goes on with what is known
            if not self._away:
                logger.warning("the live version is not known: %s", type(error).__name__)
            self._away = True
        else:
            self._away = False
            await self.follow(live)

    async def keep_up(self) -> None:
        """Look every ten seconds, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def aclose(self) -> None:
        """Give up what is still being loaded."""
        running = [task for one in self._loading.values() for task in (one.reading, one.all_of_it)]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _wait_for(self, model: str) -> None:
        """Load a version once, however many ask; wait for the database a moment only."""
        if model not in self._loading:
            if self._clock() < self._failed.get(model, 0.0):
                return
            reading = asyncio.create_task(self._patterns_of(model))
            all_of_it = asyncio.create_task(self._load(model, reading))
            self._loading[model] = _Loading(self._clock(), reading, all_of_it)
        loading = self._loading[model]
        left = max(loading.began + PATIENCE - self._clock(), 0.0)
        if (await asyncio.wait({loading.reading}, timeout=left))[0]:
            await asyncio.wait({loading.all_of_it})

    async def _load(self, model: str, reading: "asyncio.Task[str]") -> None:
        try:
            self._known[model] = await asyncio.to_thread(_read, model, await reading)
        except Exception as error:  # noqa: BLE001  # no such version, away, broken: answers go on
            if model not in self._failed:
                logger.warning("a version's playbooks are not loaded: %s", type(error).__name__)
            self._failed[model] = self._clock() + TRY_AGAIN
        else:
            self._failed.pop(model, None)
            while len(self._known) > VERSIONS_KEPT:
                del self._known[next(iter(self._known))]
        finally:
            del self._loading[model]

    async def _patterns_of(self, model: str) -> str:
        query = select(ModelVersion.patterns).where(ModelVersion.name == model)
        async with asyncio.timeout(LONGEST_READ), self._sessions() as session:
            patterns = (await session.scalars(query)).first()
        if patterns is None:
            raise NoSuchVersion
        return patterns


class FollowingInterpreter:
    """Before an interpretation is decided on, the library is that of the version which made it."""

    def __init__(self, interpreter: Interpreter, live: LiveLibrary) -> None:
        self._interpreter = interpreter
        self._live = live

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        """Rank the intents. Raises InterpreterUnavailable."""
        told = await self._interpreter.interpret(utterance)
        await self._live.follow(told.model)
        # From here to the decision nothing is awaited, so that no other message comes between.
        return told


def _read(name: str, patterns: str) -> Library:
    return Library.from_text(patterns, f"{name}/patterns.yml", name)
