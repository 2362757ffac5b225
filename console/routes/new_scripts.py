"""Cases that officers have marked as a possible new script, for the trainers."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from casework.cases import queue
from casework.cases.queue import CaseFilter
from console.auth.permissions import Permission, needs
from console.desk import TheDesk, TheVisitor
from console.filters import ALL, Asked
from console.pages import page

router = APIRouter()


@router.get("/new-scripts")
@needs(Permission.READ_NEW_SCRIPTS)
async def new_scripts(
    request: Request, desk: TheDesk, me: TheVisitor, asked: Annotated[Asked, Query()]
) -> Response:
    """The marked cases, newest first."""
    async with desk.act(me, "cases.listed", list="new_scripts") as session:
        shown = await queue.page(session, CaseFilter(new_script=True), asked.place)
    here = Asked(status=ALL, new_script=True)
    return page(request, "new_scripts.html", shown=shown, asked=here)
