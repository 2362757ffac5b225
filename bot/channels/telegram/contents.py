"""What a message holds beside its words, by Telegram's names of it."""

from bot.messages import Attachment

_ATTACHMENTS = {
    "photo": Attachment.PHOTO,
    "live_photo": Attachment.PHOTO,
    "voice": Attachment.VOICE,
    "audio": Attachment.VOICE,
    "video": Attachment.VIDEO,
    "video_note": Attachment.VIDEO,
    "animation": Attachment.VIDEO,
    "sticker": Attachment.STICKER,
    "document": Attachment.DOCUMENT,
    "location": Attachment.LOCATION,
    "venue": Attachment.LOCATION,
    "contact": Attachment.CONTACT,
    "poll": Attachment.POLL,
}

# Telegram's notes on what happened in a chat: nobody has said anything. (The fields that the Bot
# API calls service messages, as of 10.0.) A note that is not known yet is answered like a message.
_NOTES = frozenset(
    """
    new_chat_members left_chat_member new_chat_title new_chat_photo delete_chat_photo
    group_chat_created supergroup_chat_created channel_chat_created
    message_auto_delete_timer_changed migrate_to_chat_id migrate_from_chat_id pinned_message
    successful_payment refunded_payment users_shared chat_shared gift unique_gift
    gift_upgrade_sent connected_website write_access_allowed passport_data
    proximity_alert_triggered boost_added chat_background_set chat_owner_changed chat_owner_left
    checklist_tasks_added checklist_tasks_done direct_message_price_changed
    forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened
    general_forum_topic_hidden general_forum_topic_unhidden giveaway_created giveaway_completed
    managed_bot_created paid_message_price_changed poll_option_added poll_option_deleted
    suggested_post_approved suggested_post_approval_failed suggested_post_declined
    suggested_post_paid suggested_post_refunded video_chat_scheduled video_chat_started
    video_chat_ended video_chat_participants_invited web_app_data
    """.split()
)


def is_note(holds: frozenset[str]) -> bool:
    """Whether this is Telegram's note on the chat and nobody's message."""
    return not holds.isdisjoint(_NOTES)


def attachments_in(holds: frozenset[str], *, is_picture: bool) -> tuple[Attachment, ...]:
    """What can be named of it, each once. `is_picture`: its document is one, sent as a file."""
    if is_picture:
        holds = (holds - {"document"}) | {"photo"}
    # A moving picture comes as a document too, for old programs, and a venue as a location.
    if "animation" in holds:
        holds -= {"document"}
    return tuple(dict.fromkeys(kind for name, kind in _ATTACHMENTS.items() if name in holds))
