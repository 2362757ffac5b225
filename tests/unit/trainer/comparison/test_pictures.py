import re

from casework.learning.comparison import Calibration, CalibrationBin
from casework.playbooks.library import Library
from trainer.comparison.pictures import calibration_svg, cells, confusion_svg, short_names

NAMES = {"a": "Giả danh công an", "b": "Vay tiền", "none": "không phải lừa đảo"}
FILL = re.compile(rb"fill: (#[0-9a-f]{6})")


def test_names_beside_a_picture_are_short_and_all_different(library: Library) -> None:
    names = {playbook.id: playbook.name for playbook in library.playbooks}
    short = short_names(names)
    assert len(set(short.values())) == len(names)
    assert max(map(len, short.values())) <= 30
    assert short["shipper_gia"] == "Giả shipper giao hàng"
    assert short_names({"x": "Giả, một", "y": "Giả (hai)"}) == {"x": "x", "y": "y"}


def test_a_difference_shows_more_and_fewer_in_other_colours() -> None:
    def colours(times: int) -> set[bytes]:
        return set(FILL.findall(confusion_svg({("a", "b"): times}, NAMES, signed=True)))

    more, fewer = colours(2) - colours(-2), colours(-2) - colours(2)
    assert len(more) == len(fewer) == 1


def test_the_same_confusions_give_the_same_bytes() -> None:
    found = cells([("a", "b", 2), ("b", "none", 1)])
    assert confusion_svg(found, NAMES) == confusion_svg(found, NAMES)
    assert confusion_svg(found, NAMES) != confusion_svg({}, NAMES)


def test_calibration_is_drawn_with_and_without_a_live_model() -> None:
    held = Calibration(bins=[CalibrationBin(confidence=0.9, right=0.8, messages=9)], error=0.1)
    both, alone = calibration_svg(held, held), calibration_svg(None, held)
    assert both.count(b'id="line2d') > alone.count(b'id="line2d')
