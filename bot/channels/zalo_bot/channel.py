"""The channel: takes what Zalo's Bot Platform brings, sends what the bot says."""

import asyncio
from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.base import Introduction, Leaving, Reception, Refusal
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.downloading import PictureSource
from bot.channels.outgoing import TryLater, Unsure
from bot.channels.rendering import Screen
from bot.channels.webhook_body import body_of
from bot.channels.webhook_secret import earlier_secrets, is_genuine, webhook_secret
from bot.channels.zalo_bot import wording
from bot.channels.zalo_bot.api import TOKEN_WRONG, Bot, Refused, ZaloBotApi
from bot.channels.zalo_bot.polling import Pauses, Polling
from bot.channels.zalo_bot.updates import Reader, Unreadable
from bot.channels.zalo_pictures import zalo_pictures
from bot.messages import InboundMessage, Picture, Reply
from bot.settings import BotSettings

PATH = "/webhooks/zalo-bot"
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105  # a header's name

_FIRST_PAUSE = 1.0


class ZaloBotChannel:
    """Carries private chats, and groups where the settings say so.

    `webhook_url` is where Zalo calls with `secret`; without it the channel polls.
    """

    name = "zalo_bot"
    screen = Screen(longest=2000, buttons=False, together=True)
    quota_left: int | None = None

    def __init__(
        self,
        api: ZaloBotApi,
        *,
        webhook_url: str | None = None,
        secret: str = "",
        earlier: Sequence[str] = (),
        groups: bool = False,
        first_pause: float = _FIRST_PAUSE,
        pictures: PictureSource | None = None,
    ) -> None:
        self._api = api
        self._pictures = pictures or zalo_pictures(api.url)
        self._webhook_url = webhook_url
        self._secret = secret
        self._earlier = earlier
        self._first_pause = first_pause
        self._reader = Reader(self.name, self._pictures.at, groups=groups)

    @classmethod
    def from_settings(cls, settings: BotSettings) -> "ZaloBotChannel | None":
        """Make the channel when ZALO_BOT_TOKEN is set. Raises ChannelCannotRun."""
        if settings.zalo_bot_token is None:
            return None
        api = ZaloBotApi(settings.zalo_bot_token.get_secret_value(), settings.zalo_bot_api_url)
        if settings.public_url is None:
            return cls(api, groups=settings.zalo_bot_groups)
        if settings.bot_key is None:
            raise ChannelCannotRun(wording.NO_KEY)
        return cls(
            api,
            webhook_url=str(settings.public_url).rstrip("/") + PATH,
            secret=webhook_secret(settings.bot_key, cls.name),
            earlier=earlier_secrets(settings.bot_key_previous, cls.name),
            groups=settings.zalo_bot_groups,
        )

    def routes(self, reception: Reception) -> Sequence[BaseRoute]:
        """The webhook, unless the channel polls."""
        if self._webhook_url is None:
            return ()
        return (Route(PATH, partial(self._called, reception), methods=["POST"], name=self.name),)

    async def run(self, reception: Reception) -> None:
        """Poll, or look once whether the token works. Raises ChannelCannotRun."""
        await self._look_up_name()
        if self._webhook_url is not None:
            await asyncio.Event().wait()
        polling = Polling(self.name, self._api, self._first_pause)
        await polling.run(partial(self._take, reception))

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        """Send one message."""
        await self._api.send_message(chat, piece.text, leaving)

    def picture_at(self, reference: str) -> Picture:
        """The picture that another process was told of."""
        return self._pictures.at(reference)

    def leave_to_others(self, replies: int) -> None:
        """Not counted by chat."""

    def heard(self, message: InboundMessage) -> None:
        """A bot may answer at any time."""

    async def set_up(self, introduction: Introduction) -> list[str]:
        """Look whether the token works; the rest the operator has to do by hand."""
        try:
            await self._api.get_me()
        except (Refused, TryLater, Unsure) as trouble:
            raise _for_the_operator(trouble) from None
        return [
            wording.ACCEPTED,
            wording.NO_MENU,
            f"  {introduction.short_description}",
            f"  {introduction.description}",
        ]

    async def webhook_on(self) -> list[str]:
        """Have Zalo call us."""
        if self._webhook_url is None:
            raise ChannelCannotRun(wording.NO_PUBLIC_URL)
        try:
            await self._api.set_webhook(self._webhook_url, self._secret)
            set_to = await self._api.webhook()
        except (Refused, TryLater, Unsure) as trouble:
            raise _for_the_operator(trouble) from None
        if set_to != self._webhook_url:
            raise ChannelCannotRun(wording.NOT_DONE)
        return [wording.WEBHOOK_ON.format(set_to)]

    async def webhook_off(self) -> list[str]:
        """Have Zalo no longer call us."""
        try:
            await self._api.delete_webhook()
        except (Refused, TryLater, Unsure) as trouble:
            raise _for_the_operator(trouble) from None
        return [wording.WEBHOOK_OFF]

    async def aclose(self) -> None:
        """Close the connections."""
        await self._pictures.aclose()
        await self._api.aclose()

    async def _look_up_name(self) -> None:
        pauses = Pauses(self._first_pause)
        while True:
            try:
                self._know(await self._api.get_me())
            except Refused as refused:
                if refused.code in TOKEN_WRONG:
                    raise ChannelCannotRun(wording.NOT_ACCEPTED) from None
            except (TryLater, Unsure):
                pass
            else:
                return
            await pauses.wait()

    def _know(self, bot: Bot) -> None:
        # Not the account's name: nobody sees that one, and so nobody calls the bot by it.
        self._reader.names = (bot.display_name,) if bot.display_name else ()

    async def _called(self, reception: Reception, request: Request) -> Response:
        """Answer a call: 403 before its body is read, 200 once its update is safe."""
        if not is_genuine(request.headers.get(SECRET_HEADER), self._secret, *self._earlier):
            reception.refuse(self.name, Refusal.FORGED)
            return Response(status_code=403)
        raw = await body_of(request)
        if raw is None:
            reception.refuse(self.name, Refusal.UNREADABLE)
        else:
            await self._take(reception, raw)
        return Response(status_code=200)

    async def _take(self, reception: Reception, raw: bytes) -> None:
        try:
            update = self._reader.read(raw)
        except Unreadable:
            reception.refuse(self.name, Refusal.UNREADABLE)
            return
        if update.message is not None:
            await reception.take(update.id, update.message)


def _for_the_operator(trouble: Exception) -> ChannelCannotRun:
    if not isinstance(trouble, Refused):
        return ChannelCannotRun(wording.NO_ANSWER)
    wrong = trouble.code in TOKEN_WRONG
    return ChannelCannotRun(wording.NOT_ACCEPTED if wrong else wording.NOT_DONE)
