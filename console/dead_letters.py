"""What is done with dead letters from the desk, and the words in which they are told."""

from sqlalchemy.ext.asyncio import AsyncSession

from casework.deliveries import dead_letters
from console.wording import CHANNEL, number

MOST = 200
"""Letters on the page, and put back by one act."""

REASON = {
    "crashed": "máy dừng, hoặc sổ không nhận, khi đang trả lời tin này",
    "undeliverable": "nền tảng không nhận câu trả lời",
    "unreadable": "không mở được niêm phong",
}
_MINUTE, _HOUR = 60, 3600


class DeadLetterGone(Exception):
    """Tin này không còn trong danh sách: đã có người xử lý, hoặc đã hết hạn giữ. Chưa ghi gì."""


class NoQueueHere(Exception):
    """Sổ này là SQLite, không có hàng đợi chung, nên không có chỗ để thử lại. Chưa ghi gì."""


def has_queue(session: AsyncSession) -> bool:
    """Whether several processes share a queue here: on PostgreSQL only."""
    return session.get_bind().dialect.name == "postgresql"


async def try_again(session: AsyncSession, letter: int) -> None:
    """Put one back into the queue. Raises NoQueueHere, DeadLetterGone."""
    if not has_queue(session):
        raise NoQueueHere
    if not await dead_letters.try_again(session, letter):
        raise DeadLetterGone


async def try_all_again(session: AsyncSession) -> int:
    """Put back what the page shows; how many. Raises NoQueueHere, DeadLetterGone."""
    if not has_queue(session):
        raise NoQueueHere
    # Oldest first, so that each conversation goes on in its own order.
    letters = reversed(await dead_letters.dead_letters(session, MOST))
    back = [await dead_letters.try_again(session, letter.id) for letter in letters]
    if not any(back):
        raise DeadLetterGone
    return sum(back)


async def drop(session: AsyncSession, letter: int) -> None:
    """Erase one. Raises DeadLetterGone."""
    if not await dead_letters.drop(session, letter):
        raise DeadLetterGone


def channel(code: str) -> str:
    """A channel as officers call it; a code without a name as it is."""
    return CHANNEL.get(code, code)


def reason(code: str) -> str:
    """Why a letter was given up; a code without words as it is."""
    return REASON.get(code, code)


def how_long(seconds: float) -> str:
    """A time of waiting in the coarsest unit that still tells: '40 giây', '5 phút', '3 giờ'."""
    if seconds < 2 * _MINUTE:
        return f"{max(0, int(seconds))} giây"
    if seconds < 2 * _HOUR:
        return f"{int(seconds // _MINUTE)} phút"
    return f"{number(int(seconds // _HOUR))} giờ"
