"""An officer at a case: each act, what it leaves, and what it refuses."""

import asyncio
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.cases import records, retention, review, second_reading
from casework.cases.facts import CaseFacts
from casework.cases.models import Case, CaseStatus, LossBucket, Review, ReviewAct, SecondReading
from casework.cases.review import Second
from casework.cases.second_reading import cohens_kappa
from casework.stage import Stage
from console.audit_models import AuditEntry
from console.auth.models import Role
from console.desk import Desk
from tests.databases import everything_in
from tests.unit.console.conftest import STORY, Browser, told

MARKED_XSS = "<script>alert(1)</script> <img src=x onerror=alert(2)>"


async def case_of(desk: Desk, case_id: UUID) -> Case:
    async with desk.sessions() as session:
        return await review.find(session, case_id)


async def acts_of(desk: Desk, case_id: UUID) -> list[Review]:
    async with desk.sessions() as session:
        return await review.history(session, case_id)


async def test_a_confirmed_case_leaves_the_queue_and_the_next_comes(
    officer: Browser, desk: Desk
) -> None:
    later = await told(desk, confidence=0.9)
    first = await told(desk, confidence=0.4)
    queue = (await officer.get("/cases")).text
    assert queue.index(str(first)) < queue.index(str(later)), "the least sure comes first"
    answer = await officer.send_form(f"/cases/{first}/confirm?status=pending", version=1)
    onward = await officer.get(answer.headers["location"])
    assert onward.headers["location"].startswith(f"/cases/{later}?")
    assert "Đã xác nhận" in (await officer.get(onward.headers["location"])).text
    case = await case_of(desk, first)
    assert (case.status, case.label, case.version) == (
        CaseStatus.CONFIRMED,
        "gia_danh_cong_an_toa_an",
        2,
    )
    last = await officer.send_form(f"/cases/{later}/confirm?status=pending", version=1)
    home = await officer.get(last.headers["location"])
    assert home.headers["location"].startswith("/cases?")
    assert "không còn vụ nào chờ xem" in (await officer.get(home.headers["location"])).text


async def test_the_newest_day_comes_first_whatever_the_confidence(
    officer: Browser, desk: Desk
) -> None:
    old = await told(desk, confidence=0.1, days_ago=1)
    new = await told(desk, confidence=0.99)
    queue = (await officer.get("/cases")).text
    assert queue.index(str(new)) < queue.index(str(old))


async def test_another_label_is_kept_beside_the_models(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    await officer.send_form(
        f"/cases/{case_id}/relabel", version=1, label="shipper_gia", note="đọc kỹ đoạn cuối"
    )
    case = await case_of(desk, case_id)
    assert (case.status, case.label) == (CaseStatus.RELABELLED, "shipper_gia")
    assert case.playbook_id == "gia_danh_cong_an_toa_an"
    (act,) = await acts_of(desk, case_id)
    assert (act.act, act.before, act.after) == (
        ReviewAct.RELABEL,
        "gia_danh_cong_an_toa_an",
        "shipper_gia",
    )
    assert act.note == "đọc kỹ đoạn cuối"
    page = (await officer.get(f"/cases/{case_id}")).text
    assert "đọc kỹ đoạn cuối" in page


async def test_choosing_the_models_own_label_is_a_confirmation(
    officer: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/relabel", version=1, label="gia_danh_cong_an_toa_an")
    assert (await case_of(desk, case_id)).status is CaseStatus.CONFIRMED


async def test_a_case_without_a_label_cannot_be_confirmed(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk, playbook=None)
    assert "/confirm" not in (await officer.get(f"/cases/{case_id}")).text
    assert (await officer.send_form(f"/cases/{case_id}/confirm", version=1)).status_code == 409


async def test_a_label_that_is_no_playbook_is_refused(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    answer = await officer.send_form(f"/cases/{case_id}/relabel", version=1, label="khong_co")
    assert answer.status_code == 409
    assert "Không có kịch bản này" in answer.text


async def test_two_officers_do_not_overwrite_each_other(
    officer: Browser, colleague: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    first = await officer.send_form(f"/cases/{case_id}/relabel", version=1, label="shipper_gia")
    second = await colleague.send_form(f"/cases/{case_id}/dismiss", version=1)
    assert (first.status_code, second.status_code) == (303, 409)
    assert "vừa có người khác sửa" in second.text
    case = await case_of(desk, case_id)
    assert (case.status, case.label) == (CaseStatus.RELABELLED, "shipper_gia")
    assert len(await acts_of(desk, case_id)) == 1
    async with desk.sessions() as session:
        assert "case.dismissed" not in (await session.scalars(select(AuditEntry.act))).all()


async def test_what_was_written_is_given_back_when_it_could_not_be_kept(
    officer: Browser, colleague: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    await colleague.send_form(f"/cases/{case_id}/dismiss", version=1)
    refused = await officer.send_form(f"/cases/{case_id}/note", version=1, note="<b>dài</b> lắm")
    assert refused.status_code == 409
    assert "&lt;b&gt;dài&lt;/b&gt; lắm</textarea>" in refused.text
    assert [act.note for act in await acts_of(desk, case_id)] == [None]


async def test_what_the_resident_tells_meanwhile_is_not_overwritten(
    officer: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    case = await case_of(desk, case_id)
    facts = CaseFacts(
        channel="web",
        decision="name",
        playbook_id="shipper_gia",
        confidence=0.9,
        stage=Stage.PAID,
        interpreter="rasa",
        model="m1",
    )
    await records.update(desk.sessions, case_id, facts)
    answer = await officer.send_form(f"/cases/{case_id}/confirm", version=case.version)
    assert answer.status_code == 409
    # What an officer has said stands, whatever the resident goes on to tell.
    await officer.send_form(f"/cases/{case_id}/dismiss", version=2)
    await records.update(desk.sessions, case_id, facts)
    assert (await case_of(desk, case_id)).status is CaseStatus.DISMISSED


async def test_stage_and_loss_are_corrected(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/correct", version=1, stage="paid", loss="from_50m")
    case = await case_of(desk, case_id)
    assert (case.stage, case.loss) == (Stage.PAID, LossBucket.FROM_50M)
    assert str(case_id) in (await officer.get("/incidents")).text


async def test_a_stage_that_nobody_has_told_may_stay_unknown(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk, stage=None)
    answer = await officer.send_form(f"/cases/{case_id}/correct", version=1, stage="", loss="none")
    assert answer.status_code == 303
    assert (await case_of(desk, case_id)).stage is None


async def test_a_reopened_case_waits_again_with_the_models_label(
    officer: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/relabel", version=1, label="shipper_gia")
    await officer.send_form(f"/cases/{case_id}/reopen", version=2)
    case = await case_of(desk, case_id)
    assert (case.status, case.label) == (CaseStatus.PENDING, "gia_danh_cong_an_toa_an")
    assert len(await acts_of(desk, case_id)) == 2


async def test_a_note_is_redacted_before_it_is_kept(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    await officer.send_form(
        f"/cases/{case_id}/note", version=1, note="gọi lại chị Nguyễn Thị Hoa 0912345678"
    )
    (act,) = await acts_of(desk, case_id)
    assert act.note
    assert "0912345678" not in act.note
    assert "Hoa" not in act.note
    empty = await officer.send_form(f"/cases/{case_id}/note", version=2, note="  ")
    assert empty.status_code == 409


async def test_personal_data_that_is_left_goes_at_once_wherever_it_stands(
    officer: Browser, desk: Desk
) -> None:
    left = "bánh tráng trộn cầu đúc"
    case_id = await told(desk, f"Tui bán {left} nè. Nó gọi {left.upper()} rồi kêu chuyển tiền.")
    await officer.send_form(f"/cases/{case_id}/note", version=1, note=f"chỗ {left} này quen")
    answer = await officer.send_form(
        f"/cases/{case_id}/redact", version=2, words="banh trang TRỘN cầu đúc"
    )
    assert answer.status_code == 303
    case = await case_of(desk, case_id)
    acts = await acts_of(desk, case_id)
    assert case.narrative == "Tui bán <REMOVED> nè. Nó gọi <REMOVED> rồi kêu chuyển tiền."
    assert "banh trang" not in str(case.narrative_bare)
    assert left not in "".join(str(act.note) for act in acts)
    stored = everything_in(desk.settings.database_url).lower()
    assert left.encode() not in stored
    assert b"banh trang tron" not in stored


async def test_words_that_are_not_there_are_told_of(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    for words in ("", "chữ không có"):
        answer = await officer.send_form(f"/cases/{case_id}/redact", version=1, words=words)
        assert answer.status_code == 409
        assert "Không thấy những chữ đó" in answer.text


async def test_a_whole_narrative_can_go_and_the_facts_stay(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/redact", version=1, everything="true")
    case = await case_of(desk, case_id)
    assert (case.narrative, case.narrative_bare) == (None, None)
    assert case.playbook_id == "gia_danh_cong_an_toa_an"
    assert "Lời kể không còn" in (await officer.get(f"/cases/{case_id}")).text


async def test_a_repeated_case_is_merged_counts_no_more_and_can_come_back(
    officer: Browser, desk: Desk
) -> None:
    original = await told(desk)
    again = await told(desk, STORY + " Giờ tui sợ quá.")
    page = (await officer.get(f"/cases/{again}")).text
    assert f'name="original" value="{original}"' in page
    await officer.send_form(f"/cases/{again}/merge", version=1, original=original)
    queue = (await officer.get("/cases")).text
    assert str(original) in queue
    assert str(again) not in queue
    assert str(again) in (await officer.get(f"/cases/{original}")).text
    chain = await officer.send_form(f"/cases/{original}/merge", version=1, original=again)
    assert chain.status_code == 409
    await officer.send_form(f"/cases/{again}/unmerge", version=2)
    assert str(again) in (await officer.get("/cases")).text


async def test_a_merge_keeps_the_gravest_of_what_both_tell(officer: Browser, desk: Desk) -> None:
    original = await told(desk)
    paid = await told(desk, stage=Stage.PAID, loss=LossBucket.FROM_50M)
    await officer.send_form(f"/cases/{paid}/new-script", version=1, new="true")
    await officer.send_form(f"/cases/{paid}/merge", version=2, original=original)
    kept = await case_of(desk, original)
    assert (kept.stage, kept.loss, kept.new_script) == (Stage.PAID, LossBucket.FROM_50M, True)
    assert str(original) in (await officer.get("/incidents")).text


async def test_nothing_is_merged_into_what_was_dismissed(officer: Browser, desk: Desk) -> None:
    dismissed = await told(desk)
    again = await told(desk)
    await officer.send_form(f"/cases/{dismissed}/dismiss", version=1)
    assert f'value="{dismissed}"' not in (await officer.get(f"/cases/{again}")).text
    answer = await officer.send_form(f"/cases/{again}/merge", version=1, original=dismissed)
    assert answer.status_code == 409


async def test_two_cases_merged_into_each_other_at_once_do_not_vanish(
    officer: Browser, colleague: Browser, desk: Desk
) -> None:
    for _ in range(5):
        one, other = await told(desk), await told(desk)
        await asyncio.gather(
            officer.send_form(f"/cases/{one}/merge", version=1, original=other),
            colleague.send_form(f"/cases/{other}/merge", version=1, original=one),
        )
        merged = [(await case_of(desk, case_id)).duplicate_of for case_id in (one, other)]
        assert merged.count(None) == 1


async def test_what_an_officer_has_corrected_the_conversation_does_not_overwrite(
    officer: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/correct", version=1, stage="paid", loss="from_50m")
    facts = CaseFacts("web", "name", "shipper_gia", 0.9, Stage.APPROACH, "rasa", "m1")
    await records.update(desk.sessions, case_id, facts)
    assert (await case_of(desk, case_id)).loss is LossBucket.FROM_50M


async def test_a_colleagues_label_that_is_confirmed_stays_a_relabelling(
    officer: Browser, colleague: Browser, desk: Desk
) -> None:
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/relabel", version=1, label="shipper_gia")
    await colleague.send_form(f"/cases/{case_id}/confirm", version=2)
    assert (await case_of(desk, case_id)).status is CaseStatus.RELABELLED


async def test_nobody_writes_a_note_that_nobody_would_purge(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk, days_ago=181)
    await retention.purge(desk.sessions, desk.now())
    assert 'name="note"' not in (await officer.get(f"/cases/{case_id}")).text
    answer = await officer.send_form(f"/cases/{case_id}/note", version=1, note="con của ai đó")
    assert answer.status_code == 409
    assert await acts_of(desk, case_id) == []


async def test_personal_data_goes_from_the_other_half_and_from_notes_too(
    officer: Browser, desk: Desk
) -> None:
    left = "tiệm phở zyxwv"
    case_id = await told(desk, f"Ở {left} nó gọi tui. Về {left} nó lại nhắn.")
    await officer.send_form(f"/cases/{case_id}/split", version=1, after=1)
    await officer.send_form(f"/cases/{case_id}/redact", version=2, words=left)
    async with desk.sessions() as session:
        told_of = (await session.scalars(select(Case.narrative))).all()
    assert len(told_of) == 2
    assert left not in " ".join(map(str, told_of))
    await officer.send_form(f"/cases/{case_id}/note", version=3, note="bà zzyzx ở đó")
    answer = await officer.send_form(f"/cases/{case_id}/redact", version=4, words="bà zzyzx")
    assert answer.status_code == 303
    assert "zzyzx" not in " ".join(str(act.note) for act in await acts_of(desk, case_id))


async def test_words_next_to_a_grey_box_are_found_as_they_were_marked(
    officer: Browser, desk: Desk
) -> None:
    case_id = await told(desk, "Gặp zyxwv số 0912345678 rồi chuyển tiền")
    for version, words in ((1, "zyxwv số <PHONE>"),):
        answer = await officer.send_form(f"/cases/{case_id}/redact", version=version, words=words)
        assert answer.status_code == 303
    assert (await case_of(desk, case_id)).narrative == "Gặp <REMOVED> rồi chuyển tiền"


async def test_handing_over_can_be_taken_back_and_needs_a_loss(
    officer: Browser, desk: Desk
) -> None:
    case_id = await told(desk, stage=Stage.PAID)
    plain = await told(desk)
    assert (
        await officer.send_form(f"/cases/{plain}/hand-over", version=1, note="tổ công tác")
    ).status_code == 409
    await officer.send_form(f"/cases/{case_id}/hand-over", version=1, note="tổ công tác")
    await officer.send_form(f"/cases/{case_id}/take-back", version=2)
    assert str(case_id) in (await officer.get("/incidents")).text


async def test_one_loss_does_not_become_two_by_a_split(officer: Browser, desk: Desk) -> None:
    case_id = await told(
        desk,
        "Nó xưng công an rồi thôi. Bữa khác tui chuyển khoản mất 5 triệu cho shipper giả.",
        stage=Stage.PAID,
        loss=LossBucket.FROM_2M,
    )
    await officer.send_form(f"/cases/{case_id}/split", version=1, after=1)
    async with desk.sessions() as session:
        cases = (await session.scalars(select(Case))).all()
    assert [case.stage for case in cases].count(Stage.PAID) == 1
    assert sum(case.loss is LossBucket.FROM_2M for case in cases) == 1


@pytest.mark.parametrize("which", ["itself", "nobody"])
async def test_a_case_is_not_merged_into_itself_or_into_nothing(
    officer: Browser, desk: Desk, which: str
) -> None:
    case_id = await told(desk)
    original = case_id if which == "itself" else uuid4()
    answer = await officer.send_form(f"/cases/{case_id}/merge", version=1, original=original)
    assert answer.status_code == 409


async def test_two_events_in_one_story_become_two_cases(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk, "Hôm qua shipper giả gọi. Sáng nay lại có công an giả gọi tui.")
    answer = await officer.send_form(f"/cases/{case_id}/split", version=1, after=1)
    assert answer.status_code == 303
    async with desk.sessions() as session:
        cases = (await session.scalars(select(Case))).all()
    parts = {case.split_from: str(case.narrative).strip() for case in cases}
    assert parts == {
        None: "Hôm qua shipper giả gọi.",
        case_id: "Sáng nay lại có công an giả gọi tui.",
    }
    assert {case.status for case in cases} == {CaseStatus.PENDING}
    assert {case.consented_at for case in cases} == {cases[0].consented_at}


async def test_a_split_needs_words_on_both_sides(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk)
    answer = await officer.send_form(f"/cases/{case_id}/split", version=1, after=50)
    assert answer.status_code == 409
    assert "cả hai phần đều phải có chữ" in answer.text


async def test_what_was_split_off_goes_with_the_residents_receipt(
    officer: Browser, desk: Desk
) -> None:
    agreed = records.Agreement("v1", desk.now())
    first = await case_of(desk, await told(desk))
    facts = CaseFacts("web", "name", "shipper_gia", 0.9, None, "rasa", "m1")
    assert first.narrative
    kept = await records.keep(desk.sessions, facts, first.narrative, agreed)
    await officer.send_form(f"/cases/{kept.id}/split", version=1, after=1)
    await officer.send_form(f"/cases/{kept.id}/note", version=2, note="ghi chú")
    assert await records.delete_by_receipt(desk.sessions, kept.receipt)
    async with desk.sessions() as session:
        assert (await session.scalars(select(Case.id))).all() == [first.id]
        assert (await session.scalars(select(Review))).all() == []


async def test_money_lost_is_listed_by_age_and_handed_over(officer: Browser, desk: Desk) -> None:
    old = await told(desk, stage=Stage.PAID, days_ago=3, loss=LossBucket.FROM_2M)
    new = await told(desk, stage=Stage.PAID)
    other = await told(desk)
    newest = (await officer.get("/incidents")).text
    assert newest.index(str(new)) < newest.index(str(old))
    assert str(other) not in newest
    assert "3 ngày" in newest
    oldest = (await officer.get("/incidents?oldest_first=true")).text
    assert oldest.index(str(old)) < oldest.index(str(new))
    await officer.send_form(
        f"/cases/{old}/hand-over", version=1, note="Phòng An ninh mạng, qua văn thư"
    )
    assert str(old) not in (await officer.get("/incidents")).text
    assert str(old) in (await officer.get("/incidents?handed_over=true")).text
    summary = (await officer.get(f"/cases/{old}/print")).text
    assert "Phòng An ninh mạng" in summary
    assert "2 đến dưới 50 triệu" in summary


async def test_a_share_of_cases_is_read_blind_by_somebody_else(
    officer: Browser, colleague: Browser, desk: Desk
) -> None:
    desk.settings.second_reading_share = 1.0
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/confirm", version=1, note="rõ là giả công an")
    assert str(case_id) not in (await officer.get("/second-readings")).text
    assert str(case_id) in (await colleague.get("/second-readings")).text
    blind = (await colleague.get(f"/second-readings/{case_id}")).text
    form = blind[blind.index("<main") : blind.index("<select")]
    for hint in ("Giả danh công an", "rõ là giả công an", "Đúng như máy", "70 %", "<mark"):
        assert hint not in form
    label = "gia_danh_cong_an_toa_an"
    own = await officer.send_form(f"/second-readings/{case_id}", version=2, label=label)
    assert own.status_code == 409
    assert "người đọc lần đầu" in own.text
    await colleague.send_form(f"/second-readings/{case_id}", version=2, label=label)
    assert (await case_of(desk, case_id)).second_reading is SecondReading.AGREED


async def test_who_has_opened_the_case_is_no_blind_reader(
    officer: Browser, colleague: Browser, desk: Desk
) -> None:
    desk.settings.second_reading_share = 1.0
    case_id = await told(desk)
    await officer.send_form(f"/cases/{case_id}/confirm", version=1)
    await colleague.get(f"/cases/{case_id}")
    assert str(case_id) not in (await colleague.get("/second-readings")).text
    label = "gia_danh_cong_an_toa_an"
    answer = await colleague.send_form(f"/second-readings/{case_id}", version=2, label=label)
    assert answer.status_code == 409
    assert "để người khác đọc" in answer.text


async def test_where_two_differ_a_supervisor_settles(
    officer: Browser, colleague: Browser, browser: Browser, desk: Desk
) -> None:
    desk.settings.second_reading_share = 1.0
    case_id = await told(desk)
    await colleague.send_form(f"/cases/{case_id}/confirm", version=1)
    other = await officer.sign_in(Role.OFFICER)
    await other.send_form(f"/second-readings/{case_id}", version=2, label="dismissed")
    supervisor = await browser.sign_in(Role.SUPERVISOR)
    page = (await supervisor.get("/agreement")).text
    assert str(case_id) in page
    assert "Không phải lừa đảo" in page
    await supervisor.send_form(f"/agreement/{case_id}", version=3, label="dismissed")
    case = await case_of(desk, case_id)
    assert (case.status, case.second_reading) == (CaseStatus.DISMISSED, SecondReading.SETTLED)
    # The last word is the supervisor's: nobody else goes on with the case, and it can be mended.
    for act in ("dismiss", "confirm", "reopen"):
        refused = await other.send_form(f"/cases/{case_id}/{act}", version=4)
        assert refused.status_code == 409
        assert "chỉ huy phân xử" in refused.text
    await supervisor.send_form(f"/agreement/{case_id}", version=4, label="shipper_gia")
    assert (await case_of(desk, case_id)).label == "shipper_gia"


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([], None),
        ([("a", "a")] * 5, None),
        ([("a", "a"), ("b", "b")] * 5, 1.0),
        ([("a", "b"), ("b", "a")] * 5, -1.0),
        # The example of Cohen's own kind: 20 and 15 agreed, 5 and 10 not; 0.70 against 0.50.
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], kappa: float | None) -> None:
    assert cohens_kappa(pairs) == (kappa if kappa is None else pytest.approx(kappa))


def test_the_share_of_second_readings_is_about_what_was_set() -> None:
    wanted = sum(Second(0.1).wants(uuid4()) for _ in range(20_000))
    assert 1_800 < wanted < 2_200
    assert not any(Second(0.0).wants(uuid4()) for _ in range(100))


async def test_agreement_is_over_the_blind_readings(desk: Desk) -> None:
    async with desk.sessions() as session:
        found = await second_reading.agreement(session)
    assert (found.pairs, found.kappa, found.is_few) == (0, None, True)


async def test_a_stored_script_stays_text(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk, f"Nó nhắn {MARKED_XSS} cho tui")
    await officer.send_form(f"/cases/{case_id}/note", version=1, note=MARKED_XSS)
    for path in (f"/cases/{case_id}", "/cases", f"/cases/{case_id}/print", "/cases?q=<script>"):
        page = (await officer.get(path)).text
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert re.search(r"&lt;(script|img)", page), path


async def test_what_the_purge_takes_takes_the_notes_along(officer: Browser, desk: Desk) -> None:
    case_id = await told(desk, days_ago=181)
    await officer.send_form(f"/cases/{case_id}/note", version=1, note="kể lại chuyện")
    await retention.purge(desk.sessions, desk.now() + timedelta(hours=1))
    case = await case_of(desk, case_id)
    assert (case.narrative, case.narrative_bare) == (None, None)
    assert [act.note for act in await acts_of(desk, case_id)] == [None]
    assert (await officer.get(f"/cases/{case_id}")).status_code == 200


async def test_a_case_that_is_gone_is_told_of(officer: Browser) -> None:
    for answer in (
        await officer.get(f"/cases/{uuid4()}"),
        await officer.send_form(f"/cases/{uuid4()}/confirm", version=1),
    ):
        assert answer.status_code == 404
        assert "Vụ này không còn" in answer.text
