"""The part of the Bot API that the played Telegram knows, and what it refuses.

By core.telegram.org/bots/api. The real one's wording of errors is known from what others have
quoted of it; nobody may depend on more of it than python-telegram-bot does.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Json, StringConstraints, field_validator


class _Call(BaseModel):
    # A parameter that the Bot API does not know is a slip of the pen.
    model_config = ConfigDict(extra="forbid", frozen=True)


Kinds = Json[list[str]]
_Callback = Annotated[str, StringConstraints(min_length=1)]


class _Button(_Call):
    text: Annotated[str, StringConstraints(min_length=1)]
    callback_data: _Callback

    @field_validator("callback_data")
    @classmethod
    def _is_short(cls, value: str) -> str:
        if len(value.encode()) > 64:  # noqa: PLR2004  # bytes, by the Bot API
            raise ValueError
        return value


class _Keyboard(_Call):
    inline_keyboard: list[list[_Button]]


class _Preview(_Call):
    is_disabled: bool = False


class Nothing(_Call):
    """No parameters: getMe, getWebhookInfo."""


class GetUpdates(_Call):
    """Long polling."""

    offset: int = 0
    limit: int = Field(default=100, ge=1, le=100)
    timeout: int = Field(default=0, ge=0)
    allowed_updates: Kinds | None = None


class SetWebhook(_Call):
    """Have the platform call."""

    url: str
    max_connections: int = Field(default=40, ge=1, le=100)
    allowed_updates: Kinds | None = None
    drop_pending_updates: bool = False
    secret_token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,256}$")] | None = None


class DeleteWebhook(_Call):
    """Have the platform no longer call."""

    drop_pending_updates: bool = False


class SendMessage(_Call):
    """A message of the bot."""

    chat_id: int
    text: str
    message_thread_id: int | None = None
    reply_markup: Json[_Keyboard] | None = None
    link_preview_options: Json[_Preview] | None = None

    @field_validator("text")
    @classmethod
    def _fits(cls, value: str) -> str:
        # Whether the real one counts characters or UTF-16 units is not documented: the stricter.
        if not value.strip() or len(value.encode("utf-16-le")) > 2 * 4096:
            raise ValueError
        return value


class GetFile(_Call):
    """Where a file is."""

    file_id: Annotated[str, StringConstraints(min_length=1)]


class SendChatAction(_Call):
    """'... is typing'."""

    chat_id: int
    action: Literal["typing"]


class AnswerCallbackQuery(_Call):
    """A tapped button comes to rest."""

    callback_query_id: Annotated[str, StringConstraints(min_length=1)]


class _Command(_Call):
    command: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")]
    description: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class _Scope(_Call):
    type: str


class GetMyCommands(_Call):
    """The menu of a scope."""

    scope: Json[_Scope] | None = None
    language_code: str = ""

    @property
    def place(self) -> str:
        """Which menu this is."""
        return f"{self.scope.type if self.scope else 'default'} {self.language_code}".strip()


class SetMyCommands(GetMyCommands):
    """A new menu."""

    commands: Json[Annotated[list[_Command], Field(max_length=100)]]


class GetMyDescription(_Call):
    """Also of the short one."""

    language_code: str = ""


class SetMyDescription(GetMyDescription):
    """What an empty chat shows."""

    description: Annotated[str, StringConstraints(max_length=512)] = ""


class SetMyShortDescription(GetMyDescription):
    """What the bot's page shows."""

    short_description: Annotated[str, StringConstraints(max_length=120)] = ""


METHODS: dict[str, type[_Call]] = {
    "getMe": Nothing,
    "getUpdates": GetUpdates,
    "setWebhook": SetWebhook,
    "deleteWebhook": DeleteWebhook,
    "getWebhookInfo": Nothing,
    "sendMessage": SendMessage,
    "getFile": GetFile,
    "sendChatAction": SendChatAction,
    "answerCallbackQuery": AnswerCallbackQuery,
    "setMyCommands": SetMyCommands,
    "getMyCommands": GetMyCommands,
    "setMyDescription": SetMyDescription,
    "getMyDescription": GetMyDescription,
    "setMyShortDescription": SetMyShortDescription,
    "getMyShortDescription": GetMyDescription,
}
