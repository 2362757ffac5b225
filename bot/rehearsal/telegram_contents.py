"""What residents on the played Telegram do, as parts of updates (core.telegram.org/bots/api)."""

from datetime import UTC, datetime

Part = dict[str, object]

BOT: Part = {
    "id": 770_077,
    "is_bot": True,
    "first_name": "Cảnh Giác (diễn tập)",
    "username": "canhgiac_rehearsal_bot",
}
MENTION = f"@{BOT['username']}"

_FILE: Part = {"file_id": "AgACAgUAAxkBAAI", "file_unique_id": "AQADr7cxG", "file_size": 51_200}
_PICTURE: Part = {**_FILE, "width": 90, "height": 160}
LARGE_FILE_ID = "AgACAgUAAxkBAAIy"
SHOWN_FILE_ID = "BQACAgUAAxkBAAI"
_SOUND: Part = {**_FILE, "duration": 4, "mime_type": "audio/ogg"}
_FILM: Part = {**_PICTURE, "duration": 4, "mime_type": "video/mp4"}
_PLACE: Part = {"latitude": 10.7769, "longitude": 106.7009}
_THUMBNAIL: Part = {"thumbnail": _PICTURE}

PHOTO: Part = {
    "photo": [_PICTURE, {**_PICTURE, "file_id": LARGE_FILE_ID, "width": 720, "height": 1280}]
}
PHOTO_AS_A_FILE: Part = {
    "document": {
        **_FILE,
        "file_id": SHOWN_FILE_ID,
        "file_name": "Screenshot_20261130.png",
        "mime_type": "image/png",
    }
}

CONTENTS: dict[str, Part] = {
    "photo": PHOTO,
    "photo with caption": {**PHOTO, "caption": "cái này có phải lừa đảo không"},
    "photo as a file": PHOTO_AS_A_FILE,
    # The moving part, beside the sizes of the still one.
    "live photo": {"live_photo": {**_FILM, **PHOTO}},
    "reply to a photo of another chat": {"text": "thật không", "external_reply": PHOTO},
    "voice": {"voice": _SOUND},
    "audio": {"audio": {**_SOUND, "title": "ghi âm cuộc gọi"}},
    "video": {"video": {**_FILM, **_THUMBNAIL}},
    "video note": {"video_note": {**_FILE, "length": 240, "duration": 4}},
    # For old programs an animation comes as a document too.
    "animation": {"animation": _FILM, "document": {**_FILE, "file_name": "a.mp4"}},
    "sticker": {
        "sticker": {
            **_PICTURE,
            "type": "regular",
            "is_animated": False,
            "is_video": False,
            "emoji": "😀",
        }
    },
    "document": {"document": {**_FILE, "file_name": "VNeID.apk"}},
    "location": {"location": _PLACE},
    "venue": {
        "location": _PLACE,
        "venue": {"location": _PLACE, "title": "Chợ Bến Thành", "address": "Quận 1"},
    },
    "contact": {"contact": {"phone_number": "+84900000000", "first_name": "Người lạ"}},
    "poll": {
        "poll": {
            "id": "5",
            "question": "Có phải lừa đảo không?",
            "options": [
                {"text": "Có", "voter_count": 0, "persistent_id": "1"},
                {"text": "Không", "voter_count": 0, "persistent_id": "2"},
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "game": {"game": {"title": "Rắn", "description": "Trò chơi", "photo": [_PICTURE]}},
    "story": {"story": {"chat": {"id": 8, "type": "private"}, "id": 3}},
    "forward": {
        "text": "Bạn trúng thưởng 100 triệu, chuyển phí 500k để nhận",
        "forward_origin": {
            "type": "hidden_user",
            "sender_user_name": "Nguoi la",
            "date": 1_790_000_000,
        },
    },
    "start from a link": {
        "text": "/start tu_to_roi",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    },
    "unknown": {"hologram": {"file_id": "x", "depth": 3}},
}
"""What a message holds, by kind."""

NOTES: dict[str, Part] = {
    "pinned": {
        "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    },
    "timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
    "background": {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🎁"}}},
}
"""What Telegram notes in a chat. Nobody has said anything."""

LIVE_LOCATION: Part = {"location": {**_PLACE, "live_period": 900}}


def person(number: int) -> Part:
    """A resident."""
    return {"id": abs(number), "is_bot": False, "first_name": "Lan", "language_code": "vi"}


def place(number: int) -> Part:
    """A chat: a group has a number below zero, by the Bot API."""
    if number < 0:
        return {"id": number, "type": "supergroup", "title": "Tổ dân phố 7"}
    return {"id": number, "type": "private", "first_name": "Lan"}


def now() -> int:
    """The time as the platform writes it."""
    return int(datetime.now(UTC).timestamp())


def mention_at_the_beginning() -> Part:
    """The entity for a text that begins with the bot's name."""
    return {"entities": [{"type": "mention", "offset": 0, "length": len(MENTION)}]}


def membership(number: int, before: str, after: str) -> Part:
    """The bot becomes something else in a chat: 'member', 'kicked', ..."""
    return {
        "chat": place(number),
        "from": person(number),
        "date": now(),
        "old_chat_member": _standing(before),
        "new_chat_member": _standing(after),
    }


def _standing(status: str) -> Part:
    until: Part = {"until_date": 0} if status == "kicked" else {}
    return {"user": BOT, "status": status, **until}
