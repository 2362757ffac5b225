"""A trainer's day at the desk: the numbers, what may be a new script, and the bench."""

import pytest
from playwright.sync_api import expect

from tests.functional.desk import OFFICER, TRAINER, FrontDoor, Person

NOT_FOR_TRAINERS = (
    *("/cases", "/cases.csv", "/cases/next", "/incidents", "/second-readings", "/opinions"),
    *("/agreement", "/officers", "/audit", "/statistics/internal"),
)


@pytest.fixture
def trainer(front_door: FrontDoor) -> Person:
    return front_door.person(TRAINER)


def test_numbers_and_new_scripts_are_there(trainer: Person) -> None:
    trainer.opens("/")
    # Numbers of a day can be so small that they point at somebody: those of a month are protected.
    expect(trainer.page.locator(".card .stat")).to_have_count(0)
    expect(trainer.page.locator("[data-chart]")).to_have_count(0)
    expect(trainer.page.locator(".task")).to_have_count(0)
    menu = trainer.page.get_by_role("navigation", name="Các trang").get_by_role("link")
    expect(menu).to_have_text(
        [
            *("Trang đầu", "Số liệu", "Chiêu mới"),
            *("Kịch bản", "Gợi ý học", "Chiêu đang nổi", "Bàn huấn luyện"),
        ]
    )
    # Invented months are never closed, and what is open is for who reads the cases.
    trainer.goes_by(menu.nth(1))
    expect(trainer.page.locator(".empty")).to_contain_text("Chưa có tháng nào chốt")
    trainer.goes_by(menu.nth(2))
    expect(trainer.heading).to_have_text("Có thể là chiêu mới")
    flags = trainer.page.locator(".case-row .flag", has_text="Có thể là chiêu mới")
    expect(flags).to_have_count(trainer.rows.count())
    expect(trainer.rows).not_to_have_count(0)
    trainer.case_links.first.click()
    expect(trainer.page.locator("#narrative")).to_be_visible()
    # To be read, not to be worked on.
    expect(trainer.page.locator("main form")).to_have_count(0)
    expect(trainer.link("Danh sách")).to_have_count(0)
    trainer.press("c", "d", "s")
    expect(trainer.page.locator("#narrative")).to_be_visible()
    trainer.page.locator(".crumbs").get_by_role("link", name="Chiêu mới").click()
    expect(trainer.heading).to_have_text("Có thể là chiêu mới")


def test_all_else_is_refused(front_door: FrontDoor, trainer: Person) -> None:
    officer = front_door.person(OFFICER)
    marked = officer.finds("status=all&new_script=true")
    other = next(path for path in officer.finds("status=confirmed") if path not in marked)
    for path in (*NOT_FOR_TRAINERS, other, f"{other}/print"):
        trainer.opens(path, status=403)
        expect(trainer.warning).to_have_text("Bạn không có quyền xem trang này.")
