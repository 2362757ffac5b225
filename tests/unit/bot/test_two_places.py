"""An answer that names a place here and another province: what is sure is noted, else asked."""

import pytest

from bot.conversation import commune_question
from casework.db import Sessions
from tests.unit.bot.asked_for_a_place import Converse, agreed, noted, said


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Cái Bè giáp Vĩnh Long", "Xã Cái Bè"),
        ("tui ở Lấp Vò giáp Cần Thơ", "Xã Lấp Vò"),
        ("Lấp Vò, đi làm Cần Thơ", "Xã Lấp Vò"),
        ("em ở Lấp Vò đi học Cần Thơ", "Xã Lấp Vò"),
        ("quê Cao Lãnh làm ở Bình Dương", "Phường Cao Lãnh"),
        ("nó ở Hà Nội, tui ở Lai Vung", "Xã Lai Vung"),
    ],
)
async def test_where_the_resident_lives_counts(
    converse: Converse, sessions: Sessions, answer: str, name: str
) -> None:
    (reply,) = await said(await agreed(converse), answer)
    assert reply.text == commune_question.NOTED.format(name=name)
    assert (await noted(sessions))[1] == "82"


@pytest.mark.parametrize(
    ("answer", "choices"),
    [
        ("tui làm ở Bình Dương quê Cao Lãnh", ["Phường Cao Lãnh"]),
        ("quê Cao Lãnh ở Bình Dương", ["Phường Cao Lãnh"]),
        ("Tân Phú Sài Gòn", ["Xã Tân Phú"]),
        ("tam nông, phú thọ", ["Xã Tam Nông", "Xã Phú Thọ"]),
        ("tam nông phú thọ", ["Xã Tam Nông", "Xã Phú Thọ"]),
        ("phú thọ, tam nông", ["Xã Tam Nông", "Xã Phú Thọ"]),
        ("xã tam nông, phú thọ", ["Xã Tam Nông"]),
        ("Hòa Bình, Phú Thọ", ["Xã Phú Thọ"]),
    ],
)
async def test_where_nothing_tells_which_it_is_asked(
    converse: Converse, sessions: Sessions, answer: str, choices: list[str]
) -> None:
    (reply,) = await said(await agreed(converse), answer)
    assert reply.text == commune_question.WHICH
    assert [button.label for button in reply.buttons] == [*choices, "Bỏ qua"]
    assert await noted(sessions) == (None, None)


async def test_a_district_of_old_and_another_province_are_left(
    converse: Converse, sessions: Sessions
) -> None:
    (reply,) = await said(await agreed(converse), "quê Gò Công Tây ở Bình Dương")
    assert reply.text == commune_question.SKIPPED
    assert await noted(sessions) == (None, None)


@pytest.mark.parametrize(
    "answer",
    [
        "Hòa Bình",
        "hoa binh",
        "chi Hue",
        "tui hổng ở Bến Tre",
        "không phải Đồng Tháp",
        "gần Cần Thơ",
        "công an Hà Nội",
        "gửi hàng từ Hà Nội",
        "thằng đó ở Sài Gòn",
    ],
)
async def test_what_is_no_place_of_this_is_not_noted(
    converse: Converse, sessions: Sessions, answer: str
) -> None:
    await said(await agreed(converse), answer)
    assert await noted(sessions) == (None, None)


async def test_with_its_kind_hoa_binh_is_the_province(
    converse: Converse, sessions: Sessions
) -> None:
    await said(await agreed(converse), "tỉnh Hòa Bình")
    assert await noted(sessions) == (None, "25")
