"""The bench's pages: what is live, what was asked, what the gate says, and each button."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from casework.learning import jobs
from casework.learning.comparison import Comparison
from casework.learning.models import Job, JobKind, JobState, VersionState
from console.app import create_app
from console.audit_models import AuditEntry
from console.auth.models import Role
from console.desk import Desk
from tests.unit.console.conftest import Browser, Clock
from tests.unit.console.invented_versions import BEFORE, CANDIDATE, LIVE, add_version, compared

ATTACK = "<script>alert(1)</script>"


@pytest.fixture
async def trainer(browser: Browser) -> Browser:
    return await browser.sign_in(Role.TRAINER)


@pytest.fixture
async def live(desk: Desk) -> None:
    await add_version(desk, LIVE, VersionState.LIVE)


async def asked(desk: Desk) -> list[tuple[JobKind, str | None, str]]:
    async with desk.sessions() as session:
        found = (await session.scalars(select(Job).order_by(Job.id))).all()
    return [(job.kind, job.target, job.asked_by) for job in found]


async def acts(desk: Desk) -> list[tuple[str, str | None]]:
    async with desk.sessions() as session:
        found = (await session.scalars(select(AuditEntry).order_by(AuditEntry.number))).all()
    return [(entry.act, entry.subject) for entry in found]


async def a_job(desk: Desk, *, began: bool = False, said: str | None = None) -> int:
    async with desk.sessions.begin() as session:
        job = await jobs.ask(session, JobKind.TRAIN, None, "demo.huanluyen", desk.now())
        if began:
            await jobs.take(session, desk.now())
        if said:
            await jobs.finish(session, job.id, desk.now(), said=said)
    return job.id


def login(browser: Browser) -> str:
    assert browser.officer
    return browser.officer.login


async def test_an_empty_book_says_what_comes_first(trainer: Browser) -> None:
    page = (await trainer.get("/bench")).text
    assert "Chưa có bản nào trong sổ" in page
    assert "Chưa giao việc nào" in page
    assert "Huấn luyện từ bản nháp" in page
    assert "/bench/roll-back" not in page


@pytest.mark.usefixtures("live")
async def test_it_says_which_version_is_live_with_its_scores(trainer: Browser) -> None:
    page = (await trainer.get("/bench")).text
    assert LIVE in page
    assert "có dấu 0,913, bỏ dấu 0,887" in page or "có dấu 0,913, bỏ dấu 0,888" in page
    assert "0123456789</span>" in page
    assert "09:00 29/11/2026, demo.huanluyen" in page


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        ("playbooks: []\n", "kịch bản giống bản đang dùng"),
        ("playbooks: [x]\n", "bản nháp khác bản đang dùng"),
        (None, "không đọc được tệp"),
    ],
)
@pytest.mark.usefixtures("live")
async def test_it_says_whether_the_draft_is_another_one(
    desk: Desk, tmp_path: Path, draft: str | None, says: str
) -> None:
    if draft is not None:
        (tmp_path / "scam_patterns.yml").write_text(draft, encoding="utf-8")
    settings = desk.settings.model_copy(update={"data_dir": tmp_path})
    here = replace(desk, settings=settings)
    async with Browser(create_app(here), here) as opened:
        await opened.sign_in(Role.TRAINER)
        assert says in (await opened.get("/bench")).text


@pytest.mark.usefixtures("live")
async def test_versions_stand_with_their_state_in_words(desk: Desk, trainer: Browser) -> None:
    await add_version(desk, BEFORE, VersionState.RETIRED)
    await add_version(desk, CANDIDATE)
    await add_version(desk, "canhgiac-dddddddddddd", VersionState.WITHDRAWN)
    page = (await trainer.get("/bench")).text
    for state in ("Đang thử", "Đang dùng", "Đã thay", "Đã rút lại"):
        assert f">{state}</span>" in page
    assert page.count("So sánh với bản đang dùng<") == 1
    assert "Chưa so sánh" in page


async def test_training_is_asked_once_and_audited(desk: Desk, trainer: Browser) -> None:
    answer = await trainer.send_form("/bench/train")
    assert answer.headers["location"] == "/bench?done=bench_asked#jobs"
    assert await asked(desk) == [(JobKind.TRAIN, None, login(trainer))]
    assert ("bench.train_asked", None) in await acts(desk)
    again = await trainer.send_form("/bench/train")
    assert again.status_code == 409
    assert "Việc này đã được giao" in again.text
    assert len(await asked(desk)) == 1
    assert [act for act, _ in await acts(desk)].count("bench.train_asked") == 1


@pytest.mark.usefixtures("live")
async def test_a_candidate_can_be_compared(desk: Desk, trainer: Browser) -> None:
    await add_version(desk)
    answer = await trainer.send_form(f"/bench/{CANDIDATE}/compare")
    assert answer.status_code == 303
    assert await asked(desk) == [(JobKind.COMPARE, CANDIDATE, login(trainer))]
    assert ("bench.compare_asked", f"model:{CANDIDATE}") in await acts(desk)


@pytest.mark.usefixtures("live")
async def test_what_is_live_already_is_not_compared(desk: Desk, trainer: Browser) -> None:
    answer = await trainer.send_form(f"/bench/{LIVE}/compare")
    assert answer.status_code == 409
    assert await asked(desk) == []


@pytest.mark.usefixtures("live")
async def test_through_the_gate_it_is_promoted_after_it_was_read_what_changes(
    desk: Desk, trainer: Browser
) -> None:
    await add_version(desk, comparison=compared())
    assert f'href="/bench/{CANDIDATE}/promote"' in (await trainer.get("/bench")).text
    page = (await trainer.get(f"/bench/{CANDIDATE}/promote")).text
    assert "nay gọi đúng tên trò" in page
    assert await asked(desk) == []
    mark = re.search(r'name="read_as" value="([^"]+)"', page)
    assert mark
    answer = await trainer.send_form(f"/bench/{CANDIDATE}/promote", read_as=mark[1])
    assert answer.status_code == 303
    assert await asked(desk) == [(JobKind.PROMOTE, CANDIDATE, login(trainer))]
    assert ("bench.promote_asked", f"model:{CANDIDATE}") in await acts(desk)


@pytest.mark.usefixtures("live")
async def test_a_yes_to_another_comparison_promotes_nothing(desk: Desk, trainer: Browser) -> None:
    await add_version(desk, comparison=compared())
    answer = await trainer.send_form(f"/bench/{CANDIDATE}/promote", read_as="2026-01-01")
    assert answer.status_code == 409
    assert "đã đổi" in answer.text
    assert await asked(desk) == []


@pytest.mark.parametrize(
    ("comparison", "says"),
    [
        (compared(passed=False), "kém 3 tin"),
        (compared(live=BEFORE), "không còn là bản đang dùng"),
        (None, "chưa so sánh với bản nào"),
        ({"candidate": "of an older program"}, "không đọc được nữa"),
        ({}, "không đọc được nữa"),
    ],
)
@pytest.mark.usefixtures("live")
async def test_with_the_gate_shut_there_is_no_button_and_no_way_around(
    desk: Desk, trainer: Browser, comparison: Comparison | dict[str, Any] | None, says: str
) -> None:
    await add_version(desk, comparison=comparison)
    for path in ("/bench", f"/bench/{CANDIDATE}"):
        answer = await trainer.get(path)
        assert answer.status_code == 200
        assert f"/bench/{CANDIDATE}/promote" not in answer.text
    assert says in answer.text
    refused = await trainer.get(f"/bench/{CANDIDATE}/promote")
    assert refused.status_code == 409
    assert "chưa qua cổng kiểm tra" in refused.text
    forced = await trainer.send_form(f"/bench/{CANDIDATE}/promote", read_as="")
    assert forced.status_code == 409
    assert await asked(desk) == []


@pytest.mark.usefixtures("live")
async def test_the_list_says_why_the_gate_is_shut(desk: Desk, trainer: Browser) -> None:
    await add_version(desk, comparison=compared(passed=False))
    page = (await trainer.get("/bench")).text
    assert "Không qua cổng kiểm tra" in page
    assert "kém 3 tin" in page


@pytest.mark.usefixtures("live")
async def test_a_comparison_is_told_in_full(desk: Desk, trainer: Browser) -> None:
    await add_version(desk, comparison=compared())
    page = (await trainer.get(f"/bench/{CANDIDATE}")).text
    assert "<strong>Đạt:</strong> Kịch bản «Vay tiền» còn đúng 9/10 tin." in page
    assert '<td class="num">9/10</td><td class="num">8/10</td>' in page
    assert 'Chiêu vừa thêm <span class="flag">mới</span>' in page
    assert '<td class="num">chưa có</td><td class="num">không có tin</td>' in page
    assert "nói chắc: Vay tiền</td>" in page
    assert "4 tin đúng hơn, 2 tin kém đi" in page
    confused = "<td>Vay tiền</td><td>Chưa rõ kịch bản</td>"
    assert f'{confused}<td class="num">0</td><td class="num">2</td>' in page
    assert "0,040 → 0,050" in page
    assert f"./canhgiac trainer compare {CANDIDATE}" in page
    # The model's own report, the weakest label first.
    assert page.index("Quảng cáo</th>") < page.index("180</td>")


@pytest.mark.usefixtures("live")
async def test_a_first_comparison_and_scores_that_cannot_be_read_break_nothing(
    desk: Desk, trainer: Browser
) -> None:
    first = compared(live=None).model_copy(
        update={
            "before": {},
            "stripped_before": {},
            "missed_before": None,
            "alarms_before": None,
            "calibration_before": None,
            "confusions_before": [],
            "changes": [],
            "speed": compared().speed.model_copy(update={"before": None, "ratio": None}),
        }
    )
    await add_version(desk, comparison=first, scores={"report": "?"}, commit=None)
    answer = await trainer.get(f"/bench/{CANDIDATE}")
    assert answer.status_code == 200
    assert "có dấu –, bỏ dấu –" in answer.text
    assert "lúc chưa có bản nào" in answer.text


@pytest.mark.usefixtures("live")
async def test_nothing_that_a_version_or_a_job_says_is_taken_for_a_page(
    desk: Desk, trainer: Browser
) -> None:
    hurt = compared(text=ATTACK).model_copy(update={"sentences": [ATTACK], "data": [ATTACK]})
    await add_version(desk, comparison=hurt, trained_by=ATTACK, commit=ATTACK)
    await a_job(desk, began=True, said=ATTACK)
    for path in ("/bench", f"/bench/{CANDIDATE}", f"/bench/{CANDIDATE}/promote"):
        page = (await trainer.get(path)).text
        assert ATTACK not in page
        assert "&lt;script&gt;" in page


async def test_rolling_back_says_to_which_version_and_asks_first(
    desk: Desk, trainer: Browser
) -> None:
    await add_version(desk, LIVE, VersionState.LIVE)
    await add_version(desk, BEFORE, VersionState.RETIRED)
    assert "/bench/roll-back" in (await trainer.get("/bench")).text
    page = (await trainer.get("/bench/roll-back")).text
    assert f'name="read_as" value="{BEFORE}"' in page
    assert await asked(desk) == []
    answer = await trainer.send_form("/bench/roll-back", read_as=BEFORE)
    assert answer.status_code == 303
    # The bench goes back to this one or to none: somebody may promote another one meanwhile.
    assert await asked(desk) == [(JobKind.ROLL_BACK, BEFORE, login(trainer))]
    assert ("bench.roll_back_asked", f"model:{BEFORE}") in await acts(desk)


async def test_a_yes_to_another_version_rolls_nothing_back(desk: Desk, trainer: Browser) -> None:
    await add_version(desk, LIVE, VersionState.LIVE)
    await add_version(desk, BEFORE, VersionState.RETIRED)
    answer = await trainer.send_form("/bench/roll-back", read_as=CANDIDATE)
    assert answer.status_code == 409
    assert await asked(desk) == []


@pytest.mark.usefixtures("live")
async def test_with_nothing_before_there_is_nothing_to_roll_back_to(
    desk: Desk, trainer: Browser
) -> None:
    assert "/bench/roll-back" not in (await trainer.get("/bench")).text
    for answer in (
        await trainer.get("/bench/roll-back"),
        await trainer.send_form("/bench/roll-back", read_as=BEFORE),
    ):
        assert answer.status_code == 409
        assert "không có bản để quay về" in answer.text
    assert await asked(desk) == []


@pytest.mark.parametrize("act", ["", "/compare", "/promote"])
async def test_a_version_that_is_not_in_the_book_is_no_page(trainer: Browser, act: str) -> None:
    path = f"/bench/canhgiac-000000000000{act}"
    answer = await (trainer.send_form(path) if act else trainer.get(path))
    assert answer.status_code == 404
    assert "Không có bản mô hình này" in answer.text


async def test_a_name_that_can_be_none_is_refused(trainer: Browser) -> None:
    assert (await trainer.get("/bench/..%2F..%2Fetc")).status_code in {404, 422}
    assert (await trainer.get("/bench/A'--")).status_code == 422


async def test_jobs_say_how_they_ended(desk: Desk, trainer: Browser) -> None:
    await a_job(desk, began=True, said="Có bản mới để thử.")
    page = (await trainer.get("/bench")).text
    assert "Có bản mới để thử." in page
    assert ">Xong</span>" in page
    assert "hx-trigger" not in page
    assert "Xem lại" not in page


async def test_while_one_waits_the_page_asks_again_and_has_a_link_without_script(
    desk: Desk, trainer: Browser, clock: Clock
) -> None:
    number = await a_job(desk)
    page = (await trainer.get("/bench")).text
    assert f'hx-get="/bench/jobs?mark={number}w"' in page
    assert 'href="/bench#jobs">Xem lại</a>' in page
    assert "./canhgiac trainer work" not in page
    clock.passes(seconds=31)
    assert "./canhgiac trainer work" in (await trainer.get("/bench")).text
    # A page that is forgotten must not keep its officer signed in.
    clock.passes(minutes=15)
    assert "hx-trigger" in (await trainer.get("/bench")).text
    clock.passes(minutes=15)
    page = (await trainer.get("/bench")).text
    assert "hx-trigger" not in page
    assert "Xem lại" in page


async def test_one_that_waits_behind_another_has_not_been_forgotten(
    desk: Desk, trainer: Browser, clock: Clock
) -> None:
    await a_job(desk, began=True)
    async with desk.sessions.begin() as session:
        await jobs.ask(session, JobKind.GATHER, None, "demo.huanluyen", desk.now())
    clock.passes(minutes=2)
    page = (await trainer.get("/bench")).text
    assert "Đang làm" in page
    assert "./canhgiac trainer work" not in page
    clock.passes(minutes=14)
    assert "./canhgiac trainer work" in (await trainer.get("/bench")).text


async def test_the_page_comes_anew_when_a_job_begins_or_ends(desk: Desk, trainer: Browser) -> None:
    number = await a_job(desk)
    htmx = {"HX-Request": "true"}
    path = f"/bench/jobs?mark={number}w"
    same = await trainer.get(path, headers=htmx)
    assert "HX-Refresh" not in same.headers
    assert "<html" not in same.text
    assert JobState.WAITING.value in same.text
    async with desk.sessions.begin() as session:
        await jobs.take(session, desk.now())
    assert (await trainer.get(path, headers=htmx)).headers["HX-Refresh"] == "true"


async def test_the_jobs_alone_are_no_page(trainer: Browser) -> None:
    answer = await trainer.get("/bench/jobs")
    assert (answer.status_code, answer.headers["location"]) == (303, "/bench")
