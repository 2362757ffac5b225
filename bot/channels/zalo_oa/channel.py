"""The channel: takes what Zalo tells an Official Account, sends what the bot says."""

import asyncio
import logging
import time
from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.base import Introduction, Leaving, Reception, Refusal
from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.downloading import PictureSource
from bot.channels.outgoing import TryLater, Unreachable, Unsure
from bot.channels.rendering import Screen
from bot.channels.webhook_body import body_of
from bot.channels.zalo_oa import wording
from bot.channels.zalo_oa.access_tokens import AccessTokens
from bot.channels.zalo_oa.account import Account
from bot.channels.zalo_oa.api import Answer, Quota, RefreshRefused, ZaloOaApi
from bot.channels.zalo_oa.reply_window import MOST, ReplyWindow
from bot.channels.zalo_oa.signature import HEADER, is_of_these_hours, is_signed
from bot.channels.zalo_oa.updates import Unreadable, event_in, update_of
from bot.channels.zalo_pictures import zalo_pictures
from bot.messages import InboundMessage, Picture, Reply
from bot.settings import BotSettings
from casework.channel_tokens.store import TokenStore

logger = logging.getLogger(__name__)

PATH = "/webhooks/zalo-oa"

# Codes of errors, from others' notes; they agree on these.
_TOKEN_OVER = frozenset({-216, -220})
_LIMITED = -32
# No message for seven days, not following, quotas used up, blocked or locked, a paid message
# without an account to pay from: the same message would be refused again.
_CLOSED = frozenset({-201, -211, -213, -218, -227, -230, -232, -244, -320, -321})

# Until the operator has acted.
_LONG_PAUSE = 60.0
_REPLY_QUOTA = "reply"


class ZaloOaChannel:
    """Carries private chats. Zalo calls; there is no polling."""

    name = "zalo_oa"
    screen = Screen(longest=2000, buttons=False, together=True, most=MOST)

    def __init__(
        self,
        account: Account,
        api: ZaloOaApi,
        tokens: AccessTokens,
        *,
        window: ReplyWindow | None = None,
        public_url: str | None = None,
        pictures: PictureSource | None = None,
    ) -> None:
        self._pictures = pictures or zalo_pictures(api.url)
        self._account = account
        self._api = api
        self._tokens = tokens
        self._window = window or ReplyWindow()
        self._public_url = public_url
        self.quota_left: int | None = None

    @classmethod
    def from_settings(cls, settings: BotSettings, tokens: TokenStore) -> "ZaloOaChannel | None":
        """Make the channel when its four settings are there. Raises ChannelCannotRun."""
        account = Account.from_settings(settings)
        if account is None:
            return None
        api = ZaloOaApi(
            settings.zalo_oa_api_url,
            settings.zalo_oa_login_url,
            account.app_id,
            account.app_secret,
        )
        access = AccessTokens(cls.name, tokens, api, account.refresh_token)
        public_url = str(settings.public_url).rstrip("/") if settings.public_url else None
        return cls(account, api, access, public_url=public_url)

    def routes(self, reception: Reception) -> Sequence[BaseRoute]:
        """The webhook."""
        return (Route(PATH, partial(self._called, reception), methods=["POST"], name=self.name),)

    async def run(self, reception: Reception) -> None:  # noqa: ARG002
        """Keep the access token fresh. Raises ChannelCannotRun."""
        while True:
            try:
                seconds = await self._tokens.keep_fresh()
            except RefreshRefused:
                raise ChannelCannotRun(wording.REFRESH_REFUSED) from None
            except TryLater as later:
                logger.warning("%s: no access token yet", self.name)
                seconds = later.seconds
            await asyncio.sleep(seconds)

    async def send(self, chat: str, piece: Reply, leaving: Leaving) -> None:
        """Send one message, while the chat may be answered."""
        if not self._window.is_open(chat):
            raise Unreachable
        try:
            answer = await self._sent(chat, piece.text, leaving)
        except RefreshRefused:
            raise TryLater(_LONG_PAUSE) from None
        except Unsure:
            self._window.sent(chat)
            raise
        if answer.error == 0:
            self._window.sent(chat)
            self._note(answer.quota)
            return
        if answer.error in _CLOSED:
            raise Unreachable
        if answer.error == _LIMITED:
            raise TryLater
        kind = answer.error
        logger.warning("%s: a message was refused with error %d", self.name, kind)
        raise TryLater(_LONG_PAUSE, only_here=True)

    def picture_at(self, reference: str) -> Picture:
        """The picture that another process was told of."""
        return self._pictures.at(reference)

    def leave_to_others(self, replies: int) -> None:
        """Keep to the rest of the messages to a chat that Zalo lets us send."""
        self._window.most = MOST - replies

    def heard(self, message: InboundMessage) -> None:
        """Open the chat's window, in which it may be answered."""
        self._window.wrote(message.chat, message.order)

    async def set_up(self, introduction: Introduction) -> list[str]:
        """Look whether the tokens work; the rest the operator has to do by hand."""
        await self._ask_for_token()
        return [
            wording.ACCEPTED,
            wording.NO_MENU,
            f"  {introduction.short_description}",
            f"  {introduction.description}",
        ]

    async def webhook_on(self) -> list[str]:
        """Say what the operator has to enter where."""
        if self._public_url is None:
            raise ChannelCannotRun(wording.NO_PUBLIC_URL)
        await self._ask_for_token()
        steps = [step.format(self._public_url + PATH) for step in wording.WEBHOOK_ON]
        return [wording.ACCEPTED, *steps]

    async def webhook_off(self) -> list[str]:
        """Say what the operator has to switch off where."""
        return list(wording.WEBHOOK_OFF)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._pictures.aclose()
        await self._api.aclose()

    async def _sent(self, chat: str, text: str, leaving: Leaving) -> Answer:
        token = await self._tokens.get()
        answer = await self._api.send(token, chat, text, leaving)
        if answer.error in _TOKEN_OVER:
            token = await self._tokens.get(instead_of=token)
            answer = await self._api.send(token, chat, text, leaving)
        return answer

    def _note(self, quota: Quota | None) -> None:
        """Keep what is left, and tell when the account's package runs out."""
        if quota is None:
            return
        # The eight to one chat are nobody's concern but the window's.
        if quota.quota_type == _REPLY_QUOTA:
            return
        self.quota_left = quota.remain
        if quota.remain * 10 < quota.total:
            kind = quota.remain
            logger.warning("%s: %d messages are left of the quota", self.name, kind)

    async def _ask_for_token(self) -> None:
        try:
            await self._tokens.get()
        except RefreshRefused:
            raise ChannelCannotRun(wording.REFRESH_REFUSED) from None
        except TryLater:
            raise ChannelCannotRun(wording.NO_ANSWER) from None

    async def _called(self, reception: Reception, request: Request) -> Response:
        """Answer a call: 403 if it is forged, 200 once its update is safe."""
        raw = await body_of(request)
        if raw is None or not self._is_signed(request, raw):
            # What is too large to be checked is not believed; no event of Zalo's comes near it.
            reception.refuse(self.name, Refusal.FORGED)
            return Response(status_code=403)
        await self._take(reception, raw)
        return Response(status_code=200)

    def _is_signed(self, request: Request, raw: bytes) -> bool:
        account = self._account
        return is_signed(request.headers.get(HEADER), account.app_id, raw, account.webhook_secret)

    async def _take(self, reception: Reception, raw: bytes) -> None:
        try:
            event = event_in(raw)
            update = update_of(event, self.name, self._pictures.at)
        except Unreadable:
            reception.refuse(self.name, Refusal.UNREADABLE)
            return
        if update.message is None:
            return
        if not is_of_these_hours(event.timestamp, time.time()):
            reception.refuse(self.name, Refusal.UNREADABLE)
            return
        if not update.message.gone:
            # Before it is taken: the answer may be quicker than the line after it.
            self._window.wrote(update.message.chat, event.timestamp)
        await reception.take(update.id, update.message)
