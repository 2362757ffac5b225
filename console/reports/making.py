"""A report in each of its formats: one visible list."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from casework.statistics.period import Span
from casework.statistics.report import Report
from console.reports import bulletin, open_data, plain_csv, printed, word_document, workbook
from console.reports.content import report_content
from console.reports.open_data import NotForPublication
from console.reports.sources import Sources


class Format(StrEnum):
    """What a report can be made as."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    BULLETIN = "bulletin"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: how a file is called and served, and what makes it.

    `published`: it goes out of the house, so it is never made with small cells.
    """

    name: str
    file: str
    media_type: str
    render: Callable[[Report, Sources], bytes]
    published: bool = False


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KINDS: dict[Format, Kind] = {
    Format.DOCX: Kind(
        *("Báo cáo Word, thể thức Nghị định 30", "bao-cao-{}.docx", _WORD),
        lambda report, sources: word_document.render(
            report_content(report), sources.letterhead, report
        ),
    ),
    Format.PDF: Kind(
        *("Báo cáo PDF, để in", "bao-cao-{}.pdf", "application/pdf"),
        lambda report, sources: printed.render(report_content(report), sources.letterhead, report),
    ),
    Format.XLSX: Kind(
        *("Bảng tính Excel, lọc được", "so-lieu-{}.xlsx", _EXCEL),
        lambda report, _: workbook.render(report),
    ),
    Format.CSV: Kind(
        *("Tệp CSV", "so-lieu-{}.csv", "text/csv; charset=utf-8"),
        lambda report, _: plain_csv.render(report),
    ),
    Format.BULLETIN: Kind(
        *("Bản tin cho báo đài, loa xã", "ban-tin-{}.docx", _WORD),
        lambda report, sources: bulletin.render(
            report, sources.names.library, sources.help_channels, sources.letterhead
        ),
        published=True,
    ),
    Format.JSON: Kind(
        *("Dữ liệu mở (JSON)", "du-lieu-mo-{}.json", "application/json"),
        lambda report, _: open_data.render(report),
        published=True,
    ),
}


def made(wanted: Format, report: Report, sources: Sources) -> bytes:
    """The file. The same report gives the same bytes. Raises NotForPublication."""
    kind = KINDS[wanted]
    if kind.published and not report.protected:
        raise NotForPublication
    return kind.render(report, sources)


def file_name(wanted: Format, span: Span, *, protected: bool = True) -> str:
    """'bao-cao-2026-10.docx'; of an internal one 'bao-cao-2026-10-noi-bo.docx'."""
    return KINDS[wanted].file.format(span.key if protected else f"{span.key}-noi-bo")
