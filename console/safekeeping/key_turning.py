"""What goes over to the current keys of the console: second factors, the audit log, watch list."""

from dataclasses import dataclass
from datetime import date

from casework.clock import day_in_viet_nam
from casework.db import Sessions
from casework.resealing import Resealed, reseal
from casework.watch_list import watch_list_book
from casework.watch_list.watch_key import WatchKey
from console import audit_turning
from console.auth.models import Officer
from console.desk import Desk
from console.watch_list.work import watch_key_of


@dataclass(frozen=True, slots=True)
class Watched:
    """How many entries of the watch list stand under previous keys, and the last day of all."""

    old: int = 0
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """What a turn has done.

    `log_entries`: how many the log had when it was sealed anew, 0 if it needed no previous key.
    """

    factors: Resealed
    log_entries: int
    watched: Watched | None


async def turn(desk: Desk) -> Turned:
    """Turn all, while the desk is open to officers. Raises AuditLogBroken, and then nothing is."""
    log_entries = await audit_turning.turn(desk.sessions, desk.keys, desk.now())
    factors = await reseal(desk.sessions, Officer.totp_sealed, desk.keys)
    key = watch_key_of(desk.settings)
    watched = await _watched(desk.sessions, key, day_in_viet_nam(desk.now())) if key else None
    return Turned(factors, log_entries, watched)


async def _watched(sessions: Sessions, key: WatchKey, today: date) -> Watched:
    """The hashes stay: without the values nobody can make others."""
    async with sessions.begin() as session:
        # Entries of before there were marks are older than any turn.
        await watch_list_book.mark(session, key.marks[-1])
        return Watched(*await watch_list_book.not_made_with(session, key.mark, today))


def told(turned: Turned) -> list[str]:
    """What the operator is told."""
    factors = turned.factors
    lines = [f"Xác thực hai lớp: đã niêm phong lại {factors.turned}."]
    if factors.unreadable:
        lines.append(
            f"KHÔNG khoá nào mở được {factors.unreadable} xác thực hai lớp: đặt lại cho người đó "
            "ở trang «Cán bộ»."
        )
    if turned.log_entries:
        lines.append(f"Nhật ký: {turned.log_entries} mục đã niêm phong bằng khoá mới.")
    else:
        lines.append("Nhật ký: không mục nào cần khoá cũ.")
    lines.append(
        "CHƯA xong: còn bàn làm việc dùng cài đặt cũ. Khởi động lại rồi chạy lại lệnh này."
        if factors.left
        else "CONSOLE_KEY_PREVIOUS: bỏ được khi mọi bàn làm việc đã chạy với khoá mới từ trước "
        "lệnh này. Trang đang mở từ trước lúc đổi khoá phải tải lại."
    )
    if turned.watched is None:
        return lines
    if not turned.watched.old:
        lines.append("WATCH_LIST_KEY_PREVIOUS: bỏ được, không mục nào còn cần khoá cũ.")
    elif turned.watched.last_day:
        lines.append(
            f"WATCH_LIST_KEY_PREVIOUS: giữ đến hết {turned.watched.last_day:%d/%m/%Y}, vì "
            f"{turned.watched.old} mục còn mang mã băm của khoá cũ; nhập lại từ tệp gốc thì bỏ "
            "được sớm hơn."
        )
    return lines
