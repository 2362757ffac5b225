"""The playbooks' pages, as a trainer reads them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from casework.learning import git_history
from casework.learning.models import ModelVersion, VersionState
from casework.statistics.closing import ClosedMonth
from console.auth.models import Role
from console.desk import Desk
from tests.unit.console.conftest import Browser
from tests.unit.console.drafting import begin_history, own_draft, read, told, write

KIDNAPPED, POLICE = "bat_coc_online", "gia_danh_cong_an_toa_an"


@pytest.fixture
def data_dir(desk: Desk, tmp_path: Path) -> Path:
    return own_draft(desk, tmp_path)


@pytest.fixture
async def trainer(browser: Browser, data_dir: Path) -> Browser:
    assert data_dir.name == "data"
    return await browser.sign_in(Role.TRAINER)


async def live_version(desk: Desk, patterns: str) -> None:
    """A version that has seen these playbooks, and mixes two of them up."""
    scores = dict.fromkeys(("precision", "recall", "f1"), 0.9)
    weak = {**scores, "f1": 0.625, "recall": 0.5}
    report: dict[str, Any] = {
        "examples": 100,
        "typed": {"accuracy": 0.9, "macro_f1": 0.9, "first_two": 0.95},
        "bare": {"accuracy": 0.9, "macro_f1": 0.9, "first_two": 0.95},
        "by_label": {
            POLICE: {**scores, "examples": 50},
            KIDNAPPED: {**weak, "examples": 40},
        },
        "confusions": [[KIDNAPPED, POLICE, 7], [POLICE, KIDNAPPED, 3], [KIDNAPPED, "thanks", 1]],
    }
    async with desk.sessions.begin() as session:
        session.add(
            ModelVersion(
                name="canhgiac-0123456789ab",
                state=VersionState.LIVE,
                data_hash="0" * 64,
                code_hash="0" * 64,
                archive_hash="0" * 64,
                commit=None,
                scores={"report": report, "thresholds": {}},
                patterns=patterns,
                trained_at=datetime(2026, 11, 29, tzinfo=UTC),
                trained_by="ban.huanluyen",
            )
        )


def row_of(page: str, playbook_id: str) -> str:
    """The line of the list that leads to a playbook."""
    rows = [row for row in page.split("<tr>") if f'href="/playbooks/{playbook_id}"' in row]
    assert len(rows) == 1
    return rows[0]


async def test_before_the_first_version_the_list_says_what_to_do(trainer: Browser) -> None:
    answer = await trainer.get("/playbooks")
    assert answer.status_code == 200
    assert "Chưa có bản mô hình nào" in told(answer)
    assert 'href="/bench"' in answer.text
    assert answer.text.count('<th scope="row" class="wrap"><a href="/playbooks/') == 32 + 11


async def test_the_list_shows_scores_confusions_styles_and_the_worst_known_first(
    trainer: Browser, desk: Desk, data_dir: Path
) -> None:
    await live_version(desk, read(data_dir / "scam_patterns.yml"))
    page = (await trainer.get("/playbooks")).text
    row = row_of(page, KIDNAPPED)
    assert "0,625" in row
    assert "0,500" in row
    assert "Giả danh công an" in row
    assert "(7 lần)" in row
    assert "như bản đang dùng" in row
    assert page.index(f"/playbooks/{KIDNAPPED}") < page.index(f"/playbooks/{POLICE}")
    assert "Bản nháp khác bản đang dùng" not in page


async def test_the_list_says_what_is_new_changed_or_gone(
    trainer: Browser, desk: Desk, data_dir: Path
) -> None:
    path = data_dir / "scam_patterns.yml"
    now = read(path)
    then = now.replace("id: bat_coc_online\n    name", "id: da_bo_roi\n    name")
    then = then.replace("short_name: Giả cán bộ thuế", "short_name: Tên cũ")
    await live_version(desk, then)
    page = (await trainer.get("/playbooks")).text
    assert ">mới<" in row_of(page, KIDNAPPED)
    assert "khác bản đang dùng" in row_of(page, "thue_ho_kinh_doanh_gia")
    assert "như bản đang dùng" in row_of(page, POLICE)
    assert "da_bo_roi" in page[page.index("không còn trong bản nháp") :]
    assert "Bản nháp khác bản đang dùng" in page


async def test_a_remark_in_the_file_is_no_change(
    trainer: Browser, desk: Desk, data_dir: Path
) -> None:
    now = read(data_dir / "scam_patterns.yml")
    remark = "    # chỉ là ghi chú\n    short_name: Bắt cóc online"
    await live_version(desk, now.replace("    short_name: Bắt cóc online", remark))
    assert "như bản đang dùng" in row_of((await trainer.get("/playbooks")).text, KIDNAPPED)


async def test_mistakes_are_counted_where_they_are(trainer: Browser, data_dir: Path) -> None:
    path = data_dir / "scam_patterns.yml"
    text = read(path)
    write(path, text.replace("gọi thêm {tong_dai_111}", "gọi thêm {khong_co}"))
    page = (await trainer.get("/playbooks")).text
    assert '<strong class="urgent">1</strong>' in row_of(page, KIDNAPPED)
    assert "Còn 1 chỗ phải sửa trước khi huấn luyện" in page
    assert "{khong_co}" in told(await trainer.get(f"/playbooks/{KIDNAPPED}"))


async def test_a_draft_that_cannot_be_read_is_told_with_its_line(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "scam_patterns.yml"
    text = read(path)
    write(path, text.replace("    family: khac", "    family: <b>xin</b>", 1))
    for where in ("/playbooks", f"/playbooks/{KIDNAPPED}", f"/playbooks/{KIDNAPPED}/edit"):
        answer = await trainer.get(where)
        assert answer.status_code == 409, where
        assert "scam_patterns.yml:" in answer.text
        assert "<b>xin" not in answer.text


async def test_one_playbook_shows_confusions_both_ways(
    trainer: Browser, desk: Desk, data_dir: Path
) -> None:
    await live_version(desk, read(data_dir / "scam_patterns.yml"))
    text = told(await trainer.get(f"/playbooks/{KIDNAPPED}"))
    becomes, _, comes = text.partition("Bị nhầm thành kịch bản này")
    assert "Giả danh công an, viện kiểm sát, toà án: 7 lần" in becomes
    assert "Cảm ơn: 1 lần" in becomes
    assert "Giả danh công an, viện kiểm sát, toà án: 3 lần" in comes
    assert "trong 100 câu đúng là kịch bản này, máy nhận ra 50" in text


async def test_thin_styles_are_told_with_the_sentence_of_the_validation(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "examples" / f"{KIDNAPPED}.txt"
    lines = read(path).splitlines()
    write(path, "\n".join(line for line in lines if "?" not in line) + "\n")
    text = told(await trainer.get(f"/playbooks/{KIDNAPPED}"))
    assert "Ít câu kiểu «câu hỏi»" in text
    assert "câu kiểu này" in text


async def test_a_playbook_that_is_not_there_is_not_found(trainer: Browser) -> None:
    assert (await trainer.get("/playbooks/khong_co")).status_code == 404
    assert (await trainer.get("/playbooks/khong_co/edit")).status_code == 404
    assert (await trainer.get("/playbooks/khong_co/examples")).status_code == 404


async def test_only_closed_months_are_counted_and_small_cells_stay_hidden(
    trainer: Browser, desk: Desk
) -> None:
    row = [KIDNAPPED, "Bắt cóc online", [None, None, None], []]
    other = [POLICE, "Giả công an", [10, 2, 12], []]
    table = {
        "key": "by_playbook",
        "title": "",
        "heading": "",
        "columns": [["officers", ""], ["model", ""], ["all", ""]],
        "rows": [row, other],
        "total": None,
        "base": "reports",
        "unit": "lượt kể",
        "notes": [],
        "adds_across": True,
    }
    async with desk.sessions.begin() as session:
        session.add(
            ClosedMonth(
                month=datetime(2026, 9, 1, tzinfo=UTC).date(),
                closed_at=desk.now(),
                rule="under-5/1",
                invented=False,
                tables=[table],
            )
        )
    hidden = told(await trainer.get(f"/playbooks/{KIDNAPPED}"))
    assert "tháng 9 năm 2026 *" in hidden
    assert "tháng 10 năm 2026" not in hidden
    assert "tháng 9 năm 2026 12" in told(await trainer.get(f"/playbooks/{POLICE}"))
    assert "tháng 9 năm 2026 0" in told(await trainer.get("/playbooks/mua_hang_online"))


async def test_outside_of_git_the_page_says_that_there_is_no_history(trainer: Browser) -> None:
    assert "không nằm trong git" in told(await trainer.get(f"/playbooks/{KIDNAPPED}"))


async def test_history_tells_who_when_and_what(trainer: Browser, data_dir: Path) -> None:
    path = data_dir / "scam_patterns.yml"
    begin_history(data_dir, path)
    text = read(path)
    write(path, text.replace("short_name: Bắt cóc online", "short_name: <i>Khác</i>"))
    commit = git_history.save(data_dir, [path], "minh", f"Kịch bản {KIDNAPPED}: đổi tên ngắn")
    write(path, text)
    git_history.save(data_dir, [path], "hoa", f"Kịch bản {POLICE}: việc khác")
    page = told(await trainer.get(f"/playbooks/{KIDNAPPED}"))
    assert "minh" in page
    assert "đổi tên ngắn" in page
    assert "Bản đầu" in page
    assert "việc khác" not in page
    edit = await trainer.get(f"/playbooks/{KIDNAPPED}/history/{commit}")
    assert "<del><span" in edit.text
    assert "short_name: &lt;i&gt;Khác&lt;/i&gt;" in edit.text
    assert (await trainer.get(f"/playbooks/{KIDNAPPED}/history/{'0' * 40}")).status_code == 404


NUL = pytest.param("\0{{", marks=pytest.mark.sqlite_only("PostgreSQL itself refuses a NUL"))


@pytest.mark.parametrize("patterns", ["", "\1{{", NUL, "playbooks:\n", "a: b"])
async def test_a_version_whose_playbooks_are_broken_does_not_break_the_pages(
    trainer: Browser, desk: Desk, patterns: str
) -> None:
    await live_version(desk, patterns)
    for page in ("/playbooks", f"/playbooks/{POLICE}", f"/playbooks/{POLICE}/edit"):
        assert (await trainer.get(page)).status_code == 200


async def test_a_draft_that_the_editor_cannot_change_is_shown_with_what_to_do(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "scam_patterns.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\nplaybooks:\n", "\n? playbooks\n:\n"), "utf-8")
    assert (await trainer.get("/playbooks")).status_code == 200
    page = await trainer.get(f"/playbooks/{POLICE}")
    assert page.status_code == 200
    assert "viết lạ khuôn nên bàn làm việc không sửa được" in page.text
    editor = await trainer.get(f"/playbooks/{POLICE}/edit")
    assert editor.status_code == 404
    assert "tệp viết lạ khuôn" in editor.text


async def test_a_key_that_stands_twice_is_told_and_no_page_fails(
    trainer: Browser, data_dir: Path
) -> None:
    path = data_dir / "scam_patterns.yml"
    name = "    name: Giả danh công an, viện kiểm sát, toà án\n"
    path.write_text(path.read_text("utf-8").replace(name, name * 2, 1), "utf-8")
    for page in ("/playbooks", f"/playbooks/{POLICE}", f"/playbooks/{POLICE}/edit"):
        answer = await trainer.get(page)
        assert answer.status_code < 500
        assert "ghi hai lần" in answer.text
