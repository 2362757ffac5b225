"""The trainers' book: a row for each model version, in the database that bot and console share."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from casework.db import Sessions, open_engine, open_sessions
from casework.learning import versions
from casework.learning.models import ModelVersion, VersionState
from casework.migrations import migrate
from trainer import registry
from trainer.model_card import NotAModel, read_model
from trainer.packing import read_patterns
from trainer.settings import TrainerSettings

INTENTS = "VietnameseIntentClassifier"
"""The component whose scores are the version's (nlu/components/intent_classifier.py)."""


_SKIPPED = "Bỏ qua nlu/models/{name}.tar.gz: tệp hỏng. Xoá nó cùng {name}.json nếu không cần nữa."


class BookNotOpen(Exception):
    """Không mở được sổ (DATABASE_URL trong .env). Chưa đổi gì; xem lại rồi chạy lại lệnh này."""

    def __init__(self, cause: Exception) -> None:
        # Only the class: the message may quote the address with its password.
        super().__init__(f"{self.__doc__} ({type(cause).__name__})")


@asynccontextmanager
async def open_book(settings: TrainerSettings) -> AsyncIterator[Sessions]:
    """The database at its newest schema, with a row for every archive. Raises BookNotOpen."""
    try:
        await asyncio.to_thread(migrate, settings.database_url)
        engine = open_engine(settings.database_url)
    except Exception as error:  # noqa: BLE001  # no driver, no address, no server, no right
        raise BookNotOpen(error) from None
    try:
        sessions = open_sessions(engine)
        try:
            await adopt(sessions, settings.nlu_dir)
        except (SQLAlchemyError, TimeoutError) as error:
            raise BookNotOpen(error) from None
        yield sessions
    finally:
        await engine.dispose()


async def adopt(sessions: Sessions, nlu_dir: Path) -> None:
    """Write down the archives that the book does not know yet.

    They were trained while it was away, by another database's owner, or before there was one. A
    book without a live version takes the one that is served.
    """
    async with sessions.begin() as session:
        for name in registry.names(nlu_dir):
            if await session.get(ModelVersion, name) is None:
                try:
                    session.add(_row(nlu_dir, name))
                except (NotAModel, StopIteration):
                    # One broken file must not keep trainers from going back to a good one.
                    print(_SKIPPED.format(name=name), file=sys.stderr)
        await session.flush()
        await _agree_on_live(session, nlu_dir)


async def write_anew(session: AsyncSession, nlu_dir: Path, name: str) -> None:
    """After a candidate was trained once more: the row says what its archive is now.

    It is as it was unless libraries or processor have changed; then it is compared anew. What
    residents were answered by is never overwritten: its archive counts as changed.
    """
    version = await session.get(ModelVersion, name)
    origin = registry.read_origin(nlu_dir, name)
    if version is None or origin is None or version.state is not VersionState.CANDIDATE:
        return
    if version.archive_hash != origin.archive_hash:
        version.archive_hash, version.commit = origin.archive_hash, origin.commit
        version.trained_at, version.trained_by = origin.trained_at, origin.trained_by
        version.scores = scores_of(registry.archive_of(nlu_dir, name))
        version.comparison = version.compared_at = None


async def _agree_on_live(session: AsyncSession, nlu_dir: Path) -> None:
    served = registry.promoted_name(nlu_dir)
    if served is None or await versions.live(session) is not None:
        return
    version = await session.get(ModelVersion, served)
    if version is not None:
        version.state = VersionState.LIVE
        version.promoted_at, version.promoted_by = version.trained_at, version.trained_by


def _row(nlu_dir: Path, name: str) -> ModelVersion:
    origin = registry.read_origin(nlu_dir, name)
    archive = registry.archive_of(nlu_dir, name)
    if origin is None:
        raise registry.ModelGone(name)
    return ModelVersion(
        name=name,
        state=VersionState.CANDIDATE,
        data_hash=origin.data_hash,
        code_hash=origin.code_hash,
        archive_hash=origin.archive_hash,
        commit=origin.commit,
        scores=scores_of(archive),
        patterns=read_patterns(archive) or "",
        trained_at=origin.trained_at,
        trained_by=origin.trained_by,
    )


def scores_of(archive: Path) -> dict[str, object]:
    """What the intent classifier says of itself. Raises NotAModel."""
    card = next(card for card in read_model(archive) if card.name == INTENTS)
    return {"report": card.facts["report"], "thresholds": card.facts.get("thresholds")}
