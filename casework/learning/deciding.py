"""A trainer's decision on a suggestion: a second act, by a second person.

All functions take the session of a transaction that the caller has begun. Whoever has done
anything with the case may not decide: acting on a case and learning from it are two persons' acts.
"""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Case, CaseStatus, Review
from casework.cases.review import DISMISSED
from casework.learning.growth import room_left
from casework.learning.models import Suggestion, SuggestionState, TakenExample
from casework.learning.own_words import check_own_words
from casework.learning.reasons import HeldReason, RefusedReason
from casework.learning.room import PER_DAY
from casework.learning.stories import NO_SCAM
from casework.learning.suggestions import SuggestionGone
from casework.learning.taking import CheckedExample, append


class ActedOnTheCase(Exception):
    """Bạn đã xử lý vụ này, nên người khác phải quyết định có học từ nó hay không."""


class AlreadyDecided(Exception):
    """Gợi ý này vừa có người quyết định, nên việc bạn làm chưa được ghi."""


class NotOffered(Exception):
    """Gợi ý này đang bị giữ lại, nên chưa quyết định được. Lý do xem ở trang «Gợi ý học»."""


class OtherIntent(Exception):
    """Câu ví dụ phải thuộc đúng nhãn mà cán bộ đã đặt; vụ bị bỏ qua thì chọn loại không phải lừa.

    Nếu nhãn sai thì từ chối gợi ý với lý do «Nhãn có vẻ không đúng».
    """


class GrownEnough(Exception):
    """Kịch bản này đã thêm đủ câu cho tới khi có bản mô hình mới.

    Huấn luyện và đưa bản mới vào dùng rồi hãy lấy tiếp: thêm quá nhanh thì một loạt tin xấu có thể
    làm lệch cả kịch bản.
    """


class DayIsFull(Exception):
    """Ngày đó, trên kênh đó, kịch bản này đã có đủ số vụ để học, nên không thả thêm."""


async def accept(
    session: AsyncSession, case_id: UUID, example: CheckedExample, by: UUID, at: datetime
) -> None:
    """Learn a sentence from a suggestion: it is decided, and the sentence is in its file.

    If the caller's transaction then fails, the sentence stands in the file and the suggestion
    waits still: accepted again it is refused as a repetition. Raises SuggestionGone,
    ActedOnTheCase, NotOffered, AlreadyDecided, OtherIntent, GrownEnough, TooCloseToTheStory,
    OSError.
    """
    suggestion, case = await _open(session, case_id, by, SuggestionState.WAITING)
    fits = NO_SCAM if suggestion.intent == DISMISSED else (suggestion.intent,)
    if example.intent not in fits:
        raise OtherIntent
    left = await room_left(session, Counter({example.intent: example.present}))
    if not left[example.intent]:
        raise GrownEnough
    await check_own_words(session, case, example.text)
    taken = TakenExample(
        intent=example.intent, model_said=suggestion.model_said, taken_at=at, taken_by=by
    )
    accepted = {"state": SuggestionState.ACCEPTED, "intent": example.intent}
    await _decide(session, suggestion, {**accepted, "decided_by": by, "decided_at": at})
    session.add(taken)
    await session.flush()
    append(example)


async def refuse(
    session: AsyncSession, case_id: UUID, reason: RefusedReason, by: UUID, at: datetime
) -> None:
    """Learn nothing from a suggestion.

    Raises SuggestionGone, ActedOnTheCase, NotOffered, AlreadyDecided.
    """
    suggestion, _ = await _open(session, case_id, by, SuggestionState.WAITING)
    refused = {"state": SuggestionState.REFUSED, "reason": reason.value}
    await _decide(session, suggestion, {**refused, "decided_by": by, "decided_at": at})


async def release(session: AsyncSession, case_id: UUID, by: UUID, at: datetime) -> None:
    """Offer a suggestion that a flood has held; of its day no more than of any other.

    Whatever else holds one is not a trainer's to judge. Raises SuggestionGone, ActedOnTheCase,
    NotOffered, AlreadyDecided, DayIsFull.
    """
    suggestion, case = await _open(session, case_id, by, SuggestionState.HELD)
    if suggestion.reason != HeldReason.FLOOD:
        raise NotOffered
    if await _offered_that_day(session, suggestion, case) >= PER_DAY:
        raise DayIsFull
    released = {"state": SuggestionState.WAITING, "reason": None}
    await _decide(session, suggestion, {**released, "decided_by": by, "decided_at": at})


async def _open(
    session: AsyncSession, case_id: UUID, by: UUID, state: SuggestionState
) -> tuple[Suggestion, Case]:
    """A suggestion that is as its decision needs it, and its case, still as it was gathered."""
    suggestion = await session.get(Suggestion, case_id, populate_existing=True)
    case = await session.get(Case, case_id, populate_existing=True)
    if suggestion is None or case is None or case.narrative is None:
        raise SuggestionGone
    acted = exists().where(Review.case_id == case_id, Review.officer_id == by)
    if await session.scalar(select(acted)):
        raise ActedOnTheCase
    if suggestion.state is not state:
        held = suggestion.state is SuggestionState.HELD
        raise NotOffered if held else AlreadyDecided
    if _is_called(case) != suggestion.intent or case.duplicate_of is not None:
        raise SuggestionGone
    return suggestion, case


def _is_called(case: Case) -> str | None:
    """What the officers say that it is; None while they say nothing."""
    if case.status is CaseStatus.PENDING:
        return None
    return DISMISSED if case.status is CaseStatus.DISMISSED else case.label


async def _offered_that_day(session: AsyncSession, suggestion: Suggestion, case: Case) -> int:
    query = (
        select(func.count())
        .select_from(Suggestion)
        .join(Case, Case.id == Suggestion.case_id)
        .where(
            Suggestion.intent == suggestion.intent,
            Suggestion.told_on == suggestion.told_on,
            Suggestion.state != SuggestionState.HELD,
            Case.channel == case.channel,
        )
    )
    return await session.scalar(query) or 0


async def _decide(session: AsyncSession, suggestion: Suggestion, values: dict[str, Any]) -> None:
    """Write the decision if nobody was faster. Raises AlreadyDecided."""
    done = await session.execute(
        update(Suggestion)
        .where(
            Suggestion.case_id == suggestion.case_id,
            Suggestion.state == suggestion.state,
        )
        .values(values)
        .returning(Suggestion.case_id)
    )
    if done.first() is None:
        raise AlreadyDecided
