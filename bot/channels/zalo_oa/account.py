"""Which account and app these are, and the four secrets that belong together."""

from dataclasses import dataclass, field

from bot.channels.cannot_run import ChannelCannotRun
from bot.channels.zalo_oa import wording
from bot.settings import BotSettings


@dataclass(frozen=True, slots=True)
class Account:
    """The settings of one Official Account."""

    app_id: str
    app_secret: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)

    @classmethod
    def from_settings(cls, settings: BotSettings) -> "Account | None":
        """None when nothing is set. Raises ChannelCannotRun when something is missing."""
        found = {
            "ZALO_OA_APP_ID": settings.zalo_oa_app_id,
            "ZALO_OA_APP_SECRET": settings.zalo_oa_app_secret,
            "ZALO_OA_WEBHOOK_SECRET": settings.zalo_oa_webhook_secret,
            "ZALO_OA_REFRESH_TOKEN": settings.zalo_oa_refresh_token,
        }
        missing = [name for name, value in found.items() if not value]
        if len(missing) == len(found):
            return None
        if missing:
            raise ChannelCannotRun(wording.MISSING.format(", ".join(missing)))
        values = [
            value if isinstance(value, str) else value.get_secret_value()
            for value in found.values()
            if value
        ]
        return cls(*values)
