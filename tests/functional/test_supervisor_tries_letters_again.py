"""A desk over PostgreSQL where some messages could not be answered: a supervisor has them tried."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from console.bench.postgres import FORGETFUL, NoPostgres, Server, server
from tests.functional.desk import SUPERVISOR, FrontDoor, Person, RunningDesk, free_port
from tests.functional.test_desk_is_accessible import Inspector

DATABASE = "desk"
LETTERS = (
    ("telegram", "crashed"),
    ("zalo_oa", "undeliverable"),
    ("zalo_bot", "unreadable"),
    ("telegram", "a_new_code"),
)


@dataclass
class SharedDesk(RunningDesk):
    """The same desk, whose book other machines use as well."""

    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "DATABASE_URL": self.url}


def give_up(postgresql: Server) -> None:
    put = (
        "INSERT INTO deliveries (channel, update_key, received_at, message, conversation, attempts,"
        " dead_at, dead_reason) VALUES (%s, %s, date_trunc('hour', now()) - interval '2 hours',"
        " 'sealed', repeat('c', 64), 3, date_trunc('hour', now()), %s)"
    )
    with postgresql.connect(DATABASE) as connection:
        for number, (channel, reason) in enumerate(LETTERS):
            connection.execute(put, (channel, f"key {number}", reason))


@pytest.fixture
def shared(browser: Browser, tmp_path: Path) -> Iterator[tuple[FrontDoor, Server]]:
    try:
        with server(settings=FORGETFUL) as running:
            desk = SharedDesk(tmp_path, free_port(), url=running.make(DATABASE))
            desk.fill()
            give_up(running)
            desk.start()
            door = FrontDoor(desk, browser)
            yield door, running
            door.close()
            desk.stop()
    except NoPostgres as missing:
        if os.environ.get("CANHGIAC_REQUIRE_POSTGRESQL") == "1":
            raise
        pytest.skip(f"{missing.__doc__} apt-get install postgresql")


def test_without_scripts_letters_are_tried_again_and_dropped(
    shared: tuple[FrontDoor, Server],
) -> None:
    door, postgresql = shared
    door.person(SUPERVISOR)
    plain = door.anybody(state=door.desk.states[SUPERVISOR], script=False)
    plain.opens("/")
    plain.goes_by(plain.page.get_by_role("link", name="4 tin máy chưa trả lời được"))
    plain.goes_by(plain.button("Thử lại tin số 1"))
    expect(plain.told).to_have_text("Đã đưa tin này vào hàng đợi để máy thử lại.")
    plain.goes_by(plain.button("Bỏ hẳn tin số 2"))
    expect(plain.told).to_contain_text("Đã bỏ hẳn tin này.")
    expect(plain.warning).to_contain_text("không máy trả lời nào chạy")
    plain.goes_by(plain.button("Thử lại tất cả"))
    expect(plain.page.locator(".empty")).to_have_text("Không có tin nào chưa xử lý được.")
    with postgresql.connect(DATABASE) as connection:
        jobs = connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()
        left = connection.execute("SELECT message FROM deliveries WHERE id = 2").fetchone()
    assert (jobs, left) == ((3,), (None,))


def test_the_page_reads_well_on_a_phone_and_asks_before_erasing(
    shared: tuple[FrontDoor, Server],
) -> None:
    door, _ = shared
    supervisor: Person = door.person(SUPERVISOR)
    inspector = Inspector()
    supervisor.opens("/dead-letters")
    inspector.look_at(supervisor, "dead letters")
    assert inspector.found == [], "\n".join(inspector.found)
    supervisor.says_yes = False
    supervisor.button("Bỏ hẳn tin số 2").click()
    assert supervisor.asked == ["Bỏ hẳn tin số 2? Lời trong tin bị xoá, không lấy lại được."]
    expect(supervisor.button("Bỏ hẳn tin số 2")).to_be_visible()
