from hypothesis import given
from hypothesis import strategies as st

from bot.channels.rendering import Screen, cut, fitted
from bot.messages import Button, Reply

CHOICES = (Button("Đã chuyển", "paid"), Button("Chưa", "approach"))
TEXTS = st.text(st.sampled_from("aă .\n!…"), max_size=300)


@given(TEXTS, st.integers(4, 40))
def test_a_cut_text_loses_no_word_and_no_piece_is_too_long(text: str, longest: int) -> None:
    pieces = cut(text, longest)
    assert all(len(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_cut_at_the_end_of_a_sentence_before_the_middle_of_one() -> None:
    text = "Dừng lại ngay. Đừng chuyển tiền cho họ. Gọi ngân hàng của bạn."
    assert cut(text, 45) == [
        "Dừng lại ngay. Đừng chuyển tiền cho họ.",
        "Gọi ngân hàng của bạn.",
    ]


def test_a_text_is_cut_between_paragraphs_before_anything_else() -> None:
    assert cut("Một. Hai.\n\nBa. Bốn.", 18) == ["Một. Hai.", "Ba. Bốn."]


def test_a_line_without_a_break_is_cut_where_it_must_be() -> None:
    line = "".join(str(n) for n in range(3000))
    pieces = cut(line, 4096)
    assert "".join(pieces) == line
    assert {len(piece) for piece in pieces[:-1]} == {4096}


def test_buttons_stay_with_the_last_piece() -> None:
    pieces = fitted([Reply("một. " * 20, CHOICES), Reply("hai")], Screen(60, buttons=True))
    assert [bool(piece.buttons) for piece in pieces] == [False, True, False]


def test_without_buttons_choices_are_numbered_and_replies_joined() -> None:
    replies = [Reply("Dừng lại."), Reply("Chuyển chưa?", CHOICES)]
    (piece,) = fitted(replies, Screen(2000, buttons=False, together=True))
    assert piece == Reply("Dừng lại.\n\nChuyển chưa?\n\nGõ số để chọn:\n1. Đã chuyển\n2. Chưa")


def test_what_does_not_fit_together_comes_one_after_another_in_order() -> None:
    replies = [Reply("a" * 60), Reply("b" * 60), Reply("c" * 30)]
    pieces = fitted(replies, Screen(100, buttons=False, together=True))
    assert [piece.text for piece in pieces] == ["a" * 60, "b" * 60 + "\n\n" + "c" * 30]


def test_no_turn_has_more_messages_than_the_platform_allows() -> None:
    replies = [Reply("dài. " * 30) for _ in range(20)]
    pieces = fitted(replies, Screen(200, buttons=False, together=True, most=8))
    assert len(pieces) == 8
