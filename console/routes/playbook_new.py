"""A new playbook: a small form makes its skeleton, and the editor does the rest."""

import asyncio
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from casework.learning import git_history
from casework.learning.git_history import NotSavedInHistory
from casework.learning.new_playbook import (
    DraftChanged,
    NotInOrder,
    NotWritable,
    Prepared,
    prepare,
)
from casework.playbooks.schema import Family
from casework.playbooks.skeleton import NotAppendable
from casework.statistics import names
from console.auth.permissions import Permission, needs
from console.desk import TheDesk, TheVisitor
from console.drafts import digest
from console.pages import page, said_by, see_other
from console.playbook_history import said_of
from console.playbook_list import draft_of

router = APIRouter(prefix="/playbooks")

_ADDRESS = "new"
"""Of this page, so no playbook can be called so."""


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
    try:
        prepared = await asyncio.to_thread(_prepared, desk.settings.data_dir, typed)
        playbook_id = prepared.examples.stem
        hashes = {"before": digest(prepared.before), "after": digest(prepared.after)}
        about = f"playbook:{playbook_id}"
        async with desk.act(me, "playbook.begun", about, file=prepared.patterns.name, **hashes):
            paths = await asyncio.to_thread(prepared.write)
    except (NotInOrder, DraftChanged, NotAppendable, NotWritable) as error:
        return await _form(request, desk, typed, error)
    said, data_dir = said_of(playbook_id, "kịch bản mới"), desk.settings.data_dir
    try:
        await asyncio.to_thread(git_history.save, data_dir, paths, me.login, said)
    except NotSavedInHistory:
        return see_other(f"/playbooks/{playbook_id}/edit?done=playbook_begun_without_history")
    return see_other(f"/playbooks/{playbook_id}/edit?done=playbook_begun")


def _prepared(data_dir: Path, typed: Typed) -> Prepared:
    """Raises NotInOrder, NotAppendable, NotWritable, DataFileError."""
    if typed.wanted["id"] == _ADDRESS:
        raise NotInOrder({"id": "Mã này là tên của một trang. Cách sửa: đặt mã khác."})
    return prepare(data_dir, typed.wanted)


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
