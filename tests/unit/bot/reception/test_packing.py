"""What is sealed of a message: redacted, and the one thing of ours in it kept."""

from collections.abc import Callable

import pytest

from bot.conversation import distress
from bot.conversation.childhood import sounds_like_a_child
from bot.conversation.commands import Asked, Command, read_command
from bot.messages import InboundMessage
from bot.reception.packing import packed, unpacked
from casework.deliveries.envelope import Envelope
from casework.keys import Keys
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText

KEYS = Keys("k" * 32, "bot")


@pytest.mark.parametrize(
    "typed",
    ["/xoa CG-68A5Z-X55DZ", "xoa giup cg 68a5z x55dz", "CG68A5ZX55DZ", "CG-68A5Z-X55DZ"],
)
async def test_a_receipt_code_that_looks_like_an_identity_number_still_deletes(typed: str) -> None:
    """Redaction takes one code in eleven out of the words."""
    for whole in (True, False):
        envelope = await packed(InboundMessage("web", "7", RawText(typed)), whole=whole)
        opened = Envelope.opened(envelope.sealed(KEYS), KEYS)
        message = unpacked("web", opened)
        assert message
        assert read_command(message.text) == Asked(Command.DELETE, "CG-68A5Z-X55DZ")


async def test_a_story_that_names_a_code_stays_a_redacted_story() -> None:
    told = "nó nhắn tui mã CG-68A5Z-X55DZ rồi kêu chuyển tiền vô tài khoản của nó"
    envelope = await packed(InboundMessage("web", "7", RawText(told)))
    assert not envelope.receipt
    assert "68A5Z" not in str(envelope.words)


@pytest.mark.parametrize(
    ("typed", "raw"),
    [
        ("số cg 0912345678", "0912345678"),
        ("sđt cg 09123 45678", "45678"),
        ("xoá CG 0912345678", "0912345678"),
        ("xoá CG-98765-43298", "98765"),
        ("xoa stk cg 23456 7892a", "23456"),
        ("xoa giup so cg 98765 4329k", "98765"),
        ("stk CG 1903412345", "1903412345"),
        ("stk CG-98765-43298", "98765"),
        ("chị CG Trịnh Thanh", "Trịnh"),
        ("/xoa CG-68A5Z-X55DZ 0912345678", "0912345678"),
    ],
)
async def test_nothing_else_that_stands_behind_cg_is_sealed_raw(typed: str, raw: str) -> None:
    envelope = await packed(InboundMessage("web", "7", RawText(typed)), whole=True)
    assert raw not in envelope.model_dump_json()
    assert envelope.receipt in ("", "CG-68A5Z-X55DZ")


async def test_a_code_that_redaction_leaves_alone_does_not_travel_beside_the_words() -> None:
    typed = RawText("xoá CG-7KQ2M-XW9ZB giúp tui")
    envelope = await packed(InboundMessage("web", "7", typed))
    assert str(envelope.words) == typed
    assert envelope.receipt == ""


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("tui muốn tự tử, xoá CG-68A5Z-X55DZ", distress.hears_despair),
        ("con 12 tuổi, xoá CG-68A5Z-X55DZ", sounds_like_a_child),
    ],
)
async def test_what_is_said_beside_a_receipt_is_still_heard(
    typed: str, heard: Callable[[str], bool]
) -> None:
    envelope = await packed(InboundMessage("web", "7", RawText(typed)), whole=True)
    assert envelope.receipt, "redaction takes this one out"
    message = unpacked("web", Envelope.opened(envelope.sealed(KEYS), KEYS))
    assert message
    assert message.text == typed
    assert heard(message.text)


async def test_what_a_version_without_the_place_of_the_code_has_sealed_still_deletes() -> None:
    words = redact(RawText("tui muốn tự tử, xoa ma CG-68A5Z-X55DZ giup toi")).text
    message = unpacked(
        "web", Envelope(chat="7", words=words, quoted=words, receipt="CG-68A5Z-X55DZ")
    )
    assert message
    assert read_command(message.text) == Asked(Command.DELETE, "CG-68A5Z-X55DZ")
    assert distress.hears_despair(message.text)


@pytest.mark.parametrize(
    "typed",
    ["CG-09123-45678", "CG-98765-43298", "CG-TRINH-THANH", "CG-68A5Z-X55DZ-2", "0912345678"],
)
def test_an_envelope_drops_a_receipt_that_cannot_be_ours(typed: str) -> None:
    """As an earlier version has sealed it."""
    words = redact(RawText("số cg 0912345678")).text
    envelope = Envelope(chat="7", words=words, quoted=words, receipt=typed)
    assert envelope.receipt == ""
    message = unpacked("web", envelope)
    assert message
    assert message.text == "số cg <PHONE>"
