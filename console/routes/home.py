"""Home: what is new, what needs doing."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from console.auth.permissions import Permission, needs
from console.pages import page

router = APIRouter()


@router.get("/")
@needs(Permission.HOME)
async def home(request: Request) -> Response:
    """The first page after signing in."""
    return page(request, "home.html")
