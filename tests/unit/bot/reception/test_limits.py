from bot.reception import limits
from bot.reception.limits import Limits, Urgency, Verdict


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_notice_then_silence_and_after_a_minute_an_answer() -> None:
    clock = Clock()
    judge = Limits(5, 1_000, clock).judge
    assert [judge("a") for _ in range(5)] == [Verdict.ANSWER] * 5
    assert [judge("a") for _ in range(20)] == [Verdict.NOTICE] + [Verdict.SILENCE] * 19
    assert judge("b") is Verdict.ANSWER
    clock.now = 59.9
    assert judge("a") is Verdict.SILENCE
    clock.now = 60
    assert judge("a") is Verdict.ANSWER


def test_a_second_flood_is_noticed_once_again() -> None:
    clock = Clock()
    judge = Limits(5, 1_000, clock).judge
    for _ in range(7):
        judge("a")
    clock.now = 61
    verdicts = [judge("a") for _ in range(7)]
    assert verdicts == [Verdict.ANSWER] * 5 + [Verdict.NOTICE, Verdict.SILENCE]


def test_a_flood_that_lasts_is_told_of_once() -> None:
    clock = Clock()
    judge = Limits(5, 100_000, clock).judge
    verdicts = []
    for number in range(2_000):
        clock.now = number * 0.3
        verdicts.append(judge("a"))
    assert verdicts.count(Verdict.NOTICE) == 1
    assert verdicts.count(Verdict.ANSWER) >= 40


def test_all_together_have_a_limit_and_each_hears_of_it_once() -> None:
    judge = Limits(5, 10, Clock()).judge
    assert [judge(str(sender)) for sender in range(10)] == [Verdict.ANSWER] * 10
    assert [judge("late"), judge("late"), judge("later")] == [
        Verdict.NOTICE,
        Verdict.SILENCE,
        Verdict.NOTICE,
    ]


def test_distress_is_answered_once_a_minute_whatever_the_limit() -> None:
    clock = Clock()
    made = Limits(5, 1_000, clock)
    for _ in range(2):
        assert made.may_be_urgent("a", Urgency.OTHER)
    made.was_urgent("a", Urgency.OTHER)
    assert not made.may_be_urgent("a", Urgency.OTHER)
    assert made.may_be_urgent("a", Urgency.DESPAIR), "a loss does not use up what despair needs"
    assert made.may_be_urgent("b", Urgency.OTHER)
    clock.now = 60
    assert made.may_be_urgent("a", Urgency.OTHER)


def test_senders_are_few_and_have_no_names() -> None:
    made = Limits(5, 100_000, Clock())
    for number in range(limits.MOST_SENDERS + 10):
        made.judge(f"sender {number}")
    senders = made._senders  # noqa: SLF001
    assert len(senders) == limits.MOST_SENDERS
    assert not [name for name in senders if "sender" in name]


def test_whoever_was_silent_for_a_minute_takes_no_memory() -> None:
    clock = Clock()
    made = Limits(5, 100_000, clock)
    for second in range(600):
        clock.now = second
        made.judge(f"sender {second}")
        made.judge("who is always there")
    assert len(made._senders) == 61  # noqa: SLF001
    assert made.judge("sender 599") is Verdict.ANSWER
