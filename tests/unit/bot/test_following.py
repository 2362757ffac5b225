"""A model version is promoted and taken back while residents write."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine, event, select

from bot.composition import (
    build_conversation,
    never_silent,
    open_case_sessions,
    open_conversation,
)
from bot.conversation import texts
from bot.conversation.conversation import Conversation
from bot.messages import InboundMessage, Reply
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.cases.models import CaseCount
from casework.communes import Communes
from casework.db import Sessions, apart
from casework.learning import following
from casework.learning.following import FollowingInterpreter, LiveLibrary
from casework.opinions.opinion_box import OpinionBox
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.privacy.texts import RawText, RedactedText
from casework.provinces import Provinces
from casework.understanding.base import (
    UNCLEAR,
    Interpretation,
    InterpreterUnavailable,
    RankedIntent,
)
from tests.unit.casework.learning.promoted import (
    NEW,
    NEW_NAME,
    SHIPPER,
    make_live,
    new_text,
    old_text,
    put,
)

OLD_VERSION, NEW_VERSION = "canhgiac-000000000001", "canhgiac-000000000002"
STORY = "nó nhắn tui đổi sim ảo lấy thưởng liền, tui chưa chuyển"
PHRASES = "họ tặng sim số đẹp, kêu đổi sim ảo lấy thưởng, tui chưa chuyển"
WELCOME = texts.WELCOME[:60]
DOUBTFUL = "nó nhắn tui đổi sim, hay là shipper, tui chưa chuyển"


@dataclass
class Served:
    """An NLU server, and which version it serves. The new one knows one playbook more."""

    model: str | None = OLD_VERSION
    away: bool = False
    answered: list[str | None] = field(default_factory=list)
    # After so many answers another version is put in place.
    changes: dict[int, str] = field(default_factory=dict)
    # Two servers take turns, while they go over one after the other.
    in_turn: bool = False

    async def interpret(self, utterance: RedactedText) -> Interpretation:
        await asyncio.sleep(0)
        if self.away:
            raise InterpreterUnavailable("(away)")
        self.model = self.changes.get(len(self.answered), self.model)
        if self.in_turn:
            self.model = (OLD_VERSION, NEW_VERSION)[len(self.answered) % 2]
        self.answered.append(self.model)
        shares = self._shares("shipper" in utterance)
        ranking = tuple(RankedIntent(name, share) for name, share in shares.items())
        return Interpretation(ranking, source="rasa", model=self.model)

    def _shares(self, doubtful: bool) -> dict[str, float]:  # noqa: FBT001
        if self.model == OLD_VERSION:
            return {UNCLEAR: 0.9, SHIPPER: 0.06, "legit_message": 0.04}
        if doubtful:
            return {NEW: 0.48, SHIPPER: 0.42, "legit_message": 0.1}
        return {NEW: 0.9, SHIPPER: 0.06, "legit_message": 0.04}


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.fixture
def shown(library: Library) -> Library:
    return Library.from_text(old_text(library), "patterns.yml", OLD_VERSION)


@pytest.fixture
async def conversation(
    *,
    sessions: Sessions,
    library: Library,
    shown: Library,
    served: Served,
    help_channels: HelpChannels,
    places: tuple[Communes, Provinces],
) -> AsyncIterator[Conversation]:
    await put(sessions, OLD_VERSION, old_text(library))
    await put(sessions, NEW_VERSION, new_text(library))
    communes, provinces = places
    live = LiveLibrary(shown, apart(sessions))
    yield build_conversation(
        BotSettings(operator="Công an xã Thử"),
        shown,
        help_channels,
        FollowingInterpreter(served, live),
        CaseBook(sessions),
        opinion_box=OpinionBox(sessions),
        communes=communes,
        provinces=provinces,
    )
    await live.aclose()


async def say(
    conversation: Conversation, text: str, choice: str | None = None, chat: str = "c1"
) -> list[Reply]:
    message = InboundMessage("web", chat, RawText(text), choice)
    return list(await never_silent(conversation)(message))


def words_of(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


def failed(conversation: Conversation) -> str:
    """What is said when answering failed."""
    return words_of(list(conversation.emergency()))


def choices_of(replies: list[Reply]) -> list[str]:
    return [button.value for reply in replies for button in reply.buttons]


async def test_a_promoted_playbook_is_named_at_once_and_gone_after_the_roll_back(
    conversation: Conversation, served: Served
) -> None:
    assert NEW_NAME not in words_of(await say(conversation, STORY, chat="before"))
    served.model = NEW_VERSION
    assert f"Rất giống chiêu: {NEW_NAME}" in words_of(await say(conversation, STORY, chat="during"))
    served.model = OLD_VERSION
    after = words_of(await say(conversation, STORY, chat="after"))
    assert NEW_NAME not in after
    assert after != failed(conversation)


async def test_the_menu_holds_what_the_live_version_knows(
    conversation: Conversation, served: Served, shown: Library
) -> None:
    family = f"family:{shown.get(SHIPPER).family.value}"
    assert f"show:{NEW}" not in choices_of(await say(conversation, "", family))
    served.model = NEW_VERSION
    await say(conversation, STORY)
    assert f"show:{NEW}" in choices_of(await say(conversation, "", family))
    assert NEW_NAME in words_of(await say(conversation, "/kichban sim ảo"))
    served.model = OLD_VERSION
    await say(conversation, STORY, chat="another")
    assert f"show:{NEW}" not in choices_of(await say(conversation, "", family))
    assert NEW_NAME not in words_of(await say(conversation, "/kichban sim ảo"))


async def test_a_button_that_was_offered_is_answered_after_the_roll_back(
    conversation: Conversation, served: Served, shown: Library
) -> None:
    served.model = NEW_VERSION
    asked = await say(conversation, DOUBTFUL)
    assert "Người ta nói về SIM ảo hay về một đơn hàng?" in words_of(asked)
    assert choices_of(asked) == [f"tell:{NEW}", f"tell:{SHIPPER}", "tell:neither"]
    served.model = OLD_VERSION
    await say(conversation, STORY, chat="another")
    assert NEW not in shown.ids
    assert f"Rất giống chiêu: {NEW_NAME}" in words_of(await say(conversation, "1"))
    for choice in ("why", "todo", f"show:{NEW}"):
        told = words_of(await say(conversation, "", choice))
        assert told != failed(conversation)
        assert not told.startswith(WELCOME)
    assert NEW_NAME in words_of(await say(conversation, "", "why"))


async def test_a_button_of_a_playbook_that_nobody_knows_is_answered(
    conversation: Conversation,
) -> None:
    assert words_of(await say(conversation, "", "show:gone_for_long")).startswith(WELCOME)
    assert words_of(await say(conversation, "", "tell:gone_for_long")) == texts.ASK_DETAILS
    await say(conversation, STORY)
    assert texts.NEITHER in words_of(await say(conversation, "", "tell:gone_for_long"))


async def test_a_running_conversation_goes_on_over_the_roll_back(
    conversation: Conversation, served: Served, sessions: Sessions
) -> None:
    served.model = NEW_VERSION
    await say(conversation, STORY)
    served.model = OLD_VERSION
    said = words_of(await say(conversation, "nó lại nhắn sim ảo lấy thưởng nữa nè, chưa chuyển"))
    assert said != failed(conversation)
    async with sessions() as session:
        counted = (await session.scalars(select(CaseCount))).one()
    assert (counted.reports, counted.playbook_id) == (1, NEW)


async def test_phrases_that_stand_in_know_the_version_that_was_served_last(
    conversation: Conversation, served: Served
) -> None:
    served.model = NEW_VERSION
    await say(conversation, STORY, chat="before")
    served.away = True
    assert NEW_NAME in words_of(await say(conversation, PHRASES, chat="now"))


async def test_a_model_newer_than_all_playbooks_here_asks_for_more_and_counts_no_playbook(
    conversation: Conversation, served: Served, sessions: Sessions, shown: Library
) -> None:
    served.model = "canhgiac-nowhere"
    said = words_of(await say(conversation, STORY))
    assert shown.version == OLD_VERSION
    assert texts.ASK_DETAILS in said
    assert texts.NO_MATCH not in said
    async with sessions() as session:
        counted = (await session.scalars(select(CaseCount))).one()
    assert (counted.decision, counted.playbook_id) == ("more", "")
    # A neighbour's phrase does not make it the neighbour.
    phrase = shown.get(SHIPPER).pattern.warning_signs[0].phrases[0]
    said = words_of(await say(conversation, f"{phrase} nè bà con ơi", chat="other"))
    assert shown.get(SHIPPER).name not in said


@pytest.mark.parametrize("patience", [following.PATIENCE, 60.0])
async def test_five_hundred_write_while_a_version_is_promoted_and_taken_back(
    conversation: Conversation, served: Served, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr(following, "PATIENCE", patience)
    served.changes = {150: NEW_VERSION, 350: OLD_VERSION}
    answers = await asyncio.gather(
        *(say(conversation, STORY, chat=f"c{number}") for number in range(500))
    )
    assert all(answers)
    assert not [told for told in answers if words_of(told) == failed(conversation)]
    by_the_new = served.answered.count(NEW_VERSION)
    assert (len(served.answered), by_the_new) == (500, 200)
    named = [told for told in answers if NEW_NAME in words_of(told)]
    # On a machine that has no time for the database in half a second some are asked for more.
    assert len(named) == by_the_new if patience > 1 else len(named) <= by_the_new


@pytest.fixture
def read() -> Iterator[list[str]]:
    """What any database is asked for versions: the one that is followed has its own connections."""
    statements: list[str] = []

    def note(*about: object) -> None:
        if "FROM model_versions" in str(about[2]):
            statements.append(str(about[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


async def test_five_hundred_write_while_servers_of_two_versions_take_turns(
    conversation: Conversation, served: Served, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 60.0)
    served.in_turn = True
    answers = await asyncio.gather(
        *(say(conversation, STORY, chat=f"c{number}") for number in range(500))
    )
    assert not [told for told in answers if words_of(told) == failed(conversation)]
    assert len([told for told in answers if NEW_NAME in words_of(told)]) == 250
    assert len(read) == 1


async def test_the_bot_begins_with_the_live_version_and_not_with_the_draft(
    library: Library, database_url: str
) -> None:
    settings = BotSettings(database_url=database_url)
    away = Served(away=True)
    async with open_case_sessions(settings) as sessions:
        await put(sessions, NEW_VERSION, new_text(library))
        await make_live(sessions, NEW_VERSION)
    async with (
        open_case_sessions(settings) as sessions,
        open_conversation(settings, away, sessions) as conversation,
    ):
        assert NEW_NAME in words_of(await say(conversation, PHRASES))
        away.away, away.model = False, OLD_VERSION
        await put(sessions, OLD_VERSION, old_text(library))
        assert NEW_NAME not in words_of(await say(conversation, STORY, chat="later"))
