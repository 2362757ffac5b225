"""Clusters of cases of which the model knew little, as trainers see them."""

import os
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update

from casework.cases.models import Case
from casework.learning.emerging import find_emerging
from casework.learning.models import ClusterCase, Job, JobKind, JobState, ScriptCluster
from casework.playbooks.help_channels import today
from casework.playbooks.library import Library
from casework.validation.editing import check_patterns
from console import audit
from console.app import create_app
from console.audit_models import AuditEntry
from console.auth.models import Role
from console.desk import Desk
from tests.unit.casework.learning.water_filters import STORIES
from tests.unit.console.conftest import Browser, told
from tests.unit.console.drafting import copy_of_the_data

DATA = Path(__file__).resolve().parents[3] / "data"
KNOWN = "Shipper gọi nói có đơn hàng, biểu chuyển tiền trước rồi mới giao, lần thứ"
FORM = {
    "id": "may_loc_tra_gop",
    "name": "Cho mượn máy lọc nước rồi đòi tiền góp",
    "family": "mua_ban",
    "statistics_category": "thu_doan_khac",
    "signs": "máy lọc\ntrả góp\n\n",
}


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return copy_of_the_data(tmp_path / "data")


@pytest.fixture
def desk(desk: Desk, data_dir: Path) -> Desk:
    """The desk of the other tests, with data of its own to write to."""
    return replace(desk, settings=desk.settings.model_copy(update={"data_dir": data_dir}))


@pytest.fixture
async def trainer(desk: Desk) -> AsyncIterator[Browser]:
    async with Browser(create_app(desk), desk) as opened:
        yield await opened.sign_in(Role.TRAINER)


async def clustered(desk: Desk, *more: str) -> list[UUID]:
    """The new trick was told and found; the ids of its cases."""
    for number in range(8):
        await told(desk, f"{KNOWN} {number}", confidence=0.9, days_ago=number)
    stories = [*STORIES, *more]
    cases = [
        await told(desk, story, playbook=None, confidence=0.3, days_ago=day)
        for day, story in enumerate(stories)
    ]
    assert (await find_emerging(desk.sessions, desk.now())).clusters == 1
    return cases


async def cluster_id(desk: Desk) -> int:
    async with desk.sessions() as session:
        return (await session.scalars(select(ScriptCluster.id))).one()


async def acts(desk: Desk) -> list[AuditEntry]:
    async with desk.sessions() as session:
        return list((await session.scalars(select(AuditEntry).order_by(AuditEntry.number))).all())


def examples_on(page: str) -> list[str]:
    return re.findall(r'<blockquote class="narrative">(.*?)</blockquote>', page, re.DOTALL)


def weeks_on(page: str) -> list[tuple[str, str]]:
    row = r'<th scope="row">(\d\d/\d\d/\d{4})</th><td class="num">([^<]+)</td>'
    return re.findall(row, page)


async def test_an_empty_page_says_what_that_means(trainer: Browser) -> None:
    page = await trainer.get("/emerging")
    assert page.status_code == 200
    assert "Chưa có nhóm nào." in page.text
    assert "ít nhất 5 vụ" in page.text
    assert "/new-scripts" in page.text


async def test_the_page_shows_words_weeks_and_the_most_typical_stories(
    trainer: Browser, desk: Desk
) -> None:
    await clustered(desk)
    page = (await trainer.get("/emerging")).text
    assert '<span class="word">máy lọc</span>' in page
    assert weeks_on(page) == [
        ("16/11/2026", "dưới 5"),
        ("23/11/2026", "7"),
        ("30/11/2026", "dưới 5"),
    ]
    # Of 12 only 5 are left for two weeks: 1 and 4, or 2 and 3.
    assert re.search(r"<dt>Số vụ</dt><dd>12</dd>", page)
    stories = examples_on(page)
    assert len(stories) == 5
    assert set(stories) <= set(STORIES)
    assert "style=" not in page


async def test_each_look_at_the_list_is_audited(trainer: Browser, desk: Desk) -> None:
    await trainer.get("/emerging")
    last = (await acts(desk))[-1]
    assert (last.act, last.details) == ("cases.listed", {"list": "emerging"})


async def test_a_story_that_was_purged_or_deleted_is_shown_no_more(
    trainer: Browser, desk: Desk
) -> None:
    cases = await clustered(desk)
    before = examples_on((await trainer.get("/emerging")).text)
    by_story = dict(zip(STORIES, cases, strict=True))
    async with desk.sessions.begin() as session:
        purged = update(Case).where(Case.id == by_story[before[0]])
        await session.execute(purged.values(narrative=None, narrative_bare=None))
        await session.execute(delete(Case).where(Case.id == by_story[before[1]]))
    page = (await trainer.get("/emerging")).text
    assert not set(before[:2]) & set(examples_on(page))
    # How many have gone since is told to nobody.
    assert re.search(r"<dt>Số vụ</dt><dd>12</dd>", page)
    assert "nay còn" not in page


async def test_a_total_that_would_tell_a_small_week_is_not_told(
    trainer: Browser, desk: Desk
) -> None:
    await clustered(desk)
    growth = [["2026-11-16", 0], ["2026-11-23", 9], ["2026-11-30", 3]]
    async with desk.sessions.begin() as session:
        await session.execute(update(ScriptCluster).values(growth=growth))
    page = (await trainer.get("/emerging")).text
    assert [cases for _, cases in weeks_on(page)] == ["0", "9", "dưới 5"]
    assert "<dt>Số vụ</dt><dd>ít nhất 10</dd>" in page


async def test_a_story_in_which_the_redactor_now_finds_something_is_not_shown(
    trainer: Browser, desk: Desk
) -> None:
    await clustered(desk)
    left_behind = "Nó biểu gọi 0912 345 678 để nhận máy lọc nước."
    async with desk.sessions.begin() as session:
        # As if the redactor of that day had not known such a number.
        row = text("UPDATE cases SET narrative = :words WHERE playbook_id IS NULL")
        await session.execute(row, {"words": left_behind})
    page = (await trainer.get("/emerging")).text
    assert "0912" not in page
    assert examples_on(page) == []
    assert page.count("cán bộ cần xem lại") == 5


async def test_the_words_of_a_cluster_go_when_too_little_of_it_is_told(
    trainer: Browser, desk: Desk
) -> None:
    cases = await clustered(desk)
    async with desk.sessions.begin() as session:
        await session.execute(delete(Case).where(Case.id.in_(cases[:-2])))
    assert "Chưa có nhóm nào." in (await trainer.get("/emerging")).text
    async with desk.sessions() as session:
        assert (await session.scalars(select(ScriptCluster.words))).all() == []
        assert (await session.scalars(select(ClusterCase))).all() == []


async def test_nothing_that_a_resident_writes_becomes_markup(trainer: Browser, desk: Desk) -> None:
    evil = "<script>alert(1)</script> máy lọc nước xài thử ký giấy mua trả góp đòi tiền góp"
    await clustered(desk, evil)
    async with desk.sessions.begin() as session:
        await session.execute(update(ScriptCluster).values(words=["<b>máy lọc</b>", "máy lọc"]))
    page = (await trainer.get("/emerging")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>máy" not in page


async def test_a_trainer_learns_neither_place_nor_channel_nor_hour(
    trainer: Browser, desk: Desk
) -> None:
    cases = await clustered(desk)
    async with desk.sessions.begin() as session:
        await session.execute(update(Case).where(Case.id.in_(cases)).values(commune="28249"))
    page = (await trainer.get("/emerging")).text
    main = page[page.index("<ol") :]
    assert "Đạo Thạnh" not in main
    assert "Trang web" not in main
    assert " giờ, " not in main


async def test_only_a_case_that_is_marked_as_new_leads_to_its_page(
    trainer: Browser, desk: Desk
) -> None:
    cases = await clustered(desk)
    assert 'href="/cases/' not in (await trainer.get("/emerging")).text
    async with desk.sessions.begin() as session:
        await session.execute(update(Case).where(Case.id.in_(cases)).values(new_script=True))
    page = (await trainer.get("/emerging")).text
    (first, *_) = re.findall(r'href="(/cases/[^"]+)"', page)
    assert (await trainer.get(first)).status_code == 200


async def test_finding_anew_is_asked_of_the_bench_once_and_audited(
    trainer: Browser, desk: Desk
) -> None:
    answer = await trainer.send_form("/emerging/find")
    assert answer.headers["location"] == "/emerging?done=cluster_asked"
    assert "Bàn huấn luyện chưa làm xong việc này" in (await trainer.get("/emerging")).text
    async with desk.sessions() as session:
        job = (await session.scalars(select(Job))).one()
    assert (job.kind, job.state) == (JobKind.CLUSTER, JobState.WAITING)
    assert trainer.officer is not None
    assert job.asked_by == trainer.officer.login
    assert "bench.cluster_asked" in {entry.act for entry in await acts(desk)}
    again = await trainer.send_form("/emerging/find")
    assert again.status_code == 409
    assert "Việc này đã được giao" in again.text


async def test_officers_keep_their_page_and_trainers_find_the_way_between_both(
    trainer: Browser, desk: Desk
) -> None:
    assert 'href="/emerging"' in (await trainer.get("/new-scripts")).text
    async with Browser(create_app(desk), desk) as officer:
        await officer.sign_in(Role.OFFICER)
        assert (await officer.get("/emerging")).status_code == 403
        page = await officer.get("/new-scripts")
        assert page.status_code == 200
        assert 'href="/emerging"' not in page.text


async def test_the_form_begins_with_what_the_cluster_knows(trainer: Browser, desk: Desk) -> None:
    await clustered(desk)
    page = (await trainer.get(f"/emerging/{await cluster_id(desk)}/new")).text
    assert re.search(r'name="id" value="[a-z][a-z0-9_]{2,48}"', page)
    assert "máy lọc" in page
    assert "<option" in page


async def test_a_cluster_that_is_gone_is_told_kindly(trainer: Browser) -> None:
    answer = await trainer.get("/emerging/77/new")
    assert answer.status_code == 404
    assert "Nhóm này không còn" in answer.text
    assert (await trainer.get("/emerging/99999999999/new")).status_code == 422


async def test_a_playbook_begins_as_a_skeleton_with_nothing_wrong_but_what_is_to_be_written(
    trainer: Browser, desk: Desk, data_dir: Path
) -> None:
    path = data_dir / "scam_patterns.yml"
    before = path.read_bytes()
    answer = await trainer.send_form("/emerging/1/new", **FORM, neighbours="mua_hang_online")
    assert answer.headers["location"] == "/playbooks/may_loc_tra_gop/edit?done=playbook_begun"
    assert path.read_bytes().startswith(before)
    made = Library.from_file(path).get("may_loc_tra_gop")
    assert made.name == FORM["name"]
    assert made.pattern.warning_signs[0].phrases == ("máy lọc", "trả góp")
    assert [neighbour.id for neighbour in made.neighbours] == ["mua_hang_online"]
    examples = (data_dir / "examples" / "may_loc_tra_gop.txt").read_text(encoding="utf-8")
    assert all(line.startswith("#") or not line for line in examples.splitlines())
    mistakes = check_patterns(path.read_text(encoding="utf-8"), data_dir, today())
    errors = [mistake for mistake in mistakes if not mistake.is_warning]
    assert errors
    assert [str(mistake) for mistake in errors if "may_loc_tra_gop" not in mistake.entry] == []
    left_to_write = ("VIẾT LẠI", "đường dẫn mẫu")
    assert [e.wrong for e in errors if not any(said in e.wrong for said in left_to_write)] == []
    assert not [name for name in os.listdir(data_dir) if name.startswith(".")]  # noqa: PTH208
    entry = next(entry for entry in await acts(desk) if entry.act == "playbook.begun")
    assert entry.subject == "playbook:may_loc_tra_gop"
    async with desk.sessions() as session:
        assert (await audit.verify(session, desk.keys, None)).broken_at is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": "Máy lọc"}, "viết sai khuôn"),
        ({"id": "shipper_gia"}, "Mã này đã có"),
        ({"id": "legit_message"}, "Mã này đã có"),
        ({"id": "../../../etc/x"}, "viết sai khuôn"),
        ({"name": "Lọc"}, "Câu quá ngắn"),
        ({"family": ""}, "Giá trị của"),
        ({"statistics_category": "khac_nua"}, "Giá trị của"),
        ({"neighbours": "khong_co_ai"}, "không còn trong bản nháp"),
        ({"signs": "x" * 61}, "Câu quá dài"),
    ],
)
async def test_a_mistake_is_told_and_what_was_typed_is_given_back(
    trainer: Browser, data_dir: Path, wrong: dict[str, str], said: str
) -> None:
    before = (data_dir / "scam_patterns.yml").read_bytes()
    answer = await trainer.send_form("/emerging/1/new", **{**FORM, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    for field in ("id", "name"):
        assert f'value="{ {**FORM, **wrong}[field] }"' in answer.text
    assert "trả góp" in answer.text or "signs" in wrong
    assert (data_dir / "scam_patterns.yml").read_bytes() == before
    assert not (data_dir / "examples" / "may_loc_tra_gop.txt").exists()


async def test_a_draft_that_does_not_load_is_not_added_to(trainer: Browser, data_dir: Path) -> None:
    path = data_dir / "scam_patterns.yml"
    path.write_text("playbooks: [", encoding="utf-8")
    answer = await trainer.send_form("/emerging/1/new", **FORM)
    assert answer.status_code == 409
    assert "Bản nháp kịch bản đang có chỗ sai" in answer.text
    assert FORM["name"] in answer.text
    assert path.read_text(encoding="utf-8") == "playbooks: ["


async def test_what_is_typed_is_markup_neither_in_the_page_nor_in_the_file(
    trainer: Browser, data_dir: Path
) -> None:
    evil = '"><script>x</script>: - [evil]'
    answer = await trainer.send_form("/emerging/1/new", **{**FORM, "name": evil, "id": "!"})
    assert "<script>x" not in answer.text
    await trainer.send_form("/emerging/1/new", **{**FORM, "name": evil})
    made = Library.from_file(data_dir / "scam_patterns.yml").get("may_loc_tra_gop")
    assert made.name == evil


async def test_the_job_that_was_asked_last_is_told_with_what_it_said(
    trainer: Browser, desk: Desk
) -> None:
    await trainer.send_form("/emerging/find")
    async with desk.sessions.begin() as session:
        done = {"state": JobState.DONE, "said": "Có 2 nhóm.", "ended_at": desk.now()}
        await session.execute(update(Job).values(**done))
    page = (await trainer.get("/emerging")).text
    assert "Có 2 nhóm." in page
    assert "chưa làm xong" not in page
