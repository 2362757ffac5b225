"""Puts the residents' door together from its settings: plain constructors, no globals."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.channels.base import Channel, OnMessage
from bot.conversation.advice import Advice
from bot.conversation.conversation import Conversation
from bot.conversation.requests import Requests
from bot.conversation.responses import Responses
from bot.conversation.story import Story
from bot.messages import InboundMessage, Reply
from bot.settings import BotSettings
from casework.cases.case_book import CaseBook
from casework.db import open_engine, open_sessions
from casework.intake import Intake
from casework.migrations import migrate
from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.understanding.base import Interpreter
from casework.understanding.phrases import InterpreterWithStandIn, PhraseInterpreter

logger = logging.getLogger(__name__)

_LONGEST_PAUSE = 60


@asynccontextmanager
async def open_conversation(
    settings: BotSettings, interpreter: Interpreter
) -> AsyncIterator[Conversation]:
    """A conversation over the data files, the interpreter and the database of the settings."""
    library = Library.from_file(settings.data_dir / "scam_patterns.yml")
    help_channels = HelpChannels.from_file(settings.data_dir / "help_channels.yml")
    engine = open_engine(settings.database_url)
    try:
        await _migrate(settings.database_url)
        case_book = CaseBook(open_sessions(engine))
        yield build_conversation(settings, library, help_channels, interpreter, case_book)
    finally:
        await engine.dispose()


def build_conversation(
    settings: BotSettings,
    library: Library,
    help_channels: HelpChannels,
    interpreter: Interpreter,
    case_book: CaseBook,
) -> Conversation:
    """Connect the parts of the conversation."""
    stand_in = PhraseInterpreter(library.score_by_phrases)
    intake = Intake(InterpreterWithStandIn(interpreter, stand_in), library, case_book)
    advice = Advice(library, help_channels.fill_today)
    story = Story(intake, Responses(library, advice, settings.operator))
    requests = Requests(
        library,
        advice,
        help_channels,
        case_book,
        settings.operator,
    )
    return Conversation(story, requests, help_channels)


def never_silent(conversation: Conversation) -> OnMessage:
    """Answer every message: when answering fails, with the emergency advice, at once."""

    async def answer(message: InboundMessage) -> Sequence[Reply]:
        try:
            return await conversation.reply_to(message)
        except Exception as error:  # noqa: BLE001  # whatever broke, the resident is not left alone
            # Only the class: the message of an exception may quote the resident.
            logger.error("answering failed: %s", type(error).__name__)  # noqa: TRY400
            return conversation.emergency()

    return answer


async def run_channels(channels: Sequence[Channel], on_message: OnMessage) -> None:
    """Run all channels side by side; one that fails is started again, the others go on."""
    async with asyncio.TaskGroup() as group:
        for channel in channels:
            group.create_task(_keep_running(channel, on_message))


async def _keep_running(channel: Channel, on_message: OnMessage) -> None:
    pause = 1
    while True:
        try:
            await channel.run(on_message)
        except Exception as error:  # noqa: BLE001  # one channel's fault must not end the others
            logger.error("channel %s failed: %s", channel.name, type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return


async def _migrate(url: str) -> None:
    try:
        await asyncio.to_thread(migrate, url)
    except Exception as error:  # noqa: BLE001  # without a case book, help still goes on
        logger.error("database not ready: %s", type(error).__name__)  # noqa: TRY400
