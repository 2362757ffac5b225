from typing import Protocol

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.distress import hears_danger, hears_despair, sounds_like_a_child
from bot.messages import InboundMessage
from casework.privacy.texts import RawText
from casework.understanding.base import BrokenInterpreter, Interpreter


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


@pytest.fixture
def conversation(converse: Converse) -> Conversation:
    return converse(BrokenInterpreter())


@pytest.mark.parametrize(
    "text",
    [
        "tôi không muốn sống nữa",
        "ko muon song nua",
        "hết tiền rồi tui chỉ muốn chết quá",
        "chắc tôi tự kết liễu quá",
        "tính uống thuốc trừ sâu cho rồi",
        "thà chết còn hơn",
        "em chán sống lắm rồi",
        "con chỉ muốn biến mất",
        "cứ nghĩ quẩn hoài",
    ],
)
def test_despair_is_heard(text: str) -> None:
    assert hears_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "bị gạt rồi tức muốn chết",
        "sợ muốn chết luôn á",
        "bên tư vấn đầu tư mời vào nhóm",
        "bên tư vấn chứng khoán cam kết lãi",
        "nó kêu tự tu sửa hồ sơ",
        "con tôi đi đánh nhảy cầu lông",
        "máy chết rồi, app chết cứng",
    ],
)
def test_ways_of_speaking_are_not_despair(text: str) -> None:
    assert not hears_despair(text)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("nó dọa giết cả nhà tui", True),
        ("em đang bị nhốt ở Bavet, nó đánh em", True),
        ("tụi nó đòi chém", True),
        ("nó đòi tiền hoài", False),
        ("giá rẻ giật mình", False),
    ],
)
def test_danger(text: str, *, heard: bool) -> None:
    assert hears_danger(text) is heard


@pytest.mark.parametrize(
    ("text", "child"),
    [
        ("con 10 tuổi, có người kêu con gửi hình", True),
        ("em mới 15 tuổi", True),
        ("em đang học lớp 8", True),
        ("con tôi 6 tuổi", False),
        ("em 22 tuổi", False),
        ("con gái em học lớp 5", False),
        ("em học lớp 12", False),
    ],
)
def test_a_child_is_told_by_its_own_words(text: str, *, child: bool) -> None:
    assert sounds_like_a_child(text) is child


LONG = "và rồi nó nói hoài nói mãi không thôi. " * 400


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("tui không muốn sống nữa, mất 20 triệu rồi", ["Bạn ơi, khoan đã."]),
        ("nó dọa giết cả nhà tui", ["🚨"]),
        ("tui chuyển cho nó 20 triệu rồi", ["🆘 Đã mất tiền"]),
        ("tui đọc mã otp cho nó rồi", ["🆘 Họ đã có thứ của bạn."]),
        ("em mới 12 tuổi nó kêu gửi hình", ["Bạn còn nhỏ tuổi"]),
        (
            "em mới 12 tuổi, em chuyển cho nó 2 triệu rồi, nó dọa giết em",
            ["🚨", "🆘 Đã mất tiền", "Bạn còn nhỏ tuổi"],
        ),
        (f"tui chuyển cho nó 20 triệu rồi. {LONG}", ["🆘 Đã mất tiền"]),
        (f"{LONG} tui chuyển cho nó 20 triệu rồi", ["🆘 Đã mất tiền"]),
        ("alo alo", []),
        ("nó kêu tui chuyển tiền, tui chưa chuyển", []),
        ("", []),
    ],
)
def test_what_cannot_wait_is_heard_without_model_and_memory(
    conversation: Conversation, text: str, begins: list[str]
) -> None:
    replies = conversation.emergency_for(InboundMessage("telegram", "c", RawText(text)))
    assert len(replies) == len(begins)
    for reply, begin in zip(replies, begins, strict=True):
        assert reply.text.startswith(begin)
        assert "{" not in reply.text


def test_a_tapped_loss_cannot_wait(conversation: Conversation) -> None:
    tapped = InboundMessage("telegram", "c", choice="stage:paid")
    assert conversation.emergency_for(tapped)[0].text.startswith("🆘 Đã mất tiền")
    assert conversation.emergency_for(InboundMessage("telegram", "c", choice="why")) == ()


def test_the_notices_hold_what_is_most_urgent(conversation: Conversation) -> None:
    for (notice,) in (conversation.too_many(), conversation.cut_off()):
        assert "ngân hàng" in notice.text
        assert "113" in notice.text
        assert "{" not in notice.text
