"""Residents' opinions and proposals to the police: an inbox of their own."""

import re
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, BeforeValidator, Field

from casework.opinions import inbox
from casework.opinions.models import Opinion, OpinionStatus
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from console.auth.permissions import Permission, needs
from console.auth.sessions import in_utc
from console.desk import TheDesk, TheVisitor
from console.highlight import as_stored
from console.pages import page, see_other
from console.routes.reviews import LONGEST_NOTE

router = APIRouter(prefix="/opinions")

PAGE_SIZE = 25


class AskedOpinions(BaseModel):
    """Which opinions, from where on."""

    status: Annotated[
        OpinionStatus | None, BeforeValidator(lambda value: None if value == "" else value)
    ] = None
    after: Annotated[str, Field(max_length=60)] = ""

    @property
    def place(self) -> tuple[datetime, UUID] | None:
        """Where the page begins."""
        found = re.fullmatch(r"(\d{1,10})\.([0-9a-f]{32})", self.after)
        if found is None:
            return None
        return datetime.fromtimestamp(int(found.group(1)), UTC), UUID(found.group(2))


class Handled(BaseModel):
    """How far the officers have got with an opinion."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    status: OpinionStatus
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""


@router.get("")
@needs(Permission.HANDLE_OPINIONS)
async def opinions(
    request: Request, desk: TheDesk, me: TheVisitor, asked: Annotated[AskedOpinions, Query()]
) -> Response:
    """The inbox, newest first."""
    async with desk.act(me, "opinions.read") as session:
        shown = await inbox.page(session, asked.status, asked.place, PAGE_SIZE + 1)
    more = len(shown) > PAGE_SIZE
    after = _place(shown[PAGE_SIZE - 1]) if more else ""
    return page(request, "opinions.html", shown=shown[:PAGE_SIZE], asked=asked, after=after)


@router.post("/{opinion_id}")
@needs(Permission.HANDLE_OPINIONS)
async def handle(
    desk: TheDesk,
    me: TheVisitor,
    opinion_id: UUID,
    asked: Annotated[AskedOpinions, Query()],
    sent: Annotated[Handled, Form()],
) -> Response:
    """Note how far it has got."""
    note = redact(RawText(sent.note)).text if sent.note.strip() else None
    about = f"opinion:{opinion_id}"
    async with desk.act(me, "opinion.handled", about, status=sent.status.value) as session:
        await inbox.handle(session, opinion_id, sent.version, sent.status, note)
    status = f"status={asked.status.value}&" if asked.status else ""
    return see_other(f"/opinions?{status}done=opinion#opinion-{opinion_id}")


class LeftOver(BaseModel):
    """Personal data that was seen in an opinion."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    words: Annotated[str, Field(max_length=500)] = ""


@router.post("/{opinion_id}/redact")
@needs(Permission.HANDLE_OPINIONS)
async def take_out(
    desk: TheDesk,
    me: TheVisitor,
    opinion_id: UUID,
    asked: Annotated[AskedOpinions, Query()],
    sent: Annotated[LeftOver, Form()],
) -> Response:
    """Personal data is left: it goes at once."""
    async with desk.act(me, "opinion.redacted", f"opinion:{opinion_id}") as session:
        await inbox.take_out(session, opinion_id, sent.version, as_stored(sent.words))
    status = f"status={asked.status.value}&" if asked.status else ""
    return see_other(f"/opinions?{status}done=redacted#opinion-{opinion_id}")


def _place(opinion: Opinion) -> str:
    return f"{int(in_utc(opinion.told_at).timestamp())}.{opinion.id.hex}"
