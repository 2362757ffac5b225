import asyncio
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casework.learning.comparison import Comparison
from casework.playbooks.library import Library
from tests.unit.trainer.comparison.invented import (
    LOAN,
    SHIPPER,
    TAX,
    case,
    compared,
    file_of,
    side,
    without,
)
from trainer.comparison.report import as_html, report_path, write_report

NASTY = 'shipper <script>alert(1)</script> & "kêu" tôi chuyển tiền'


@pytest.fixture(scope="module")
def comparison(library: Library) -> Comparison:
    seen = file_of(
        case(1, NASTY, SHIPPER),
        case(2, "ngân hàng nhắn về khoản vay của tôi", "none", kind="legit_message"),
        case(3, "thuế nhắn tôi nộp tờ khai hàng tháng", TAX),
    )
    unseen = file_of(
        case(4, "shipper lạ nhắn mã bưu kiện", SHIPPER), name="messages_2.jsonl", shown=False
    )
    before, after = {"thue": (TAX,), "thuế": (TAX,)}, {"shipper": (SHIPPER,), "vay": (LOAN,)}
    live = side("canhgiac-old", without(library, SHIPPER))
    sides = side("canhgiac-new", library), live
    return asyncio.run(compared(*sides, before, after, seen, unseen))


@pytest.fixture(scope="module")
def written(comparison: Comparison) -> str:
    """The page; its pictures take a second or two to draw."""
    return as_html(comparison)


class Page(HTMLParser):
    """What a page is made of: its tags in order, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def test_the_page_needs_no_network_and_no_script(written: str) -> None:
    page = Page(written)
    assert not page.of("script", "link", "iframe", "object")
    sources = [image["src"] or "" for image in page.of("img")]
    assert len(sources) == 4
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert not re.search(r"url\(|@import|https?://", written)


def test_every_text_is_escaped(written: str) -> None:
    assert NASTY not in written
    assert html.escape(NASTY, quote=False) in written.replace("&#34;", '"')


def test_tables_and_pictures_can_be_read_aloud(written: str) -> None:
    page = Page(written)
    assert len(page.of("table")) == len(page.of("caption")) == 9
    assert all(head.get("scope") in ("col", "row", "colgroup") for head in page.of("th"))
    assert all(image.get("alt") for image in page.of("img"))
    assert page.of("html") == [{"lang": "vi"}]


def test_the_verdict_stands_first_and_what_changes_after_it(
    comparison: Comparison, written: str
) -> None:
    assert not comparison.passed
    parts = [
        "CHƯA ĐẠT",
        "Cổng kiểm tra",
        "Điều gì đổi với người dân",
        "Từng kịch bản",
        "Nhanh chậm",
    ]
    places = [written.index(part) for part in parts]
    assert places == sorted(places)
    for sentence in comparison.sentences:
        assert html.escape(sentence, quote=False) in written
    for check in comparison.checks:
        assert html.escape(check.says, quote=False) in written


def test_of_a_file_that_may_not_be_read_only_counts_stand_there(written: str) -> None:
    assert "messages_2.jsonl (không xem từng tin)" in written
    assert "bưu kiện" not in written
    assert "khoản vay của tôi" in written


def test_a_playbook_that_a_model_does_not_know_is_told(written: str, library: Library) -> None:
    row = written.split(f'<tr><th scope="row">{library.get(SHIPPER).name}</th>')[1]
    assert "chưa có kịch bản này" in row.split("</tr>")[0]


async def test_a_first_model_has_a_report_too(library: Library) -> None:
    says = {"shipper": (SHIPPER,)}
    first = await compared(side("canhgiac-a", library), None, {}, says, file_of(case(1, "shipper")))
    page = as_html(first)
    assert "bản đang dùng" not in page.split("</h1>")[0]
    assert len(Page(page).of("img")) == 2


def test_the_report_stands_beside_the_models(
    tmp_path: Path, comparison: Comparison, written: str
) -> None:
    path = report_path(tmp_path, comparison.candidate)
    assert write_report(comparison, path) == tmp_path / "models" / "reports" / "canhgiac-new.html"
    assert path.read_text("utf-8") == written
