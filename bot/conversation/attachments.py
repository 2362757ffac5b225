"""What is said of photos, voices, files: they cannot be read, and some must not be opened."""

from collections.abc import Sequence

from bot.conversation import texts
from bot.messages import Attachment, Reply

_ALONE = {
    Attachment.PHOTO: texts.PHOTO,
    Attachment.VOICE: texts.VOICE,
    Attachment.VIDEO: texts.VIDEO,
    Attachment.DOCUMENT: texts.DOCUMENT,
    Attachment.STICKER: texts.STICKER,
    Attachment.LOCATION: texts.LOCATION,
    Attachment.CONTACT: texts.CONTACT,
    Attachment.POLL: texts.POLL,
    Attachment.LINK: texts.LINK,
    Attachment.OTHER: texts.OTHER_ATTACHMENT,
}
_NAMES = {
    Attachment.PHOTO: "ảnh",
    Attachment.VOICE: "tiếng nói",
    Attachment.VIDEO: "video",
    Attachment.DOCUMENT: "tệp",
    Attachment.LOCATION: "vị trí",
    Attachment.CONTACT: "danh thiếp",
    Attachment.POLL: "bình chọn",
    Attachment.LINK: "đường dẫn",
    Attachment.OTHER: "phần khác",
}
_DANGEROUS = frozenset({Attachment.DOCUMENT, Attachment.LINK, Attachment.OTHER})


def answer_to(attachments: Sequence[Attachment]) -> Reply:
    """The one answer to what came without a word."""
    # A sticker beside a photo says nothing more.
    kinds = _kinds(attachments) or [Attachment.STICKER]
    if len(kinds) > 1:
        told = texts.SEVERAL_KINDS.format(kinds=_named(kinds))
        return Reply(f"{texts.DO_NOT_OPEN} {told}" if _DANGEROUS & set(kinds) else told)
    if kinds == [Attachment.PHOTO] and attachments.count(Attachment.PHOTO) > 1:
        return Reply(texts.PHOTOS)
    return Reply(_ALONE[kinds[0]])


def beside_words(attachments: Sequence[Attachment]) -> str:
    """The short line on what came together with words that are answered; '' if nothing need be."""
    kinds = _kinds(attachments)
    if not kinds:
        return ""
    named = _named(kinds)
    told = texts.ONLY_WORDS.format(kinds=named[0].upper() + named[1:])
    return f"{told} {texts.DO_NOT_OPEN}" if _DANGEROUS & set(kinds) else told


def _kinds(attachments: Sequence[Attachment]) -> list[Attachment]:
    return [kind for kind in dict.fromkeys(attachments) if kind is not Attachment.STICKER]


def _named(kinds: Sequence[Attachment]) -> str:
    return ", ".join(_NAMES[kind] for kind in kinds)
