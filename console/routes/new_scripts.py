"""Cases that officers have marked as a possible new script, for the trainers."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from casework.cases import queue
from casework.cases.queue import CaseFilter
from casework.learning.for_trainers import for_trainers
from console.auth.permissions import MAY, Permission, needs
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
    goes_on = bool(request.headers.get("HX-Request"))
    if Permission.READ_CASES in MAY[me.role]:
        name = "cases/rows.html" if goes_on else "new_scripts.html"
        return page(request, name, shown=shown, asked=here)
    name = "cases/rows_for_trainers.html" if goes_on else "new_scripts.html"
    stories = await asyncio.to_thread(for_trainers, shown.cases)
    # Where the list goes on is all that is given of the page itself: its cases stay here.
    return page(request, name, stories=stories, goes_on_after=shown.goes_on_after, asked=here)
