"""A supervisor's day at the desk, in a real browser over the real console."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from console.routes.export import HEADINGS
from tests.functional.desk import SUPERVISOR, FrontDoor, Person


@pytest.fixture
def supervisor(front_door: FrontDoor) -> Person:
    return front_door.person(SUPERVISOR)


def test_disagreement_is_settled(supervisor: Person) -> None:
    supervisor.opens("/")
    supervisor.goes_by(supervisor.page.locator(".task", has_text="chờ phân xử"))
    expect(supervisor.heading).to_have_text("Mức thống nhất giữa các cán bộ")
    facts = supervisor.page.locator("dl.facts")
    expect(facts).to_contain_text("Kappa của Cohen")
    expect(facts.locator("dd").nth(1)).to_contain_text("%")
    expect(supervisor.page.get_by_role("table")).to_contain_text("Người thứ hai")
    waiting = supervisor.rows.count()
    code = supervisor.case_links.first.inner_text().removeprefix("Vụ ")
    supervisor.case_links.first.click()
    expect(supervisor.heading).to_contain_text(code)
    said = supervisor.page.locator("main ul strong")
    expect(said).to_have_count(2)
    first, second = said.all_inner_texts()
    assert first != second
    supervisor.page.get_by_label("Theo bạn, đây là").select_option(label=second)
    supervisor.page.get_by_label("Ghi chú").fill("Theo người đọc sau.")
    supervisor.button("Ghi lại").click()
    expect(supervisor.told).to_have_text("Đã phân xử.")
    expect(supervisor.rows).to_have_count(waiting - 1)
    supervisor.opens(f"/cases?q={code}")
    expect(supervisor.page.locator("dl.facts")).to_contain_text("Đã phân xử")
    expect(supervisor.page.locator(".history li").last).to_contain_text("Theo người đọc sau.")


def test_export_wants_a_second_factor(front_door: FrontDoor, tmp_path: Path) -> None:
    account = front_door.new_account("Chỉ huy")
    newcomer = front_door.anybody()
    newcomer.comes_for_the_first_time(account)
    newcomer.opens("/cases?status=all&stage=paid")
    counted = int(newcomer.page.locator("#result strong").inner_text().removesuffix(" vụ"))
    newcomer.link("Xuất tệp CSV").click()
    newcomer.sets_up_second_factor(account.login)
    newcomer.opens("/cases?status=all&stage=paid")
    with newcomer.page.expect_download() as download:
        newcomer.link("Xuất tệp CSV").click()
    assert download.value.suggested_filename == "cac-vu.csv"
    file = tmp_path / "cac-vu.csv"
    download.value.save_as(file)

    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    headings, *rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
    assert tuple(headings) == HEADINGS
    assert len(rows) == counted > 0
    assert {row[headings.index("Giai đoạn")] for row in rows} == {"Đã mất tiền"}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "[Ví dụ]" not in file.read_text(encoding="utf-8")  # no narrative leaves the book

    # The next sign-in asks for the code, and a code is good once.
    newcomer.button("Đăng xuất").click()
    newcomer.signs_in(account.login, newcomer.desk.own[account.login])
    expect(newcomer.heading).to_have_text("Mã xác thực")
    newcomer.opens("/cases")
    expect(newcomer.heading).to_have_text("Mã xác thực")
    newcomer.page.get_by_label("Mã 6 số").fill(newcomer.desk.code_of(account.login))
    newcomer.button("Tiếp tục").click()
    expect(newcomer.heading).to_contain_text("Hôm nay, ")
