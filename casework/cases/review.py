"""What officers do with a case. Each act is refused if the case has changed under their eyes.

All functions take the session of a transaction that the caller has begun, so that the caller's
audit entry is written with the act or not at all.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import (
    Case,
    CaseStatus,
    LossBucket,
    Review,
    ReviewAct,
    SecondReading,
)
from casework.privacy.texts import RedactedText
from casework.stage import Stage

DISMISSED = CaseStatus.DISMISSED.value
"""Stands among the labels for 'no scam'."""


class CaseChanged(Exception):
    """Vụ này vừa có người khác sửa, nên việc bạn làm chưa được ghi.

    Xem lại vụ như hiện giờ rồi làm lại nếu vẫn cần.
    """


class CaseGone(Exception):
    """Vụ này không còn: người kể đã xoá lời kể của họ, hoặc đường dẫn không đúng."""


class NotAllowedNow(Exception):
    """Việc này không làm được với vụ ở trạng thái hiện giờ."""


class NarrativeEnded(NotAllowedNow):
    """Lời kể của vụ này đã hết hạn giữ, nên không ghi chú thêm được. Số liệu của vụ vẫn còn."""


class ForTheSupervisor(NotAllowedNow):
    """Hai cán bộ đọc vụ này khác nhau: chỉ huy phân xử ở trang «Mức thống nhất»."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The case as the officer had it before their eyes, and who the officer is."""

    case_id: UUID
    version: int
    officer_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Second:
    """How many reviewed cases are read by a second officer: a share from 0 to 1."""

    share: float = 0.0
    salt: str = field(default="second reading", repr=False)

    def wants(self, case_id: UUID) -> bool:
        """Whether this case is among them. By its id: nobody can choose, and it stays so."""
        digest = hashlib.sha256(self.salt.encode() + case_id.bytes).digest()
        return int.from_bytes(digest[:4]) < self.share * 2**32


async def find(session: AsyncSession, case_id: UUID) -> Case:
    """Raises CaseGone."""
    case = await session.get(Case, case_id, populate_existing=True)
    if case is None:
        raise CaseGone
    return case


async def history(session: AsyncSession, case_id: UUID) -> list[Review]:
    """All acts on a case, oldest first."""
    query = select(Review).where(Review.case_id == case_id).order_by(Review.id)
    return list((await session.scalars(query)).all())


async def confirm(
    session: AsyncSession, seen: Seen, second: Second, note: RedactedText | None = None
) -> Case:
    """The label is right. Raises CaseChanged, CaseGone, NotAllowedNow."""
    case = await find(session, seen.case_id)
    if case.label is None:
        # Nothing was named, so there is nothing to agree with.
        raise NotAllowedNow
    if case.label != case.playbook_id:
        # It is a colleague's label that is confirmed: the model is no more right for it.
        return await relabel(session, seen, case.label, second, note)
    return await _decide(
        session, seen, ReviewAct.CONFIRM, CaseStatus.CONFIRMED, second=second, note=note
    )


async def relabel(
    session: AsyncSession,
    seen: Seen,
    label: str,
    second: Second,
    note: RedactedText | None = None,
) -> Case:
    """The case is another playbook; the same one is a confirmation."""
    case = await find(session, seen.case_id)
    if label == case.playbook_id:
        status, act = CaseStatus.CONFIRMED, ReviewAct.CONFIRM
    else:
        status, act = CaseStatus.RELABELLED, ReviewAct.RELABEL
    return await _decide(session, seen, act, status, second=second, note=note, label=label)


async def dismiss(
    session: AsyncSession, seen: Seen, second: Second, note: RedactedText | None = None
) -> Case:
    """No scam, a test, or nothing that can be read."""
    return await _decide(
        session, seen, ReviewAct.DISMISS, CaseStatus.DISMISSED, second=second, note=note
    )


async def reopen(session: AsyncSession, seen: Seen) -> Case:
    """Back into the queue, with the model's label again; the history stays."""
    case = await find(session, seen.case_id)
    _check_not_settled(case)
    return await act_on(
        session,
        seen,
        ReviewAct.REOPEN,
        {
            "status": CaseStatus.PENDING,
            "label": case.playbook_id,
            "second_reading": SecondReading.NONE,
        },
        before=case.status.value,
        after=CaseStatus.PENDING.value,
    )


async def correct(session: AsyncSession, seen: Seen, stage: Stage | None, loss: LossBucket) -> Case:
    """Stage and loss as the officer reads them."""
    case = await find(session, seen.case_id)
    return await act_on(
        session,
        seen,
        ReviewAct.CORRECT,
        {"stage": stage, "loss": loss},
        before=_stage_and_loss(case.stage, case.loss),
        after=_stage_and_loss(stage, loss),
    )


async def add_note(session: AsyncSession, seen: Seen, note: RedactedText) -> Case:
    """A note for colleagues; redacted, and purged with the narrative."""
    return await act_on(session, seen, ReviewAct.NOTE, {}, note=note)


async def mark_new_script(session: AsyncSession, seen: Seen, *, new: bool) -> Case:
    """Possibly a trick that no playbook tells of yet, for the trainers."""
    act = ReviewAct.NEW_SCRIPT if new else ReviewAct.NOT_NEW_SCRIPT
    return await act_on(session, seen, act, {"new_script": new})


async def hand_over(session: AsyncSession, seen: Seen, note: RedactedText) -> Case:
    """Given to those who investigate; `note` says to whom. Raises NotAllowedNow without a loss."""
    case = await find(session, seen.case_id)
    if case.stage is not Stage.PAID:
        raise NotAllowedNow
    return await act_on(session, seen, ReviewAct.HAND_OVER, {"handed_over": True}, note=note)


async def take_back(session: AsyncSession, seen: Seen) -> Case:
    """Not given to anybody after all: back on the list of incidents."""
    return await act_on(session, seen, ReviewAct.TAKE_BACK, {"handed_over": False})


async def act_on(
    session: AsyncSession,
    seen: Seen,
    act: ReviewAct,
    changes: dict[str, Any],
    *,
    before: str | None = None,
    after: str | None = None,
    note: RedactedText | None = None,
    blind: bool = False,
) -> Case:
    """Change the case and write the act into its history.

    Raises CaseChanged, CaseGone, NarrativeEnded.
    """
    await take(session, seen, changes)
    if note is not None and (await find(session, seen.case_id)).consented_at is None:
        # Nobody would purge it: the period of this case has ended.
        raise NarrativeEnded
    session.add(
        Review(
            case_id=seen.case_id,
            officer_id=seen.officer_id,
            done_at=seen.at,
            act=act,
            before=before,
            after=after,
            note=note,
            blind=blind,
        )
    )
    await session.flush()
    return await find(session, seen.case_id)


async def take(session: AsyncSession, seen: Seen, changes: dict[str, Any]) -> None:
    """Change the case if it is still as it was seen. Raises CaseChanged, CaseGone."""
    done = await session.execute(
        update(Case)
        .where(Case.id == seen.case_id, Case.version == seen.version)
        .values(**changes, version=Case.version + 1)
        .returning(Case.id)
    )
    if done.first() is None:
        await find(session, seen.case_id)
        raise CaseChanged


async def _decide(
    session: AsyncSession,
    seen: Seen,
    act: ReviewAct,
    status: CaseStatus,
    *,
    second: Second,
    note: RedactedText | None,
    label: str | None = None,
) -> Case:
    case = await find(session, seen.case_id)
    _check_not_settled(case)
    if case.duplicate_of is not None:
        raise NotAllowedNow
    changes: dict[str, Any] = {"status": status}
    if label is not None:
        changes["label"] = label
    after = DISMISSED if status is CaseStatus.DISMISSED else label or case.label
    if case.second_reading is SecondReading.AGREED and after != verdict(case):
        # The two had agreed on something else.
        changes["second_reading"] = SecondReading.NONE
    first = case.status is CaseStatus.PENDING and case.second_reading is SecondReading.NONE
    if first and case.narrative is not None and second.wants(case.id):
        changes["second_reading"] = SecondReading.WAITING
    return await act_on(
        session,
        seen,
        act,
        changes,
        before=verdict(case),
        after=after,
        note=note,
    )


def _check_not_settled(case: Case) -> None:
    """Where two officers differed, only the supervisor decides (cases/second_reading.py)."""
    if case.second_reading in {SecondReading.DISAGREED, SecondReading.SETTLED}:
        raise ForTheSupervisor


def verdict(case: Case) -> str | None:
    """What the case counts as: a playbook, DISMISSED, or nothing yet."""
    return DISMISSED if case.status is CaseStatus.DISMISSED else case.label


def _stage_and_loss(stage: Stage | None, loss: LossBucket) -> str:
    return f"{stage.value if stage else 'unclear'}/{loss.value}"
