import pytest

from casework.stage import Stage
from casework.understanding.likely_stage import likely_stage, sure_stage

APPROACH, GIVEN, PAID = Stage.APPROACH, Stage.INFO_GIVEN, Stage.PAID


@pytest.mark.parametrize(
    ("shares", "said", "stage"),
    [
        ((0.1, 0.1, 0.8), APPROACH, PAID),  # sure of it: the words were misread
        ((0.4, 0.1, 0.5), APPROACH, APPROACH),  # in doubt the words decide
        ((0.4, 0.1, 0.5), None, PAID),
        ((1.0, 0.0, 0.0), PAID, APPROACH),
        ((0.3, 0.35, 0.35), GIVEN, GIVEN),
    ],
)
def test_the_model_and_the_words_together(
    shares: tuple[float, float, float], said: Stage | None, stage: Stage
) -> None:
    assert likely_stage(dict(zip(Stage, shares, strict=True)), said) is stage


@pytest.mark.parametrize("said", [None, APPROACH, PAID])
def test_without_a_model_the_words_stand_alone(said: Stage | None) -> None:
    assert likely_stage({}, said) is said


@pytest.mark.parametrize(
    ("shares", "said", "stage"),
    [
        ((0.1, 0.1, 0.8), None, PAID),  # sure of it
        ((0.1, 0.3, 0.6), None, None),  # a guess is not told
        ((0.1, 0.3, 0.6), GIVEN, GIVEN),
        ((0.1, 0.1, 0.8), APPROACH, PAID),
        ((0.2, 0.2, 0.6), PAID, PAID),
    ],
)
def test_a_guess_is_not_told_to_the_resident(
    shares: tuple[float, float, float], said: Stage | None, stage: Stage | None
) -> None:
    assert sure_stage(dict(zip(Stage, shares, strict=True)), said) is stage
