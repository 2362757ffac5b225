from datetime import date
from pathlib import Path

import pytest

from bot.composition import build_conversation
from bot.conversation import genuine
from bot.conversation.conversation import Conversation
from bot.messages import InboundMessage
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.communes import Communes
from casework.db import Sessions
from casework.opinions.opinion_box import OpinionBox
from casework.playbooks.help_channels import HelpChannels, today
from casework.playbooks.library import Library
from casework.playbooks.official_accounts import OfficialAccounts
from casework.privacy.texts import RawText
from casework.provinces import Provinces
from casework.understanding.base import BrokenInterpreter

DATA = Path(__file__).resolve().parents[3] / "data"


def one_account() -> OfficialAccounts:
    return OfficialAccounts.model_validate(
        {
            "accounts": [
                {
                    "id": "telegram_thu",
                    "place": "telegram",
                    "name": "Bot thử",
                    "username": "ten_thu_bot",
                    "link": "https://t.me/ten_thu_bot",
                    "shown": True,
                    "confirmed_by": "người viết bài thử",
                    "checked_on": today(),
                    "expires_on": today(),
                }
            ]
        }
    )


@pytest.fixture
def conversation(
    library: Library,
    help_channels: HelpChannels,
    places: tuple[Communes, Provinces],
    case_book: CaseBook,
    sessions: Sessions,
) -> Conversation:
    return build_conversation(
        BotSettings(operator="Công an xã Thử"),
        library,
        help_channels,
        BrokenInterpreter(),
        case_book,
        opinion_box=OpinionBox(sessions),
        communes=places[0],
        provinces=places[1],
        accounts=one_account(),
    )


async def test_what_is_confirmed_is_listed_alone_and_in_a_group(
    conversation: Conversation,
) -> None:
    for in_group in (False, True):
        message = InboundMessage("telegram", "c", RawText("/xacthuc"), in_group=in_group)
        said = (await conversation.reply_to(message))[0].text
        assert "Telegram: Bot thử (@ten_thu_bot) – https://t.me/ten_thu_bot" in said
        assert "Công an xã Thử xác nhận" in said
        assert "công an xã, phường" in said
        assert len(said) <= (500 if in_group else 700)


async def test_the_project_ships_no_name_that_nobody_has_confirmed() -> None:
    shipped = OfficialAccounts.from_file(DATA / "official_accounts.yml")
    assert shipped.accounts == ()
    said = genuine.answer(shipped.usable(date(2026, 11, 23)), "Công an xã Thử").text
    assert "Công an xã Thử chưa công bố" in said
    assert "http" not in said
    for never in ("tiền", "OTP", "mật khẩu", "đăng nhập", "nhắn làm quen", "đòi lại tiền"):
        assert never in said


@pytest.mark.parametrize(
    "name", ["Bot {khong_co}", "Bot {canh_sat_113}", "Bot {", "Bot {{x}}", "{accounts} {0}"]
)
@pytest.mark.parametrize("operator", ["Công an xã Thử", "Xã {khong_co} {0}"])
def test_brackets_of_a_name_are_words(
    help_channels: HelpChannels, name: str, operator: str
) -> None:
    """A file with such a name is refused; if one came in all the same, nothing would break."""
    forged = one_account().accounts[0].model_copy(update={"name": f"{name}\nhttps://evil.vn"})
    for said in (genuine.answer([forged], operator), genuine.short_answer([forged], operator)):
        told = help_channels.fill_today(said.text)
        line = next(line for line in told.splitlines() if line.startswith("• Telegram"))
        assert line.startswith(f"• Telegram: {name.translate(str.maketrans('{}', '()'))} https://")
    help_channels.fill_today(genuine.answer([], operator).text)
