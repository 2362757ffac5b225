import pytest

from bot.conversation.distress import hears_danger, hears_despair, sounds_like_a_child


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
