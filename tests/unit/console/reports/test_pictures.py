from dataclasses import replace

from casework.statistics.report import Report
from casework.statistics.table import Split
from console.reports.blocks import Bar, Picture
from console.reports.content import report_content
from console.reports.pictures import png, svg
from tests.unit.console.reports import sample


def pictures(report: Report) -> list[Picture]:
    return [block for block in report_content(report) if isinstance(block, Picture)]


def test_categories_playbooks_hours_and_months_are_drawn(full: Report) -> None:
    assert [picture.title for picture in pictures(full)] == [
        "Hình 1. Lượt kể theo sáu thủ đoạn của Kế hoạch 50/KH-UBND",
        "Hình 2. Lượt kể theo kịch bản lừa đảo (8 dòng có số lớn nhất)",
        "Hình 3. Lượt kể theo giờ trong ngày",
        "Hình 4. Lượt kể theo tháng",
    ]


def test_whoever_does_not_see_a_picture_is_told_what_it_shows(full: Report) -> None:
    first, second, *_ = pictures(full)
    assert first.alternative == (
        "Biểu đồ cột ngang. Lượt kể theo sáu thủ đoạn của Kế hoạch 50/KH-UBND. Nhiều nhất: Giả"
        " danh cơ quan tư pháp: 118 lượt kể; Thủ đoạn khác: 97 lượt kể; Chưa rõ thủ đoạn: 96 lượt"
        " kể. Bảng 1 có đủ các số này."
    )
    assert "Chưa rõ kịch bản" not in [bar.name for bar in second.bars]


def test_of_playbooks_the_ten_most_frequent_shown_ones_are_drawn(hidden: Report) -> None:
    all_told = sample.report(
        {name: Split(0, 50 + place) for place, name in enumerate(sample.LIBRARY.ids)}
    )
    drawn = pictures(all_told)[1].bars
    assert len(drawn) == 10
    assert [bar.whole for bar in drawn] == sorted((bar.whole or 0 for bar in drawn), reverse=True)
    assert all(bar.whole for bar in pictures(hidden)[1].bars)


def test_a_hidden_bar_is_a_gap_and_is_told_of(hidden: Report) -> None:
    hours = pictures(hidden)[2]
    gaps = sum(bar.whole is None for bar in hours.bars)
    assert gaps > 0
    assert f"Có {gaps} cột được che số, vẽ là dấu «*»." in hours.alternative


def test_where_a_part_is_hidden_the_whole_is_drawn_undivided(hidden: Report) -> None:
    """A length that could be measured would be a number that can be read."""
    picture = pictures(hidden)[1]
    one = next(bar for bar in picture.bars if None in bar.parts)
    apart = replace(picture, bars=(one,))
    together = replace(picture, bars=(replace(one, parts=(None, None)),))
    assert svg(apart) == svg(together)


def test_a_picture_of_hidden_numbers_is_the_same_whatever_they_were() -> None:
    bars = (Bar("Tám giờ", (), 30), Bar("Chín giờ", (), None))
    picture = Picture("Hình", "Cột", (), bars, upright=True)
    gone = replace(picture, bars=(bars[0], Bar("Chín giờ", (None, None), None)))
    assert png(picture) == png(gone)


def test_the_same_bars_give_the_same_bytes(full: Report) -> None:
    for picture in pictures(full):
        assert png(picture) == png(picture)
        assert svg(picture) == svg(picture)


def test_a_picture_does_not_say_when_and_with_what_it_was_drawn(full: Report) -> None:
    picture = pictures(full)[0]
    assert b"matplotlib" not in png(picture).lower()
    assert b"<dc:date>" not in svg(picture)


def test_letters_are_outlines_so_that_every_reader_shows_the_tones(full: Report) -> None:
    assert b"<text" not in svg(pictures(full)[0])


def test_a_name_is_no_formula() -> None:
    bars = (Bar("Tặng $100_000$ và \\frac", (), 7),)
    assert png(Picture("Hình", "Cột", (), bars, upright=False)).startswith(b"\x89PNG")
