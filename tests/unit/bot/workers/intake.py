"""An intake over the scene's database: what it takes, what it says at once, and its web page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.messages import InboundMessage
from bot.workers.limits import SharedLimits
from bot.workers.page import SharedPage
from bot.workers.taking import Taking
from bot.workers.watching import Watching
from casework.deliveries.figures import Figures
from casework.deliveries.queue_state import QueueState
from casework.deliveries.shared_book import SharedBook
from casework.privacy.texts import RawText
from casework.sender_limits.limits import SenderLimits
from tests.unit.bot.workers.scene import KEYS, Scene

ANSWERED = QueueState(workers=1)
NOBODY = QueueState(workers=0)


def typed(text: str, chat: str = "page", **more: object) -> InboundMessage:
    return InboundMessage("web", chat, RawText(text), **more)  # type: ignore[arg-type]


@dataclass
class Intake:
    """One intake. Several of them share the scene's database."""

    scene: Scene
    a_minute: int = 1_000
    queue_limit: int = 1_000
    state: QueueState | None = field(default_factory=lambda: ANSWERED)

    def __post_init__(self) -> None:
        sessions = self.scene.sessions
        book = SharedBook(sessions, KEYS)
        self.watching = Watching(sessions, self.queue_limit, self.state)
        self.figures = Figures()
        self.taking = Taking(
            [self.scene.postman],
            self.scene.conversation,
            book=book,
            limits=SharedLimits(SenderLimits(sessions, KEYS), self.a_minute, 100_000),
            watching=self.watching,
            figures=self.figures,
        )
        self.page = SharedPage(
            self.taking,
            self.scene.conversation,
            book=book,
            watching=self.watching,
            sessions=sessions,
            keys=KEYS,
            figures=self.figures,
        )
        self.scene.closing.append(self.page.aclose)

    @property
    def said_at_once(self) -> list[str]:
        return self.scene.postman.texts

    @asynccontextmanager
    async def saying(self) -> AsyncIterator[Taking]:
        """What is said beside the taking has gone out after the block."""
        yield self.taking
        await self.taking.aclose()
