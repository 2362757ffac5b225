"""Another province, or a district of old: noted by today's code, never insisted on."""

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.conversation import commune_question
from bot.messages import Reply
from casework.cases.models import Case
from casework.db import Sessions
from tests.unit.bot.asked_for_a_place import Converse, agreed, noted, said, say

MY_HIEP = "30112"
DISTRICT = commune_question.DISTRICT.format(province="Đồng Tháp")


async def test_with_a_commune_its_province_is_noted(converse: Converse, sessions: Sessions) -> None:
    await say(await agreed(converse), "mỹ tho")
    assert await noted(sessions) == ("28261", "82")


@pytest.mark.parametrize(
    ("answer", "name", "code"),
    [
        ("Bến Tre", "Vĩnh Long (Bến Tre cũ)", "86"),
        ("tui ở bến tre", "Vĩnh Long (Bến Tre cũ)", "86"),
        ("ben tre", "Vĩnh Long (Bến Tre cũ)", "86"),
        ("ở Sài Gòn", "Thành phố Hồ Chí Minh", "79"),
        ("TPHCM ạ", "Thành phố Hồ Chí Minh", "79"),
        ("tui ở Cần Thơ", "Thành phố Cần Thơ", "92"),
        ("Bà Rịa Vũng Tàu", "Thành phố Hồ Chí Minh (Bà Rịa - Vũng Tàu cũ)", "79"),
        ("huyện Châu Thành, Long An", "Tây Ninh (Long An cũ)", "80"),
        ("tỉnh Phú Thọ", "Phú Thọ", "25"),
    ],
)
async def test_another_province_is_noted_as_the_unit_of_today(
    converse: Converse, sessions: Sessions, answer: str, name: str, code: str
) -> None:
    conversation = await agreed(converse)
    assert await say(conversation, answer) == commune_question.NOTED.format(name=name)
    assert await noted(sessions) == (None, code)


async def test_a_name_that_a_commune_bears_too_is_the_commune(
    converse: Converse, sessions: Sessions
) -> None:
    said = commune_question.NOTED.format(name="Xã Phú Thọ")
    assert await say(await agreed(converse), "phú thọ") == said
    assert (await noted(sessions))[1] == "82"


@pytest.mark.parametrize(
    ("answer", "likely"),
    [
        ("huyện Tháp Mười", ["Xã Tháp Mười"]),
        ("thị xã cai lậy", ["Phường Cai Lậy"]),
        ("TP Cao Lãnh", ["Phường Cao Lãnh"]),
        ("Gò Công Tây", []),
    ],
)
async def test_a_district_of_old_notes_the_province_and_asks_once_more(
    converse: Converse, sessions: Sessions, answer: str, likely: list[str]
) -> None:
    conversation = await agreed(converse)
    (asked,) = await said(conversation, answer)
    assert asked.text == DISTRICT
    assert [button.label for button in asked.buttons] == [*likely, "Bỏ qua"]
    assert await noted(sessions) == (None, "82")
    assert await say(conversation, "xã mỹ hiệp") == commune_question.NOTED.format(name="Xã Mỹ Hiệp")
    assert await noted(sessions) == (MY_HIEP, "82")


async def test_whoever_names_a_district_again_is_not_asked_again(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = await agreed(converse)
    await said(conversation, "huyện Tháp Mười")
    again = await said(conversation, "huyện Tháp Mười")
    assert again == [Reply(commune_question.NOTED.format(name="Đồng Tháp"))]
    assert await noted(sessions) == (None, "82")


@pytest.mark.parametrize("skipped", ["bỏ qua", "không biết", "1"])
async def test_after_a_district_the_commune_can_be_left_out(
    converse: Converse, sessions: Sessions, skipped: str
) -> None:
    conversation = await agreed(converse)
    await said(conversation, "gò công tây")
    assert await say(conversation, skipped) == commune_question.SKIPPED
    assert await noted(sessions) == (None, "82")


async def test_the_home_province_alone_is_noted_and_the_commune_asked_once_more(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = await agreed(converse)
    home = commune_question.NOTED_HOME.format(name="Đồng Tháp (Tiền Giang cũ)")
    assert await say(conversation, "tui ở Tiền Giang") == home
    assert await noted(sessions) == (None, "82")
    await said(conversation, "mỹ tho")
    assert await noted(sessions) == ("28261", "82")


@pytest.mark.parametrize(
    "answer",
    ["xã Hoà Bình Thạnh", "đi từ Bến Tre qua Cần Thơ", "nó gọi từ Sài Gòn", "chợ Cần Thơ"],
)
async def test_what_is_not_sure_is_not_noted(
    converse: Converse, sessions: Sessions, answer: str
) -> None:
    await said(await agreed(converse), answer)
    assert await noted(sessions) == (None, None)


async def test_with_the_book_closed_nothing_is_said_to_be_noted(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = await agreed(converse)
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE cases RENAME TO away"))
    assert await say(conversation, "Bến Tre") == commune_question.NOT_NOTED


async def test_of_a_case_that_is_gone_nothing_is_noted(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = await agreed(converse)
    assert "111" in await say(conversation, "em 12 tuổi ở Bến Tre")
    async with sessions() as session:
        assert (await session.scalars(select(Case.province))).all() == []
