"""The filtered cases as a file for a spreadsheet: facts only, no narrative leaves the book."""

import csv
import io
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlalchemy import select

from casework.cases.models import Case
from casework.cases.queue import conditions, said
from console import wording
from console.auth.permissions import Permission, needs
from console.desk import Desk, TheDesk, TheVisitor
from console.filters import Asked, code_of
from console.spreadsheet_cells import harmless

router = APIRouter()

MOST_ROWS = 50_000

HEADINGS = (
    *("Mã vụ", "Ngày", "Kênh", "Xã, phường", "Kịch bản máy đoán", "Độ chắc của máy"),
    *("Kịch bản sau khi xem", "Tình trạng", "Giai đoạn", "Thiệt hại", "Đã chuyển điều tra"),
)


@router.get("/cases.csv")
@needs(Permission.EXPORT)
async def cases_csv(desk: TheDesk, me: TheVisitor, asked: Annotated[Asked, Query()]) -> Response:
    """UTF-8 with a mark at its beginning, so that Excel shows the tones."""
    async with desk.act(me, "cases.exported", filters=asked.used) as session:
        wanted = asked.wanted
        query = select(Case).where(*conditions(wanted), *said(wanted))
        query = query.order_by(Case.queue_rank.desc(), Case.id).limit(MOST_ROWS)
        found = (await session.scalars(query)).all()
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    writer.writerows(_row(desk, case) for case in found)
    return Response(
        "\ufeff" + file.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="cac-vu.csv"'},
    )


def _row(desk: Desk, case: Case) -> Iterator[str]:
    def name(label: str | None) -> str:
        if label is None:
            return wording.UNNAMED
        # Of a playbook that is not known any more at least the id.
        return desk.library.get(label).name if label in desk.library else label

    for cell in (
        code_of(case),
        wording.day(case.told_on),
        wording.CHANNEL.get(case.channel, case.channel),
        desk.communes.get(case.commune or "", wording.STAGE_UNKNOWN),
        name(case.playbook_id),
        wording.percent(case.confidence),
        name(case.label),
        wording.STATUS[case.status],
        wording.STAGE[case.stage] if case.stage else wording.STAGE_UNKNOWN,
        wording.LOSS[case.loss],
        "có" if case.handed_over else "chưa",
    ):
        yield harmless(cell)
