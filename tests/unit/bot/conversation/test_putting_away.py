"""A conversation that is put away after each message goes on as one that was never put away."""

import json
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import count
from typing import Protocol

import pytest

from bot.composition import build_conversation
from bot.conversation.conversation import Conversation
from bot.examining import Examining
from bot.messages import Button, InboundMessage, Reply
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.communes import Communes
from casework.db import Sessions, open_engine, open_sessions
from casework.evidence.base import FixedFindings
from casework.evidence.finding import Finding, Kind, Verdict
from casework.opinions.opinion_box import OpinionBox
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.privacy.texts import RawText
from casework.provinces import Provinces
from casework.understanding.base import FixedInterpreter
from tests.conftest import NewDatabase

PHONE, CODE, ACCOUNT = "0978341256", "482913", "1017283946551"
STORY = (
    f"số {PHONE} gọi kêu chuyển tiền vô tài khoản {ACCOUNT} để chứng minh trong sạch, "
    f"tui lỡ đọc mã OTP {CODE}"
)
LINK = Finding(
    Kind.LINK,
    Verdict.LOOKALIKE,
    "vcb-xac-thuc[.]top",
    "Đường dẫn vcb-xac-thuc[.]top giả tên Vietcombank.",
    brand="vietcombank",
    playbook="link_qr_gia_mao",
    domain="vcb-xac-thuc.top",
)
A_LOSS = (
    "/start",
    "nó gọi kêu chứng minh trong sạch, bấm vcb-xac-thuc",
    "tui lỡ chuyển 5 triệu rồi",
    "Dưới 1 giờ",
    "Vietcombank",
    "5 triệu",
    "Có đọc mã OTP",
    "vì sao",
    "/lienhe",
)
CONSENT_AND_COMMUNE = (
    "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển",
    "Đồng ý",
    "phường mỹ tho",
    "/quyenriengtu",
    "nó lại gọi, giả shipper",
    "/xoa",
    "alo",
)
REFUSED = (
    "nó đòi tui chuyển tiền để chứng minh trong sạch, tui chưa chuyển",
    "không đồng ý",
    "còn shipper kêu trả 20 ngàn, tui chưa trả",
)
AN_OPINION = (
    "nó gọi, xưng shipper, tui lỡ chuyển 5 triệu rồi",
    "/gopy mong công an xã mở thêm buổi nói chuyện vào buổi chiều",
    "nên phát thêm tờ rơi ở chợ",
    "gửi",
    "hôm qua",
)
UNCLEAR = ("tui sợ quá", "shipper", "1", "2", "con học lớp 7", "tui không muốn sống nữa", "alo")
EDITED = (
    (1, "nó gọi kêu chứng minh trong sạch"),
    (2, "tui lỡ chuyển 5 triệu rồi"),
    (2, "tui chưa chuyển đồng nào"),
    (3, "thôi để tui hỏi lại"),
    (1, "shipper gọi"),
)


class Converse(Protocol):
    def __call__(self, sessions: Sessions) -> Conversation: ...


Books = Callable[[], AbstractAsyncContextManager[Sessions]]


@pytest.fixture
def books(new_database: NewDatabase) -> Books:
    """Closed also where a test ends early, as one that is expected to fail does."""
    numbers = count(1)

    @asynccontextmanager
    async def book() -> AsyncIterator[Sessions]:
        engine = open_engine(new_database(f"book{next(numbers)}.db"))
        try:
            yield open_sessions(engine)
        finally:
            await engine.dispose()

    return book


@pytest.fixture
def converse_over(
    library: Library,
    help_channels: HelpChannels,
    places: tuple[Communes, Provinces],
    database_url: str,
) -> Converse:
    # The first database is migrated, which cannot be done inside of a test.
    assert database_url

    def made(sessions: Sessions) -> Conversation:
        known = {"trong sạch": "gia_danh_cong_an_toa_an", "shipper": "shipper_gia"}
        return build_conversation(
            BotSettings(operator="Công an xã Thử"),
            library,
            help_channels,
            FixedInterpreter(known),
            CaseBook(sessions),
            opinion_box=OpinionBox(sessions),
            communes=places[0],
            provinces=places[1],
            examining=Examining(FixedFindings({"vcb-xac-thuc": LINK}), None),
        )

    return made


def messages_of(dialogue: Sequence[str | tuple[int, str]]) -> list[InboundMessage]:
    """Each line with its number; one that has a number again is an edit."""
    newest, messages = 0, []
    for line in dialogue:
        order, text = (newest + 1, line) if isinstance(line, str) else line
        edited, newest = order <= newest, max(newest, order)
        messages.append(InboundMessage("telegram", "7", RawText(text), order=order, edited=edited))
    return messages


async def said_by(
    conversation: Conversation, messages: Sequence[InboundMessage], *, puts_away: bool
) -> tuple[list[list[Reply]], list[str | None]]:
    """Its replies, and what was put away after each message."""
    replies: list[list[Reply]] = []
    kept: list[str | None] = []
    for message in messages:
        if puts_away:
            conversation.carry_on(message.conversation, kept[-1] if kept else None)
        replies.append([_without_codes(r) for r in await conversation.reply_to(message)])
        if puts_away:
            kept.append(conversation.put_away(message.conversation))
    return replies, kept


def _without_codes(reply: Reply) -> Reply:
    text = re.sub(r"CG-[A-Z0-9]{5}-[A-Z0-9]{5}", "CG", reply.text)
    buttons = tuple(
        Button(re.sub(r"CG-\S+", "CG", b.label), re.sub(r"CG-\S+", "CG", b.value))
        for b in reply.buttons
    )
    return Reply(text, buttons, reply.forgets)


@pytest.mark.parametrize(
    "dialogue",
    [
        A_LOSS,
        CONSENT_AND_COMMUNE,
        REFUSED,
        AN_OPINION,
        UNCLEAR,
        EDITED,
    ],
    ids=["a loss", "consent and commune", "refused", "an opinion", "unclear", "edited"],
)
async def test_put_away_after_each_message_it_says_the_same(
    converse_over: Converse, books: Books, dialogue: Sequence[str | tuple[int, str]]
) -> None:
    messages = messages_of(dialogue)
    async with books() as here, books() as there:
        at_once, _ = await said_by(converse_over(here), messages, puts_away=False)
        by_turns, kept = await said_by(converse_over(there), messages, puts_away=True)
    assert by_turns == at_once
    assert any(kept)


async def test_together_the_dialogues_ask_every_question(
    converse_over: Converse, books: Books
) -> None:
    """Or the test above would compare less than it says."""
    asked = set()
    for dialogue in (A_LOSS, CONSENT_AND_COMMUNE, REFUSED, AN_OPINION, UNCLEAR, EDITED):
        async with books() as book:
            messages = messages_of(dialogue)
            _, kept = await said_by(converse_over(book), messages, puts_away=True)
        asked |= {json.loads(each)["awaiting"] for each in kept if each}
    assert asked >= {"NOTHING", "STAGE", "WHEN", "BANK", "AMOUNT", "ALSO_GIVEN", "COMMUNE"}


async def test_nothing_raw_is_put_away(converse_over: Converse, books: Books) -> None:
    lines = (STORY, f"nó gọi lại từ {PHONE}", f"/gopy số {PHONE} gọi hoài, nên nhắc bà con")
    async with books() as book:
        _, kept = await said_by(converse_over(book), messages_of(lines), puts_away=True)
    whole = "\n".join(each for each in kept if each)
    for secret in (PHONE, CODE, ACCOUNT, PHONE[:6]):
        assert secret not in whole
    assert "trong sạch" in whole, "the story itself is there"


async def test_a_conversation_that_was_deleted_is_not_put_away(
    converse_over: Converse, books: Books
) -> None:
    async with books() as book:
        _, kept = await said_by(converse_over(book), messages_of((STORY, "/xoa")), puts_away=True)
    assert kept[0]
    assert kept[1] is None
