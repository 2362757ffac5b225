"""Puts the residents' door together from its settings: plain constructors, no globals."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.base import OnMessage
from bot.conversation.advice import Advice
from bot.conversation.case_keeping import CaseKeeping
from bot.conversation.chat_codec import ChatCodec
from bot.conversation.commune_question import CommuneQuestion
from bot.conversation.conversation import Conversation
from bot.conversation.examining import MessageExaminer
from bot.conversation.group import Group
from bot.conversation.group_commands import GroupCommands
from bot.conversation.looking import Looking
from bot.conversation.opinions import Opinions
from bot.conversation.requests import Requests
from bot.conversation.responses import Responses
from bot.conversation.story import Story
from bot.examining import NOTHING_EXAMINED, Examining, open_examining
from bot.expiry import Chore, expiring
from bot.messages import InboundMessage, Reply
from bot.metrics import BotMetrics, MeasuredIntake, MeasuredInterpreter
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.cases.case_book_of_turns import CaseBookOfTurns
from casework.communes import Communes
from casework.db import Sessions, apart, open_engine, open_sessions
from casework.db_clock import clock_agrees
from casework.evidence.base import ExaminesNothing
from casework.intake import Understanding
from casework.learning.following import FollowingInterpreter, LiveLibrary, library_at_start
from casework.migrations import RestoreUnfinished, migrate
from casework.opinions.opinion_box import OpinionBox
from casework.opinions.opinion_box_of_turns import OpinionBoxOfTurns
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.playbooks.official_accounts import OfficialAccounts
from casework.provinces import Provinces
from casework.turn_acts import TurnActs
from casework.understanding.base import Interpreter
from casework.understanding.phrases import InterpreterWithStandIn, PhraseInterpreter

logger = logging.getLogger(__name__)


@asynccontextmanager
async def open_case_sessions(settings: BotSettings) -> AsyncIterator[Sessions]:
    """The database of the settings, or one in which nothing can be kept."""
    engine = _open_database(settings.database_url)
    try:
        yield open_sessions(engine)
    finally:
        await engine.dispose()


@asynccontextmanager
async def open_conversation(
    settings: BotSettings,
    interpreter: Interpreter,
    sessions: Sessions,
    more_chores: Sequence[Chore] = (),
    metrics: BotMetrics | None = None,
    *,
    examined: bool = False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    acts: TurnActs | None = None,
) -> AsyncIterator[Conversation]:
    """A conversation over the data files, the interpreter and the database of the settings.

    Its playbooks are those of the model version that answers, also when that changes meanwhile.
    `examined`: messages bring what was found in them; what they hold is redacted already.
    `acts`: where turns put what they have to write, instead of writing it at once.
    """
    library = await library_at_start(sessions, settings.data_dir / "scam_patterns.yml")
    help_channels = HelpChannels.from_file(settings.data_dir / "help_channels.yml")
    communes = Communes.from_file(settings.data_dir / "communes.yml")
    provinces = Provinces.from_file(settings.data_dir / "provinces.yml")
    accounts = OfficialAccounts.from_file(settings.data_dir / "official_accounts.yml")
    case_book, opinion_box = _books(sessions, acts, now)
    schema = Schema(settings.database_url)
    if metrics is not None:
        interpreter = MeasuredInterpreter(interpreter, metrics)
    async with (
        aclosing(LiveLibrary(library, apart(sessions))) as live,
        open_examining(settings, help_channels, sessions) as examining,
    ):
        conversation = build_conversation(
            settings,
            library,
            help_channels,
            FollowingInterpreter(interpreter, live),
            case_book,
            opinion_box=opinion_box,
            communes=communes,
            provinces=provinces,
            accounts=accounts,
            examining=examining,
            noticed=metrics.understood if metrics is not None else lambda _told: None,
            examined=examined,
            now=now,
        )
        purge = _purging(sessions, (case_book.purge, opinion_box.purge, *more_chores))
        chores = (schema.bring_up, examining.look_again, purge)
        async with expiring(conversation, chores):
            yield conversation


def _books(
    sessions: Sessions, acts: TurnActs | None, now: Callable[[], datetime]
) -> tuple[CaseBook, OpinionBox]:
    if acts is None:
        return CaseBook(sessions, now), OpinionBox(sessions, now)
    return CaseBookOfTurns(sessions, acts, now), OpinionBoxOfTurns(sessions, acts, now)


def _purging(sessions: Sessions, purges: Sequence[Chore]) -> Chore:
    """All of them, one after another; nothing while this clock and the database's disagree."""

    async def purge() -> None:
        if await clock_agrees(sessions):
            for each in purges:
                await each()

    return purge


def build_conversation(
    settings: BotSettings,
    library: Library,
    help_channels: HelpChannels,
    interpreter: Interpreter,
    case_book: CaseBook,
    *,
    opinion_box: OpinionBox,
    communes: Communes,
    provinces: Provinces,
    accounts: OfficialAccounts | None = None,
    examining: Examining = NOTHING_EXAMINED,
    noticed: Callable[[Understanding], None] = lambda _told: None,
    examined: bool = False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Conversation:
    """Connect the parts of the conversation."""
    examiner = ExaminesNothing() if examined else examining.examiner
    accounts = accounts or OfficialAccounts()
    stand_in = PhraseInterpreter(library.score_by_phrases)
    understanding = InterpreterWithStandIn(interpreter, stand_in)
    intake = MeasuredIntake(understanding, library, examiner, noticed)
    advice = Advice(library, help_channels.fill_today)
    case_keeping = CaseKeeping(case_book, opinion_box)
    commune_question = CommuneQuestion(communes, provinces, case_book)
    story = Story(intake, case_keeping, Responses(library, advice, settings.operator))
    requests = Requests(
        library,
        advice,
        help_channels,
        case_keeping,
        commune_question,
        accounts,
        settings.operator,
    )
    commands = GroupCommands(library, accounts, settings.operator)
    opinions = Opinions(opinion_box, case_keeping, story.tell, settings.operator)
    return Conversation(
        story,
        requests,
        opinions=opinions,
        commune_question=commune_question,
        help_channels=help_channels,
        group=Group(intake, library, advice, case_keeping, commands),
        looking=Looking(examining.reader),
        examiner=MessageExaminer(examining.examiner),
        codec=ChatCodec(library),
        now=now,
    )


def never_silent(conversation: Conversation, metrics: BotMetrics | None = None) -> OnMessage:
    """Answer every message: when answering fails, with the emergency advice, at once."""

    async def answer(message: InboundMessage) -> Sequence[Reply]:
        try:
            return await conversation.reply_to(message)
        except Exception as error:  # noqa: BLE001  # whatever broke, the resident is not left alone
            # Only the class: the message of an exception may quote the resident.
            logger.error("answering failed: %s", type(error).__name__)  # noqa: TRY400
            if metrics is not None:
                metrics.emergency()
            return conversation.emergency()

    return answer if metrics is None else metrics.measured(answer)


class Schema:
    """Brings the database to the newest schema: at the start, and every hour until it is done."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._done = False
        self._tried = False

    async def bring_up(self) -> None:
        """Migrate if that has not been done yet.

        Raises only RestoreUnfinished, and only at the start: what was deleted may be in there.
        """
        if self._done:
            return
        started, self._tried = self._tried, True
        try:
            await asyncio.to_thread(migrate, self._url)
        except RestoreUnfinished as error:
            if not started:
                raise
            _log_no_case_book(error)
        except Exception as error:  # noqa: BLE001  # it may come back, and then it is used
            _log_no_case_book(error)
        else:
            self._done = True


def _open_database(url: str) -> AsyncEngine:
    """The engine of the case book, or of one where nothing can be kept: help goes on anyway."""
    try:
        return open_engine(url)
    except Exception as error:  # noqa: BLE001  # no driver, or no address that can be read
        _log_no_case_book(error)
        # Without tables: all that is kept fails as with a database that went away.
        return open_engine("sqlite://")


def _log_no_case_book(error: Exception) -> None:
    # Only the class: the message may quote the address with its password.
    logger.error(
        "Không mở được sổ vụ việc (%s): xem lại DATABASE_URL. Máy vẫn giúp người dân như thường, "
        "chỉ không ghi sổ.",
        type(error).__name__,
    )
