"""The editor: what a trainer types is checked, shown as a difference, and written with care."""

import difflib
import re
import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from casework.learning import git_history
from casework.learning.draft_lock import Draft
from casework.playbooks import patterns_file
from casework.playbooks.data_file import load_text
from casework.playbooks.schema import ScamPatterns
from console import drafts
from console.audit_models import AuditEntry
from console.auth.admission import CSRF_FIELD
from console.auth.models import Role
from console.desk import Desk
from console.example_checks import personal_data_in
from console.playbook_form import PlaybookForm
from console.routes.playbook_examples import written_as
from tests.unit.console.conftest import Browser
from tests.unit.console.drafting import (
    DATA,
    begin_history,
    fields_in,
    fields_of,
    left_aside,
    mode_of,
    own_draft,
    read,
    send,
    told,
    write,
)

KIDNAPPED = "bat_coc_online"
EDIT = f"/playbooks/{KIDNAPPED}/edit"
EXAMPLES = f"/playbooks/{KIDNAPPED}/examples"
REAL = (DATA / "scam_patterns.yml").read_bytes().decode()
NEW_EXAMPLE = "Tin nhắn kêu tui quay clip tự trói rồi mở định vị lúc nửa khuya là chiêu gì"


@pytest.fixture
def data_dir(desk: Desk, tmp_path: Path) -> Path:
    return own_draft(desk, tmp_path)


@pytest.fixture
async def trainer(browser: Browser, data_dir: Path) -> Browser:
    assert data_dir.name == "data"
    return await browser.sign_in(Role.TRAINER)


@pytest.fixture
def patterns(data_dir: Path) -> Path:
    path = data_dir / "scam_patterns.yml"
    path.chmod(0o640)
    return path


def changes(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:2] not in {"--", "++", "@@"}]


async def entries(desk: Desk) -> list[AuditEntry]:
    async with desk.sessions() as session:
        query = select(AuditEntry).where(AuditEntry.act.in_(("playbook.edited", "playbook.begun")))
        return list((await session.scalars(query)).all())


@pytest.mark.parametrize("playbook_id", list(patterns_file.entry_texts(REAL)))
def test_a_form_that_nobody_touched_writes_the_same_bytes(playbook_id: str) -> None:
    form = PlaybookForm.of(patterns_file.entry(REAL, playbook_id))
    assert patterns_file.with_entry(REAL, playbook_id, form.entry) == REAL


async def test_an_untouched_page_saves_nothing_and_tells_nobody(
    trainer: Browser, patterns: Path, desk: Desk
) -> None:
    fields = await fields_of(trainer, EDIT)
    answer = await send(trainer, EDIT, fields, "save")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{EDIT}?done=playbook_saved")
    assert read(patterns) == REAL
    assert await entries(desk) == []


async def test_a_changed_advice_line_is_one_line_in_the_file(
    trainer: Browser, patterns: Path, desk: Desk
) -> None:
    fields = await fields_of(trainer, EDIT)
    lines = fields["paid"].split("\r\n")
    lines[0] = "Đừng chuyển thêm đồng nào nữa."
    answer = await send(trainer, EDIT, {**fields, "paid": "\r\n".join(lines)}, "save")
    assert answer.status_code == 303
    assert "Đã lưu kịch bản" in told(await trainer.get(answer.headers["location"]))
    after = read(patterns)
    assert [line[0] for line in changes(REAL, after)] == ["-", "+"]
    assert changes(REAL, after)[1] == "+        - Đừng chuyển thêm đồng nào nữa."
    assert mode_of(patterns) == 0o640
    assert left_aside(patterns.parent) == []
    (entry,) = await entries(desk)
    assert entry.subject == f"playbook:{KIDNAPPED}"
    assert entry.details == {
        "file": "scam_patterns.yml",
        "before": drafts.digest(REAL),
        "after": drafts.digest(after),
    }


async def test_a_step_can_be_put_between_two_others(trainer: Browser, patterns: Path) -> None:
    fields = await fields_of(trainer, EDIT)
    new = {
        "step-6-place": "2,5",
        "step-6-step": "một bước ở giữa",
        "step-6-stage": "approach",
        "step-6-phrases": "lời một\r\n\r\n  lời   hai ",
    }
    await send(trainer, EDIT, {**fields, **new}, "save")
    assert changes(REAL, read(patterns)) == [
        "+        - step: một bước ở giữa",
        "+          stage: approach",
        "+          phrases: [lời một, lời hai]",
    ]
    script = patterns_file.entry(read(patterns), KIDNAPPED)["pattern"]["script"]
    assert script[2]["step"] == "một bước ở giữa"


async def test_more_rows_come_with_what_was_typed_and_nothing_is_saved(
    trainer: Browser, patterns: Path
) -> None:
    fields = await fields_of(trainer, EDIT)
    assert "neighbour-4-id" not in fields
    answer = await send(trainer, EDIT, {**fields, "name": "Đang gõ dở"}, "more-neighbour-2")
    back = fields_in(answer)
    assert "neighbour-4-id" in back
    assert back["name"] == "Đang gõ dở"
    assert read(patterns) == REAL


async def test_an_emptied_row_is_taken_out(trainer: Browser, patterns: Path) -> None:
    fields = await fields_of(trainer, EDIT)
    emptied = {name: "" for name in fields if name.startswith("neighbour-1-")}
    await send(trainer, EDIT, {**fields, **emptied}, "save")
    assert [line[0] for line in changes(REAL, read(patterns))] == ["-"] * 4


async def test_what_would_not_load_is_refused_and_given_back_with_the_mistake_at_its_field(
    trainer: Browser, patterns: Path, desk: Desk
) -> None:
    fields = await fields_of(trainer, EDIT)
    wrong = {"name": "Bốn", "step-1-stage": "", "source-0-checked_on": "hôm qua", "paid": "Một lời"}
    answer = await send(trainer, EDIT, {**fields, **wrong}, "save")
    assert answer.status_code == 422
    assert "máy không đọc được tệp" in told(answer)
    back = fields_in(answer)
    assert {name: back[name] for name in wrong} == wrong
    for name in wrong:
        told_there = re.search(rf'id="m-{name}">(.+?)</p>', answer.text)
        assert told_there, name
        assert "Cách sửa" in told_there[1]
        assert re.search(rf'name="{name}"[^>]*aria-invalid="true"', answer.text), name
        assert f'href="#{name}"' in answer.text
    assert read(patterns) == REAL
    assert await entries(desk) == []


async def test_other_mistakes_are_saved_with_a_notice(trainer: Browser, patterns: Path) -> None:
    fields = await fields_of(trainer, EDIT)
    fields["urgent"] = "Gọi {khong_co} ngay, hoặc gọi 1900 123 456."
    answer = await send(trainer, EDIT, fields, "save")
    assert answer.status_code == 303
    page = await trainer.get(answer.headers["location"])
    assert "còn 2 chỗ phải sửa trước khi huấn luyện" in told(page)
    assert re.search(r'id="m-urgent">.*\{khong_co\}', page.text)
    load_text(read(patterns), patterns, ScamPatterns)


async def test_what_is_wrong_elsewhere_is_told_apart(trainer: Browser, patterns: Path) -> None:
    text = REAL.replace("Tự đến {cong_an_xa} để hỏi", "Tự đến {khong_co} để hỏi")
    write(patterns, text)
    page = told(await trainer.get(EDIT))
    assert "Không có chỗ nào sai" in page
    assert "còn 1 chỗ phải sửa" in page


async def test_while_one_types_only_mistakes_and_difference_come_back(
    trainer: Browser, patterns: Path
) -> None:
    fields = await fields_of(trainer, EDIT)
    fields["name"] = "<script>alert(1)</script>"
    fields["definition"] = "Ngắn"
    answer = await send(trainer, EDIT, fields, "save", **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'data-mistake="definition"' in answer.text
    assert "<ins>" in answer.text
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text
    assert read(patterns) == REAL


async def test_when_another_has_saved_this_playbook_both_versions_are_shown(
    trainer: Browser, patterns: Path
) -> None:
    fields = await fields_of(trainer, EDIT)
    theirs = REAL.replace("short_name: Bắt cóc online", "short_name: Bắt cóc qua mạng")
    write(patterns, theirs)
    fields["short_name"] = "Bắt cóc từ xa"
    answer = await send(trainer, EDIT, fields, "save")
    assert answer.status_code == 409
    text = told(answer)
    assert "bỏ: short_name: Bắt cóc qua mạng" in text
    assert "thêm: short_name: Bắt cóc từ xa" in text
    assert read(patterns) == theirs
    back = fields_in(answer)
    assert back["short_name"] == "Bắt cóc từ xa"
    again = await send(trainer, EDIT, back, "save")
    assert again.status_code == 303
    mine = theirs.replace("short_name: Bắt cóc qua mạng", "short_name: Bắt cóc từ xa")
    assert read(patterns) == mine


async def test_what_another_has_saved_elsewhere_is_kept(trainer: Browser, patterns: Path) -> None:
    fields = await fields_of(trainer, EDIT)
    theirs = REAL.replace("short_name: Giả cán bộ thuế", "short_name: Giả thuế vụ")
    write(patterns, theirs)
    answer = await send(trainer, EDIT, {**fields, "short_name": "Bắt cóc từ xa"}, "save")
    assert answer.status_code == 303
    mine = theirs.replace("short_name: Bắt cóc online", "short_name: Bắt cóc từ xa")
    assert read(patterns) == mine


async def test_a_folder_that_cannot_be_written_loses_nothing(
    trainer: Browser, patterns: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(*_: object) -> None:
        raise PermissionError

    # Root may write everywhere, so no mode of a folder would stop this test's user.
    monkeypatch.setattr(Draft, "write", shut)
    fields = await fields_of(trainer, EDIT)
    answer = await send(trainer, EDIT, {**fields, "short_name": "Bắt cóc từ xa"}, "save")
    assert answer.status_code == 503
    assert "chỉ cho đọc" in told(answer)
    assert fields_in(answer)["short_name"] == "Bắt cóc từ xa"
    assert read(patterns) == REAL
    assert await entries(desk) == []


async def test_without_its_audit_entry_no_edit_stays(
    trainer: Browser, patterns: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = await fields_of(trainer, EDIT)

    async def broken(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("console.audit.write", broken)
    answer = await send(trainer, EDIT, {**fields, "short_name": "Bắt cóc từ xa"}, "save")
    assert answer.status_code == 503
    assert read(patterns) == REAL
    monkeypatch.undo()
    assert await entries(desk) == []


async def test_in_git_every_save_is_a_commit_of_the_officer(
    trainer: Browser, patterns: Path, data_dir: Path
) -> None:
    begin_history(data_dir, patterns)
    fields = await fields_of(trainer, EDIT)
    await send(trainer, EDIT, {**fields, "short_name": "Bắt cóc từ xa"}, "save")
    newest = git_history.edits(data_dir, patterns)[0]
    assert trainer.officer
    assert newest.by == trainer.officer.login
    assert newest.message == f"Kịch bản {KIDNAPPED}: sửa trên bàn làm việc"
    assert "+    short_name: Bắt cóc từ xa" in git_history.difference(
        data_dir, patterns, newest.commit
    )


async def test_a_form_without_the_sessions_token_saves_nothing(
    trainer: Browser, patterns: Path
) -> None:
    fields = {**await fields_of(trainer, EDIT), "short_name": "Bắt cóc từ xa", "act": "save"}
    for token in ("", "wrong"):
        answer = await trainer.post(EDIT, data={**fields, CSRF_FIELD: token})
        assert answer.status_code == 403
    assert read(patterns) == REAL


async def test_examples_are_saved_line_by_line(
    trainer: Browser, data_dir: Path, desk: Desk
) -> None:
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    before = read(path)
    fields = await fields_of(trainer, EXAMPLES)
    answer = await send(trainer, EXAMPLES, fields, "save")
    assert answer.status_code == 303
    assert read(path) == before
    fields["text"] += f"{NEW_EXAMPLE}\r\n"
    answer = await send(trainer, EXAMPLES, fields, "save")
    assert answer.headers["location"] == f"{EXAMPLES}?done=examples_saved"
    assert read(path) == f"{before}{NEW_EXAMPLE}\n"
    (entry,) = await entries(desk)
    assert entry.details["file"] == f"{KIDNAPPED}.txt"
    assert NEW_EXAMPLE not in str(entry.details)


@pytest.mark.parametrize("path", sorted((DATA / "examples").glob("*.txt")), ids=lambda p: p.stem)
def test_a_browsers_line_ends_change_no_file(path: Path) -> None:
    before = read(path)
    assert written_as(before, before.replace("\n", "\r\n")) == before
    assert written_as("một\r\nhai\r\n", "một\r\nhai") == "một\r\nhai\r\n"


@pytest.mark.parametrize(
    "line",
    ["chuyển vô số tài khoản 0123456789012 của nó", "# ghi chú: gọi lại số 0912 345 678 hỏi thêm"],
)
async def test_personal_data_never_gets_into_the_examples(
    trainer: Browser, data_dir: Path, line: str
) -> None:
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    before = read(path)
    fields = await fields_of(trainer, EXAMPLES)
    fields["text"] += f"{line}\r\n"
    answer = await send(trainer, EXAMPLES, {**fields, "looked_at": "yes"}, "save")
    assert answer.status_code == 422
    assert "có thông tin riêng" in told(answer)
    assert fields_in(answer)["text"] == fields["text"]
    assert read(path) == before


def test_the_examples_that_are_there_could_all_be_saved_again() -> None:
    for path in sorted((DATA / "examples").glob("*.txt")):
        text = read(path)
        assert personal_data_in(path.stem, text, text, path) == [], path.name


async def test_what_is_perhaps_a_name_is_let_in_once_a_trainer_has_looked_at_it(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    fields = await fields_of(trainer, EXAMPLES)
    fields["text"] += "con tui tên Nguyễn Văn Bướm bị tụi nó nhốt ở phòng trọ mấy ngày nay\r\n"
    refused = await send(trainer, EXAMPLES, fields, "save")
    assert refused.status_code == 422
    assert 'name="looked_at"' in refused.text
    assert "Bướm" not in read(path)
    answer = await send(trainer, EXAMPLES, {**fields, "looked_at": "yes"}, "save")
    assert answer.status_code == 303


async def test_a_repeated_example_is_told_with_its_line(trainer: Browser) -> None:
    fields = await fields_of(trainer, EXAMPLES)
    last = fields["text"].rstrip().split("\r\n")[-1]
    number = fields["text"].rstrip().count("\r\n") + 2
    fields["text"] = f"{fields['text'].rstrip()}\r\n{last}\r\n"
    answer = await send(trainer, EXAMPLES, fields, "check", **{"HX-Request": "true"})
    assert f'data-line="{number}"' in answer.text
    assert "Trùng với" in answer.text


async def test_examples_that_another_has_saved_are_not_written_over(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    fields = await fields_of(trainer, EXAMPLES)
    theirs = read(path) + "Câu của người khác vừa thêm vô đây nè\n"
    write(path, theirs)
    fields["text"] += f"{NEW_EXAMPLE}\r\n"
    answer = await send(trainer, EXAMPLES, fields, "save")
    assert answer.status_code == 409
    assert "bỏ: Câu của người khác vừa thêm vô đây nè" in told(answer)
    assert NEW_EXAMPLE in fields_in(answer)["text"]
    assert read(path) == theirs


async def test_the_longest_file_of_examples_can_be_sent_as_any_browser_does(
    trainer: Browser, data_dir: Path
) -> None:
    where = "/playbooks/legit_message/examples"
    shutil.copy(DATA / "examples" / "legit_message.txt", data_dir / "examples")
    fields = {**await fields_of(trainer, where), "act": "save", CSRF_FIELD: trainer.csrf}
    answer = await trainer.post(where, data=fields)
    assert answer.status_code == 303
    there, here = (folder / "examples" / "legit_message.txt" for folder in (data_dir, DATA))
    assert read(there) == read(here)


async def test_other_pages_take_no_more_than_before(trainer: Browser, app: FastAPI) -> None:
    assert app is not None
    answer = await trainer.post("/playbooks/new", data={"name": "x" * 70_000})
    assert answer.status_code == 413


NEW = {
    "id": "thu_nghiem_moi",
    "name": "Chiêu thử nghiệm mới",
    "family": "khac",
    "statistics_category": "thu_doan_khac",
    "signs": "cụm từ một\r\ncụm từ hai",
    "neighbours": KIDNAPPED,
}


async def test_a_new_playbook_begins_as_a_skeleton_and_goes_on_in_the_editor(
    trainer: Browser, patterns: Path, data_dir: Path, desk: Desk
) -> None:
    answer = await trainer.send_form("/playbooks/new", **NEW)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/playbooks/thu_nghiem_moi/edit")
    assert read(patterns).startswith(REAL)
    assert read(data_dir / "examples" / "thu_nghiem_moi.txt").startswith("#")
    page = await trainer.get(answer.headers["location"])
    assert "VIẾT LẠI" in fields_in(page)["definition"]
    assert "cụm từ một" in fields_in(page)["sign-0-phrases"]
    assert re.search(r'id="m-definition">.+Cách sửa', page.text)
    assert [entry.subject for entry in await entries(desk)] == ["playbook:thu_nghiem_moi"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"id": "Mã Sai"}, "id"),
        ({"id": KIDNAPPED}, "id"),
        ({"id": "new"}, "id"),
        ({"name": "x"}, "name"),
        ({"family": ""}, "family"),
        ({"statistics_category": "khac"}, "statistics_category"),
        ({"neighbours": "khong_co"}, "neighbours"),
    ],
)
async def test_a_new_playbook_that_is_not_in_order_is_told_at_its_field(
    trainer: Browser, patterns: Path, wrong: dict[str, str], field: str
) -> None:
    answer = await trainer.send_form("/playbooks/new", **{**NEW, **wrong})
    assert answer.status_code == 422
    assert re.search(rf'id="m-{field}">.+Cách sửa', answer.text)
    assert "cụm từ một" in answer.text
    assert read(patterns) == REAL
