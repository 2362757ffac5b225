"""What is sealed of a message: redacted, and the one thing of ours in it kept."""

import pytest

from bot.conversation.commands import Asked, Command, read_command
from bot.messages import InboundMessage
from bot.reception.packing import packed, unpacked
from casework.deliveries.envelope import Envelope
from casework.keys import Keys
from casework.privacy.texts import RawText

KEYS = Keys("k" * 32, "bot")


@pytest.mark.parametrize(
    "typed", ["/xoa CG-68A5Z-X55DZ", "xoa giup cg 68a5z x55dz", "CG68A5ZX55DZ"]
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
