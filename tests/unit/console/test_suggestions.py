"""The page of suggestions: what a trainer sees of reviewed cases, and each decision on one."""

import asyncio
import subprocess
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from casework.cases.models import Case, CaseStatus, Review, ReviewAct
from casework.cases.review import DISMISSED
from casework.clock import day_in_viet_nam
from casework.learning import deciding, draft_lock, git_history, taking
from casework.learning.git_history import NotSavedInHistory
from casework.learning.models import (
    Job,
    JobKind,
    Suggestion,
    SuggestionState,
    TakenExample,
)
from casework.learning.reasons import HeldReason
from casework.stage import Stage
from console import audit, drafts, quarantine_page
from console.app import create_app
from console.audit_models import AuditEntry
from console.auth.models import Role
from console.auth.sessions import Visitor
from console.desk import Desk
from console.settings import ROOT
from tests.unit.console.conftest import STORY, Browser, told

POLICE = "gia_danh_cong_an_toa_an"
OWN = "Có kẻ mặc đồ cảnh sát hiện lên màn hình rồi bắt mình nộp tiền bảo lãnh"
ATTACK = "<script>alert(1)</script>"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A draft of its own, with few examples: they can be read at once."""
    folder = tmp_path / "data"
    (folder / "examples").mkdir(parents=True)
    for name in ("scam_patterns.yml", "not_personal.txt"):
        copyfile(ROOT / "data" / name, folder / name)
    examples = {
        POLICE: "Toà gửi giấy triệu tập qua mạng rồi đòi đóng phí thi hành án",
        "legit_message": "Chiều nay bưu điện hẹn phát hàng ở nhà",
        "advert": "Tuần này mua hai gói mì tặng một cái tô",
        "civil_dispute": "Chủ trọ không chịu trả cọc cho tui",
        "off_topic": "Cuối tuần trời có mưa không ta",
    }
    for intent, line in examples.items():
        (folder / "examples" / f"{intent}.txt").write_text(f"{line}\n", encoding="utf-8")
    return folder


@pytest.fixture
async def bench(desk: Desk, data: Path) -> Desk:
    """A desk over the draft."""
    return replace(desk, settings=desk.settings.model_copy(update={"data_dir": data}))


@pytest.fixture
async def trainer(bench: Desk) -> AsyncIterator[Browser]:
    async with Browser(create_app(bench), bench) as opened:
        yield await opened.sign_in(Role.TRAINER)


async def suggested(
    desk: Desk,
    story: str = STORY,
    *,
    label: str = POLICE,
    said: str | None = POLICE,
    state: SuggestionState = SuggestionState.WAITING,
    reason: HeldReason | None = None,
    alike: int = 1,
    channel: str = "web",
    days_ago: float = 0,
    by: UUID | None = None,
) -> UUID:
    """A case that an officer has decided, and what was gathered from it."""
    case_id = await told(desk, story, playbook=said, channel=channel, days_ago=days_ago)
    dismissed = label == DISMISSED
    status = CaseStatus.RELABELLED if label != said else CaseStatus.CONFIRMED
    async with desk.sessions.begin() as session:
        case = await session.get_one(Case, case_id)
        case.status = CaseStatus.DISMISSED if dismissed else status
        case.label = None if dismissed else label
        case.commune, case.province = "28249", "82"
        act = ReviewAct.CONFIRM if label == said else ReviewAct.RELABEL
        officer = by or uuid4()
        session.add(
            Review(case_id=case_id, officer_id=officer, done_at=desk.now(), act=act, after=label)
        )
        session.add(
            Suggestion(
                case_id=case_id,
                intent=label,
                model_said=said,
                stage=Stage.APPROACH,
                told_on=day_in_viet_nam(case.told_at),
                gathered_at=desk.now(),
                alike=alike,
                state=state,
                reason=reason.value if reason else None,
            )
        )
    return case_id


async def second_word(desk: Desk, case_id: UUID, said: str) -> None:
    """Another officer reads the case and says the same."""
    act = ReviewAct.SECOND_READING
    async with desk.sessions.begin() as session:
        session.add(
            Review(case_id=case_id, officer_id=uuid4(), done_at=desk.now(), act=act, after=said)
        )


async def state_of(desk: Desk, case_id: UUID) -> tuple[SuggestionState, str | None]:
    async with desk.sessions() as session:
        kept = await session.get_one(Suggestion, case_id)
    return kept.state, kept.reason


async def audited(desk: Desk, act: str) -> list[tuple[str | None, dict[str, object]]]:
    async with desk.sessions() as session:
        query = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.number)
        return [(entry.subject, entry.details) for entry in await session.scalars(query)]


def lines_of(data: Path, intent: str = POLICE) -> list[str]:
    return (data / "examples" / f"{intent}.txt").read_text(encoding="utf-8").splitlines()


def begin_history(data: Path) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@x.invalid")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "draft")):
        subprocess.run(["git", *command], cwd=data, check=True, capture_output=True)


def my_id(browser: Browser) -> UUID:
    assert browser.officer
    return browser.officer.id


async def test_an_empty_quarantine_says_so(trainer: Browser) -> None:
    page = (await trainer.get("/suggestions")).text
    assert "Không có gợi ý nào trong danh sách này." in page
    assert "Chưa gom lần nào" in page
    assert "người dân có thể xoá lời kể bất cứ lúc nào" in page
    assert "thì không quyết định có học từ vụ đó" in page


async def test_a_suggestion_tells_the_story_and_who_said_what(
    bench: Desk, trainer: Browser
) -> None:
    await suggested(bench, label=POLICE, said="vay_tien_phi_truoc", alike=2)
    page = (await trainer.get("/suggestions")).text
    assert "chuyển tiền vô tài khoản tạm giữ" in page
    assert f"Cán bộ nói: {bench.library.get(POLICE).name}" in page
    assert f"Máy nói: {bench.library.get('vay_tien_phi_truoc').name}" in page
    assert "Cán bộ nói khác máy" in page
    assert "2 vụ kể gần giống nhau" in page
    assert "Kể ngày 30/11/2026" in page
    assert '<option value="approach" selected>' in page


async def test_neither_officer_nor_place_nor_channel_nor_hour_is_shown(
    bench: Desk, trainer: Browser, colleague: Browser
) -> None:
    assert colleague.officer
    case_id = await suggested(bench, channel="zalo_oa", by=my_id(colleague))
    for page in (
        (await trainer.get("/suggestions")).text,
        (await trainer.send_form(f"/suggestions/{case_id}/accept", note="")).text,
    ):
        assert "tạm giữ" in page
        for secret in (colleague.officer.login, colleague.officer.name, str(my_id(colleague))):
            assert secret not in page
        for secret in ("Đạo Thạnh", "28249", "Đồng Tháp", "zalo", "Zalo", "giờ,", "10:"):
            assert secret not in page


async def test_reading_the_list_is_audited(bench: Desk, trainer: Browser) -> None:
    await trainer.get(f"/suggestions?intent={POLICE}&page=2")
    assert await audited(bench, "suggestions.listed") == [
        (None, {"intent": POLICE, "flood": False, "page": 2})
    ]


async def test_the_list_can_be_of_one_playbook(bench: Desk, trainer: Browser) -> None:
    await suggested(bench)
    await suggested(bench, "Nó dụ vay tiền nhanh rồi bắt đóng phí", label="vay_tien_phi_truoc")
    page = (await trainer.get("/suggestions?intent=vay_tien_phi_truoc")).text
    assert "dụ vay tiền nhanh" in page
    assert "tạm giữ" not in page
    assert '<option value="">Tất cả (2)</option>' in page
    assert '<option value="vay_tien_phi_truoc" selected>' in page


async def test_a_long_list_has_pages(bench: Desk, trainer: Browser) -> None:
    for number in range(21):
        await suggested(bench, f"Chuyện bịa số {number}", days_ago=number)
    first = (await trainer.get(f"/suggestions?intent={POLICE}")).text
    assert first.count('class="narrative"') == 20
    assert f'href="/suggestions?intent={POLICE}&amp;page=2"' in first
    second = (await trainer.get(f"/suggestions?intent={POLICE}&page=2")).text
    assert second.count('class="narrative"') == 1
    assert f'href="/suggestions?intent={POLICE}&amp;page=1"' in second


@pytest.mark.parametrize("query", ["intent=A'--", "page=0", "page=x", "flood=maybe"])
async def test_an_address_that_asks_for_nothing_is_refused(trainer: Browser, query: str) -> None:
    assert (await trainer.get(f"/suggestions?{query}")).status_code == 422


async def test_what_is_held_is_counted_with_its_reason_and_not_shown(
    bench: Desk, trainer: Browser
) -> None:
    held = SuggestionState.HELD
    await suggested(bench, state=held, reason=HeldReason.FLOOD)
    await suggested(bench, state=held, reason=HeldReason.PERSONAL_DATA)
    await suggested(bench, state=held, reason=HeldReason.ONE_OFFICER)
    page = (await trainer.get("/suggestions")).text
    assert "tạm giữ" not in page
    assert "<dt>Đang giữ lại</dt><dd>3</dd>" in page
    assert "Nghi một người gửi dồn: 1." in page
    assert "Còn thông tin riêng: 1." in page
    assert "Chỉ dựa vào một cán bộ: 1." in page


async def test_a_story_that_has_gone_is_not_shown(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench)
    async with bench.sessions.begin() as session:
        await session.execute(
            update(Case).where(Case.id == case_id).values(narrative=None, narrative_bare=None)
        )
    page = await trainer.get("/suggestions")
    assert "tạm giữ" not in page.text
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 409
    assert "Gợi ý này không còn" in answer.text
    assert OWN in answer.text


async def test_a_sentence_in_ones_own_words_is_learned(
    bench: Desk, trainer: Browser, data: Path
) -> None:
    case_id = await suggested(bench)
    answer = await trainer.send_form(
        f"/suggestions/{case_id}/accept", note=f"  {OWN}\r\n", stage="approach"
    )
    assert answer.headers["location"] == "/suggestions?done=suggestion_accepted"
    assert lines_of(data)[-1] == f"[approach] {OWN}"
    assert len(lines_of(data)) == 2
    assert await state_of(bench, case_id) == (SuggestionState.ACCEPTED, None)
    # The log names the case and nothing of what was written.
    assert await audited(bench, "suggestion.accepted") == [(f"case:{case_id}", {})]
    page = (await trainer.get("/suggestions?done=suggestion_accepted")).text
    assert "Đã nhận câu này" in page
    assert "<dt>Đã nhận</dt><dd>1</dd>" in page
    assert "tạm giữ" not in page


async def test_it_is_saved_in_git_in_the_trainers_name_and_nothing_names_the_case(
    bench: Desk, trainer: Browser, data: Path
) -> None:
    begin_history(data)
    case_id = await suggested(bench)
    await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    newest, first = git_history.edits(data, data / "examples" / f"{POLICE}.txt")
    assert trainer.officer
    assert newest.by == trainer.officer.login
    assert newest.message == f"Thêm câu ví dụ cho {POLICE} (từ gợi ý học)"
    assert first.message == "draft"


async def test_a_git_that_fails_is_told_and_the_sentence_stays(
    bench: Desk, trainer: Browser, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotSavedInHistory

    monkeypatch.setattr(git_history, "save", fail)
    case_id = await suggested(bench)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    page = (await trainer.get(answer.headers["location"])).text
    assert "git chưa lưu được" in page
    assert lines_of(data)[-1] == OWN


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("", "Câu ví dụ còn trống"),
        ("# Có kẻ mặc đồ cảnh sát gọi tui", "bắt đầu bằng #"),
        (STORY, "còn giữ nguyên lời của người kể"),
        ("Nó gọi số 0912345678 biểu nộp tiền gấp nha", "còn thông tin riêng"),
        ("Toà gửi giấy triệu tập qua mạng rồi đòi đóng phí thi hành án", "chưa làm ví dụ được"),
    ],
)
async def test_a_sentence_that_may_not_be_learned_comes_back_with_the_reason(
    bench: Desk, trainer: Browser, data: Path, note: str, says: str
) -> None:
    case_id = await suggested(bench)
    answer = await trainer.send_form(
        f"/suggestions/{case_id}/accept", note=note, stage="paid", reason="known"
    )
    assert answer.status_code == 422
    assert says in answer.text
    assert f"\n{note}</textarea>" in answer.text
    assert '<option value="paid" selected>' in answer.text
    assert '<option value="known" selected>' in answer.text
    assert len(lines_of(data)) == 1
    assert await state_of(bench, case_id) == (SuggestionState.WAITING, None)
    assert await audited(bench, "suggestion.accepted") == []


async def test_a_repetition_is_told_with_what_it_repeats(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench)
    answer = await trainer.send_form(
        f"/suggestions/{case_id}/accept",
        note="Toà gửi giấy triệu tập qua mạng rồi đòi đóng phí thi hành án",
    )
    assert "Cách sửa:" in answer.text


async def test_whoever_acted_on_the_case_does_not_learn_from_it(
    bench: Desk, trainer: Browser, data: Path
) -> None:
    mine = await suggested(bench, by=my_id(trainer))
    for act in ("accept", "refuse"):
        answer = await trainer.send_form(f"/suggestions/{mine}/{act}", note=OWN, reason="known")
        assert answer.status_code == 409
        assert "Bạn đã xử lý vụ này" in answer.text
        assert OWN in answer.text
    assert len(lines_of(data)) == 1
    assert await state_of(bench, mine) == (SuggestionState.WAITING, None)


async def test_of_two_trainers_the_second_is_told_and_keeps_the_words(
    bench: Desk, trainer: Browser, data: Path
) -> None:
    case_id = await suggested(bench)
    assert (
        await trainer.send_form(f"/suggestions/{case_id}/refuse", reason="known")
    ).status_code == 303
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 409
    assert "vừa có người quyết định" in answer.text
    assert f"\n{OWN}</textarea>" in answer.text
    assert len(lines_of(data)) == 1


async def test_one_that_is_held_cannot_be_accepted(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench, state=SuggestionState.HELD, reason=HeldReason.PERSONAL_DATA)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 409
    assert "đang bị giữ lại" in answer.text
    assert "tạm giữ" not in answer.text
    assert OWN in answer.text


async def test_a_playbook_that_has_grown_enough_takes_no_more(
    bench: Desk, trainer: Browser, data: Path
) -> None:
    async with bench.sessions.begin() as session:
        session.add_all(
            TakenExample(intent=POLICE, model_said=POLICE, taken_at=bench.now(), taken_by=uuid4())
            for _ in range(20)
        )
    case_id = await suggested(bench)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 409
    assert "đã thêm đủ câu" in answer.text
    assert OWN in answer.text
    assert len(lines_of(data)) == 1


async def test_what_was_dismissed_is_given_an_intent_by_the_trainer(
    bench: Desk, trainer: Browser, data: Path
) -> None:
    case_id = await suggested(bench, label=DISMISSED)
    note = "Bên giao nhận nhắn tối nay ghé đưa đồ"
    alone = await trainer.send_form(
        f"/suggestions/{case_id}/accept", note=note, intent="legit_message"
    )
    assert alone.status_code == 409
    assert "chỉ dựa vào lời của một cán bộ" in alone.text
    await second_word(bench, case_id, DISMISSED)
    page = (await trainer.get("/suggestions")).text
    assert "Cán bộ nói: Không phải lừa đảo" in page
    for wrong in ("", POLICE, "../legit_message"):
        answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=note, intent=wrong)
        assert answer.status_code == 422
        assert note in answer.text
    answer = await trainer.send_form(
        f"/suggestions/{case_id}/accept", note=note, intent="legit_message"
    )
    assert answer.status_code == 303
    assert lines_of(data, "legit_message")[-1] == note


async def test_refusing_needs_a_reason_and_loses_no_words(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench)
    for reason in ("", "because"):
        answer = await trainer.send_form(f"/suggestions/{case_id}/refuse", note=OWN, reason=reason)
        assert answer.status_code == 422
        assert "Chưa chọn lý do" in answer.text
        assert OWN in answer.text
    answer = await trainer.send_form(f"/suggestions/{case_id}/refuse", reason="not_typical")
    assert answer.headers["location"] == "/suggestions?done=suggestion_refused"
    assert await state_of(bench, case_id) == (SuggestionState.REFUSED, "not_typical")
    assert await audited(bench, "suggestion.refused") == [
        (f"case:{case_id}", {"reason": "not_typical"})
    ]


async def test_of_a_flood_each_can_be_looked_at_and_let_go(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench, state=SuggestionState.HELD, reason=HeldReason.FLOOD)
    page = (await trainer.get("/suggestions?flood=true")).text
    assert "tạm giữ" in page
    assert f"/suggestions/{case_id}/release" in page
    assert f"/suggestions/{case_id}/accept" not in page
    answer = await trainer.send_form(f"/suggestions/{case_id}/release")
    assert answer.headers["location"] == "/suggestions?flood=true&done=suggestion_released"
    assert await state_of(bench, case_id) == (SuggestionState.WAITING, None)
    assert await audited(bench, "suggestion.released") == [(f"case:{case_id}", {})]
    again = await trainer.send_form(f"/suggestions/{case_id}/release")
    assert again.status_code == 409


async def test_only_what_a_flood_holds_can_be_let_go(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench, state=SuggestionState.HELD, reason=HeldReason.PERSONAL_DATA)
    answer = await trainer.send_form(f"/suggestions/{case_id}/release")
    assert answer.status_code == 409
    assert "tạm giữ" not in answer.text
    assert (await state_of(bench, case_id))[0] is SuggestionState.HELD


@pytest.mark.parametrize("act", ["accept", "refuse", "release"])
async def test_one_that_never_was_is_told_as_gone(trainer: Browser, act: str) -> None:
    answer = await trainer.send_form(f"/suggestions/{uuid4()}/{act}", note=OWN, reason="known")
    assert answer.status_code == 409
    assert "không còn" in answer.text


async def test_only_what_the_scammer_says_to_everybody_is_filled_in(
    bench: Desk, trainer: Browser
) -> None:
    pasted = (
        "Chào mừng bạn trúng thưởng xe máy của tập đoàn, mau bấm vào liên kết để điền thông tin "
        "rồi nộp lệ phí hồ sơ trong hôm nay kẻo mất lượt"
    )
    for channel in ("zalo_oa", "telegram"):
        await told(bench, pasted, channel=channel)
    everybodys = await suggested(bench, pasted, alike=3)
    one_persons = await suggested(bench, alike=3, days_ago=3)
    listed = (await trainer.get("/suggestions")).text
    # In a list nothing is compared; who opens one is told.
    assert listed.count("\n</textarea>") == 2
    assert f'href="/suggestions/{everybodys}"' in listed
    page = (await trainer.get(f"/suggestions/{everybodys}")).text
    assert f"\n{pasted}</textarea>" in page
    assert "giữ nguyên cũng được" in page
    page = (await trainer.get(f"/suggestions/{one_persons}")).text
    assert page.count("\n</textarea>") == 1
    assert "chưa giữ nguyên được" in page
    subjects = [subject for subject, _ in await audited(bench, "suggestions.listed")]
    assert subjects == [None, f"case:{everybodys}", f"case:{one_persons}"]
    gone = await trainer.get(f"/suggestions/{uuid4()}")
    assert gone.status_code == 404
    assert "không còn" in gone.text


async def test_the_list_compares_no_story(
    bench: Desk, trainer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(quarantine_page, "are_own_words", fail)
    for number in range(3):
        await suggested(bench, f"Chuyện bịa số {number}", alike=3)
    assert (await trainer.get("/suggestions")).status_code == 200


async def test_a_list_that_was_gathered_before_a_case_was_opened_again_does_not_show_it(
    bench: Desk, trainer: Browser
) -> None:
    case_id = await suggested(bench)
    async with bench.sessions.begin() as session:
        opened = update(Case).where(Case.id == case_id).values(second_reading="disagreed")
        await session.execute(opened)
    page = (await trainer.get("/suggestions")).text
    assert "tạm giữ" not in page
    assert "<dt>Đang chờ</dt><dd>0</dd>" in page
    for act in ("accept", "refuse"):
        answer = await trainer.send_form(f"/suggestions/{case_id}/{act}", note=OWN, reason="known")
        assert answer.status_code == 409


async def test_without_its_audit_entry_no_sentence_stays(
    bench: Desk, trainer: Browser, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = audit.write

    async def broken(*given: Any) -> None:  # noqa: ANN401  # passed on as it comes
        if given[-1].act == "suggestion.accepted":
            raise OperationalError("", {}, Exception())
        await real(*given)

    case_id = await suggested(bench)
    path = data / "examples" / f"{POLICE}.txt"
    before = path.read_bytes()
    monkeypatch.setattr(audit, "write", broken)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 503
    assert path.read_bytes() == before
    assert await state_of(bench, case_id) == (SuggestionState.WAITING, None)
    async with bench.sessions() as session:
        assert not (await session.scalars(select(TakenExample))).all()


def lan(browser: Browser) -> Visitor:
    """Another trainer's name; the audit log wants somebody who is there."""
    return Visitor(
        my_id(browser),
        "lan",
        "Lan",
        Role.TRAINER,
        must_change_password=False,
        has_second_factor=True,
        showed_second_factor=True,
        session="",
        csrf="",
    )


async def test_accepting_waits_for_an_editor_that_saves_and_both_stay(
    bench: Desk, trainer: Browser, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_history(data)
    case_id = await suggested(bench)
    path = data / "examples" / f"{POLICE}.txt"
    editing = drafts.Edit(path, POLICE, "sửa", lambda text: f"{text}Câu của người sửa tệp\n")
    assert trainer.officer
    me = lan(trainer)
    in_git, accepting = threading.Event(), threading.Event()
    real = git_history.save

    def slowly(*given: Any) -> str | None:  # noqa: ANN401  # passed on as it comes
        in_git.set()
        # With the draft in hand the editor waits until the other has begun to wait for it.
        assert accepting.wait(30)
        return real(*given)

    waited: list[object] = []

    async def seen(seconds: float) -> None:
        waited.append(seconds)
        accepting.set()
        await sleep(0)

    sleep = asyncio.sleep
    monkeypatch.setattr(git_history, "save", slowly)
    monkeypatch.setattr("asyncio.sleep", seen)
    saving = asyncio.create_task(drafts.save(bench, me, editing))
    await asyncio.to_thread(in_git.wait)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert waited
    assert await saving
    assert answer.headers["location"] == "/suggestions?done=suggestion_accepted"
    assert lines_of(data)[-2:] == ["Câu của người sửa tệp", OWN]
    authors = [edit.by for edit in git_history.edits(data, path)]
    assert authors == [trainer.officer.login, "lan", "x"]


async def test_an_editor_waits_for_who_accepts_and_both_stay(
    bench: Desk, trainer: Browser, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = await suggested(bench)
    path = data / "examples" / f"{POLICE}.txt"
    editing = drafts.Edit(path, POLICE, "sửa", lambda text: f"{text}Câu của người sửa tệp\n")
    me = lan(trainer)
    real = taking.append
    saves: list[asyncio.Task[bool]] = []

    def append(*given: Any) -> None:  # noqa: ANN401  # passed on as it comes
        # In the middle of its transaction another one comes to save.
        loop.call_soon_threadsafe(
            lambda: saves.append(asyncio.create_task(drafts.save(bench, me, editing)))
        )
        real(*given)

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(deciding, "append", append)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 303
    assert await saves[0]
    assert lines_of(data)[-2:] == [OWN, "Câu của người sửa tệp"]


async def test_a_draft_that_stays_busy_loses_no_words(
    bench: Desk, trainer: Browser, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = await suggested(bench)
    monkeypatch.setattr(draft_lock, "PATIENCE", 0)
    with draft_lock.draft_alone(data):
        answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
        begun = await trainer.send_form("/playbooks/new", id="moi_thu", name="Chiêu mới thử")
    assert answer.status_code == 503
    assert "Người khác đang ghi vào bản nháp" in answer.text
    assert OWN in answer.text
    assert begun.status_code == 503
    assert "moi_thu" in begun.text
    assert len(lines_of(data)) == 1


async def test_a_boundary_with_one_side_says_what_is_missing(bench: Desk, trainer: Browser) -> None:
    async with bench.sessions.begin() as session:
        for said in ("vay_tien_phi_truoc", None):
            session.add(
                TakenExample(intent=POLICE, model_said=said, taken_at=bench.now(), taken_by=uuid4())
            )
    page = (await trainer.get("/suggestions")).text
    assert "Mới dạy một bên của ranh giới" in page
    other = bench.library.get("vay_tien_phi_truoc").name
    assert f"thêm ít nhất một câu cho «{other}»" in page
    assert "loại không phải lừa đảo" in page


async def test_gathering_is_asked_of_the_bench_once(bench: Desk, trainer: Browser) -> None:
    answer = await trainer.send_form("/suggestions/gather")
    assert answer.headers["location"] == "/suggestions?done=gather_asked"
    again = await trainer.send_form("/suggestions/gather")
    assert again.status_code == 409
    assert "Việc này đã được giao" in again.text
    async with bench.sessions() as session:
        kinds = (await session.scalars(select(Job.kind))).all()
    assert kinds == [JobKind.GATHER]
    assert await audited(bench, "bench.gather_asked") == [(None, {})]
    assert "đang chờ" in (await trainer.get("/suggestions")).text


async def test_nothing_typed_or_told_is_taken_for_a_page(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench, f"Nó nhắn {ATTACK} rồi đòi tiền")
    pages = [
        await trainer.get("/suggestions"),
        await trainer.send_form(f"/suggestions/{case_id}/accept", note=f"</textarea>{ATTACK}"),
        await trainer.send_form(f"/suggestions/{uuid4()}/accept", note=f"</textarea>{ATTACK}"),
        await trainer.send_form(f"/suggestions/{case_id}/refuse", note=ATTACK, reason=ATTACK[:24]),
    ]
    for answer in pages:
        assert ATTACK not in answer.text
        assert "&lt;script&gt;" in answer.text


async def test_a_folder_that_cannot_be_written_loses_nothing(
    bench: Desk, trainer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(deciding, "append", fail)
    case_id = await suggested(bench)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 409
    assert "Không ghi được vào thư mục" in answer.text
    assert OWN in answer.text
    assert await state_of(bench, case_id) == (SuggestionState.WAITING, None)


async def test_a_book_that_is_busy_loses_nothing(
    bench: Desk, trainer: Browser, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(deciding, "accept", fail)
    case_id = await suggested(bench)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 503
    assert OWN in answer.text
    assert len(lines_of(data)) == 1


async def test_examples_that_cannot_be_read_are_named_and_lose_nothing(
    bench: Desk, trainer: Browser, data: Path
) -> None:
    (data / "examples" / "advert.txt").write_bytes(b"\xff\xfe\x00")
    case_id = await suggested(bench)
    answer = await trainer.send_form(f"/suggestions/{case_id}/accept", note=OWN)
    assert answer.status_code == 409
    assert "Cách sửa:" in answer.text
    assert OWN in answer.text


async def test_a_page_that_is_too_old_gives_the_words_back(bench: Desk, trainer: Browser) -> None:
    case_id = await suggested(bench)
    answer = await trainer.post(f"/suggestions/{case_id}/accept", data={"csrf": "old", "note": OWN})
    assert answer.status_code == 403
    assert OWN in answer.text


async def test_when_the_resident_deletes_the_case_its_suggestion_goes(
    bench: Desk, trainer: Browser
) -> None:
    case_id = await suggested(bench)
    async with bench.sessions.begin() as session:
        await session.execute(delete(Case).where(Case.id == case_id))
    assert "tạm giữ" not in (await trainer.get("/suggestions")).text
    async with bench.sessions() as session:
        assert await session.get(Suggestion, case_id) is None
