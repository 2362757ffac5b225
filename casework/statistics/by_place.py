"""By province and by commune, as residents have named it after they agreed."""

from sqlalchemy import case, func

from casework.cases.models import Case
from casework.statistics.book import Book
from casework.statistics.names import UNKNOWN
from casework.statistics.table import Line, Table, split_table

PROVINCES, COMMUNES = "by_province", "by_commune"
BASE = "home"

_NOTE = (
    "Chỉ hỏi nơi ở của người đã đồng ý cho giữ lời kể, và không bắt buộc. Tên huyện cũ, tỉnh cũ"
    " được ghi theo đơn vị mới từ 1-7-2025; không chắc thì để «Không rõ»."
)


async def by_province(book: Book) -> Table:
    """The 34 provinces and cities since 2025-07-01."""
    found = await book.reports("province", Case.province, None)
    counts = {code or UNKNOWN: split for code, split in found.items()}
    names = {**book.names.provinces, **{c: c for c in counts if c not in book.names.provinces}}
    lines = [Line(code, name) for code, name in names.items() if code != UNKNOWN]
    lines.append(Line(UNKNOWN, "Không rõ"))
    return split_table(
        *(PROVINCES, "Lượt kể theo tỉnh, thành phố", "Tỉnh, thành phố"),
        *(lines, counts),
        notes=(_NOTE,),
    )


async def by_commune(book: Book) -> Table:
    """The communes of the home province: together they are its row among the provinces."""
    home = Case.province == book.names.home
    of_case = case((home, func.coalesce(Case.commune, UNKNOWN)))
    found = await book.reports("commune", of_case, None)
    counts = {code: split for code, split in found.items() if code}
    names = {**book.names.communes, **{c: c for c in counts if c not in book.names.communes}}
    lines = [Line(code, name) for code, name in names.items() if code != UNKNOWN]
    lines.append(Line(UNKNOWN, "Không rõ xã, phường"))
    home_name = book.names.provinces.get(book.names.home, book.names.home)
    return split_table(
        *(COMMUNES, f"Lượt kể theo xã, phường: {home_name}", "Xã, phường"),
        *(lines, counts),
        notes=(_NOTE,),
        base=BASE,
        within=(f"{PROVINCES}:{book.names.home}",),
    )
