"""The bulletin of a month's tricks, for a newspaper or the commune's loudspeaker.

Numbers only where the report shows them; every other word is the trainers', from the playbooks.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from docx.document import Document as WordDocument

from casework.playbooks.help_channels import HelpChannels, Purpose
from casework.playbooks.library import Library
from casework.playbooks.schema import Playbook
from casework.stage import Stage
from casework.statistics.report import Report
from casework.statistics.table import TOTAL, Row
from console import wording
from console.reports import sheet
from console.reports.blocks import Block, Heading, Kind, Paragraph, Title
from console.reports.content import marks
from console.reports.heading import Letterhead
from console.reports.word_document import bound
from console.reports.word_form import halves, line_of, rule

Fill = Callable[[str], str]
"""Puts what can be called on that day into a line of advice."""

MOST_TRICKS = 5
STEPS, SIGNS, FIRST_THINGS = 3, 3, 3
"""Of each trick, so that it can be read out in a minute."""

PLACES = (Purpose.EMERGENCY, Purpose.REPORT, Purpose.CHILD, Purpose.SPAM)
"""Where anybody can turn; banks have their number on the card."""

GENERAL = (
    "Người lạ giục bạn chuyển tiền, đọc mã OTP, bấm đường dẫn, cài ứng dụng: dừng lại, cúp máy.",
    "Hỏi một người thân, hoặc tự gọi số chính thức để hỏi lại; đừng gọi số mà họ đưa.",
    "Mã OTP, mật khẩu, số sau thẻ: không đưa cho ai, kể cả người xưng là công an hay ngân hàng.",
)

_NO_LIST = (
    "Bản tin này do máy trả lời Cảnh Giác lập từ lượt kể của người dân. Lượt kể chưa được xác minh"
    " hết, và không phải là số vụ lừa đảo ở địa phương. Kẻ gian còn nhiều chiêu khác không kể ra"
    " đây."
)


def render(
    report: Report, library: Library, help_channels: HelpChannels, letterhead: Letterhead
) -> bytes:
    """A Word document: the same report and data files give the same bytes."""
    content = bulletin_content(report, library, help_channels)
    return bound(content, letterhead, report, (_frame, _no_end))


def bulletin_content(
    report: Report, library: Library, help_channels: HelpChannels
) -> tuple[Block, ...]:
    """Contacts are those that are valid on the day after the period."""
    day = report.span.period.last + timedelta(days=1)
    tricks = most_told(report, library)

    def fill(line: str) -> str:
        return help_channels.fill(line, day)

    return (
        *marks(report),
        Title("BẢN TIN CẢNH BÁO LỪA ĐẢO", _first_capital(report.span.name)),
        *_beginning(report, tricks),
        *(
            block
            for place, row in enumerate(tricks, 1)
            for block in _trick(library, fill, place, row)
        ),
        Heading(1, "Gặp chuyện lạ thì làm gì"),
        *_items(GENERAL),
        Heading(1, "Nếu đã lỡ chuyển tiền, dù vì chiêu nào"),
        *_items(map(fill, library.emergency.paid[:FIRST_THINGS])),
        *_items([library.emergency.second_scam]),
        Heading(1, "Nơi báo"),
        *_places(help_channels, day),
        Paragraph(_NO_LIST, Kind.NOTE),
    )


def most_told(report: Report, library: Library) -> list[Row]:
    """The playbooks that were told of most, of those whose number is shown."""
    table = report.table("by_playbook")
    found = [row for row in table.rows if row.key in library.ids and row.cells[-1]]
    return sorted(found, key=lambda row: -(row.cells[-1] or 0))[:MOST_TRICKS]


def _beginning(report: Report, tricks: Sequence[Row]) -> Iterator[Block]:
    when = f"Trong {report.span.name}"
    match report.reports:
        case None:
            yield Paragraph(f"{when}, số lượt kể quá ít nên bản tin không nêu con số.")
        case 0:
            yield Paragraph(f"{when}, chưa ai kể với máy trả lời Cảnh Giác về việc ngờ là lừa đảo.")
        case reports:
            yield Paragraph(
                f"{when}, người dân kể với máy trả lời Cảnh Giác {wording.number(reports)} lượt về"
                f" việc họ ngờ là lừa đảo.{_before(report)}"
            )
    if tricks:
        yield Heading(1, "Những chiêu được kể nhiều")


def _before(report: Report) -> str:
    """How many they were in the period before, if both are shown."""
    table = report.table("compared")
    earlier = table.cell(TOTAL, "before")
    if table.cell(TOTAL, "now") is None or not earlier:
        return ""
    name = table.columns[table.column_index("before")].name
    return f" {name}: {wording.number(earlier)} lượt."


def _trick(library: Library, fill: Fill, place: int, row: Row) -> Iterator[Block]:
    playbook = library.get(row.key)
    yield Heading(2, f"{place}. {playbook.name}")
    yield Paragraph(f"Có {wording.number(row.cells[-1] or 0)} lượt kể. {playbook.definition}")
    yield Heading(3, "Cách chúng làm")
    yield from _items(_steps(playbook))
    yield Heading(3, "Dấu hiệu nhận ra")
    yield from _items([sign.sign for sign in playbook.pattern.warning_signs[:SIGNS]])
    yield Heading(3, "Nên làm")
    urgent = playbook.advice.urgent
    yield from _items(map(fill, [*([urgent] if urgent else []), *playbook.advice.approach]))


def _steps(playbook: Playbook) -> list[str]:
    """How it begins, and how the money goes."""
    script = playbook.pattern.script
    begins, money = script[: STEPS - 1], [step for step in script if step.stage is Stage.PAID]
    told = [*begins, *(step for step in money if step not in begins)]
    return [step.step for step in told[:STEPS]]


def _places(help_channels: HelpChannels, day: date) -> Iterator[Block]:
    for channel in help_channels.usable(day, PLACES):
        is_its_name = channel.contact.lower() == channel.name.lower()
        contact = "" if is_its_name else f"{channel.contact}; "
        yield Paragraph(f"{contact}{channel.what_for}.", Kind.ITEM, f"- {channel.name}:")


def _items(lines: Iterable[str]) -> Iterator[Block]:
    for line in lines:
        text = _first_capital(line.strip())
        end = "" if text.endswith((".", "!", "?")) else "."
        yield Paragraph(f"- {text}{end}", Kind.ITEM)


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _frame(document: WordDocument, letterhead: Letterhead) -> None:
    """Who issues it, and where; a bulletin has no national heading."""
    left, right = halves(document)
    line_of(left, letterhead.office_line, sheet.NATION, bold=True)
    rule(left, (sheet.LEFT_HALF - sheet.OFFICE_LINE) / 2)
    line_of(right, letterhead.place_line, sheet.MOTTO, italic=True)


def _no_end(document: WordDocument, letterhead: Letterhead) -> None:
    """Nobody signs a bulletin."""
