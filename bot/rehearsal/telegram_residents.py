"""Residents on the played Telegram: what they write, tap and do, as the platform tells it."""

import itertools
import json
from collections import Counter

from bot.rehearsal import telegram_contents as contents
from bot.rehearsal.platform import QUIET, FakePlatform, Update
from bot.rehearsal.telegram_contents import Part

_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105


class TelegramResidents(FakePlatform):
    """The half of the platform that writes to the bot. Groups have numbers below zero."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self.secret = secret
        self._update_ids = itertools.count(500_001)
        self._message_ids: Counter[int] = Counter()

    def text(self, chat: str, text: str) -> Update:
        """A resident writes to the bot alone."""
        return self._message(int(chat), {"text": text})

    def tap(self, chat: str, value: str, *, old: bool = False) -> Update:
        """A resident taps a button of the bot's last message, or of one that is long gone."""
        number = int(chat)
        shown: Part = {"message_id": self._message_ids[number] or 1, "chat": contents.place(number)}
        # Of an old message nothing else is told, and its date is 0.
        shown |= {"date": 0} if old else {"date": contents.now(), "from": contents.BOT}
        tapped: Part = {
            "id": str(next(self._update_ids)),
            "from": contents.person(number),
            "message": shown,
            "chat_instance": "1",
            "data": value,
        }
        return self._update(number, {"callback_query": tapped})

    def others(self, chat: str) -> dict[str, Update]:
        """One update of every other kind."""
        number = int(chat)
        made = {kind: self._message(number, content) for kind, content in contents.CONTENTS.items()}
        made["tap"] = self.tap(chat, "why")
        made["tap on an old message"] = self.tap(chat, "why", old=True)
        for kind, content in contents.NOTES.items():
            made[QUIET + kind] = self._message(number, content)
        moving = self._body_of(number, contents.LIVE_LOCATION)
        made[QUIET + "a place moves"] = self._update(
            number, {"edited_message": {**moving, "edit_date": contents.now()}}
        )
        for kind, before, after in (
            ("unblocked", "kicked", "member"),
            ("blocked", "member", "kicked"),
        ):
            change = contents.membership(number, before, after)
            made[QUIET + kind] = self._update(number, {"my_chat_member": change})
        return made

    def photo(self, chat: str, caption: str = "") -> Update:
        """A resident sends a picture."""
        words: Part = {"caption": caption} if caption else {}
        return self._message(int(chat), {**contents.PHOTO, **words})

    def album(self, chat: str, caption: str) -> list[Update]:
        """Three pictures at once: as many updates, with one number in common."""
        together: Part = {"media_group_id": str(next(self._update_ids)), **contents.PHOTO}
        first = self._message(int(chat), {**together, "caption": caption})
        return [first, *(self._message(int(chat), together) for _ in range(2))]

    def edited(self, update: Update, text: str) -> Update:
        """The resident changes a message of theirs."""
        message = json.loads(update.body)["message"]
        message |= {"text": text, "edit_date": contents.now()}
        return self._update(int(update.chat), {"edited_message": message})

    def in_group(
        self, chat: str, text: str, *, addressed: bool, quoted: str | None = None
    ) -> Update:
        """Somebody writes in a group; `quoted` is the other's message that they reply to."""
        number = -abs(int(chat))
        said: Part = {"text": text}
        if addressed:
            said = {
                "text": f"{contents.MENTION} {text}",
                **contents.mention_at_the_beginning(),
            }
        if quoted is not None:
            said["reply_to_message"] = {
                **self._body_of(number, {"text": quoted}),
                "from": contents.person(8),
            }
        return self._message(number, said)

    def forged(self, update: Update) -> Update:
        """The same update from somebody who does not know the secret."""
        return Update(update.id, update.chat, update.body, {_SECRET_HEADER: "0" * 64})

    def malformed(self) -> list[Update]:
        """Genuine by their secret, and unreadable."""
        chat: Part = {"id": 7, "type": "private"}
        message: Part = {"message_id": 1, "date": 0, "chat": chat, "from": contents.person(7)}
        nameless: list[object] = [[], {"message": {**message, "text": "không có số"}}]
        nameless.append({"update_id": "năm", "message": message})
        written = [json.dumps(body).encode() for body in nameless]
        unreadable: list[object] = [
            {"message_id": 1, "date": 0, "text": "ở đâu?"},
            {**message, "chat": {"id": 7}, "text": "loại gì?"},
            {**message, "text": 5},
            "một câu",
        ]
        return [
            *(self._signed("", "", body) for body in (b"", b"{not json", b"\xff\xfe", *written)),
            *(self._update(7, {"message": body}) for body in unreadable),
        ]

    def _message(self, chat: int, content: Part) -> Update:
        return self._update(chat, {"message": self._body_of(chat, content)})

    def _body_of(self, chat: int, content: Part) -> Part:
        self._message_ids[chat] += 1
        return {
            "message_id": self._message_ids[chat],
            "date": contents.now(),
            "chat": contents.place(chat),
            "from": contents.person(chat),
            **content,
        }

    def _update(self, chat: int, content: Part) -> Update:
        number = next(self._update_ids)
        body = json.dumps({"update_id": number, **content}, ensure_ascii=False)
        return self._signed(str(number), str(chat), body.encode())

    def _signed(self, number: str, chat: str, body: bytes) -> Update:
        return Update(number, chat, body, {_SECRET_HEADER: self.secret})
