import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from casework.playbooks.help_channels import HelpChannels
from casework.playbooks.library import Library
from casework.statistics.names import UNKNOWN
from casework.statistics.report import Report
from casework.statistics.table import Split, Table
from console.reports import bulletin
from console.reports.blocks import Heading, Mark, Paragraph
from console.reports.bulletin import bulletin_content
from console.reports.heading import Letterhead
from tests.unit.console.reports import sample

DAY_AFTER = date(2026, 11, 1)


def said(report: Report, library: Library, help_channels: HelpChannels) -> list[str]:
    return [
        f"{block.opening} {block.text}".strip() if isinstance(block, Paragraph) else block.text
        for block in bulletin_content(report, library, help_channels)
        if isinstance(block, Paragraph | Heading | Mark)
    ]


def tricks(lines: list[str]) -> list[str]:
    return [line for line in lines if line[:1].isdigit() and line[1:3] == ". "]


def test_the_five_most_told_tricks_stand_with_their_numbers(
    full: Report, library: Library, help_channels: HelpChannels
) -> None:
    lines = said(full, library, help_channels)
    assert tricks(lines) == [
        "1. Giả danh công an, viện kiểm sát, toà án",
        "2. Cộng tác viên online, làm nhiệm vụ nhận hoa hồng",
        "3. Mua hàng online: nhận tiền, cọc rồi không giao, giao hàng giả",
        "4. Tin nhắn thương hiệu giả, link và mã QR giả",
        "5. Chính mình bị chiếm Facebook, Zalo; dịch vụ lấy lại tài khoản",
    ]
    told = [line for line in lines if line.startswith("Có ")]
    assert [line.split()[1] for line in told] == ["118", "91", "62", "55", "28"]


def test_the_period_before_stands_beside_this_one_if_both_are_shown(
    full: Report, hidden: Report, library: Library, help_channels: HelpChannels
) -> None:
    before = full.table("compared").cell("total", "before")
    assert f"lừa đảo. Tháng trước: {before} lượt." in said(full, library, help_channels)[0]
    shut = replace(hidden, tables=tuple(map(without_totals, hidden.tables)))
    assert said(shut, library, help_channels)[0].endswith("lừa đảo.")


def without_totals(table: Table) -> Table:
    """With the totals of a comparison hidden."""
    if table.key != "compared" or table.total is None:
        return table
    return replace(table, total=replace(table.total, cells=(None,) * len(table.columns)))


def test_a_trick_whose_number_is_hidden_is_left_out(
    library: Library, help_channels: HelpChannels
) -> None:
    report = sample.hidden(
        sample.report({"mua_hang_online": Split(30, 40), "shipper_gia": Split(1, 3)})
    )
    assert tricks(said(report, library, help_channels)) == [
        "1. Mua hàng online: nhận tiền, cọc rồi không giao, giao hàng giả"
    ]


def test_what_has_no_name_is_no_trick(library: Library, help_channels: HelpChannels) -> None:
    report = sample.report({UNKNOWN: Split(0, 900)})
    assert not tricks(said(report, library, help_channels))


@pytest.mark.parametrize("made", ["empty", "too_few"])
def test_without_any_number_the_general_advice_remains(
    made: str, library: Library, help_channels: HelpChannels, request: pytest.FixtureRequest
) -> None:
    lines = said(request.getfixturevalue(made), library, help_channels)
    assert not tricks(lines)
    for heading in ("Gặp chuyện lạ thì làm gì", "Nếu đã lỡ chuyển tiền, dù vì chiêu nào"):
        assert heading in lines
    assert not [line for line in lines if "lượt kể." in line and line.startswith("Có ")]


def test_each_trick_is_told_by_the_trainers_words(
    full: Report, library: Library, help_channels: HelpChannels
) -> None:
    lines = said(full, library, help_channels)
    start = lines.index("1. Giả danh công an, viện kiểm sát, toà án")
    playbook = library.get("gia_danh_cong_an_toa_an")
    told = lines[start : lines.index("2. Cộng tác viên online, làm nhiệm vụ nhận hoa hồng")]
    assert told[1] == f"Có 118 lượt kể. {playbook.definition}"
    assert told[3:6] == [
        "- Gọi từ số lạ, đọc đúng họ tên, số căn cước để bạn tin.",
        "- Nói bạn dính vụ rửa tiền, ma tuý, nợ cước hay gây tai nạn bỏ trốn.",
        '- Buộc bạn chuyển tiền vào "tài khoản tạm giữ" để kiểm tra nguồn tiền.',
    ]
    assert told[7:10] == [f"- {one.sign}." for one in playbook.pattern.warning_signs[:3]]
    assert told[11:] == [
        f"- {help_channels.fill(line, DAY_AFTER)}" for line in playbook.advice.approach
    ]


def test_what_to_do_when_the_money_is_gone_is_that_of_every_trick(
    full: Report, library: Library, help_channels: HelpChannels
) -> None:
    lines = said(full, library, help_channels)
    start = lines.index("Nếu đã lỡ chuyển tiền, dù vì chiêu nào")
    assert lines[start + 1] == f"- {library.emergency.paid[0]}."
    assert lines[start + 4] == f"- {library.emergency.second_scam}"


def test_only_places_that_are_valid_that_day_are_named(
    full: Report, library: Library, help_channels: HelpChannels
) -> None:
    lines = said(full, library, help_channels)
    assert "- Cảnh sát: 113; nguy hiểm tới người, đang bị ép, bị đe doạ." in lines
    text = "\n".join(lines)
    for channel in help_channels.channels:
        if not channel.shown:
            assert channel.contact not in text
    gone = HelpChannels(
        channels=tuple(
            channel.model_copy(update={"expires_on": date(2026, 10, 31)})
            for channel in help_channels.channels
        )
    )
    later = said(full, library, gone)
    assert later[later.index("Nơi báo") + 1].startswith("Bản tin này")
    assert "156" not in "\n".join(later)


def test_no_placeholder_is_left(library: Library, help_channels: HelpChannels) -> None:
    for playbook in library.ids:
        report = sample.report({playbook: Split(9, 9)})
        assert "{" not in "\n".join(said(report, library, help_channels))


def test_it_says_that_a_machine_counted_and_that_this_is_not_everything(
    full: Report, library: Library, help_channels: HelpChannels
) -> None:
    last = said(full, library, help_channels)[-1]
    assert "do máy trả lời Cảnh Giác lập từ lượt kể của người dân" in last
    assert "còn nhiều chiêu khác" in last


def test_what_may_not_be_published_says_so_first(
    internal: Report, library: Library, help_channels: HelpChannels
) -> None:
    lines = said(internal, library, help_channels)
    assert "TÀI LIỆU NỘI BỘ: có ô dưới 5, đếm từ sổ lúc lập, không công bố" in lines[:3]


def test_it_has_the_office_and_the_month_but_no_national_heading(
    full: Report, library: Library, help_channels: HelpChannels, letterhead: Letterhead
) -> None:
    made = bulletin.render(full, library, help_channels, letterhead)
    document = docx.Document(io.BytesIO(made))
    (head,) = document.tables
    assert head.rows[0].cells[0].text.startswith("PHÒNG VÍ DỤ")
    assert [one.text for one in document.paragraphs[:2]] == [
        *("BẢN TIN CẢNH BÁO LỪA ĐẢO", "Tháng 10 năm 2026")
    ]
    assert "CỘNG HÒA" not in head.rows[0].cells[1].text
