"""The queue: each filter, searching, paging by key, and the way to a case by its code."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from casework.cases import queue, records
from casework.cases.models import CaseStatus
from casework.cases.queue import CaseFilter, Place, Sureness
from casework.stage import Stage
from console.auth.models import Role
from console.desk import Desk
from console.filters import Asked, code_of_id, ids_of_code
from console.routes.export import HEADINGS
from console.spreadsheet_cells import harmless
from tests.unit.console.conftest import Browser, told


async def shown(desk: Desk, wanted: CaseFilter) -> set[UUID]:
    async with desk.sessions() as session:
        return {case.id for case in (await queue.page(session, wanted)).cases}


async def test_each_filter_leaves_what_was_asked_for(officer: Browser, desk: Desk) -> None:
    plain = await told(desk)
    paid = await told(desk, stage=Stage.PAID, channel="telegram", confidence=0.3)
    unnamed = await told(desk, playbook=None, confidence=0.45, days_ago=3)
    await officer.send_form(f"/cases/{plain}/new-script", version=1, new="true")
    await records.locate(desk.sessions, paid, commune="28261", province="82")
    today = desk.now().date()
    for wanted, expected in (
        (CaseFilter(), {plain, paid, unnamed}),
        (CaseFilter(stage=Stage.PAID), {paid}),
        (CaseFilter(channel="telegram"), {paid}),
        (CaseFilter(commune="28261"), {paid}),
        (CaseFilter(label="gia_danh_cong_an_toa_an"), {plain, paid}),
        (CaseFilter(label=queue.UNNAMED), {unnamed}),
        (CaseFilter(sureness=Sureness.LOW), {paid, unnamed}),
        (CaseFilter(sureness=Sureness.MIDDLE), {plain}),
        (CaseFilter(sureness=Sureness.HIGH), set()),
        (CaseFilter(new_script=True), {plain}),
        (CaseFilter(since=today), {plain, paid}),
        (CaseFilter(until=today - timedelta(days=1)), {unnamed}),
        (CaseFilter(status=CaseStatus.CONFIRMED), set()),
        (CaseFilter(stage=Stage.PAID, channel="web"), set()),
    ):
        assert await shown(desk, wanted) == expected, wanted


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chuyển khoản", True),
        ("chuyen khoan", True),
        ("CHUYỂN", True),
        ("khoản chuyển", True),
        ("chuyển vàng", False),
        ("100%", False),
        ("_", False),
        ("đặc", True),
    ],
)
async def test_words_are_found_with_and_without_tone_marks(
    officer: Browser,
    desk: Desk,
    typed: str,
    found: bool,  # noqa: FBT001
) -> None:
    case_id = await told(desk, "Nó kêu chuyển khoản gấp, nói đặc biệt lắm")
    page = await officer.get("/cases", params={"q": typed, "status": "all"})
    assert (str(case_id) in page.text) == found


async def test_pages_follow_one_another_without_gap_or_repeat(officer: Browser, desk: Desk) -> None:
    told_ids = {await told(desk, confidence=(n % 7) / 10, days_ago=n % 3) for n in range(60)}
    seen: list[UUID] = []
    address = "/cases?status=pending"
    for _ in range(10):
        page = (await officer.get(address, headers={"HX-Request": "true"})).text
        assert "<html" not in page
        seen += [UUID(i) for i in re.findall(r'href="/cases/([0-9a-f-]{36})\?', page)]
        more = re.search(r'hx-get="([^"]+)"', page)
        if more is None:
            break
        address = more.group(1).replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 60
    assert set(seen) == told_ids


async def test_a_search_goes_on_behind_its_window(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SEARCH_WINDOW", 5)
    old = await told(desk, "ngày xưa có con sếu đầu đỏ", days_ago=9)
    for n in range(12):
        await told(desk, "chuyện khác hẳn", confidence=n / 20)
    wanted = CaseFilter(words=("sếu",))
    place: Place | None = None
    looks = 0
    async with desk.sessions() as session:
        while True:
            page = await queue.page(session, wanted, place)
            looks += 1
            if page.goes_on_after is None:
                break
            assert not page.looked_through
            place = page.goes_on_after
    assert looks == 3
    assert [case.id for case in page.cases] == [old]


async def test_more_than_a_thousand_is_said_and_not_counted_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "COUNTED_UP_TO", 3)
    for _ in range(9):
        await told(desk)
    async with desk.sessions() as session:
        assert (await queue.count(session, CaseFilter())).cases == 4


async def test_a_typed_code_leads_to_its_case(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    for typed in (code_of_id(case_id), code_of_id(case_id).lower(), f"#{case_id.hex[:12]}"):
        answer = await officer.get("/cases", params={"q": typed})
        assert answer.headers["location"] == f"/cases/{case_id}"
    assert ids_of_code("công an gọi") is None


def test_a_filter_survives_its_way_through_the_address() -> None:
    asked = Asked(status="all", label="shipper_gia", q="tạm giữ", new_script=True)
    assert "new_script=True" in asked.query()
    place = Place(7, UUID(int=9))
    again = Asked(after=f"{place.rank}.{place.id.hex}")
    assert again.place == place
    assert Asked(after="nonsense").place is None
    assert asked.used == ["label", "new_script", "q", "status"]


@pytest.mark.parametrize(
    "wrong",
    ["status=x", "stage=x", "since=never", "sureness=x", f"q={'a' * 101}", "until=2026-13-01"],
)
async def test_an_address_that_is_typed_wrong_is_told_of(officer: Browser, wrong: str) -> None:
    answer = await officer.get(f"/cases?{wrong}")
    assert answer.status_code == 422
    assert "quay lại" in answer.text


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("bình thường", "bình thường"),
        ("", ""),
    ],
)
def test_no_cell_of_an_export_becomes_a_formula(cell: str, safe: str) -> None:
    assert harmless(cell) == safe


async def test_the_export_is_read_by_excel_and_holds_no_narrative(
    browser: Browser, desk: Desk
) -> None:
    case_id = await told(desk, "Nó nói =HYPERLINK(1) rửa tiền")
    await browser.sign_in(Role.SUPERVISOR, second_factor=True)
    answer = await browser.get("/cases.csv?status=all")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = answer.text.lstrip("\ufeff").splitlines()
    assert rows[0].split(",")[0] == HEADINGS[0]
    assert rows[1].startswith(code_of_id(case_id))
    assert "Giả danh công an" in rows[1]
    assert "HYPERLINK" not in answer.text
    assert 'filename="cac-vu.csv"' in answer.headers["content-disposition"]
