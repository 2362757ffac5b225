"""Messages that could not be answered as they should have been, and how the queue stands."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from casework.deliveries.dead_letters import dead_letters
from casework.deliveries.delivery_book import DELIVERIES_KEPT
from casework.deliveries.queue_state import queue_state
from console import dead_letters as telling
from console.auth.permissions import Permission, needs
from console.desk import TheDesk, TheVisitor
from console.pages import page, see_other

router = APIRouter(prefix="/dead-letters")


class Chosen(BaseModel):
    """One letter of the list."""

    letter: Annotated[int, Field(ge=1, le=2**31 - 1)]


@router.get("")
@needs(Permission.READ_DEAD_LETTERS)
async def everything(request: Request, desk: TheDesk) -> Response:
    """The dead letters, the newest first, and the numbers of the queue."""
    async with desk.sessions() as session:
        letters = await dead_letters(session, telling.MOST)
        state = await queue_state(session)
        shared = telling.has_queue(session)
    return page(
        request,
        "dead_letters.html",
        letters=letters,
        state=state,
        shared=shared,
        telling=telling,
        kept_hours=int(DELIVERIES_KEPT.total_seconds() // 3600),
    )


@router.post("/try-again")
@needs(Permission.ACT_ON_DEAD_LETTERS)
async def try_again(desk: TheDesk, me: TheVisitor, sent: Annotated[Chosen, Form()]) -> Response:
    """Have one answered after all."""
    async with desk.act(me, "dead_letter.tried_again", f"delivery:{sent.letter}") as session:
        await telling.try_again(session, sent.letter)
    return see_other("/dead-letters?done=letter_tried_again")


@router.post("/try-all-again")
@needs(Permission.ACT_ON_DEAD_LETTERS)
async def try_all_again(desk: TheDesk, me: TheVisitor) -> Response:
    """Have all that the page shows answered after all, once the cause is mended."""
    async with desk.act(me, "dead_letters.all_tried_again") as session:
        await telling.try_all_again(session)
    return see_other("/dead-letters?done=letters_tried_again")


@router.post("/drop")
@needs(Permission.ACT_ON_DEAD_LETTERS)
async def drop(desk: TheDesk, me: TheVisitor, sent: Annotated[Chosen, Form()]) -> Response:
    """Erase one for good."""
    async with desk.act(me, "dead_letter.dropped", f"delivery:{sent.letter}") as session:
        await telling.drop(session, sent.letter)
    return see_other("/dead-letters?done=letter_dropped")
