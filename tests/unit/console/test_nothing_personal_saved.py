"""Neither personal data nor a resident's own words get into the draft through the editors."""

from pathlib import Path

import pytest

from casework.playbooks.examples import examples_in
from console.auth.models import Role
from console.desk import Desk
from console.example_checks import MOST_LINES, check_examples_text
from console.playbook_form import PlaybookForm
from console.routes.playbook_examples import written_as
from tests.unit.console import conftest
from tests.unit.console.conftest import Browser
from tests.unit.console.drafting import fields_in, fields_of, own_draft, read, send, told

KIDNAPPED = "bat_coc_online"
EDIT = f"/playbooks/{KIDNAPPED}/edit"
EXAMPLES = f"/playbooks/{KIDNAPPED}/examples"
PHONE = "0912 345 678"
STORY = (
    "Hồi sáng tui đang bán bún trước cổng chợ thì có đứa xưng công an kêu tui chuyển ba chục triệu "
    "hông thôi bắt con gái tui đang học lớp mười"
)


@pytest.fixture
def data_dir(desk: Desk, tmp_path: Path) -> Path:
    return own_draft(desk, tmp_path)


@pytest.fixture
async def trainer(browser: Browser, data_dir: Path) -> Browser:
    assert data_dir.name == "data"
    return await browser.sign_in(Role.TRAINER)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("definition", f"Kẻ gian gọi bằng số {PHONE} bắt người nhà tự nhốt mình để đòi tiền."),
        ("case_story", f"Ở Hà Nội một nam sinh nghe lời kẻ xưng công an, gửi tiền vào số {PHONE}."),
        ("step-0-phrases", f"gọi số {PHONE}"),
        ("sign-0-sign", f"Gọi bằng số {PHONE}"),
        ("handbook_note", f"hỏi lại {PHONE}"),
    ],
)
async def test_a_number_in_a_playbook_is_refused_beside_its_field(
    trainer: Browser, data_dir: Path, field: str, said: str
) -> None:
    path = data_dir / "scam_patterns.yml"
    before = read(path)
    fields = {**await fields_of(trainer, EDIT), field: said, "looked_at": "yes"}
    answer = await send(trainer, EDIT, fields, "save")
    assert answer.status_code == 422
    assert "có thông tin riêng của người thật" in told(answer)
    there = answer.text.partition(f'id="m-{field}">')[2].partition("</p>")[0]
    assert PHONE in there
    assert fields_in(answer)[field] == said
    assert read(path) == before


async def test_what_is_perhaps_a_name_in_a_playbook_needs_a_look(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "scam_patterns.yml"
    fields = await fields_of(trainer, EDIT)
    fields["handbook_note"] = "hỏi anh Nguyễn Văn Bướm"
    refused = await send(trainer, EDIT, fields, "save")
    assert refused.status_code == 422
    assert 'name="looked_at"' in refused.text
    assert "Bướm" not in read(path)
    assert (await send(trainer, EDIT, {**fields, "looked_at": "yes"}, "save")).status_code == 303
    again = {**await fields_of(trainer, EDIT), "short_name": "Bắt cóc từ xa"}
    assert (await send(trainer, EDIT, again, "save")).status_code == 303


async def test_a_number_elsewhere_in_the_file_does_not_keep_a_playbook_from_being_saved(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "scam_patterns.yml"
    path.write_text(f"# hỏi lại số {PHONE}\n{read(path)}", "utf-8")
    fields = {**await fields_of(trainer, EDIT), "short_name": "Bắt cóc từ xa"}
    answer = await send(trainer, EDIT, fields, "save")
    assert answer.status_code == 303


async def test_a_residents_story_is_refused_with_its_line(
    trainer: Browser, desk: Desk, data_dir: Path
) -> None:
    await conftest.told(desk, STORY, playbook=KIDNAPPED)
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    before = read(path)
    fields = await fields_of(trainer, EXAMPLES)
    for line in (STORY, f"[paid] {STORY}", f"# {STORY}"):
        sent = {**fields, "text": f"{fields['text']}{line}\r\n", "looked_at": "yes"}
        answer = await send(trainer, EXAMPLES, sent, "save")
        assert answer.status_code == 422, line
        assert "còn giữ nguyên lời của người dân" in told(answer)
        assert f'data-line="{len(before.splitlines()) + 1}"' in answer.text
        assert fields_in(answer)["text"] == sent["text"]
    assert read(path) == before


async def test_what_stands_in_the_file_already_is_not_compared_with_the_book(
    trainer: Browser, desk: Desk, data_dir: Path
) -> None:
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    await conftest.told(desk, next(iter(examples_in(path, read(path)))).text, playbook=KIDNAPPED)
    fields = await fields_of(trainer, EXAMPLES)
    fields["text"] += "Tin nhắn kêu tui quay clip tự trói rồi mở định vị lúc nửa khuya là gì\r\n"
    assert (await send(trainer, EXAMPLES, fields, "save")).status_code == 303


async def test_a_file_that_would_take_minutes_is_not_looked_at_and_not_saved(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    before = read(path)
    fields = await fields_of(trainer, EXAMPLES)
    for text in ("giao hàng gọi tui\r\n" * (MOST_LINES + 1), "giao hàng " * 2_000):
        answer = await send(trainer, EXAMPLES, {**fields, "text": text}, "save")
        assert answer.status_code == 422
        assert "dài quá" in told(answer)
    assert read(path) == before


def test_the_longest_real_file_may_grow_twofold(data_dir: Path) -> None:
    path = data_dir / "examples" / "legit_message.txt"
    text = read(path)
    assert not check_examples_text("legit_message", text, text * 2, path).too_much


@pytest.mark.parametrize("unseen", ["\u2028", "\u2029", "\u0085", "\x0b", "\x00"])
def test_line_ends_that_nobody_sees_become_blanks(unseen: str) -> None:
    form = PlaybookForm.sent([("name", f"Giả{unseen}shipper"), ("approach", f"Cúp{unseen}máy\nĐi")])
    assert form.said["name"] == "Giả shipper"
    assert form.said["approach"] == "Cúp máy\nĐi"
    assert written_as("", f"một{unseen}hai\nba") == "một hai\nba\n"


def test_a_field_of_one_line_holds_one_line() -> None:
    form = PlaybookForm.sent([("definition", "Kẻ gian\r\ngọi"), ("step-0-phrases", "a b\r\nc d")])
    assert form.said["definition"] == "Kẻ gian gọi"
    assert form.rows["step"][0].said["phrases"] == "a b\nc d"
