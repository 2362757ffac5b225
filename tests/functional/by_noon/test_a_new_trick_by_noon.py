"""A new trick in the morning: a trainer adds it, knows what it changes, puts it live while
residents go on telling, and takes it back. Once in the browser, once with the files. With Rasa.

Training takes its time: one candidate holds both new playbooks. Six to eight minutes in all, too
long for every run of `make test`: `make new-trick`."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.functional.bench_world import PATIENCE, BenchWorld, Load, desk_of, resident_says
from tests.functional.conftest import model_of_today, need_chromium
from tests.functional.desk import TRAINER, FrontDoor, Person

NEW = Path(__file__).parent / "new_playbooks"
IN_THE_BROWSER, WITH_THE_FILES = "dau_gia_bien_so", "thay_boi_giai_han"
LESS_SURE = "kém chắc hơn"
TOOK_TIME = "chưa đọc kịp chuyện của bạn"
STORIES = (
    "nó gửi lệnh bắt qua zalo, kêu chứng minh trong sạch, tui chưa chuyển đồng nào",
    "shipper gọi nói hàng để trước cửa, kêu chuyển khoản 300 ngàn mà tui không đặt gì hết",
    "co nguoi ru lam cong tac vien shopee, nap tien lam nhiem vu roi khong rut duoc",
    "lỡ chuyển 20 triệu cho nó rồi giờ làm sao",
    "alo",
    "chị bán cá ngoài chợ nợ tui 2 triệu hoài không chịu trả",
)
NAME = re.compile(r"canhgiac-[0-9a-f]{12}")


def entry_of(playbook: str) -> dict[str, Any]:
    entries = yaml.safe_load((NEW / f"{playbook}.yml").read_text("utf-8"))
    found: dict[str, Any] = entries[0]
    return found


def stories_of(playbook: str) -> list[str]:
    return (NEW / f"{playbook}.messages.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BenchWorld]:
    need_chromium()
    book = tmp_path_factory.mktemp("book") / "book.db"
    here = BenchWorld.made_in(tmp_path_factory.mktemp("bench"), model=model_of_today(book))
    try:
        said = here.door("trainer", "train", "--by", "lan")
        assert "Đã có bản của dữ liệu" in said, "the model that was trained from the same data"
        assert "Đây là bản đầu tiên nên được dùng ngay." in said
        here.open()
        yield here
    finally:
        here.close()


@pytest.fixture(scope="module")
def front_door(world: BenchWorld, browser: Browser) -> Iterator[FrontDoor]:
    expect.set_options(timeout=30_000)
    desk = desk_of(world)
    try:
        desk.start()
        opened = FrontDoor(desk, browser)
        yield opened
        opened.close()
    finally:
        desk.stop()


@pytest.fixture(scope="module")
def trainer(front_door: FrontDoor) -> Person:
    return front_door.person(TRAINER)


def live_of(world: BenchWorld) -> str:
    line = next(x for x in world.door("trainer", "models").splitlines() if "ĐANG DÙNG" in x)
    found: list[str] = NAME.findall(line)
    return found[0]


def named(world: BenchWorld, playbook: str) -> int:
    """How many of its eight messages the bot answers with the playbook's name."""
    name = entry_of(playbook)["name"]
    return sum(name in "\n".join(resident_says(world.web, s)) for s in stories_of(playbook))


def assert_nobody_was_let_down(load: Load) -> None:
    said = ["\n".join(replies) for replies in load.answers]
    assert load.failures == []
    assert len(said) > 20
    assert [text for text in said if not text.strip() or TOOK_TIME in text] == []
    # A busy machine may need more than the second that the bot waits for the model.
    assert sum(LESS_SURE in text for text in said) <= len(said) / 20, "phrases answered instead"


# --- in the browser


def fills(page: Page, name: str, value: object) -> None:
    field = page.locator(f"[name='{name}']")
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(str(value))
    else:
        field.fill(str(value))


def fills_rows(page: Page, kind: str, word: str, rows: list[dict[str, object]]) -> None:
    first = next(iter(rows[0]))
    while page.locator(f"[name='{kind}-{len(rows) - 1}-{first}']").count() == 0:
        page.get_by_role("button", name=f"Thêm dòng: {word}").click()
    for n, row in enumerate(rows):
        for key, value in row.items():
            fills(page, f"{kind}-{n}-{key}", value)


def lines(values: list[str]) -> str:
    return "\n".join(values)


def writes_the_playbook(page: Page, entry: dict[str, Any]) -> None:
    for key in ("name", "short_name", "definition", "family", "statistics_category"):
        fills(page, key, entry[key])
    fills(page, "handbook_group", entry["handbook"]["group"])
    fills(page, "handbook_note", entry["handbook"]["note"])
    fills(page, "case_missing", entry["reported_case_missing"])
    pattern = entry["pattern"]
    steps = [
        {"place": n, "stage": s["stage"], "step": s["step"], "phrases": lines(s["phrases"])}
        for n, s in enumerate(pattern["script"], start=1)
    ]
    fills_rows(page, "step", "bước", steps)
    signs = [{"sign": s["sign"], "phrases": lines(s["phrases"])} for s in pattern["warning_signs"]]
    fills_rows(page, "sign", "dấu hiệu", signs)
    for stage in ("approach", "info_given", "paid"):
        fills(page, stage, lines(entry["advice"][stage]))
    fills_rows(page, "neighbour", "kịch bản dễ nhầm", entry["neighbours"])
    sources = [{"url": s["url"], "checked_on": s["checked_on"]} for s in entry["sources"]]
    fills_rows(page, "source", "nguồn", sources)


def test_a_playbook_is_written_in_the_browser_and_checked_as_one_types(
    world: BenchWorld, trainer: Person
) -> None:
    page, entry = trainer.page, entry_of(IN_THE_BROWSER)
    before = (world.data / "scam_patterns.yml").read_text("utf-8")
    trainer.opens("/playbooks")
    trainer.goes_by(trainer.link("Kịch bản mới"))
    page.get_by_label("Tên kịch bản").fill(entry["name"])
    page.get_by_label("Mã", exact=True).fill(IN_THE_BROWSER)
    page.get_by_label("Nhóm anh em").select_option(entry["family"])
    page.get_by_label("Mục thống kê").select_option(entry["statistics_category"])
    trainer.goes_by(trainer.button("Tạo khung"))
    expect(trainer.heading).to_contain_text("Sửa kịch bản")
    # A new sentence that is too short is told beside its field, before anything is saved.
    page.locator("[name='definition']").fill("Ngắn quá")
    expect(page.locator("#m-definition")).to_be_visible()
    writes_the_playbook(page, entry)
    expect(page.locator("#m-definition")).to_be_hidden()
    trainer.goes_by(trainer.button("Lưu"))
    after = (world.data / "scam_patterns.yml").read_text("utf-8")
    assert after.startswith(before), "the other playbooks stay as they were, to the letter"
    written = next(p for p in yaml.safe_load(after)["playbooks"] if p["id"] == IN_THE_BROWSER)
    assert written["pattern"] == entry["pattern"]
    assert written["advice"] == entry["advice"]
    trainer.opens(f"/playbooks/{IN_THE_BROWSER}/examples")
    text = (NEW / f"{IN_THE_BROWSER}.txt").read_text("utf-8")
    page.get_by_label("Các câu, mỗi dòng một câu").fill(text)
    trainer.goes_by(trainer.button("Lưu"))
    world.door("trainer", "validate")
    # Nobody else has touched the data, so that the newest edits are the trainer's.
    authors = world.git("log", "--format=%an", "--", "data").splitlines()
    assert authors == [*[TRAINER] * (len(authors) - 1), "maker"]
    assert len(authors) >= 3
    trainer.opens(f"/playbooks/{IN_THE_BROWSER}")
    expect(page.locator("main")).to_contain_text(TRAINER)


def test_another_is_written_with_the_files_and_a_mistake_is_told_with_its_mend(
    world: BenchWorld,
) -> None:
    patterns = world.data / "scam_patterns.yml"
    text = (NEW / f"{WITH_THE_FILES}.yml").read_text("utf-8")
    before = patterns.read_text("utf-8")
    patterns.write_text(before + text.replace("stage: paid", "stage: payed", 1), "utf-8")
    above = before + text[: text.index("stage: paid")]
    line = above.count("\n") + 1
    said = world.door("trainer", "validate", code=1)
    assert f"scam_patterns.yml:{line}: [{WITH_THE_FILES} > " in said
    assert "'paid'" in said, "what was meant is proposed"
    world.door("trainer", "train", code=1)
    patterns.write_text(before + text, "utf-8")
    examples = (NEW / f"{WITH_THE_FILES}.txt").read_text("utf-8")
    (world.data / "examples" / f"{WITH_THE_FILES}.txt").write_text(examples, "utf-8")
    world.door("trainer", "validate")


def asks(trainer: Person, button: str, done: str) -> None:
    """Press a button of the bench, and wait until what it asked for is done."""
    trainer.opens("/bench")
    trainer.goes_by(trainer.page.get_by_role("button", name=button).first)
    waits_for(trainer, done)


def waits_for(trainer: Person, kind: str) -> None:
    give_up = time.monotonic() + PATIENCE
    row = trainer.page.locator("#jobs-now tbody tr").first
    while time.monotonic() < give_up:
        trainer.opens("/bench")
        expect(row).to_contain_text(kind)
        said = row.inner_text()
        if "Xong" in said or "Không xong" in said:
            assert "Không xong" not in said, said
            return
        time.sleep(1)
    pytest.fail("the bench does not come to an end")


def test_it_is_trained_compared_promoted_under_load_and_taken_back_in_the_browser(
    world: BenchWorld, trainer: Person
) -> None:
    first = live_of(world)
    assert named(world, IN_THE_BROWSER) == 0
    asks(trainer, "Huấn luyện từ bản nháp", "Huấn luyện từ bản nháp")
    asks(trainer, "So sánh với bản đang dùng", "So sánh với bản đang dùng")
    may = trainer.page.get_by_role("link", name="Đưa vào dùng")
    assert may.count() == 1, trainer.page.locator("main").inner_text()
    with Load(world.web, STORIES) as load:
        trainer.goes_by(may)
        expect(trainer.page.locator("main")).to_contain_text("Điều gì đổi với người dân")
        expect(trainer.page.locator("main")).to_contain_text(entry_of(IN_THE_BROWSER)["name"])
        trainer.goes_by(trainer.button("Đưa vào dùng"))
        waits_for(trainer, "Đưa vào dùng")
        second = live_of(world)
        assert second != first
        # The same bot, not started again, knows the new trick: the model and the advice.
        assert named(world, IN_THE_BROWSER) >= 5
        assert named(world, WITH_THE_FILES) >= 5
        menu = "\n".join(resident_says(world.web, entry_of(IN_THE_BROWSER)["short_name"]))
        assert entry_of(IN_THE_BROWSER)["name"] in menu
        trainer.opens("/bench")
        trainer.goes_by(trainer.link("Quay về bản trước"))
        trainer.goes_by(trainer.button("Quay về bản này"))
        waits_for(trainer, "Quay về bản trước")
        assert live_of(world) == first
        assert named(world, IN_THE_BROWSER) == 0
    assert_nobody_was_let_down(load)


def test_the_same_from_the_command_line(world: BenchWorld) -> None:
    first = live_of(world)
    # The candidate of just these data is there already; it was compared on the bench.
    candidate = NAME.findall(world.door("trainer", "train", "--by", "lan"))[0]
    assert candidate != first
    assert (world.root / "nlu" / "models" / "reports" / f"{candidate}.html").is_file()
    with Load(world.web, STORIES) as load:
        assert "không gián đoạn" in world.door("trainer", "promote", candidate, "--by", "lan")
        assert live_of(world) == candidate
        assert named(world, WITH_THE_FILES) >= 5
        world.door("trainer", "rollback", "--by", "lan")
        assert live_of(world) == first
        assert named(world, WITH_THE_FILES) == 0
    assert_nobody_was_let_down(load)
