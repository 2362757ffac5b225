from collections.abc import Callable
from pathlib import Path

import pytest

from casework.playbooks.data_file import Mistake
from casework.playbooks.examples import NOT_PLAYBOOKS
from casework.validation import style_marks
from casework.validation.styles import STYLES, check_styles
from casework.validation.wording import Worded

Written = Callable[..., list[Worded]]
FOLDER = Path("examples")
PLAYBOOK = "shipper_gia"

IN_STYLE: dict[Callable[[Worded], bool], str] = {
    style_marks.has_no_tones: "co nguoi goi cho toi noi trung thuong",
    style_marks.is_teencode: "nó ib t kêu ck 2tr r block luôn",
    style_marks.is_southern: "Tui hổng biết gì, nó biểu đưa tiền",
    style_marks.has_no_punctuation: "bác nghe máy họ nói bác nợ cước rồi bắt bác đóng tiền ngay",
    style_marks.is_long: "hôm đó tôi đang ở nhà " * 14,
    style_marks.is_short: "lỡ bấm link lạ",
    style_marks.is_question: "họ gọi bảo nộp phạt, vậy là sao",
    style_marks.is_own_story: "Tôi nhận được cuộc gọi từ số của con tôi.",
    style_marks.is_another_s_story: "Má tui nghe điện thoại xong đem vàng đi bán.",
    style_marks.is_pasted: "VCB thong bao: tai khoan cua Quy khach da bi khoa.",
}
PLAIN = (
    "Sáng nay có một cuộc gọi từ tổng đài lạ, người ta đọc đúng tên rồi yêu cầu chuyển tiền. "
    "Chiều lại gọi nữa."
)


@pytest.mark.parametrize("is_seen", IN_STYLE)
def test_a_style_is_seen_in_the_text(written: Written, is_seen: Callable[[Worded], bool]) -> None:
    (in_style, plain) = written("faq", IN_STYLE[is_seen], PLAIN)
    assert is_seen(in_style)
    assert not is_seen(plain)


def test_every_style_is_tried() -> None:
    assert {style.is_seen for style in STYLES} == set(IN_STYLE)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Tôi xin trình bày: tôi bị lừa mất tiền.", False),
        ('Nó nhắn "ok" rồi im luôn.', False),
        ("Nó nhắn «mẹ ơi con đây máy con hư rồi mẹ chuyển tiền giùm»", True),
        ("“Anh là shipper, em ở nhà không?”", True),
        ("Bấm vcb-vn.top để nhận quà", True),
        ("Hoàn 50.000đ cho đơn hàng", True),
    ],
)
def test_what_looks_pasted(written: Written, text: str, *, seen: bool) -> None:
    assert style_marks.is_pasted(written("faq", text)[0]) is seen


def check(examples: list[Worded]) -> list[Mistake]:
    return list(check_styles([PLAYBOOK], examples, FOLDER))


def test_a_thin_playbook_is_told_style_by_style(written: Written) -> None:
    mistakes = check(written(PLAYBOOK, *[PLAIN] * 120, *[IN_STYLE[style_marks.is_short]] * 6))
    assert all(m.is_warning and m.entry == PLAYBOOK for m in mistakes)
    assert len(mistakes) == 1 + len(STYLES)
    assert str(FOLDER / "shipper_gia.txt:1: [shipper_gia] Mới có 126 câu ví dụ.") in str(
        mistakes[0]
    )
    assert "viết thêm 24 câu" in mistakes[0].mend
    (short,) = (m for m in mistakes if "ngắn" in m.wrong)
    assert "mới có 6" in short.wrong
    assert "viết thêm 2 câu" in short.mend


def test_a_full_playbook_is_silent(written: Written) -> None:
    assert check(written(PLAYBOOK, *[text for text in IN_STYLE.values() for _ in range(100)])) == []


def test_other_intents_need_what_makes_sense_in_all(written: Written) -> None:
    told = " ".join(m.wrong for m in check(written("civil_dispute", *[PLAIN] * 200)))
    assert "miền Tây" in told
    assert "dán nguyên tin" not in told
    assert "Mới có" not in told


@pytest.mark.parametrize("intent", ["greeting", "thanks", "bot_identity", "help", "gibberish"])
def test_a_greeting_has_no_style_but_needs_many(written: Written, intent: str) -> None:
    assert intent in NOT_PLAYBOOKS
    assert check(written(intent, *["chào"] * 200)) == []
    assert [m.wrong for m in check(written(intent, *["chào"] * 199))] == ["Mới có 199 câu ví dụ."]


def test_a_file_that_has_hardly_begun_is_told_elsewhere(written: Written) -> None:
    assert check(written(PLAYBOOK, *[PLAIN] * 39)) == []
