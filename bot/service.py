"""The residents' door as it runs: its channels, the reception behind them, one web server."""

import functools
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.channels.base import Messenger
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.telegram import TelegramChannel
from bot.channels.web import WebChannel
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_oa import ZaloOaChannel
from bot.composition import never_silent, open_case_sessions, open_conversation
from bot.conversation.conversation import Conversation
from bot.conversation.gathering import Gatherer
from bot.front import Front
from bot.lasting import keep_what_is_loaded
from bot.probing import probed
from bot.reception.departures import Departures
from bot.reception.limits import Limits
from bot.reception.reception import Reception
from bot.running import Runner, run_side_by_side
from bot.settings import BotSettings
from casework.channel_tokens.store import TokenStore
from casework.deliveries.delivery_book import DeliveryBook
from casework.keys import Keys, listed
from casework.understanding.base import Interpreter

logger = logging.getLogger(__name__)

MESSENGERS: tuple[Callable[[BotSettings, TokenStore], Messenger | None], ...] = (
    lambda settings, _tokens: TelegramChannel.from_settings(settings),
    lambda settings, _tokens: ZaloBotChannel.from_settings(settings),
    ZaloOaChannel.from_settings,
)
"""Each makes its messenger, or None while the settings that it needs are missing."""


async def run_bot(settings: BotSettings, interpreter: Interpreter) -> None:
    """Answer on every channel of the settings until cancelled. Raises NoChannelRuns."""
    async with open_case_sessions(settings) as sessions:
        keys = keys_of(settings)
        messengers, problems = make_messengers(settings, TokenStore(sessions, keys))
        for problem in problems:
            logger.error("%s", problem)
        book = DeliveryBook(sessions, keys)
        async with (
            closing_all(messengers),
            probed(settings, "run", sessions) as metrics,
            open_conversation(
                settings, interpreter, sessions, [book.purge], metrics
            ) as conversation,
        ):
            book.figures.watched_by(metrics)
            answer = never_silent(conversation, metrics)
            gatherer = Gatherer(answer, settings.gather_seconds)
            limits = Limits(settings.messages_a_minute, settings.messages_a_minute_in_all)
            reception = Reception(
                messengers,
                conversation,
                gatherer,
                answer,
                book=book,
                departures=Departures(settings.departures_file),
                limits=limits,
            )
            async with reception.open():
                keep_what_is_loaded()
                await run_side_by_side(
                    _runners(settings, conversation, gatherer, messengers, reception)
                )


def make_messengers(
    settings: BotSettings, tokens: TokenStore
) -> tuple[list[Messenger], list[ChannelCannotRun]]:
    """The messengers that have their settings, and why others cannot run: they end nobody else."""
    messengers, problems = [], []
    for make in MESSENGERS:
        try:
            messenger = make(settings, tokens)
        except ChannelCannotRun as problem:
            problems.append(problem)
        else:
            messengers += [messenger] if messenger is not None else []
    return messengers, problems


@asynccontextmanager
async def closing_all(messengers: Sequence[Messenger]) -> AsyncIterator[None]:
    """Close the messengers' connections after the block."""
    try:
        yield
    finally:
        for messenger in messengers:
            await messenger.aclose()


def keys_of(settings: BotSettings) -> Keys:
    """The keys of the residents' door.

    Without BOT_KEY they last as long as the process: enough where no messenger needs them.
    """
    key = settings.bot_key
    current = key.get_secret_value() if key else secrets.token_urlsafe(32)
    return Keys(current, "bot", listed(settings.bot_key_previous))


def _runners(
    settings: BotSettings,
    conversation: Conversation,
    gatherer: Gatherer,
    messengers: Sequence[Messenger],
    reception: Reception,
) -> list[Runner]:
    web = WebChannel.from_settings(settings, conversation.emergency_for)
    routes = [*web.routes(gatherer.receive)]
    for messenger in messengers:
        routes += messenger.routes(reception)
    front = Front(settings.web_host, settings.web_port, routes)
    return [
        Runner(web.name, front.run),
        *(Runner(m.name, functools.partial(m.run, reception)) for m in messengers),
    ]
