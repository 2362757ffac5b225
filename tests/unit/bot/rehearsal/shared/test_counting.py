"""What the harness calls lost, twice and out of order: by answers that were made up."""

import pytest

from bot.conversation import texts
from bot.rehearsal.platform import Sent
from bot.rehearsal.shared.counting import PROMPT, Counts, Told, count
from bot.rehearsal.shared.talk import HASTY, MIX, Talk

TALK: Talk = HASTY[1:4]
CHAT = "7"


def told(at: float = 0.0) -> dict[str, list[Told]]:
    return {CHAT: [Told(line, at) for line in TALK]}


def sent(*numbers: int, at: float = 0.5) -> list[Sent]:
    return [Sent(CHAT, f"… {TALK[number].answer} …", at) for number in numbers]


def test_everything_answered_once_and_in_order_is_nothing_to_complain_of() -> None:
    counts = count(told(), sent(0, 1, 2))
    assert (counts.updates, counts.lost, counts.twice, counts.out_of_order) == (3, 0, 0, 0)
    assert counts.answers == [(0.0, 0.5)] * 3


def test_what_nobody_answered_and_nobody_spoke_of_is_lost_and_named() -> None:
    counts = count(told(), sent(0, 2))
    assert (counts.lost, counts.told_instead) == (1, 0)
    assert counts.which == [f"lost: {TALK[1].says}"]


@pytest.mark.parametrize("said", [texts.CUT_OFF, texts.TOOK_TIME])
def test_who_was_told_to_send_again_has_lost_nothing_unknowingly(said: str) -> None:
    counts = count(told(), [*sent(0, 2), Sent(CHAT, said, 1.0)])
    assert (counts.lost, counts.told_instead) == (0, 1)


def test_one_line_that_says_so_does_not_cover_two_losses() -> None:
    counts = count(told(), [*sent(0), Sent(CHAT, texts.CUT_OFF, 1.0)])
    assert (counts.lost, counts.told_instead, counts.notices) == (1, 1, 1)


def test_a_line_beside_an_answer_that_came_covers_nothing() -> None:
    counts = count(told(), [*sent(0, 1, 2), Sent(CHAT, texts.CUT_OFF, 1.0)])
    assert (counts.lost, counts.told_instead, counts.notices) == (0, 0, 1)


def test_an_answer_that_comes_again_is_twice_each_time() -> None:
    assert count(told(), sent(0, 1, 1, 2, 1)).twice == 2


def test_answers_in_another_order_are_seen() -> None:
    assert count(told(), sent(0, 2, 1)).out_of_order == 1


def test_what_comes_into_another_chat_answers_nothing_here() -> None:
    stray = [Sent("8", TALK[0].answer, 1.0)]
    assert count(told(), [*sent(1, 2), *stray]).lost == 1


def test_a_text_that_belongs_to_nothing_is_strange() -> None:
    assert count(told(), [*sent(0, 1, 2), Sent(CHAT, "không ai hỏi câu này", 1.0)]).strange


def test_recovery_ends_with_the_last_answer_that_was_late() -> None:
    counts = Counts(answers=[(0.0, 0.5), (10.0, 10.5), (9.0, 14.0), (11.0, 17.5), (30.0, 30.2)])
    assert counts.back_after(10.0) == pytest.approx(7.5)
    assert counts.back_after(20.0) == 0.0


def test_an_answer_that_took_no_longer_than_usual_is_not_late() -> None:
    counts = Counts(answers=[(10.0, 10.0 + PROMPT - 0.1)])
    assert counts.back_after(10.0) == 0.0
    assert Counts(answers=[(10.0, 13.0)]).back_after(10.0, prompt=4.0) == 0.0


def test_what_was_usual_is_not_told_by_answers_that_the_trouble_delayed() -> None:
    counts = Counts(answers=[(0.0, 0.5), (1.0, 1.5), (9.0, 20.0)])
    assert counts.usual(until=10.0) == pytest.approx(0.5)


def test_of_two_kills_each_has_its_own_late_answers() -> None:
    counts = Counts(answers=[(9.0, 14.0), (21.0, 29.0)])
    assert counts.back_after(10.0, until=20.0) == pytest.approx(4.0)
    assert counts.back_after(20.0) == pytest.approx(9.0)


@pytest.mark.parametrize("talk", [*(talk for talk, _ in MIX), HASTY])
def test_within_a_conversation_no_line_is_answered_by_the_words_of_another(talk: Talk) -> None:
    answers = [line.answer for line in talk]
    assert len(set(answers)) == len(answers)
    assert not any(a in b for a in answers for b in answers if a != b)
