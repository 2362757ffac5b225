"""Compares a candidate with the live model of this database, and keeps what was found."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from casework.db import Sessions
from casework.evidence.base import Examines
from casework.learning import versions
from casework.learning.comparison import Comparison
from casework.learning.models import VersionState
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.understanding.base import Interpreter
from trainer import gate, measures
from trainer.comparison import changes, figures
from trainer.comparison.asking import Measured, Respondent, Told, ask_all
from trainer.comparison.measuring_files import (
    MeasuringFile,
    measuring_hash,
    read_measuring_files,
)
from trainer.comparison.sentences import sentences
from trainer.comparison.sides import Side, open_side
from trainer.examine import open_examiner
from trainer.measures import Judged
from trainer.serving import serving_all
from trainer.settings import TrainerSettings

Serve = Callable[[Path, Sequence[Path]], AbstractAsyncContextManager[Sequence[Interpreter]]]


class NoCandidate(Exception):
    """Chưa có bản thử nào để so. Chạy './canhgiac trainer train' trước."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


async def newest_candidate(sessions: Sessions) -> str:
    """The name of the candidate that was trained last. Raises NoCandidate."""
    async with sessions() as session:
        for version in await versions.newest_first(session):
            if version.state is VersionState.CANDIDATE:
                return version.name
    raise NoCandidate


async def compare(
    settings: TrainerSettings,
    sessions: Sessions,
    candidate_name: str,
    more_cases: Iterable[Path] = (),
    *,
    serve: Serve = serving_all,
) -> Comparison:
    """Measure a candidate beside the live model, judge it, and keep the result with the version.

    With a trainer's own files it is only to be looked at, and not kept: many easy messages of
    theirs would hide what is lost in the held-out ones, by which the gate judges.
    The report is written by trainer/comparison/report.py. Raises NoSuchVersion, ModelGone,
    ModelChanged, DataFileError, NotAModel, NotACase, NothingToScore, NotAMessage, NotUtf8,
    NluServerFailed or InterpreterUnavailable.
    """
    candidate, live = await _sides(settings, sessions, candidate_name)
    labels = {*candidate.library.ids, *(live.library.ids if live else ())}
    more_cases = tuple(more_cases)
    files = read_measuring_files(settings.data_dir, labels, more_cases)
    examiner = await open_examiner(settings)
    served = [candidate.model, *([live.model] if live else [])]
    async with serve(settings.nlu_dir, served) as interpreters:
        comparison = await compare_sides(candidate, live, files, interpreters, examiner)
    comparison = comparison.model_copy(update={"measuring": measuring_hash(settings.data_dir)})
    if more_cases:
        return comparison
    async with sessions.begin() as session:
        version = await versions.find(session, candidate_name)
        version.comparison, version.compared_at = comparison.as_json(), datetime.now(UTC)
    return comparison


async def _sides(
    settings: TrainerSettings, sessions: Sessions, candidate_name: str
) -> tuple[Side, Side | None]:
    async with sessions() as session:
        candidate = await versions.find(session, candidate_name)
        live = await versions.live(session)
    of_live = open_side(settings.nlu_dir, live) if live else None
    return open_side(settings.nlu_dir, candidate), of_live


async def compare_sides(
    candidate: Side,
    live: Side | None,
    files: Sequence[MeasuringFile],
    interpreters: Sequence[Interpreter],
    examiner: Examines,
) -> Comparison:
    """Ask both sides all messages; `interpreters` are the candidate's, then the live model's.

    Keeps nothing. Raises InterpreterUnavailable.
    """
    after = Respondent(interpreters[0], candidate.library, examiner)
    before = Respondent(interpreters[1], live.library, examiner) if live else None
    measured = await ask_all(files, before, after)
    found = _found(candidate, live, files, measured)
    told = found.model_copy(update={"sentences": sentences(found, measured)})
    return told.model_copy(update={"checks": gate.judge(told)})


def _found(
    candidate: Side, live: Side | None, files: Sequence[MeasuringFile], measured: Sequence[Measured]
) -> Comparison:
    """All figures; sentences and the gate's checks follow from them."""
    after = [m.typed.after.judged for m in measured]
    before = _judged([m.typed.before for m in measured])
    bare_before = _judged([m.stripped.before for m in measured])
    names = _names(candidate, live)
    expected = {*candidate.library.ids, *NOT_PLAYBOOKS}
    return Comparison(
        candidate=candidate.name,
        live=live.name if live else None,
        data=[file.name for file in files],
        sets=changes.sets_of(files, measured),
        messages=len(measured),
        scams=sum(j.is_scam for j in after),
        harmless=sum(not j.is_scam for j in after),
        genuine=sum(not j.is_scam and j.kind == changes.GENUINE for j in after),
        before=measures.summary(before) if live else {},
        after=measures.summary(after),
        stripped_before=measures.summary(bare_before) if live else {},
        stripped_after=measures.summary([m.stripped.after.judged for m in measured]),
        missed_before=figures.missed(before) if live else None,
        missed_after=figures.missed(after),
        alarms_before=figures.alarms(before) if live else None,
        alarms_after=figures.alarms(after),
        playbooks=figures.playbook_changes(measured, candidate, live, names),
        changes=changes.changes_of(measured, candidate, live, names),
        confusions_before=measures.confusions(before),
        confusions_after=measures.confusions(after),
        calibration_before=figures.calibration(before) if live else None,
        calibration_after=figures.calibration(after),
        speed=figures.speed(measured),
        intents_missing=sorted(expected - set(candidate.scores)),
        intents_unknown=sorted(set(candidate.scores) - expected),
        sentences=[],
        checks=[],
    )


def _judged(answers: Sequence[Told | None]) -> list[Judged]:
    return [told.judged for told in answers if told is not None]


def _names(candidate: Side, live: Side | None) -> dict[str, str]:
    """The playbooks' names by id: the candidate's, then those that only the live model knows."""
    sides = [candidate, *([live] if live else [])]
    names: dict[str, str] = {}
    for side in sides:
        for playbook in side.library.playbooks:
            names.setdefault(playbook.id, playbook.name)
    return names
