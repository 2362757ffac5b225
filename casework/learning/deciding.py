"""A trainer's decision on a suggestion: a second act, by a second person.

All functions take the session of a transaction that the caller has begun. Whoever has done
anything with the case may not decide: acting on a case and learning from it are two persons' acts.
What was gathered may be old, so each decision asks the case and its limits again (standing.py).
"""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.cases.models import Review
from casework.cases.review import DISMISSED
from casework.learning.draft_lock import Draft
from casework.learning.growth import room_left
from casework.learning.models import Suggestion, SuggestionState, TakenExample
from casework.learning.own_words import OwnExample
from casework.learning.reasons import HeldReason, RefusedReason
from casework.learning.standing import reasons_against_learning, reasons_against_offering
from casework.learning.stories import NO_SCAM, Story, only_invented, stories_of
from casework.learning.suggestions import SuggestionGone
from casework.learning.taking import append
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText


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


class RestsOnOneOfficer(Exception):
    """Gợi ý này chỉ dựa vào lời của một cán bộ, nên chưa thả hay nhận được.

    Cần một cán bộ nữa đọc vụ và nói như vậy.
    """


async def accept(
    session: AsyncSession, own: OwnExample, by: UUID, at: datetime, draft: Draft
) -> None:
    """Learn a sentence from a suggestion: it is decided, and the sentence is in its file.

    The caller holds the draft inside of `draft.all_or_nothing()`, around the transaction: if this
    fails, neither the sentence nor the decision stays. Raises SuggestionGone, ActedOnTheCase,
    NotOffered, AlreadyDecided, OtherIntent, RestsOnOneOfficer, DayIsFull, GrownEnough, OSError,
    DataFileError.
    """
    example = own.example
    suggestion, story = await _open(session, own.case_id, by, SuggestionState.WAITING)
    fits = NO_SCAM if suggestion.intent == DISMISSED else (suggestion.intent,)
    if example.intent not in fits:
        raise OtherIntent
    present = Counter({example.intent: example.present})
    left = await room_left(session, present)
    if not left[example.intent]:
        raise GrownEnough
    _refuse(await reasons_against_learning(session, story, left[example.intent], at))
    taken = TakenExample(
        intent=example.intent, model_said=suggestion.model_said, taken_at=at, taken_by=by
    )
    accepted = {"state": SuggestionState.ACCEPTED, "intent": example.intent}
    await _decide(session, suggestion, {**accepted, "decided_by": by, "decided_at": at})
    session.add(taken)
    await session.flush()
    await asyncio.to_thread(append, draft, example)


async def refuse(
    session: AsyncSession, case_id: UUID, reason: RefusedReason, by: UUID, at: datetime
) -> None:
    """Learn nothing from a suggestion.

    Raises SuggestionGone, ActedOnTheCase, NotOffered, AlreadyDecided.
    """
    suggestion, _ = await _open(session, case_id, by, SuggestionState.WAITING)
    refused = {"state": SuggestionState.REFUSED, "reason": reason.value}
    await _decide(session, suggestion, {**refused, "decided_by": by, "decided_at": at})


async def release(
    session: AsyncSession, case_id: UUID, present: Counter[str], by: UUID, at: datetime
) -> None:
    """Offer a suggestion that a flood has held; of its day no more than of any other.

    `present` counts the examples of each intent. Whatever else holds one, recorded or not, is not
    a trainer's to judge. Raises SuggestionGone, ActedOnTheCase, NotOffered, AlreadyDecided,
    DayIsFull, RestsOnOneOfficer.
    """
    suggestion, story = await _open(session, case_id, by, SuggestionState.HELD)
    if suggestion.reason != HeldReason.FLOOD:
        raise NotOffered
    _refuse(await reasons_against_offering(session, story, present, at))
    released = {"state": SuggestionState.WAITING, "reason": None}
    await _decide(session, suggestion, {**released, "decided_by": by, "decided_at": at})


async def _open(
    session: AsyncSession, case_id: UUID, by: UUID, state: SuggestionState
) -> tuple[Suggestion, Story]:
    """A suggestion that is as its decision needs it, and its story as it is at this moment."""
    suggestion = await session.get(Suggestion, case_id, populate_existing=True)
    if suggestion is None:
        raise SuggestionGone
    acted = exists().where(Review.case_id == case_id, Review.officer_id == by)
    if await session.scalar(select(acted)):
        raise ActedOnTheCase
    if suggestion.state is not state:
        held = suggestion.state is SuggestionState.HELD
        raise NotOffered if held else AlreadyDecided
    found = await stories_of(session, [case_id], invented=await only_invented(session))
    story = found.get(case_id)
    if story is None or story.intent != suggestion.intent:
        raise SuggestionGone
    if redact(RawText(story.narrative)).found:
        # Today's redactor sees more than that of the last gathering; nobody was shown it either.
        raise NotOffered
    return suggestion, story


def _refuse(reasons: list[HeldReason]) -> None:
    if HeldReason.ONE_OFFICER in reasons:
        raise RestsOnOneOfficer
    if HeldReason.DAY_FULL in reasons:
        raise DayIsFull


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
