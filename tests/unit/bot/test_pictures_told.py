"""Pictures become part of what is told; what of them cannot be read is said kindly."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import pytest
from sqlalchemy import select

from bot.conversation import looking, picture_texts, texts
from bot.conversation.conversation import Conversation
from bot.examining import Examining
from bot.messages import (
    Attachment,
    InboundMessage,
    Picture,
    PictureNotFetched,
    PictureTooLarge,
    Reply,
)
from casework.cases.models import Case, CaseCount
from casework.db import Sessions
from casework.evidence.base import ExaminesNothing, FixedFindings
from casework.evidence.finding import Finding, Kind, Verdict
from casework.evidence.pictures.base import (
    CannotReadNow,
    FixedReader,
    PictureRead,
    PictureReader,
    TooLarge,
)
from casework.privacy.texts import RawText
from casework.understanding.base import FixedInterpreter, Interpreter

SMS = b"a screenshot of a message"
CODE = b"a payment code"
BOTH = b"letters and a code"
EMPTY = b"a picture of a cat"
CODES_ONLY = b"no tesseract here"
CONSENTING = b"somebody else's yes"
NOT_PAID = b"a scammer who presses"
PAID_BY_OTHERS = b"somebody else's loss"
DESPAIR = b"somebody else's despair"
TRICK = b"a code with a placeholder"

READER = FixedReader(
    {
        SMS: PictureRead(RawText("Chị phải chứng minh trong sạch")),
        CODE: PictureRead(RawText(""), ("00020101",)),
        BOTH: PictureRead(RawText("Quét mã nhận quà"), ("00020101",)),
        EMPTY: PictureRead(RawText("")),
        CODES_ONLY: PictureRead(None, ("00020101",)),
        CONSENTING: PictureRead(RawText("Đồng ý")),
        NOT_PAID: PictureRead(RawText("Sao em chưa chuyển tiền vậy? Công an tới nhà bây giờ")),
        PAID_BY_OTHERS: PictureRead(RawText("Tôi chuyển 50 triệu rồi, đọc mã OTP rồi, trong sạch")),
        DESPAIR: PictureRead(RawText("Em không trả nợ chị, chị không muốn sống nữa")),
        TRICK: PictureRead(RawText("trong sạch ﹛x﹜"), ("{x}",)),
    }
)
PAYS = Finding(Kind.QR, Verdict.PAYMENT, "MB …21", "Mã QR này chuyển 5.000.000đ tới MB …21.")
KNOWN = FixedInterpreter({"trong sạch": "gia_danh_cong_an_toa_an", "alo": "greeting"})


class Converse(Protocol):
    def __call__(self, interpreter: Interpreter, examining: Examining) -> Conversation: ...


def holding(data: bytes) -> Picture:
    async def fetch() -> bytes:
        return data

    return Picture(fetch)


def failing(error: Exception) -> Picture:
    async def fetch() -> bytes:
        raise error

    return Picture(fetch)


def sent(*pictures: Picture, text: str = "", in_group: bool = False) -> InboundMessage:
    return InboundMessage(
        "web",
        "c1",
        RawText(text),
        attachments=(Attachment.PHOTO,) * len(pictures),
        pictures=pictures,
        in_group=in_group,
    )


@pytest.fixture
def conversation(converse: Converse) -> Conversation:
    return converse(KNOWN, Examining(FixedFindings({"00020101": PAYS}), READER))


def said(replies: Sequence[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


async def test_a_screenshot_is_read_as_the_message_it_shows(conversation: Conversation) -> None:
    told = said(await conversation.reply_to(sent(holding(SMS))))
    assert "Giả danh công an" in told
    assert "“chứng minh trong sạch”" in told
    assert "chưa đọc được ảnh" not in told


async def test_words_beside_a_picture_are_told_with_it(conversation: Conversation) -> None:
    told = said(await conversation.reply_to(sent(holding(SMS), text="tui lỡ chuyển 20 triệu rồi")))
    assert told.startswith("🆘 Đã mất tiền")
    assert "Giả danh công an" in told


async def test_several_pictures_are_one_story(conversation: Conversation) -> None:
    told = said(await conversation.reply_to(sent(holding(BOTH), holding(SMS))))
    assert "Giả danh công an" in told
    assert PAYS.reason in told


@pytest.mark.parametrize("text", ["", "tin này thật không?", "/kiemtra"])
async def test_a_code_alone_says_what_it_would_do_and_asks_who_sent_it(
    conversation: Conversation, text: str
) -> None:
    told = said(await conversation.reply_to(sent(holding(CODE), text=text)))
    assert told.startswith(PAYS.reason)
    assert "ai liên hệ với bạn" in told
    assert picture_texts.NO_LETTERS not in told


async def test_without_tesseract_the_code_is_seen_and_the_letters_are_asked_for(
    conversation: Conversation,
) -> None:
    told = said(await conversation.reply_to(sent(holding(CODES_ONLY))))
    assert PAYS.reason in told
    assert picture_texts.ONLY_CODES in told


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        (holding(EMPTY), picture_texts.NO_LETTERS),
        (holding(b"anything"), picture_texts.NO_PICTURE),
        (failing(PictureNotFetched()), picture_texts.NOT_FETCHED),
        (failing(PictureTooLarge()), picture_texts.TOO_LARGE),
        (failing(TooLarge()), picture_texts.TOO_LARGE),
        (failing(CannotReadNow()), picture_texts.NOT_NOW),
        (failing(RuntimeError("0912345678")), picture_texts.NOT_NOW),
    ],
)
async def test_what_cannot_be_read_is_said_and_typing_is_asked_for(
    conversation: Conversation, picture: Picture, told: str
) -> None:
    (reply,) = await conversation.reply_to(sent(picture))
    assert reply.text == told
    assert "gõ lại" in reply.text.lower()
    beside = said(await conversation.reply_to(sent(picture, text="nó bắt chứng minh trong sạch")))
    assert told in beside
    assert "Giả danh công an" in beside


async def test_without_a_reader_typing_is_asked_for(converse: Converse) -> None:
    conversation = converse(KNOWN, Examining(ExaminesNothing(), None))
    (reply,) = await conversation.reply_to(sent(holding(SMS)))
    assert reply.text == picture_texts.NO_READER


async def test_one_picture_that_fails_does_not_take_the_others_with_it(
    conversation: Conversation,
) -> None:
    told = said(await conversation.reply_to(sent(failing(PictureNotFetched()), holding(SMS))))
    assert "Giả danh công an" in told
    assert picture_texts.NOT_FETCHED in told


async def test_of_more_pictures_than_are_read_it_is_said(conversation: Conversation) -> None:
    many = InboundMessage(
        "web", "c1", attachments=(Attachment.PHOTO,) * 6, pictures=(holding(SMS),) * 4
    )
    assert picture_texts.NOT_ALL.format(count=4) in said(await conversation.reply_to(many))


async def test_what_stands_in_a_picture_answers_no_question(
    conversation: Conversation, sessions: Sessions
) -> None:
    story = InboundMessage(
        "web", "c1", RawText("nó đòi tui chứng minh trong sạch, tui chưa chuyển")
    )
    asked = said(await conversation.reply_to(story))
    assert "bạn có đồng ý cho giữ lại lời kể này không" in asked
    await conversation.reply_to(sent(holding(CONSENTING)))
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []
        assert (await session.scalars(select(CaseCount))).all() != []


async def test_a_slow_picture_is_given_up_and_the_words_are_answered(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "LONGEST_LOOK", 0.01)
    never = asyncio.Event()

    async def fetch() -> bytes:
        await never.wait()
        return b""

    told = said(await conversation.reply_to(sent(Picture(fetch), text="chứng minh trong sạch")))
    assert picture_texts.NOT_NOW in told
    assert "Giả danh công an" in told


async def test_a_picture_asked_about_in_a_group_is_read(conversation: Conversation) -> None:
    (reply,) = await conversation.reply_to(sent(holding(SMS), text="tin này sao?", in_group=True))
    assert "Giả danh công an" in reply.text
    (reply,) = await conversation.reply_to(sent(holding(CODE), in_group=True))
    assert PAYS.reason in reply.text


async def test_a_photo_that_was_lost_in_a_crash_is_asked_for_again(
    conversation: Conversation,
) -> None:
    lost = InboundMessage("web", "c1", attachments=(Attachment.PHOTO,))
    (reply,) = await conversation.reply_to(lost)
    assert reply.text == texts.PHOTO


async def test_pictures_are_dropped_once_they_are_read() -> None:
    looked = await looking.Looking(READER).look_at(sent(holding(SMS)))
    assert looked.pictures == ()
    assert looked.attachments == ()
    assert "trong sạch" not in repr(looked)


class NeverReads:
    """A reader that must not be asked."""

    async def read(self, picture: bytes) -> PictureRead:
        raise AssertionError(len(picture))


async def test_a_message_without_pictures_never_asks_the_reader() -> None:
    reader: PictureReader = NeverReads()
    message = InboundMessage("web", "c1", RawText("alo"))
    assert await looking.Looking(reader).look_at(message) is message


def own(text: str) -> InboundMessage:
    return InboundMessage("web", "c1", RawText(text))


async def stages(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        counts = await session.scalars(select(CaseCount).where(CaseCount.reports > 0))
        return [count.stage for count in counts]


@pytest.mark.parametrize("caption", ["", "tin nó nhắn nè"])
async def test_a_scammers_words_in_a_picture_take_no_loss_back(
    conversation: Conversation, sessions: Sessions, caption: str
) -> None:
    await conversation.reply_to(own("nó bắt chứng minh trong sạch, tui chuyển 20 triệu cho nó rồi"))
    told = said(await conversation.reply_to(sent(holding(NOT_PAID), text=caption)))
    assert "May là bạn chưa đưa gì" not in told
    assert await stages(sessions) == ["paid"]


async def test_a_loss_that_a_picture_tells_of_is_asked_about_and_not_believed(
    conversation: Conversation, sessions: Sessions
) -> None:
    told = said(await conversation.reply_to(sent(holding(PAID_BY_OTHERS))))
    assert "🆘" not in told
    assert "bạn đã đưa gì cho họ chưa" in told
    assert await stages(sessions) == ["unclear"]
    # Nor by what is said next.
    await conversation.reply_to(own("tin này ở đâu ra vậy ta, kêu chứng minh trong sạch"))
    assert "paid" not in await stages(sessions)


async def test_a_quoted_message_denies_no_loss_either(
    conversation: Conversation, sessions: Sessions
) -> None:
    await conversation.reply_to(own("nó bắt chứng minh trong sạch, tui chuyển 20 triệu cho nó rồi"))
    quoted = RawText("em chưa chuyển tiền hả, chuyển lẹ đi")
    asked = InboundMessage("web", "c1", RawText("tin này sao?"), quoted=quoted)
    assert "May là bạn chưa đưa gì" not in said(await conversation.reply_to(asked))
    assert await stages(sessions) == ["paid"]


async def test_despair_in_a_picture_does_not_swallow_a_loss(conversation: Conversation) -> None:
    loss = "tui lỡ chuyển 20 triệu để chứng minh trong sạch rồi, tin nó đây"
    told = await conversation.reply_to(sent(holding(DESPAIR), text=loss))
    assert told[0].text.startswith("🆘 Đã mất tiền")
    assert "Bạn quan trọng hơn mọi chuyện khác" in told[-1].text


async def test_whoever_despairs_does_not_wait_for_a_picture(conversation: Conversation) -> None:
    never = asyncio.Event()

    async def fetch() -> bytes:
        await never.wait()
        return b""

    (reply, *_) = await conversation.reply_to(sent(Picture(fetch), text="tui không muốn sống nữa"))
    assert "Bạn quan trọng hơn mọi chuyện khác" in reply.text


async def test_with_a_picture_words_agree_to_nothing_and_choose_nothing(
    conversation: Conversation, sessions: Sessions
) -> None:
    asked = said(await conversation.reply_to(own("nó đòi chứng minh trong sạch, tui chưa chuyển")))
    assert "bạn có đồng ý cho giữ lại lời kể này không" in asked
    for caption in ("đồng ý", "1"):
        await conversation.reply_to(sent(holding(SMS), text=caption))
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []
    assert await stages(sessions) == ["approach"]


async def test_a_picture_beside_an_opinion_is_not_passed_over_in_silence(
    conversation: Conversation,
) -> None:
    await conversation.reply_to(own("/gopy"))
    opinion = "đề nghị xã mình mở thêm loa phát thanh"
    told = said(await conversation.reply_to(sent(holding(SMS), text=opinion)))
    assert picture_texts.NOT_WITH_OPINION in told


@pytest.mark.parametrize("note", ["{x}", "x{a}", "﹛a﹜", "{113}", "{canh_sat_113}"])
async def test_placeholders_in_pictures_and_codes_break_no_answer(
    converse: Converse, note: str
) -> None:
    tricky = replace(PAYS, reason=f"Lời ghi sẵn trong mã: {note}.")
    examining = Examining(FixedFindings({"(x)": tricky, "trong sạch": tricky}), READER)
    conversation = converse(KNOWN, examining)
    for message in (sent(holding(TRICK)), own("vì sao?"), own("trong sạch {x} ﹛y﹜")):
        told = said(await conversation.reply_to(message))
        assert "trục trặc" not in told
