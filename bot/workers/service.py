"""The two processes of the shared mode: `bot intake` and `bot worker`."""

import asyncio
import contextlib
import functools
import logging
from collections.abc import AsyncIterator, Sequence

from starlette.routing import BaseRoute

from bot.channels.base import Messenger
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.web import WebChannel
from bot.composition import never_silent, open_case_sessions, open_conversation
from bot.conversation.conversation import Conversation
from bot.front import Front
from bot.lasting import keep_what_is_loaded
from bot.probing import probed
from bot.running import Runner, run_side_by_side
from bot.service import closing_all, keys_of, make_messengers
from bot.settings import BotSettings
from bot.workers.beside import beside
from bot.workers.clock import DatabaseClock
from bot.workers.limits import SharedLimits
from bot.workers.page import SharedPage
from bot.workers.queue import Queue
from bot.workers.sending import Sending
from bot.workers.taking import Taking
from bot.workers.turns import WEB, Turns
from bot.workers.watching import Watching
from casework.channel_tokens.store import TokenStore
from casework.db import Sessions, server_of
from casework.deliveries.book_writer import BookWriter, DeliveryBookClosed
from casework.deliveries.figures import Figures
from casework.deliveries.shared_book import SharedBook
from casework.keys import Keys
from casework.sender_limits.limits import SenderLimits
from casework.turn_acts import TurnActs
from casework.understanding.base import BrokenInterpreter, Interpreter

logger = logging.getLogger(__name__)

FIGURES_EVERY = 30.0
"""Seconds between two writings of the channels' figures."""

OF_AN_INTAKE, OF_A_WORKER = 1, 7
"""Of the eight messages that a Zalo account may send after a resident's last one an intake says
what cannot wait, in one; the answers are the worker's."""

NEEDS_POSTGRESQL = (
    "`bot intake` và `bot worker` cần sổ chung trên PostgreSQL: đặt DATABASE_URL=postgresql://… "
    "Chạy một máy thì dùng `bot run`."
)
NEEDS_KEY = "`bot intake` và `bot worker` cần cùng một BOT_KEY (từ 32 ký tự) trên mọi máy."
NEEDS_PUBLIC_URL = "{}: `bot intake` chỉ nhận webhook, không tự hỏi tin: đặt PUBLIC_URL."


async def run_intake(settings: BotSettings) -> None:
    """Take in until cancelled. Raises ChannelCannotRun or NoChannelRuns."""
    server, keys = _shared(settings)
    async with (
        open_case_sessions(settings) as sessions,
        _messengers(settings, sessions, keys, others_send=OF_A_WORKER) as messengers,
    ):
        figures = Figures()
        # Nothing is interpreted here: the words that cannot wait are found without a model.
        async with (
            probed(settings, "intake", sessions) as metrics,
            open_conversation(settings, BrokenInterpreter(), sessions) as conversation,
            beside(_write_figures(figures, messengers, sessions)),
        ):
            figures.watched_by(metrics)
            book = SharedBook(sessions, keys)
            watching = Watching(sessions, settings.queue_limit)
            taking = Taking(
                messengers,
                conversation,
                book=book,
                limits=_limits(settings, sessions, keys),
                watching=watching,
                figures=figures,
                redacted=metrics.redacted,
            )
            page = SharedPage(
                taking,
                conversation,
                book=book,
                watching=watching,
                sessions=sessions,
                keys=keys,
                figures=figures,
            )
            async with (
                contextlib.aclosing(taking),
                contextlib.aclosing(page),
                beside(watching.run(), page.listen(server)),
            ):
                keep_what_is_loaded()
                await run_side_by_side(_runners(settings, conversation, messengers, taking, page))


def _limits(settings: BotSettings, sessions: Sessions, keys: Keys) -> SharedLimits:
    a_minute, in_all = settings.messages_a_minute, settings.messages_a_minute_in_all
    return SharedLimits(SenderLimits(sessions, keys), a_minute, in_all)


def _runners(
    settings: BotSettings,
    conversation: Conversation,
    messengers: Sequence[Messenger],
    taking: Taking,
    page: SharedPage,
) -> list[Runner]:
    web = WebChannel.from_settings(settings, conversation.emergency_for)
    routes = [*web.routes_over(page)]
    for messenger in messengers:
        routes += _routes(messenger, taking)
    front = Front(settings.web_host, settings.web_port, routes)
    return [
        Runner(web.name, front.run),
        *(Runner(m.name, functools.partial(m.run, taking)) for m in messengers),
    ]


async def run_worker(settings: BotSettings, interpreter: Interpreter) -> None:
    """Answer until cancelled. Raises ChannelCannotRun."""
    server, keys = _shared(settings)
    # It tells of every job, and of one that is put off with the way there.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    async with (
        open_case_sessions(settings) as sessions,
        _messengers(settings, sessions, keys, others_send=OF_AN_INTAKE) as messengers,
    ):
        figures, clock, acts = Figures(), DatabaseClock(), TurnActs()
        async with (
            probed(settings, "worker", sessions) as metrics,
            open_conversation(
                settings,
                interpreter,
                sessions,
                metrics=metrics,
                examined=True,
                now=clock,
                acts=acts,
            ) as conversation,
            beside(_write_figures(figures, messengers, sessions)),
        ):
            figures.watched_by(metrics)
            book = SharedBook(sessions, keys)
            turns = Turns(
                {messenger.name: messenger for messenger in messengers},
                conversation,
                never_silent(conversation, metrics),
                book,
                Sending(book, conversation, figures),
                settings.gather_seconds,
                clock,
                acts,
            )
            logger.info("Đang trả lời tin trong hàng.")
            queue = Queue(
                server,
                sessions,
                turns.take,
                settings.worker_conversations,
                [WEB, *turns.messengers],
            )
            keep_what_is_loaded()
            await queue.work()


def _shared(settings: BotSettings) -> tuple[str, Keys]:
    """What all processes must have in common. Raises ChannelCannotRun."""
    server = server_of(settings.database_url)
    if server is None:
        raise ChannelCannotRun(NEEDS_POSTGRESQL)
    if settings.bot_key is None:
        raise ChannelCannotRun(NEEDS_KEY)
    return server, keys_of(settings)


def _routes(messenger: Messenger, taking: Taking) -> Sequence[BaseRoute]:
    routes = messenger.routes(taking)
    if not routes:
        raise ChannelCannotRun(NEEDS_PUBLIC_URL.format(messenger.name))
    return routes


@contextlib.asynccontextmanager
async def _messengers(
    settings: BotSettings, sessions: Sessions, keys: Keys, *, others_send: int
) -> AsyncIterator[Sequence[Messenger]]:
    messengers, problems = make_messengers(settings, TokenStore(sessions, keys))
    for messenger in messengers:
        messenger.leave_to_others(others_send)
    for problem in problems:
        logger.error("%s", problem)
    async with closing_all(messengers):
        yield messengers


async def _write_figures(
    figures: Figures, messengers: Sequence[Messenger], sessions: Sessions
) -> None:
    writer = BookWriter(sessions)
    try:
        while True:
            await asyncio.sleep(FIGURES_EVERY)
            for messenger in messengers:
                if messenger.quota_left is not None:
                    figures.set_quota_left(messenger.name, messenger.quota_left)
            with contextlib.suppress(DeliveryBookClosed):
                await writer.write(figures.write)
    finally:
        with contextlib.suppress(DeliveryBookClosed):
            await writer.write(figures.write)
