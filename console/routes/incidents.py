"""Cases in which money is lost, by age."""

import re
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from casework.cases import incidents
from casework.cases.incidents import Told
from console.auth.permissions import Permission, needs
from console.desk import TheDesk
from console.pages import page
from console.wording import age

router = APIRouter()


class AskedIncidents(BaseModel):
    """Which incidents, in which order, from where on."""

    handed_over: bool = False
    oldest_first: bool = False
    after: Annotated[str, Field(max_length=60)] = ""

    @property
    def place(self) -> Told | None:
        """Where the page begins."""
        found = re.fullmatch(r"(\d{1,10})\.([0-9a-f]{32})", self.after)
        if found is None:
            return None
        return Told(datetime.fromtimestamp(int(found.group(1)), UTC), UUID(found.group(2)))


@router.get("/incidents")
@needs(Permission.READ_CASES)
async def lost_money(
    request: Request, desk: TheDesk, asked: Annotated[AskedIncidents, Query()]
) -> Response:
    """The list; the newest first, because a bank may still hold something back."""
    async with desk.sessions() as session:
        shown = await incidents.page(
            session,
            handed_over=asked.handed_over,
            oldest_first=asked.oldest_first,
            after=asked.place,
        )
    place = shown.goes_on_after
    after = f"{int(place.at.replace(tzinfo=place.at.tzinfo or UTC).timestamp())}" if place else ""
    return page(
        request,
        "incidents.html",
        shown=shown,
        asked=asked,
        after=f"{after}.{place.id.hex}" if place else "",
        age=age,
    )
