from datetime import date
from typing import Protocol

import pytest

from bot.conversation import texts
from bot.conversation.childhood import sounds_like_a_child
from bot.conversation.conversation import Conversation
from bot.conversation.distress import hears_danger, hears_despair
from bot.messages import InboundMessage
from casework.privacy.texts import RawText
from casework.understanding.base import BrokenInterpreter, FixedInterpreter, Interpreter


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


TODAY = date(2026, 11, 30)


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
        "muốn chết",
        "bác muốn chết",
        "ba muon chet",
        "mệt quá, muốn chết",
        "tôi khong muốn sống nữa",
        "ko con muon song nua",
        "tôi không muốn\nsống nữa",
        "không sống nổi nữa",
        "song khong noi nua",
        "hết đường sống",
        "chán đời",
        "tôi tính đi chết",
        "muon tu tu",
        "tui muốn tự vẫn",
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
        "mệt muốn chết",
        "met muon chet",
        "đói muốn chết",
        "lo muốn chết",
        "giá rẻ muốn chết",
        "giật mình muốn chết",
        "mày muốn chết hả",
        "không muốn chết",
        "cứ từ từ tính",
        "cu tu tu da",
        "ben tu van dau tu",
        "nghĩ quan trọng lắm",
        "không muốn sống chung với nó",
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
        ("em mới 13t thôi", True),
        ("cháu học lớp sáu", True),
        ("em lớp 7a", True),
        ("con mười hai tuổi", True),
        ("em năm nay mười lăm tuổi", True),
        ("em sinh năm 2014", True),
        ("em 2k14", True),
        ("em sinh năm 2004", False),
        ("em hai mươi mốt tuổi", False),
        ("em học lớp mười hai", False),
        ("con tôi mười hai tuổi", False),
        ("con tôi sinh năm 2014", False),
        ("con trai tui học lớp sáu", False),
        ("đứa em 12 tuổi", False),
    ],
)
def test_a_child_is_told_by_its_own_words(text: str, *, child: bool) -> None:
    assert sounds_like_a_child(text, TODAY) is child


def test_a_year_of_birth_is_read_by_todays_date() -> None:
    assert not sounds_like_a_child("em sinh năm 2014", date(2030, 1, 1))


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
        (f"{LONG} tui không muốn sống nữa. {LONG}", ["Bạn ơi, khoan đã."]),
        (f"{LONG} nó dọa giết cả nhà tui. {LONG}", ["🚨"]),
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


def test_what_is_pointed_at_is_looked_at_too(conversation: Conversation) -> None:
    def quoting(quoted: str) -> InboundMessage:
        return InboundMessage("telegram", "c", RawText("coi nè"), quoted=RawText(quoted))

    despair, danger = quoting("em muốn chết"), quoting("tao đòi giết con mày")
    assert conversation.emergency_for(despair)[0].text.startswith("Bạn ơi")
    assert conversation.hears_despair(despair)
    assert conversation.emergency_for(danger)[0].text.startswith("🚨")
    assert not conversation.hears_despair(danger)


async def said(conversation: Conversation, text: str) -> list[str]:
    replies = await conversation.reply_to(InboundMessage("web", "c", RawText(text)))
    return [reply.text for reply in replies]


@pytest.mark.parametrize(
    "text",
    [
        "/xoa tôi không muốn sống nữa",
        "xoá hết tin nhắn đi tôi muốn chết",
        "/kichban tôi muốn chết",
        "/gopy em muốn chết",
        "/rutdongy tôi muốn chết",
        "/kiemtra tôi muốn chết",
        "/lienhe tôi muốn chết",
    ],
)
async def test_despair_comes_before_commands(conversation: Conversation, text: str) -> None:
    (comfort,) = await said(conversation, text)
    assert comfort.startswith("Bạn ơi, khoan đã.")


async def test_after_comfort_the_open_question_is_still_open(converse: Converse) -> None:
    conversation = converse(FixedInterpreter({"shipper": "shipper_gia"}))
    await said(conversation, "tui lỡ chuyển cho shipper 20 triệu rồi")
    first, second = await said(conversation, "tui muốn chết")
    assert first.startswith("Bạn ơi, khoan đã.")
    assert second == texts.COMFORT_AFTER_LOSS
    assert "ngân hàng hay ví" in (await said(conversation, "1"))[-1]


def test_the_notice_of_too_many_names_the_minute(conversation: Conversation) -> None:
    (notice,) = conversation.too_many()
    assert "một phút" in notice.text
    assert "vài phút" not in notice.text
