"""Telegram's calls to our door: genuine ones only, and acknowledged when the update is safe."""

from collections.abc import Awaitable, Callable, Sequence

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import TelegramError

from bot.channels.base import Refusal
from bot.channels.telegram.updates import Update
from bot.channels.webhook_body import body_of
from bot.channels.webhook_secret import is_genuine

PATH = "/webhooks/telegram"
_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105

Take = Callable[[Update], Awaitable[None]]
Refuse = Callable[[Refusal], None]


def webhook_route(secrets: Sequence[str], take: Take, refuse: Refuse) -> Route:
    """Where Telegram calls, with one of the secrets."""

    async def called(request: Request) -> Response:
        if not is_genuine(request.headers.get(_SECRET_HEADER), *secrets):
            refuse(Refusal.FORGED)
            return Response(status_code=403)
        try:
            update = Update.model_validate_json(await body_of(request) or b"")
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it; Telegram calls again
        except ValidationError:
            # It will not be better next time, and Telegram would bring it for ever.
            refuse(Refusal.UNREADABLE)
            return Response()
        try:
            await take(update)
        except TelegramError:
            # It is not known yet who we are, so nobody can say whether a group speaks to us.
            return Response(status_code=503, headers={"retry-after": "5"})
        return Response()

    return Route(PATH, called, methods=["POST"])
