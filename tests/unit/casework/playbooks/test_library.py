import pytest

from casework.playbooks.library import Library
from casework.stage import Stage

POLICE = "gia_danh_cong_an_toa_an"


@pytest.mark.parametrize(
    "text",
    [
        "nó biểu tui chứng minh trong sạch",
        "no bieu tui CHUNG MINH TRONG SACH",
        "nó biểu tui chứng minh  trong sạch!!!",
    ],
)
def test_a_phrase_is_found_with_and_without_tones(library: Library, text: str) -> None:
    match = library.match(POLICE, text)
    assert [q.words.lower().split()[-1] for q in match.quotes] in (["sạch"], ["sach"])


def test_quotes_are_the_residents_own_words_in_their_order(library: Library) -> None:
    text = "nó gửi lệnh bắt rồi kêu chuyển vô tài khoản tạm giữ, cấm nói với ai"
    quotes = library.match(POLICE, text).quotes
    assert len(quotes) >= 2
    places = [text.index(quote.words) for quote in quotes]
    assert places == sorted(places)


def test_the_next_step_follows_what_was_told(library: Library) -> None:
    match = library.match(POLICE, "nó gửi lệnh bắt qua zalo")
    steps = [s.step for s in match.playbook.pattern.script]
    assert match.next_step(Stage.APPROACH) == steps[match.reached + 1]


def test_after_a_payment_the_next_step_is_not_one_before_it(library: Library) -> None:
    for playbook in library.playbooks:
        following = library.match(playbook.id, "").next_step(Stage.PAID)
        steps = [s.step for s in playbook.pattern.script]
        if following is not None:
            before = playbook.pattern.script[: steps.index(following)]
            assert any(step.stage is Stage.PAID for step in before)


def test_shared_phrases_count_less_than_own_ones(library: Library) -> None:
    scores = library.score_by_phrases("nó gửi lệnh bắt, kêu chứng minh trong sạch, cấm nói với ai")
    assert max(scores, key=scores.__getitem__) == POLICE
    assert all(0 < score < 1 for score in scores.values())


def test_a_question_tells_two_apart_from_either_side(library: Library) -> None:
    one = library.telling_question(POLICE, "bat_coc_online")
    other = library.telling_question("bat_coc_online", POLICE)
    assert one
    assert other
    assert one.question == other.question
    assert dict(one.answers) == dict(other.answers)
    assert set(one.answers) == {POLICE, "bat_coc_online"}


def test_without_a_known_phrase_the_closest_words_are_quoted(library: Library) -> None:
    text = "hôm qua trời mưa, có cán bộ nào đó gọi đòi lấy lời khai online về vụ án ma túy, sợ lắm"
    quotes = library.match(POLICE, text).quotes
    assert quotes
    assert all(quote.words in text for quote in quotes)
    assert library.match(POLICE, "trời hôm nay đẹp quá").quotes == ()
