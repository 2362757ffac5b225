import pytest

from casework.stage import Stage
from casework.understanding.likely_stage import likely_stage

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
