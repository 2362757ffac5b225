"""Where it happened: asked once after consent, never insisted on, kept as a code."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.conversation import commune_question
from bot.conversation.conversation import Conversation
from bot.messages import Reply
from casework.cases.models import Case
from casework.db import Sessions
from tests.unit.bot.asked_for_a_place import KNOWN, STORY, Converse, said, say

ASKED = commune_question.ASK.format(province="Đồng Tháp")
UNKNOWN = commune_question.UNKNOWN.format(province="Đồng Tháp")


async def agreed(converse: Converse) -> Conversation:
    conversation = converse(KNOWN)
    await said(conversation, STORY)
    receipt, question = await said(conversation, "Đồng ý")
    assert "CG-" in receipt.text
    assert question == Reply(ASKED, (commune_question.SKIP,))
    return conversation


async def communes_of(sessions: Sessions) -> Sequence[str | None]:
    async with sessions() as session:
        return (await session.scalars(select(Case.commune))).all()


@pytest.mark.parametrize("answer", ["mỹ tho", "Phường Mỹ Tho ạ", "tui ở mỹ tho", "phuong my tho"])
async def test_the_commune_is_kept_as_its_code(
    converse: Converse, sessions: Sessions, answer: str
) -> None:
    conversation = await agreed(converse)
    assert await say(conversation, answer) == commune_question.NOTED.format(name="Phường Mỹ Tho")
    assert await communes_of(sessions) == ["28261"]


@pytest.mark.parametrize("answer", ["bỏ qua", "thôi", "không", "khỏi nha", "1", "Không nhớ."])
async def test_nobody_need_answer(converse: Converse, sessions: Sessions, answer: str) -> None:
    conversation = await agreed(converse)
    assert await say(conversation, answer) == commune_question.SKIPPED
    assert await communes_of(sessions) == [None]


@pytest.mark.parametrize("answer", ["tan thanh", "my tho", "tan phuoc"])
async def test_what_could_be_several_is_asked_with_buttons(
    converse: Converse, sessions: Sessions, answer: str
) -> None:
    conversation = await agreed(converse)
    (which,) = await said(conversation, answer)
    assert which.text == commune_question.WHICH
    assert which.buttons[-1] == commune_question.SKIP
    assert await communes_of(sessions) == [None]
    assert which.buttons[0].label in await say(conversation, "1")
    assert await communes_of(sessions) == [which.buttons[0].value.removeprefix("commune:")]


@pytest.mark.parametrize(
    ("answer", "result", "code"),
    [
        ("xã Tân Thạnh", commune_question.NOTED.format(name="Xã Tân Thạnh"), "30157"),
        ("tân thạnh", commune_question.NOTED.format(name="Xã Tân Thạnh"), "30157"),
        ("2", commune_question.NOTED.format(name="Xã Tân Thạnh"), "30157"),
        ("xa tan thanh", commune_question.SKIPPED, None),
        ("bỏ qua", commune_question.SKIPPED, None),
    ],
)
async def test_of_two_alike_none_is_guessed(
    converse: Converse, sessions: Sessions, answer: str, result: str, code: str | None
) -> None:
    conversation = await agreed(converse)
    (which,) = await said(conversation, "tan thanh")
    assert [b.label for b in which.buttons] == ["Xã Tân Thành", "Xã Tân Thạnh", "Bỏ qua"]
    assert await say(conversation, answer) == result
    assert await communes_of(sessions) == [code]


@pytest.mark.parametrize("answer", ["tui ở Pleiku", "xã Hoà Bình Thạnh"])
async def test_an_unknown_one_is_said_once_and_left(
    converse: Converse, sessions: Sessions, answer: str
) -> None:
    conversation = await agreed(converse)
    assert await say(conversation, answer) == UNKNOWN
    again = await say(conversation, answer)
    assert UNKNOWN not in again
    assert ASKED not in again
    assert await communes_of(sessions) == [None]


@pytest.mark.parametrize(
    "story",
    [
        "nó lại gọi nữa kìa, kêu chứng minh trong sạch ngay bây giờ mới thôi",
        "nó kêu ra phường Mỹ Tho làm việc gấp, chứng minh trong sạch, không thì bắt",
        "tui chuyển tiền cho nó rồi",
        "công an phường gọi nữa",
        "cảm ơn nha",
        "giờ tui phải làm sao",
    ],
)
async def test_a_story_goes_its_usual_way(
    converse: Converse, sessions: Sessions, story: str
) -> None:
    conversation = await agreed(converse)
    answer = await say(conversation, story)
    assert UNKNOWN not in answer
    assert "Đã ghi" not in answer
    assert await communes_of(sessions) == [None]


async def test_a_loss_told_instead_is_helped_at_once(converse: Converse) -> None:
    conversation = await agreed(converse)
    replies = await said(conversation, "tui ở mỹ tho, tui lỡ chuyển tiền rồi")
    assert replies[0].text.startswith("🆘")


async def test_a_command_is_a_command(converse: Converse, sessions: Sessions) -> None:
    conversation = await agreed(converse)
    assert "Gọi ai" in await say(conversation, "/lienhe")
    await said(conversation, "mỹ tho")
    assert await communes_of(sessions) == ["28261"]


async def test_it_is_not_asked_without_consent_or_case(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await said(conversation, STORY)
    assert ASKED not in await say(conversation, "không")
    other = converse(KNOWN)
    await said(other, STORY)
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE cases RENAME TO away"))
    assert ASKED not in await say(other, "Đồng ý")


async def test_with_the_book_closed_nothing_is_said_to_be_noted(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = await agreed(converse)
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE cases RENAME TO away"))
    assert await say(conversation, "mỹ tho") == commune_question.NOT_NOTED


async def test_consent_taken_back_takes_the_commune_too(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = await agreed(converse)
    await said(conversation, "mỹ tho")
    await said(conversation, "rút đồng ý")
    assert await communes_of(sessions) == []
    assert await say(conversation, "", "commune:28261") == commune_question.SKIPPED


@pytest.mark.parametrize("choice", ["commune:28261", "commune:skip", "commune:99999"])
async def test_buttons_of_a_forgotten_conversation_get_an_answer(
    converse: Converse, choice: str
) -> None:
    assert await say(converse(KNOWN), "", choice) == commune_question.SKIPPED


@pytest.mark.parametrize("answer", ["em 12 tuổi ở xã Mỹ Hiệp", "em 12 tuổi ở tan thanh"])
async def test_a_child_that_answers_is_minded_first(
    converse: Converse, sessions: Sessions, answer: str
) -> None:
    conversation = await agreed(converse)
    told = await say(conversation, answer)
    assert "111" in told
    assert "Đã ghi" not in told
    assert commune_question.WHICH not in told
    assert await communes_of(sessions) == []


@pytest.mark.parametrize("text", ["/lienhe", "đồng ý", "gửi"])
async def test_a_child_is_minded_whatever_it_writes(
    converse: Converse, sessions: Sessions, text: str
) -> None:
    conversation = await agreed(converse)
    assert "111" in await say(conversation, f"{text} em 12 tuổi")
    assert await communes_of(sessions) == []
