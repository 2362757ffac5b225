"""A new playbook: a small form makes its skeleton, and the editor does the rest."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from casework.learning.draft_lock import DraftBusy
from casework.learning.new_playbook import DraftChanged, NotInOrder, NotWritable
from casework.playbooks.schema import Family
from casework.playbooks.skeleton import NotAppendable
from casework.statistics import names
from console import drafts
from console.auth.permissions import Permission, needs
from console.desk import TheDesk, TheVisitor
from console.drafts import BegunWithoutHistory, BookAway, CannotWrite
from console.pages import page, said_by, see_other
from console.playbook_history import said_of
from console.playbook_list import draft_of

router = APIRouter(prefix="/playbooks")


class Typed(BaseModel):
    """The small form; what is wrong in it is told by the room that knows what may stand there."""

    id: Annotated[str, Field(max_length=200)] = ""
    name: Annotated[str, Field(max_length=400)] = ""
    family: Annotated[str, Field(max_length=60)] = ""
    statistics_category: Annotated[str, Field(max_length=60)] = ""
    neighbours: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=60)] = []
    signs: Annotated[str, Field(max_length=4_000)] = ""

    @property
    def wanted(self) -> dict[str, object]:
        """As the skeleton is made from it."""
        signs = [" ".join(line.split()) for line in self.signs.splitlines()]
        return {
            **self.model_dump(),
            "id": self.id.strip(),
            "signs": [sign for sign in signs if sign],
        }


_STATUS: dict[type[Exception], int] = {
    NotInOrder: 422,
    DraftChanged: 409,
    NotAppendable: 409,
    NotWritable: 503,
    DraftBusy: 503,
    CannotWrite: 503,
    BookAway: 503,
}


@router.get("/new")
@needs(Permission.EDIT_PLAYBOOKS)
async def new(request: Request, desk: TheDesk) -> Response:
    """The small form, empty. Raises DataFileError."""
    return await _form(request, desk, Typed())


@router.post("/new")
@needs(Permission.EDIT_PLAYBOOKS)
async def begin(
    request: Request, desk: TheDesk, me: TheVisitor, typed: Annotated[Typed, Form()]
) -> Response:
    """Write the skeleton and a file for examples; then go on in the editor.

    Raises DataFileError.
    """

    def said(playbook_id: str) -> str:
        return said_of(playbook_id, "kịch bản mới")

    try:
        playbook_id = await drafts.begin(desk, me, typed.wanted, said)
    except tuple(_STATUS) as error:
        return await _form(request, desk, typed, error)
    except (SQLAlchemyError, TimeoutError):
        return await _form(request, desk, typed, BookAway())
    except BegunWithoutHistory as error:
        where = f"/playbooks/{error.playbook_id}/edit"
        return see_other(f"{where}?done=playbook_begun_without_history")
    return see_other(f"/playbooks/{playbook_id}/edit?done=playbook_begun")


async def _form(
    request: Request, desk: TheDesk, typed: Typed, error: Exception | None = None
) -> Response:
    _, patterns = await asyncio.to_thread(draft_of, desk.settings.data_dir)
    return page(
        request,
        "playbooks/new.html",
        _STATUS.get(type(error), 200) if error else 200,
        typed=typed,
        told=error.told if isinstance(error, NotInOrder) else {},
        problem=said_by(error),
        patterns=patterns,
        families=list(Family),
        names=names,
    )
