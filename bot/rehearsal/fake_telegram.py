"""A played Telegram: the Bot API over HTTP, and residents who write to the bot."""

import asyncio
import time
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.rehearsal import telegram_schema as schema
from bot.rehearsal.pictures import shown
from bot.rehearsal.platform import Fault, disturbed
from bot.rehearsal.telegram_contents import BOT, LARGE_FILE_ID, SHOWN_FILE_ID, now, place
from bot.rehearsal.telegram_residents import TelegramResidents

_TOKEN = "770077:no-token-of-a-real-bot"  # noqa: S105
# How often a waiting getUpdates looks whether there is news, or nobody waits any more.
_LOOK_AGAIN = 0.02


class BadCall(Exception):
    """A call that the platform refuses, with the words that it has for it."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(self.__doc__)
        self.status = status
        self.description = description


class FakeTelegram(TelegramResidents):
    """Telegram's servers."""

    name = "telegram"
    path = "/webhooks/telegram"

    def __init__(self, secret: str = "", token: str = _TOKEN) -> None:
        """`secret` is shown with each call to the bot, until setWebhook says another."""
        super().__init__(secret)
        self.token = token
        self.webhook: schema.SetWebhook | None = None
        self.file_path = "photos/file_7.jpg"
        """Where getFile says that a picture is."""
        self.keyboards: list[list[str]] = []
        """The values of the buttons of each message that was taken."""
        self.menus: dict[str, Any] = {}
        self.descriptions = {"description": "", "short_description": ""}
        self._polls = 0

    def app(self) -> Starlette:
        """The Bot API."""
        calls = Route("/bot{token}/{method}", self._called, methods=["GET", "POST"])
        return Starlette(routes=[Route("/file/bot{token}/{path:path}", self._file_asked), calls])

    def environment(self, url: str) -> dict[str, str]:
        """The settings with which the bot finds this platform."""
        return {"TELEGRAM_TOKEN": self.token, "TELEGRAM_API_URL": url}

    async def _called(self, request: Request) -> JSONResponse:
        method = request.path_params["method"]
        self.calls.append(method)
        try:
            return await self._answer(method, await self._understood(method, request), request)
        except BadCall as wrong:
            self.violations.append(f"{method}: {wrong.description}")
            return _error(wrong.status, wrong.description)

    async def _understood(self, method: str, request: Request) -> BaseModel:
        """The parameters, each as the Bot API has it."""
        if request.path_params["token"] != self.token:
            raise BadCall(401, "Unauthorized")
        if method not in schema.METHODS:
            raise BadCall(404, "Not Found")
        given = {**request.query_params, **await request.form()}
        try:
            return schema.METHODS[method].model_validate(given)
        except ValidationError as error:
            wrong = ".".join(str(step) for step in error.errors()[0]["loc"])
            raise BadCall(400, f"Bad Request: {wrong} is invalid") from None

    async def _answer(self, method: str, call: BaseModel, request: Request) -> JSONResponse:
        match call:
            case schema.GetUpdates():
                return await self._get_updates(call, request)
            case schema.SendMessage():
                return await self._send_message(call)
            case schema.GetFile():
                return self._get_file(call)
            case schema.SetWebhook():
                self._set_webhook(call)
            case schema.DeleteWebhook():
                self.webhook = None
            case schema.SetMyCommands():
                self.menus[call.place] = call.model_dump()["commands"]
            case schema.GetMyCommands():
                return _ok(self.menus.get(call.place, []))
            case schema.SetMyDescription() | schema.SetMyShortDescription():
                self.descriptions |= call.model_dump(exclude={"language_code"})
        return _ok(self._told(method))

    def _get_file(self, call: schema.GetFile) -> JSONResponse:
        # Of a photo the largest size alone is worth reading.
        if call.file_id not in (LARGE_FILE_ID, SHOWN_FILE_ID):
            raise BadCall(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        told = {"file_id": call.file_id, "file_unique_id": "AQADr7cxG"}
        return _ok({**told, "file_size": len(self.picture), "file_path": self.file_path})

    async def _file_asked(self, request: Request) -> Response:
        asked = (request.path_params["token"], request.path_params["path"])
        if asked != (self.token, self.file_path):
            self.violations.append("a file that nobody has told of")
            return Response(status_code=404)
        self.pictures_asked_at.append(time.monotonic())
        # The real one does not say what it is.
        return shown(self.picture, self.picture_trouble, "application/octet-stream")

    def _told(self, method: str) -> object:
        """The answers for which nobody has to do anything."""
        match method:
            case "getMe":
                return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False}
            case "getWebhookInfo":
                waiting = {"pending_update_count": len(self._waiting)}
                url = self.webhook.url if self.webhook else ""
                return {"url": url, "has_custom_certificate": False, **waiting}
            case "getMyDescription":
                return {"description": self.descriptions["description"]}
            case "getMyShortDescription":
                return {"short_description": self.descriptions["short_description"]}
        return True

    def _set_webhook(self, call: schema.SetWebhook) -> None:
        if not call.url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise BadCall(
                400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
            )
        self.webhook = call
        self.secret = call.secret_token or ""

    async def _get_updates(self, call: schema.GetUpdates, request: Request) -> JSONResponse:
        """Forget what the offset confirms, and wait for more. What is not confirmed comes again."""
        if self.webhook is not None:
            why = "can't use getUpdates method while webhook is active"
            return _error(409, f"Conflict: {why}; use deleteWebhook to delete the webhook first")
        self._polls += 1
        this, until = self._polls, time.monotonic() + call.timeout
        # What has no number is no update that could stand in a queue.
        while self._waiting and int(self._waiting[0].id or -1) < call.offset:
            self._waiting.popleft()
        while not self._waiting and time.monotonic() < until:
            if await request.is_disconnected():
                break
            await asyncio.sleep(_LOOK_AGAIN)
            if self._polls != this:
                why = "terminated by other getUpdates request"
                return _error(
                    409, f"Conflict: {why}; make sure that only one bot instance is running"
                )
        handed_out = list(self._waiting)[: call.limit]
        body = b",".join(update.body for update in handed_out)
        return _Raw(b'{"ok":true,"result":[' + body + b"]}")

    async def _send_message(self, call: schema.SendMessage) -> JSONResponse:
        chat = str(call.chat_id)
        if call.message_thread_id is not None:
            chat += f":{call.message_thread_id}"
        if chat in self.blocked:
            return _error(403, "Forbidden: bot was blocked by the user")
        fault = await self._take(chat, call.text)
        if fault is None or fault.then_taken:
            rows = call.reply_markup.inline_keyboard if call.reply_markup else []
            self.keyboards.append([button.callback_data for row in rows for button in row])
        if fault is not None:
            return _refused(fault)
        self._message_ids[call.chat_id] += 1
        return _ok(
            {
                "message_id": self._message_ids[call.chat_id],
                "date": now(),
                "chat": place(call.chat_id),
                "from": BOT,
                "text": call.text,
            }
        )


class _Raw(JSONResponse):
    """JSON that is written already: updates are handed out byte by byte as they are."""

    def render(self, content: bytes) -> bytes:
        return content


def _ok(result: object) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})


def _error(status: int, description: str, **parameters: object) -> JSONResponse:
    more = {"parameters": parameters} if parameters else {}
    body = {"ok": False, "error_code": status, "description": description, **more}
    return JSONResponse(body, status)


def _refused(fault: Fault) -> JSONResponse:
    if broken := disturbed(fault):
        return broken
    if fault.status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = fault.retry_after or 1
        return _error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    return _error(fault.status, HTTPStatus(fault.status).phrase)
