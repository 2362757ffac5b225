"""How often officers agree with the model, of the cases that they have looked at."""

from sqlalchemy import and_, case, func, select

from casework.cases.models import Case, CaseStatus
from casework.statistics.book import Book
from casework.statistics.table import OFFICERS, TOTAL, Column, Row, Table

KEY = "agreement"
BASE = "reviewed"

_AGREED, _CHANGED, _NAMED, _DISMISSED = "agreed", "changed", "named", "dismissed"
_NAMES = {
    _AGREED: "Đúng như máy nhận",
    _CHANGED: "Máy nhận khác, cán bộ đã sửa",
    _NAMED: "Máy chưa nhận ra, cán bộ gọi tên",
    _DISMISSED: "Không phải lừa đảo",
}


async def agreement(book: Book) -> Table:
    """The first three are together what officers have named; the dismissed are no reports."""
    verdict = case(
        (Case.status == CaseStatus.DISMISSED, _DISMISSED),
        (Case.status == CaseStatus.CONFIRMED, _AGREED),
        (Case.playbook_id.is_(None), _NAMED),
        else_=_CHANGED,
    )
    own = and_(
        Case.told_on.between(book.period.first, book.period.last),
        Case.duplicate_of.is_(None),
        Case.status != CaseStatus.PENDING,
    )
    query = select(verdict, func.count()).where(own).group_by(verdict)
    found = {key: int(cases) for key, cases in await book.session.execute(query)}
    rows = tuple(
        Row(key, name, (found.get(key, 0),), () if key == _DISMISSED else ("reports:total",))
        for key, name in _NAMES.items()
    )
    return Table(
        *(KEY, "Cán bộ xem lại có đồng ý với máy không", "Cán bộ kết luận"),
        # The column's key is that of the officers' reports, of which these are the parts.
        *((Column(OFFICERS.key, "Số vụ"),), rows),
        *(Row(TOTAL, "Cộng số vụ đã xem", (sum(found.values()),)), BASE),
        unit="vụ",
    )
