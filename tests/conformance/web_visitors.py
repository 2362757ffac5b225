"""The web page's visitors, played as if the page were a platform: what it answers is 'sent'."""

import base64
import json
import secrets
import time

import httpx
from starlette.applications import Starlette

from bot.rehearsal.platform import FakePlatform, Sent, Update

OK = 200


class WebVisitors(FakePlatform):
    """Visitors in browsers without the browser. Each chat has the cookie that its page got."""

    name = "web"
    path = "/chat/messages"

    def __init__(self) -> None:
        super().__init__()
        self._cookies: dict[str, str] = {}
        self._answered: dict[str, bytes] = {}
        self._with_pictures: set[str] = set()
        self.differing = 0
        """How often the same message, sent again, got another answer."""

    def app(self) -> Starlette:
        """Nobody is called by the page: the bot answers where it is asked."""
        return Starlette()

    def environment(self, url: str) -> dict[str, str]:  # noqa: ARG002
        return {}

    def text(self, chat: str, text: str) -> Update:
        id_ = secrets.token_urlsafe(16)
        return Update(id_, chat, json.dumps({"id": id_, "text": text}).encode())

    def photo(self, chat: str, caption: str = "") -> Update:
        id_ = secrets.token_urlsafe(16)
        self._with_pictures.add(id_)
        # Whoever opens this page sends the picture itself: what can go wrong is that it is none.
        shown = b"no picture" if self.picture_trouble else self.picture
        pictures = [base64.b64encode(shown).decode()]
        body = {"id": id_, "text": caption, "pictures": pictures}
        return Update(id_, chat, json.dumps(body).encode())

    def others(self, chat: str) -> dict[str, Update]:
        id_ = secrets.token_urlsafe(16)
        tap = json.dumps({"id": id_, "choice": "why"}).encode()
        odd = json.dumps({"id": id_ + "x", "choice": "no button of ours"}).encode()
        return {"tap": Update(id_, chat, tap), "unknown": Update(id_ + "x", chat, odd)}

    def forged(self, update: Update) -> Update:
        return Update(update.id, update.chat, update.body, {"origin": "https://evil.example"})

    def malformed(self) -> list[Update]:
        bodies = (b"", b"{not json", b"[]", b'{"text": 5}', b'{"text": "x", "id": {}}', b"\xff\xfe")
        return [Update("", "1", body) for body in bodies]

    async def deliver(self, update: Update, bot_url: str) -> int:
        if update.chat not in self._cookies:
            page = await self._client.get(bot_url)
            self._cookies[update.chat] = page.cookies["canhgiac_chat"]
            self._client.cookies.clear()
        answer = await self._client.post(
            bot_url + ("/chat/pictures" if update.id in self._with_pictures else self.path),
            content=update.body,
            headers={
                "content-type": "application/json",
                "origin": bot_url,
                "x-forwarded-for": f"10.{int(update.chat) // 250 % 250}.{int(update.chat) % 250}.1",
                "cookie": f"canhgiac_chat={self._cookies[update.chat]}",
                **update.headers,
            },
        )
        if answer.status_code == OK:
            self._note(update, answer)
        return answer.status_code

    def _note(self, update: Update, answer: httpx.Response) -> None:
        if (before := self._answered.setdefault(update.id, answer.content)) is not answer.content:
            # Shown once by the page, however often it came.
            self.differing += before != answer.content
            return
        for reply in answer.json()["replies"]:
            self.sent.append(Sent(update.chat, reply["text"], time.monotonic()))
