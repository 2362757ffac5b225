"""The channel: what the other parts of this room are put together to."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

import httpx
from starlette.routing import BaseRoute
from telegram.error import TelegramError

from bot.channels.base import Introduction, Leaving, Reception, Refusal
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.rendering import Screen
from bot.channels.telegram import sending
from bot.channels.telegram.addressing import Us
from bot.channels.telegram.asking import until_answered
from bot.channels.telegram.connection import TelegramBot
from bot.channels.telegram.inbound import NAME, inbound_of, needs_us
from bot.channels.telegram.introducing import introduce
from bot.channels.telegram.pictures import TelegramPictures
from bot.channels.telegram.polling import poll
from bot.channels.telegram.updates import Update
from bot.channels.telegram.webhook import webhook_route
from bot.channels.telegram.webhook_switch import NO_KEY, switch_off, switch_on, webhook_url
from bot.channels.webhook_secret import earlier_secrets, webhook_secret
from bot.messages import InboundMessage, Picture, Reply
from bot.settings import BotSettings

logger = logging.getLogger(__name__)

_API_URL = "https://api.telegram.org"


class TelegramChannel:
    """Private chats, and groups where the bot is spoken to.

    Polls, unless there is a `public_url` at which Telegram can call.
    """

    name = NAME
    # Telegram takes 4096 characters; fewer, because it may count an emoji as two and we as one.
    screen = Screen(longest=3_500, buttons=True)
    quota_left: int | None = None

    def __init__(
        self,
        token: str,
        base_url: str = _API_URL,
        secret: str | None = None,
        public_url: str | None = None,
        earlier: Sequence[str] = (),
    ) -> None:
        tls = httpx.create_ssl_context()  # of all that is read for it, one copy is enough
        self._bot = TelegramBot(token, base_url, tls)
        self._pictures = TelegramPictures(self._bot, token, base_url, tls)
        self._base_url = base_url
        self._secret = secret
        self._earlier = earlier
        self._public_url = public_url
        self._us: Us | None = None
        self._beside: set[asyncio.Task[None]] = set()

    @classmethod
    def from_settings(cls, settings: BotSettings) -> "TelegramChannel | None":
        """Make the channel when TELEGRAM_TOKEN is set."""
        if settings.telegram_token is None:
            return None
        return cls(
            settings.telegram_token.get_secret_value(),
            settings.telegram_api_url,
            webhook_secret(settings.bot_key, cls.name) if settings.bot_key else None,
            str(settings.public_url) if settings.public_url else None,
            earlier_secrets(settings.bot_key_previous, cls.name),
        )

    def routes(self, reception: Reception) -> Sequence[BaseRoute]:
        """Where Telegram calls; nothing while we poll."""
        if self._public_url is None or self._secret is None:
            return ()

        async def take(update: Update) -> None:
            await self._take(update, reception)

        def refuse(why: Refusal) -> None:
            reception.refuse(self.name, why)

        return (webhook_route((self._secret, *self._earlier), take, refuse),)

    async def run(self, reception: Reception) -> None:
        """Poll until cancelled, or only learn who we are. Raises ChannelCannotRun."""
        await until_answered(self._who_we_are)
        if self._public_url is not None:
            await self._look_after_webhook()
            await asyncio.Event().wait()

        async def take(update: Update) -> None:
            await self._take(update, reception)

        def refuse() -> None:
            reception.refuse(self.name, Refusal.UNREADABLE)

        await poll(self._bot, take, refuse)

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        """Send one message."""
        await sending.send(self._bot, chat, piece, leaving)

    def picture_at(self, reference: str) -> Picture:
        """The picture that another process was told of."""
        return self._pictures.at(reference)

    def leave_to_others(self, replies: int) -> None:
        """Telegram does not count them by chat."""

    def heard(self, message: InboundMessage) -> None:
        """Telegram allows answers at any time."""

    async def set_up(self, introduction: Introduction) -> list[str]:
        """Show the commands and descriptions on Telegram."""
        return await introduce(self._bot, introduction)

    async def webhook_on(self) -> list[str]:
        """Have Telegram call us."""
        url = webhook_url(self._public_url, self._base_url)
        if self._secret is None:
            raise ChannelCannotRun(NO_KEY)
        return await switch_on(self._bot, url, self._secret)

    async def webhook_off(self) -> list[str]:
        """Have Telegram no longer call us."""
        return await switch_off(self._bot)

    async def aclose(self) -> None:
        """Close the connections."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await self._pictures.aclose()
        await self._bot.aclose()

    async def _take(self, update: Update, reception: Reception) -> None:
        """Have an update kept safe. Raises TelegramError while it is unknown who we are."""
        if update.callback_query is not None:
            # Beside the taking, not before it: help does not wait for a spinner.
            self._do_beside(self._stop_spinner(update.callback_query.id))
        us = await self._who_we_are() if needs_us(update) else None
        message = inbound_of(update, us, self._pictures.of)
        if message is not None:
            await reception.take(str(update.update_id), message)

    async def _who_we_are(self) -> Us:
        if self._us is None:
            me = await self._bot.get_me()
            self._us = Us(me.id, me.username or "")
        return self._us

    async def _look_after_webhook(self) -> None:
        if self._secret is None:
            raise ChannelCannotRun(NO_KEY)
        ours = webhook_url(self._public_url, self._base_url)
        if (await until_answered(self._bot.get_webhook_info)).url != ours:
            logger.warning("Telegram chưa gọi máy này: chạy `./canhgiac bot webhook on`.")

    def _do_beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _stop_spinner(self, tap: str) -> None:
        """Let the tapped button come to rest: Telegram shows it as busy until it is answered."""
        with contextlib.suppress(TelegramError):  # too late for this tap; the reply comes anyway
            await self._bot.answer_callback_query(tap)
