"""Opinions to the police: nothing is kept before «Gửi», and a loss is never taken for one."""

import re
from collections.abc import Sequence
from typing import Protocol

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.conversation import opinion_texts, texts
from bot.conversation.conversation import Conversation
from bot.conversation.opinions import LONGEST
from bot.messages import InboundMessage, Reply
from casework.cases.models import Case
from casework.db import Sessions
from casework.opinions.models import Opinion, OpinionStatus
from casework.privacy.texts import RawText
from casework.understanding.base import FixedInterpreter, Interpreter

KNOWN = FixedInterpreter({"trong sạch": "gia_danh_cong_an_toa_an", "cảm ơn": "thanks"})
PROPOSAL = "đề nghị công an nói chuyện thêm ở chợ cho bà con lớn tuổi biết"
LOSS = "nó kêu tui chuyển 20 triệu để chứng minh trong sạch, tui lỡ chuyển rồi"
APPROACH = "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển"


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter) -> Conversation: ...


async def said(conversation: Conversation, text: str, choice: str | None = None) -> list[Reply]:
    return list(await conversation.reply_to(InboundMessage("web", "c1", RawText(text), choice)))


async def say(conversation: Conversation, text: str, choice: str | None = None) -> str:
    return "\n".join(reply.text for reply in await said(conversation, text, choice))


async def kept(sessions: Sessions) -> Sequence[Opinion]:
    async with sessions() as session:
        return (await session.scalars(select(Opinion))).all()


def receipt_in(text: str) -> str:
    found = re.search(r"CG-[A-Z0-9]{5}-[A-Z0-9]{5}", text)
    assert found
    return found.group()


@pytest.mark.parametrize("asking", ["/gopy", "góp ý", "tôi muốn góp ý", "kiến nghị", "Gop y."])
async def test_asking_says_what_is_kept_and_what_an_opinion_is_not(
    converse: Converse, asking: str
) -> None:
    answer = await say(converse(KNOWN), asking)
    for words in ("180 ngày", "cán bộ công an đọc", "Công an xã Thử", "xoá tên, số, địa chỉ"):
        assert words in answer
    for words in ("không phải là tố giác", "không có trả lời riêng", "VNeID", "«thôi»"):
        assert words in answer


async def test_only_gui_keeps_the_redacted_words_and_the_receipt_deletes_them(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await said(conversation, "/gopy")
    (shown,) = await said(conversation, f"{PROPOSAL}, hỏi tôi số 0912 345 678")
    assert shown.buttons == opinion_texts.SEND_BUTTONS
    assert "0912" not in shown.text
    assert "<PHONE>" in shown.text
    assert await kept(sessions) == []
    answer = await say(conversation, "gửi")
    (opinion,) = await kept(sessions)
    assert opinion.text in shown.text
    assert (opinion.status, opinion.channel, opinion.version) == (OpinionStatus.NEW, "web", 1)
    assert (opinion.told_at.minute, opinion.told_at.second) == (0, 0)
    code = receipt_in(answer)
    row = [str(getattr(opinion, column.name)) for column in Opinion.__table__.columns]
    assert not [value for value in row if code in value or value == "c1"]
    assert await say(converse(KNOWN), f"/xoa {code.lower()}") == opinion_texts.DELETED
    assert await kept(sessions) == []
    assert await say(conversation, f"/xoa {code}") == texts.NO_SUCH_RECEIPT


@pytest.mark.parametrize("between", [" ", "\n", "@canhgiac_bot "])
async def test_an_opinion_behind_the_command_is_shown_at_once(
    converse: Converse, sessions: Sessions, between: str
) -> None:
    conversation = converse(KNOWN)
    (shown,) = await said(conversation, f"/gopy{between}{PROPOSAL}")
    assert shown.buttons == opinion_texts.SEND_BUTTONS
    for words in (PROPOSAL, "180 ngày", "không phải là tố giác", "không có trả lời riêng"):
        assert words in shown.text
    assert await kept(sessions) == []


@pytest.mark.parametrize("yes", ["Gửi", "gui", "gửi đi", "Gửi giúp tôi nhé.", "1"])
async def test_typed_forms_of_sending(converse: Converse, sessions: Sessions, yes: str) -> None:
    conversation = converse(KNOWN)
    await said(conversation, f"/gopy {PROPOSAL}")
    assert "CG-" in await say(conversation, yes)
    assert [opinion.text for opinion in await kept(sessions)] == [PROPOSAL]


@pytest.mark.parametrize(
    "no", ["Không gửi", "không", "thôi", "đừng gửi", "ko gui nua", "thôi không góp ý nữa", "2"]
)
async def test_typed_forms_of_not_sending(converse: Converse, sessions: Sessions, no: str) -> None:
    conversation = converse(KNOWN)
    await said(conversation, f"/gopy {PROPOSAL}")
    assert await say(conversation, no) == opinion_texts.NOT_SENT
    assert await say(conversation, "", "opinion:send") == opinion_texts.NOTHING_SHOWN
    assert await kept(sessions) == []


@pytest.mark.parametrize("vague", ["ok", "đồng ý", "có", "ừ", "dạ gửi", "đã gửi chưa"])
async def test_vague_words_send_nothing(converse: Converse, sessions: Sessions, vague: str) -> None:
    conversation = converse(KNOWN)
    await said(conversation, APPROACH)
    await said(conversation, f"/gopy {PROPOSAL}")
    assert await say(conversation, vague) == opinion_texts.UNCLEAR
    assert await kept(sessions) == []
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == [], "nor is it consent to the story"
    assert "CG-" in await say(conversation, "gửi")


async def test_what_is_added_is_shown_with_the_rest(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    await said(conversation, f"/gopy {PROPOSAL}")
    shown = await say(conversation, "nên nói vào buổi chiều")
    assert f"{PROPOSAL}\nnên nói vào buổi chiều" in shown
    await said(conversation, "", "opinion:send")
    assert (await kept(sessions))[0].text == f"{PROPOSAL}\nnên nói vào buổi chiều"


async def test_stopping_while_it_is_asked_for(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    await said(conversation, "góp ý")
    assert await say(conversation, "thôi") == opinion_texts.NOT_SENT
    assert "Rất giống chiêu" in await say(conversation, APPROACH)
    assert await kept(sessions) == []


@pytest.mark.parametrize("command", ["/gopy", ""])
async def test_too_short_and_too_long_are_told(converse: Converse, command: str) -> None:
    conversation = converse(KNOWN)
    if not command:
        await said(conversation, "/gopy")
    assert await say(conversation, f"{command} hay quá".strip()) == opinion_texts.TOO_SHORT
    answer = await say(conversation, f"{command} {'rất tốt ' * 251}".strip())
    assert "nhiều nhất 2.000 ký tự, bạn đã viết 2.007" in answer
    shown = await say(conversation, ("rất tốt " * 250).strip())
    assert "Góp ý sẽ gửi" in shown
    assert LONGEST == 2_000


async def test_of_names_and_numbers_alone_no_opinion_is_left(converse: Converse) -> None:
    conversation = converse(KNOWN)
    await said(conversation, "/gopy")
    assert await say(conversation, "gọi 0912345678 nha 0987654321") == opinion_texts.TOO_SHORT


async def test_a_secret_in_an_opinion_is_masked_and_told(converse: Converse) -> None:
    answer = await say(converse(KNOWN), "/gopy ngân hàng hỏi mã otp là 483920 hoài, nên nhắc họ")
    assert texts.MASKED in answer
    assert "483920" not in answer


@pytest.mark.parametrize("way", ["asked", "behind the command", "added"])
async def test_a_loss_is_helped_at_once_and_not_sent(
    converse: Converse, sessions: Sessions, way: str
) -> None:
    conversation = converse(KNOWN)
    if way == "asked":
        await said(conversation, "/gopy")
    if way == "added":
        await said(conversation, f"/gopy {PROPOSAL}")
    replies = await said(conversation, f"/gopy {LOSS}" if way == "behind the command" else LOSS)
    assert replies[0].text.startswith("🆘 Đã mất tiền: làm NGAY")
    assert replies[1].text == opinion_texts.A_STORY
    assert "bao lâu" in replies[-1].text
    assert "ngân hàng hay ví" in await say(conversation, "hôm qua")
    assert await kept(sessions) == []


async def test_who_spoke_of_others_losses_can_still_send_it(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    words = "mong công an trả lời nhanh hơn khi dân trình báo mất tiền"
    replies = await said(conversation, f"/gopy {words}")
    assert opinion_texts.A_STORY in [reply.text for reply in replies]
    assert await kept(sessions) == []
    assert words in await say(conversation, "đây là góp ý")
    await said(conversation, "gửi")
    assert [opinion.text for opinion in await kept(sessions)] == [words]


@pytest.mark.parametrize(
    ("words", "first"),
    [("buồn quá, tui không muốn sống nữa", "Bạn ơi"), ("nó doạ giết tui nếu không nghe", "🚨")],
)
async def test_distress_comes_before_any_opinion(
    converse: Converse, sessions: Sessions, words: str, first: str
) -> None:
    conversation = converse(KNOWN)
    await said(conversation, "/gopy")
    replies = await said(conversation, words)
    assert replies[0].text.startswith(first)
    assert opinion_texts.IN_DISTRESS in [reply.text for reply in replies]
    assert await say(conversation, "", "opinion:send") == opinion_texts.NOTHING_SHOWN
    assert await kept(sessions) == []


async def test_of_a_child_no_opinion_is_kept(converse: Converse, sessions: Sessions) -> None:
    conversation = converse(KNOWN)
    answer = await say(conversation, "/gopy con học lớp 7, con muốn công an tới trường nói chuyện")
    assert "còn nhỏ tuổi" in answer
    assert "111" in answer
    assert "còn nhỏ tuổi" in await say(conversation, f"/gopy {PROPOSAL}")
    assert await say(conversation, "", "opinion:send") == opinion_texts.NOTHING_SHOWN
    assert await kept(sessions) == []


async def test_with_the_box_closed_nothing_is_said_to_be_kept_and_it_can_be_sent_later(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await said(conversation, f"/gopy {PROPOSAL}")
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE opinions RENAME TO away"))
    assert await say(conversation, "gửi") == opinion_texts.NOT_KEPT
    assert await say(conversation, "/xoa CG-7KQ2M-XW9ZB") == texts.DELETE_FAILED
    async with sessions.begin() as session:
        await session.execute(sql("ALTER TABLE away RENAME TO opinions"))
    assert "CG-" in await say(conversation, "gửi")
    assert len(await kept(sessions)) == 1


async def test_commands_work_meanwhile_and_the_opinion_waits(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await said(conversation, "/gopy")
    assert await say(conversation, "/help") == f"{texts.HELP}\n{opinion_texts.AGAIN}"
    await said(conversation, PROPOSAL)
    replies = await said(conversation, "/quyenriengtu")
    assert "Góp ý gửi công an" in replies[0].text
    assert replies[1].buttons == opinion_texts.SEND_BUTTONS
    assert "CG-" in await say(conversation, "gửi")
    await said(conversation, f"/gopy {PROPOSAL}")
    assert await say(conversation, "/xoa") == texts.DELETED_CHAT
    assert await say(conversation, "", "opinion:send") == opinion_texts.NOTHING_SHOWN
    assert len(await kept(sessions)) == 1


async def test_a_tap_that_goes_on_elsewhere_sets_it_aside_and_says_so(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    await said(conversation, "chứng minh trong sạch là gì vậy")
    await said(conversation, f"/gopy {PROPOSAL}")
    replies = await said(conversation, "", "stage:paid")
    assert replies[0].text.startswith("🆘")
    assert replies[1].text == opinion_texts.SET_ASIDE
    assert "ngân hàng hay ví" in await say(conversation, "hôm qua")
    assert await kept(sessions) == []


@pytest.mark.parametrize("ending", ["gửi", "không gửi"])
async def test_an_open_question_after_a_loss_is_asked_again_afterwards(
    converse: Converse, ending: str
) -> None:
    conversation = converse(KNOWN)
    await said(conversation, LOSS)
    await said(conversation, f"/gopy {PROPOSAL}")
    assert "bao lâu" in (await said(conversation, ending))[-1].text
    assert "ngân hàng hay ví" in await say(conversation, "hôm qua")


async def test_what_looks_like_a_help_channel_is_only_text(
    converse: Converse, sessions: Sessions
) -> None:
    conversation = converse(KNOWN)
    assert "góp ý (vneid) và (khongco)" in await say(
        conversation, "/gopy đây là góp ý {vneid} và {khongco}"
    )
    await said(conversation, "gửi")
    assert (await kept(sessions))[0].text == "đây là góp ý (vneid) và (khongco)"


@pytest.mark.parametrize("choice", ["opinion:send", "opinion:no", "opinion:anyway", "opinion:x"])
async def test_buttons_of_a_forgotten_opinion_get_an_answer(
    converse: Converse, sessions: Sessions, choice: str
) -> None:
    assert await say(converse(KNOWN), "", choice) == opinion_texts.NOTHING_SHOWN
    assert await kept(sessions) == []
