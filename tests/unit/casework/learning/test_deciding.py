from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, CaseStatus, Review, ReviewAct, SecondReading
from casework.db import Sessions
from casework.learning import deciding, suggestions, taking
from casework.learning.deciding import (
    ActedOnTheCase,
    AlreadyDecided,
    DayIsFull,
    GrownEnough,
    NotOffered,
    OtherIntent,
    RestsOnOneOfficer,
)
from casework.learning.draft_lock import Draft
from casework.learning.gathering import gather
from casework.learning.models import ModelVersion, Suggestion, SuggestionState, TakenExample
from casework.learning.models import VersionState as State
from casework.learning.own_words import OwnExample
from casework.learning.reasons import HeldReason, RefusedReason
from casework.learning.room import BY_ONE, PER_DAY, allowance
from casework.learning.suggestions import SuggestionGone
from casework.learning.taking import CheckedExample
from casework.playbooks.data_file import Mistake
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from tests.unit.casework.learning.reviewed import (
    AN,
    BINH,
    NOW,
    TRAINER,
    days_ago,
    examples,
    tell,
    wordings,
)

EXAMPLES = examples(shipper_gia=60, phat_nguoi_gia=60, legit_message=60)
PRESENT = Counter(each.intent for each in EXAMPLES)
ONE, TWO, THREE, OWN, *MORE = islice(wordings(3), 40)


def example(folder: Path, text: str = OWN, intent: str = "shipper_gia") -> CheckedExample:
    words = redact(RawText(text)).text
    return CheckedExample(intent, Stage.PAID, words, folder / f"{intent}.txt", present=60)


async def accept(session: AsyncSession, case_id: UUID, taken: CheckedExample, by: UUID) -> None:
    draft = Draft()
    with draft.all_or_nothing():
        await deciding.accept(session, OwnExample(case_id, taken), by, NOW, draft)


async def offered(session: AsyncSession, *cases: Case) -> None:
    await session.flush()
    await gather(session, EXAMPLES, NOW)
    assert await session.scalar(select(func.count()).select_from(Suggestion)) == len(cases)


async def state(session: AsyncSession, case: Case) -> SuggestionState:
    found = await session.get(Suggestion, case.id, populate_existing=True)
    assert found is not None
    return found.state


async def test_what_is_accepted_stands_in_its_file_and_is_remembered_without_the_case(
    session: AsyncSession, tmp_path: Path
) -> None:
    case = tell(session, ONE, said="phat_nguoi_gia")
    await offered(session, case)
    (tmp_path / "shipper_gia.txt").write_text("# một\ncâu cũ", encoding="utf-8")
    await accept(session, case.id, example(tmp_path), TRAINER)
    written = (tmp_path / "shipper_gia.txt").read_text(encoding="utf-8")
    assert written == f"# một\ncâu cũ\n[paid] {OWN}\n"
    assert await state(session, case) is SuggestionState.ACCEPTED
    await session.execute(delete(Case).where(Case.id == case.id))
    session.expire_all()
    assert not (await session.scalars(select(Suggestion))).all()
    (taken,) = (await session.scalars(select(TakenExample))).all()
    assert (taken.intent, taken.model_said, taken.taken_by) == (
        "shipper_gia",
        "phat_nguoi_gia",
        TRAINER,
    )
    assert "case" not in " ".join(TakenExample.__table__.columns.keys())


@pytest.mark.parametrize(
    "act", [ReviewAct.NOTE, ReviewAct.SECOND_READING, ReviewAct.SETTLE, ReviewAct.CORRECT]
)
async def test_who_has_acted_on_a_case_may_not_decide_whether_to_learn_from_it(
    session: AsyncSession, tmp_path: Path, act: ReviewAct
) -> None:
    case = tell(session, ONE)
    session.add(Review(case_id=case.id, officer_id=TRAINER, done_at=NOW, act=act))
    await offered(session, case)
    for who in (TRAINER, AN):
        with pytest.raises(ActedOnTheCase):
            await accept(session, case.id, example(tmp_path), who)
        with pytest.raises(ActedOnTheCase):
            await deciding.refuse(session, case.id, RefusedReason.KNOWN, who, NOW)
        with pytest.raises(ActedOnTheCase):
            await deciding.release(session, case.id, PRESENT, who, NOW)
    assert not example(tmp_path).path.exists()


async def test_of_two_trainers_the_second_is_told_that_it_is_decided(
    session: AsyncSession, tmp_path: Path
) -> None:
    case = tell(session, ONE)
    await offered(session, case)
    await deciding.refuse(session, case.id, RefusedReason.NOT_TYPICAL, TRAINER, NOW)
    with pytest.raises(AlreadyDecided):
        await accept(session, case.id, example(tmp_path), BINH)
    with pytest.raises(AlreadyDecided):
        await deciding.refuse(session, case.id, RefusedReason.KNOWN, BINH, NOW)
    row = await session.get(Suggestion, case.id)
    assert row is not None
    assert (row.reason, row.decided_by) == ("not_typical", TRAINER)
    assert not (await suggestions.waiting(session)).shown


async def test_a_case_that_has_changed_since_is_not_learned_from(
    session: AsyncSession, tmp_path: Path
) -> None:
    cases = [tell(session, text, on=days_ago(n)) for n, text in enumerate((ONE, TWO, THREE))]
    await offered(session, *cases)
    cases[0].narrative = cases[0].narrative_bare = None
    cases[1].status = CaseStatus.PENDING
    cases[2].label = "phat_nguoi_gia"
    await session.flush()
    for case in cases:
        with pytest.raises(SuggestionGone):
            await accept(session, case.id, example(tmp_path), TRAINER)


async def test_an_example_goes_to_the_officers_label_only(
    session: AsyncSession, tmp_path: Path
) -> None:
    case = tell(session, ONE)
    alarm = tell(session, TWO, status=CaseStatus.DISMISSED, by=(AN, BINH), on=days_ago(1))
    await offered(session, case, alarm)
    legit, scam = example(tmp_path, intent="legit_message"), example(tmp_path)
    with pytest.raises(OtherIntent):
        await accept(session, case.id, legit, TRAINER)
    with pytest.raises(OtherIntent):
        await accept(session, alarm.id, scam, TRAINER)
    await accept(session, alarm.id, legit, TRAINER)
    assert legit.path.read_text(encoding="utf-8") == f"[paid] {OWN}\n"


async def accept_all(session: AsyncSession, folder: Path, cases: Sequence[Case]) -> int:
    """How many were accepted before it was enough; each in words of its own."""
    said = wordings(90)
    for done, case in enumerate(cases):
        try:
            await accept(session, case.id, example(folder, next(said)), TRAINER)
        except GrownEnough:
            return done
    return len(cases)


async def test_an_intent_grows_by_a_tenth_until_a_new_version_is_live(
    session: AsyncSession, tmp_path: Path
) -> None:
    cases = [tell(session, t, on=days_ago(n), by=(AN, BINH)) for n, t in enumerate(MORE[:14])]
    await session.flush()
    for case in cases:
        session.add(waiting(case))
    await session.flush()
    first = await accept_all(session, tmp_path, cases)
    assert first == allowance(60 - first) == 5
    # Who deletes the cases gains no room.
    await session.execute(delete(Case).where(Case.id == cases[0].id))
    assert await accept_all(session, tmp_path, cases[first:]) == 0
    session.add(live(NOW + timedelta(hours=1)))
    await session.flush()
    assert await accept_all(session, tmp_path, cases[first:]) == 6 if first == 6 else 5


def waiting(case: Case) -> Suggestion:
    """As if it had been offered by mistake: the second lock holds by itself."""
    return Suggestion(
        case_id=case.id,
        intent="shipper_gia",
        model_said="shipper_gia",
        told_on=case.told_on,
        gathered_at=NOW,
        alike=1,
        state=SuggestionState.WAITING,
    )


def live(trained_at: datetime) -> ModelVersion:
    return ModelVersion(
        name="canhgiac-0123456789ab",
        state=State.LIVE,
        data_hash="0" * 64,
        code_hash="0" * 64,
        archive_hash="0" * 64,
        scores={},
        patterns="",
        trained_at=trained_at,
        trained_by="t",
        promoted_at=trained_at,
        promoted_by="t",
    )


async def test_a_flood_is_let_go_one_by_one_and_never_more_than_a_days_share(
    session: AsyncSession, tmp_path: Path
) -> None:
    cases = [tell(session, text, by=(AN, BINH)) for text in MORE[:20]]
    await offered(session, *cases)
    page = await suggestions.flooded(session)
    assert len(suggestions.readable(page.shown)) == 20
    assert not page.goes_on
    with pytest.raises(NotOffered):
        await accept(session, cases[0].id, example(tmp_path), TRAINER)
    for case in cases[:PER_DAY]:
        await deciding.release(session, case.id, PRESENT, TRAINER, NOW)
    with pytest.raises(DayIsFull):
        await deciding.release(session, cases[PER_DAY].id, PRESENT, TRAINER, NOW)
    # Gathering anew neither takes them back nor offers the others.
    await gather(session, EXAMPLES, NOW)
    waiting = {s.case_id for s in (await suggestions.waiting(session)).shown}
    assert waiting == {case.id for case in cases[:PER_DAY]}


async def test_what_is_held_for_another_reason_is_not_a_trainers_to_let_go(
    session: AsyncSession,
) -> None:
    case = tell(session, ONE, status=CaseStatus.DISMISSED)
    await offered(session, case)
    with pytest.raises(NotOffered):
        await deciding.release(session, case.id, PRESENT, TRAINER, NOW)


async def test_what_a_flood_holds_and_one_officer_alone_vouches_for_is_not_let_go(
    session: AsyncSession, tmp_path: Path
) -> None:
    alarms = [tell(session, text, status=CaseStatus.DISMISSED) for text in MORE[:20]]
    await offered(session, *alarms)
    assert len((await suggestions.flooded(session)).shown) == 20
    with pytest.raises(RestsOnOneOfficer):
        await deciding.release(session, alarms[0].id, PRESENT, TRAINER, NOW)
    # As if it had been let go before this was asked.
    row = await session.get_one(Suggestion, alarms[0].id)
    row.state, row.reason, row.decided_by = SuggestionState.WAITING, None, TRAINER
    await session.flush()
    legit = example(tmp_path, intent="legit_message")
    with pytest.raises(RestsOnOneOfficer):
        await accept(session, alarms[0].id, legit, TRAINER)
    await gather(session, EXAMPLES, NOW)
    assert await state(session, alarms[0]) is SuggestionState.HELD
    row = await session.get_one(Suggestion, alarms[0].id, populate_existing=True)
    assert row.reason == HeldReason.ONE_OFFICER
    assert not legit.path.exists()


async def test_of_one_officers_word_alone_no_more_is_learned_than_is_offered(
    session: AsyncSession, tmp_path: Path
) -> None:
    tell(session, THREE, label="phat_nguoi_gia", by=(BINH,))
    cases = [tell(session, text, on=days_ago(n)) for n, text in enumerate(MORE[: BY_ONE + 2])]
    await session.flush()
    for case in cases:
        session.add(waiting(case))
    await session.flush()
    said = wordings(90)
    for case in cases[:BY_ONE]:
        taken = example(tmp_path, next(said))
        await accept(session, case.id, replace(taken, present=600), TRAINER)
    taken = replace(example(tmp_path), present=600)
    with pytest.raises(RestsOnOneOfficer):
        await accept(session, cases[BY_ONE].id, taken, TRAINER)


@pytest.mark.parametrize(
    "change",
    [
        {"second_reading": SecondReading.WAITING},
        {"second_reading": SecondReading.DISAGREED},
        {"status": CaseStatus.PENDING, "label": None},
        {"label": "phat_nguoi_gia"},
    ],
)
async def test_a_case_that_can_no_longer_be_learned_from_is_neither_shown_nor_decided(
    session: AsyncSession, tmp_path: Path, change: dict[str, object]
) -> None:
    case = tell(session, ONE)
    await offered(session, case)
    assert len((await suggestions.waiting(session)).shown) == 1
    for name, value in change.items():
        setattr(case, name, value)
    await session.flush()
    assert not (await suggestions.waiting(session)).shown
    assert not await suggestions.waiting_counts(session)
    with pytest.raises(SuggestionGone):
        await suggestions.one(session, case.id)
    with pytest.raises(SuggestionGone):
        await accept(session, case.id, example(tmp_path), TRAINER)
    with pytest.raises(SuggestionGone):
        await deciding.refuse(session, case.id, RefusedReason.KNOWN, TRAINER, NOW)


async def test_a_file_that_cannot_be_written_leaves_the_suggestion_waiting(
    sessions: Sessions, tmp_path: Path
) -> None:
    async with sessions.begin() as session:
        case = tell(session, ONE)
        await offered(session, case)
    nowhere = example(tmp_path / "no_such_folder")
    with pytest.raises(OSError, match="no_such_folder"):
        async with sessions.begin() as session:
            await accept(session, case.id, nowhere, TRAINER)
    async with sessions() as session:
        assert await state(session, case) is SuggestionState.WAITING
        assert not (await session.scalars(select(TakenExample))).all()


def checks(monkeypatch: pytest.MonkeyPatch, *mistakes: Mistake) -> None:
    monkeypatch.setattr(taking, "check_example_lines", lambda *_: list(mistakes))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "shipper_gia.txt").write_text("câu cũ\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("text", ["", "  \n ", "# một câu", "[paid] một câu"])
def test_what_is_no_sentence_is_not_taken(data: Path, text: str) -> None:
    with pytest.raises(taking.NotASentence):
        taking.checked("shipper_gia", None, text, data)


def test_an_intent_is_no_path(data: Path) -> None:
    with pytest.raises(taking.NotASentence):
        taking.checked("../not_personal", None, "một câu kể", data)


def test_a_sentence_with_personal_data_is_not_taken(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks(monkeypatch)
    with pytest.raises(taking.HasPersonalData):
        taking.checked("shipper_gia", None, "shipper gọi từ số 0912345678 đòi tiền", data)
    masked = taking.checked("shipper_gia", None, "shipper gọi từ số <PHONE>\nđòi tiền", data)
    assert masked.text == "shipper gọi từ số <PHONE> đòi tiền"
    assert masked.present == 1


def test_what_is_no_scam_has_no_stage(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks(monkeypatch)
    said = "ngân hàng nhắn em số dư cuối tháng"
    assert taking.checked("legit_message", Stage.PAID, said, data).stage is None
    assert taking.checked("shipper_gia", Stage.PAID, said, data).line == f"[paid] {said}"


def test_mistakes_of_the_new_line_are_told_and_those_of_others_left_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (
        Mistake("shipper_gia.txt", line, "shipper_gia", f"Sai ở dòng {line}.", "viết lại.")
        for line in (1, 2)
    )
    warning = Mistake("shipper_gia.txt", 2, "shipper_gia", "Nên xem.", "xem.", is_warning=True)
    checks(monkeypatch, old, warning)
    taking.checked("shipper_gia", None, "câu mới của người huấn luyện", data)
    checks(monkeypatch, old, new)
    with pytest.raises(taking.NotAnExample, match="Sai ở dòng 2") as refused:
        taking.checked("shipper_gia", None, "câu mới của người huấn luyện", data)
    assert refused.value.mistakes == (new,)


def test_appending_keeps_the_rest_and_leaves_nothing_beside_it(data: Path) -> None:
    path = data / "examples" / "shipper_gia.txt"
    path.chmod(0o640)
    draft = Draft()
    with draft.all_or_nothing():
        taking.append(draft, example(path.parent, "câu thứ hai"))
        taking.append(draft, example(path.parent, "câu thứ ba"))
    assert path.read_text(encoding="utf-8") == "câu cũ\n[paid] câu thứ hai\n[paid] câu thứ ba\n"
    assert [each.name for each in path.parent.iterdir()] == ["shipper_gia.txt"]
    assert path.stat().st_mode & 0o777 == 0o640
