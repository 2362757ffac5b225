"""What officers do with a case: each form, one handler; then on to the next case."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from casework.cases import duplicates, personal_data, review
from casework.cases.models import LossBucket
from casework.cases.queue import Place
from casework.cases.review import NotAllowedNow
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText, RedactedText
from casework.stage import Stage
from console.auth.permissions import Permission, needs
from console.desk import Desk, TheDesk, TheVisitor, about_case, desk_of
from console.filters import Asked
from console.highlight import as_stored
from console.pages import see_other

router = APIRouter(prefix="/cases/{case_id}")

LONGEST_NOTE = 2_000

TheFilter = Annotated[Asked, Query()]


class NoSuchPlaybook(NotAllowedNow):
    """Không có kịch bản này trong danh sách; hãy chọn một kịch bản có sẵn."""


class EmptyNote(NotAllowedNow):
    """Chưa có chữ nào. Hãy viết vài chữ rồi gửi lại."""


class Act(BaseModel):
    """What every form sends: the version of the case that was seen, and perhaps a note."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""

    @property
    def kept_note(self) -> RedactedText | None:
        """The note as it may be kept; officers too write names."""
        return redact(RawText(self.note)).text if self.note.strip() else None


class Label(Act):
    """Another playbook."""

    label: Annotated[str, Field(max_length=50)]


class Corrected(Act):
    """Stage and loss."""

    stage: Stage | None = None
    loss: LossBucket


class NewScript(Act):
    """Whether it may be a new script."""

    new: bool


class LeftOver(Act):
    """Personal data that was seen: some words, or the whole narrative."""

    words: Annotated[str, Field(max_length=500)] = ""
    everything: bool = False


class Original(Act):
    """The case that this one repeats."""

    original: UUID


class Cut(Act):
    """After which sentence to split; the first is 1."""

    after: Annotated[int, Field(ge=1, le=2_000)]


def known_label(desk: Desk, label: str) -> str:
    """Raises NoSuchPlaybook."""
    if label not in desk.library.ids:
        raise NoSuchPlaybook
    return label


async def on_desk(request: Request, case_id: UUID) -> Place:
    """Where the case stands in the queue, from which its review goes on. Raises CaseGone."""
    async with desk_of(request).sessions() as session:
        return Place.of(await review.find(session, case_id))


OnDesk = Annotated[Place, Depends(on_desk)]


def _next(asked: Asked, place: Place, done: str) -> Response:
    return see_other(f"/cases/next?{asked.query(place)}&done={done}")


def _again(asked: Asked, case_id: UUID, done: str) -> Response:
    return see_other(f"/cases/{case_id}?{asked.query()}&done={done}")


@router.post("/confirm")
@needs(Permission.REVIEW)
async def confirm(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Act, Form()]
) -> Response:
    """The label is right."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.confirmed", about_case(place.id)) as session:
        await review.confirm(session, seen, desk.second, sent.kept_note)
    return _next(asked, place, "confirmed")


@router.post("/relabel")
@needs(Permission.REVIEW)
async def relabel(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Label, Form()]
) -> Response:
    """It is another playbook."""
    label = known_label(desk, sent.label)
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.relabelled", about_case(place.id), label=label) as session:
        await review.relabel(session, seen, label, desk.second, sent.kept_note)
    return _next(asked, place, "relabelled")


@router.post("/dismiss")
@needs(Permission.REVIEW)
async def dismiss(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Act, Form()]
) -> Response:
    """No scam."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.dismissed", about_case(place.id)) as session:
        await review.dismiss(session, seen, desk.second, sent.kept_note)
    return _next(asked, place, "dismissed")


@router.post("/reopen")
@needs(Permission.REVIEW)
async def reopen(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Act, Form()]
) -> Response:
    """Back into the queue."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.reopened", about_case(place.id)) as session:
        await review.reopen(session, seen)
    return _again(asked, place.id, "reopened")


@router.post("/correct")
@needs(Permission.REVIEW)
async def correct(
    desk: TheDesk,
    me: TheVisitor,
    place: OnDesk,
    asked: TheFilter,
    sent: Annotated[Corrected, Form()],
) -> Response:
    """Stage and loss."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.corrected", about_case(place.id)) as session:
        await review.correct(session, seen, sent.stage, sent.loss)
    return _again(asked, place.id, "corrected")


@router.post("/note")
@needs(Permission.REVIEW)
async def note(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Act, Form()]
) -> Response:
    """A note for colleagues."""
    if sent.kept_note is None:
        raise EmptyNote
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.noted", about_case(place.id)) as session:
        await review.add_note(session, seen, sent.kept_note)
    return _again(asked, place.id, "noted")


@router.post("/new-script")
@needs(Permission.REVIEW)
async def new_script(
    desk: TheDesk,
    me: TheVisitor,
    place: OnDesk,
    asked: TheFilter,
    sent: Annotated[NewScript, Form()],
) -> Response:
    """Possibly a new script, or not after all."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.new_script", about_case(place.id), new=sent.new) as session:
        await review.mark_new_script(session, seen, new=sent.new)
    return _again(asked, place.id, "new_script" if sent.new else "not_new_script")


@router.post("/redact")
@needs(Permission.REVIEW)
async def take_out(
    desk: TheDesk,
    me: TheVisitor,
    place: OnDesk,
    asked: TheFilter,
    sent: Annotated[LeftOver, Form()],
) -> Response:
    """Personal data is left: it goes at once."""
    seen = desk.seen(me, place.id, sent.version)
    everything = sent.everything
    async with desk.act(me, "case.redacted", about_case(place.id), all=everything) as session:
        if everything:
            await personal_data.take_out_all(session, seen)
        else:
            await personal_data.take_out(session, seen, as_stored(sent.words))
    return _again(asked, place.id, "redacted")


@router.post("/merge")
@needs(Permission.REVIEW)
async def merge(
    desk: TheDesk,
    me: TheVisitor,
    place: OnDesk,
    asked: TheFilter,
    sent: Annotated[Original, Form()],
) -> Response:
    """The case repeats another."""
    seen = desk.seen(me, place.id, sent.version)
    into = about_case(sent.original)
    async with desk.act(me, "case.merged", about_case(place.id), into=into) as session:
        await duplicates.merge(session, seen, sent.original)
    return _again(asked, sent.original, "merged")


@router.post("/unmerge")
@needs(Permission.REVIEW)
async def unmerge(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Act, Form()]
) -> Response:
    """A case of its own after all."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.unmerged", about_case(place.id)) as session:
        await duplicates.unmerge(session, seen)
    return _again(asked, place.id, "unmerged")


@router.post("/split")
@needs(Permission.REVIEW)
async def split(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Cut, Form()]
) -> Response:
    """Two events in one story."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.split", about_case(place.id)) as session:
        case = await review.find(session, place.id)
        told = duplicates.sentences(case.narrative) if case.narrative else []
        first, second = (
            redact(RawText("".join(part))).text for part in (told[: sent.after], told[sent.after :])
        )
        await duplicates.split(session, seen, first, second)
    return _again(asked, place.id, "split")


@router.post("/take-back")
@needs(Permission.REVIEW)
async def take_back(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Act, Form()]
) -> Response:
    """Not handed over after all."""
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.taken_back", about_case(place.id)) as session:
        await review.take_back(session, seen)
    return _again(asked, place.id, "taken_back")


@router.post("/hand-over")
@needs(Permission.REVIEW)
async def hand_over(
    desk: TheDesk, me: TheVisitor, place: OnDesk, asked: TheFilter, sent: Annotated[Act, Form()]
) -> Response:
    """Given to those who investigate; the note says to whom."""
    if sent.kept_note is None:
        raise EmptyNote
    seen = desk.seen(me, place.id, sent.version)
    async with desk.act(me, "case.handed_over", about_case(place.id)) as session:
        await review.hand_over(session, seen, sent.kept_note)
    return _again(asked, place.id, "handed_over")
