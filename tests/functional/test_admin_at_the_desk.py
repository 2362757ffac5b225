"""An admin's day at the desk: who may come in, and the log of what everybody does."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.functional.desk import ADMIN, Account, FrontDoor, Person, RunningDesk


@pytest.fixture
def admin(front_door: FrontDoor) -> Person:
    return front_door.person(ADMIN)


def row_of(admin: Person, login: str) -> Locator:
    return admin.page.get_by_role("row", name=login)


def test_first_day_ends_only_with_a_second_factor(front_door: FrontDoor) -> None:
    account = front_door.new_account("Quản trị")
    newcomer = front_door.anybody()
    newcomer.comes_for_the_first_time(account)
    for path in ("/", "/officers", "/audit", "/account"):
        newcomer.opens(path)
        expect(newcomer.heading).to_have_text("Bật xác thực hai lớp")
    newcomer.sets_up_second_factor(account.login)
    menu = newcomer.page.get_by_role("navigation").get_by_role("link")
    expect(menu).to_have_text(["Trang đầu", "Tin chưa xử lý được", "Cán bộ", "Nhật ký"])
    newcomer.link("Cán bộ").click()
    expect(row_of(newcomer, account.login)).to_contain_text("có")
    # What residents have told is not for who decides who may come in.
    newcomer.opens("/cases", status=403)
    expect(newcomer.warning).to_have_text("Bạn không có quyền xem trang này.")


def test_officer_is_added_changed_switched_off_and_reset(
    front_door: FrontDoor, admin: Person
) -> None:
    login, password = front_door.new_account("Cán bộ xem vụ")
    newcomer = front_door.anybody()
    newcomer.comes_for_the_first_time(Account(login, password))
    newcomer.opens("/cases")

    admin.opens("/officers")
    assert password not in admin.page.content()
    row = row_of(admin, login)
    row.get_by_role("combobox").select_option(label="Người huấn luyện")
    row.get_by_role("button", name="Đổi").click()
    expect(admin.told).to_have_text("Đã đổi vai trò.")
    newcomer.opens("/cases", status=403)
    newcomer.opens("/new-scripts")
    row.get_by_role("combobox").select_option(label="Cán bộ xem vụ")
    row.get_by_role("button", name="Đổi").click()
    expect(admin.told).to_have_text("Đã đổi vai trò.")

    newcomer.opens("/cases")
    row.get_by_role("button", name="Khoá").click()
    expect(admin.told).to_have_text("Đã ghi.")
    expect(row).to_contain_text("(đã khoá)")
    # The open page leads to the sign-in page, whatever is pressed there.
    newcomer.link("Xem thêm").click()
    expect(newcomer.heading).to_have_text("Đăng nhập")
    newcomer.expected.add(401)
    newcomer.signs_in(login, newcomer.desk.own[login])
    expect(newcomer.warning).to_have_text("Tên đăng nhập hoặc mật khẩu chưa đúng.")

    row.get_by_role("button", name="Mở lại").click()
    expect(row).not_to_contain_text("(đã khoá)")
    row.get_by_role("button", name="Đặt lại").click()
    assert admin.asked == ["Đặt lại mật khẩu và xác thực hai lớp của Bạn Mới?"]
    again = admin.page.locator("code.secret").inner_text()
    assert again != password
    newcomer.comes_for_the_first_time(Account(login, again))


def test_last_admin_cannot_lock_everybody_out(admin: Person) -> None:
    admin.opens("/officers")
    admin.expected.add(409)
    others = (
        admin.page.locator("tbody tr:not(.off)")
        .filter(has=admin.page.locator("option:checked", has_text="Quản trị"))
        .filter(has_not=admin.page.get_by_role("cell", name=ADMIN, exact=True))
    )
    for left in reversed(range(others.count())):
        others.first.get_by_role("button", name="Khoá").click()
        expect(others).to_have_count(left)
    row_of(admin, ADMIN).get_by_role("button", name="Khoá").click()
    expect(admin.warning).to_contain_text("người quản trị cuối cùng")


def test_log_is_read_and_found_whole_until_somebody_tampers(
    desk: RunningDesk, admin: Person, tmp_path: Path
) -> None:
    admin.opens("/audit")
    log = admin.page.get_by_role("table")
    expect(log).to_contain_text("đăng nhập")
    # What the command line has done stands at the beginning of the log.
    admin.opens("/audit?before=20")
    expect(log).to_contain_text("dòng lệnh")
    assert not re.search(r"\b(true|false|role|second_factor)\b", log.inner_text())

    whole = desk.door("audit", "verify")
    assert whole.returncode == 0, whole.stderr
    assert "Nhật ký nguyên vẹn" in whole.stdout

    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(desk.book)) as book, closing(sqlite3.connect(copy)) as other:
        book.backup(other)
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            other.execute("UPDATE audit_entries SET act = 'sign_out' WHERE number = 3")
        other.execute("DROP TRIGGER audit_entries_no_update")
        other.execute("UPDATE audit_entries SET act = 'sign_out' WHERE number = 3")
        other.commit()
    spoilt = desk.door("audit", "verify", book=copy)
    assert spoilt.returncode == 1
    assert "Nhật ký KHÔNG nguyên vẹn, từ mục 3" in spoilt.stderr
