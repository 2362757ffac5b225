"""What was found in what residents pasted, as officers see it: no number, no address."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from casework.cases import records
from casework.cases.facts import CaseFacts, Evidence
from casework.cases.models import Case
from casework.cases.personal_data import NotFoundInNarrative, take_out
from casework.cases.records import Agreement
from casework.cases.review import Seen
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.desk import Desk
from tests.unit.console.conftest import Browser

FALSE_LINK = Evidence("link", "lookalike", "vietcombank", "vcb-xac-thuc.top")
FROM_ABROAD = Evidence("phone", "foreign", None, None)
OFFICER = UUID(int=1)
STORY = "Nó nhắn vào vcb-xac-thuc.top để mở khoá. Rồi gọi điện hối hoài."


async def pasted(desk: Desk, *evidence: Evidence) -> str:
    facts = CaseFacts(
        channel="web",
        decision="name",
        playbook_id="link_qr_gia_mao",
        confidence=0.7,
        stage=Stage.APPROACH,
        interpreter="rasa",
        model="m1",
        evidence=evidence,
    )
    agreement = Agreement("v1", desk.now() - timedelta(days=1))
    narrative = redact(RawText(STORY)).text
    return str((await records.keep(desk.sessions, facts, narrative, agreement=agreement)).id)


async def evidence_of(desk: Desk) -> list[list[dict[str, object]] | None]:
    async with desk.sessions() as session:
        return list((await session.scalars(select(Case.evidence).order_by(Case.told_at))).all())


async def domains_of(desk: Desk) -> list[list[object]]:
    return [[each["domain"] for each in found or ()] for found in await evidence_of(desk)]


async def test_a_case_shows_what_was_pasted_and_no_link_to_tap(
    officer: Browser, desk: Desk
) -> None:
    case_id = await pasted(desk, FALSE_LINK, FROM_ABROAD)
    for page in (f"/cases/{case_id}", f"/cases/{case_id}/print"):
        answer = await officer.get(page)
        assert answer.status_code == httpx.codes.OK
        assert "Đường dẫn: giả tên Vietcombank" in answer.text
        assert "vcb-xac-thuc[.]top" in answer.text
        assert "Số điện thoại: số nước ngoài" in answer.text


async def test_a_case_without_findings_has_no_such_part(officer: Browser, desk: Desk) -> None:
    case_id = await pasted(desk)
    assert "Trong thứ người dân dán" not in (await officer.get(f"/cases/{case_id}")).text


async def test_a_domain_that_holds_personal_words_goes_with_them(
    officer: Browser, desk: Desk
) -> None:
    case_id = await pasted(desk, Evidence("link", "lookalike", "vietcombank", "vcb-bay-men.top"))
    answer = await officer.send_form(f"/cases/{case_id}/redact", version=1, words="bảy Mến")
    assert answer.status_code == httpx.codes.SEE_OTHER
    (evidence,) = await evidence_of(desk)
    assert evidence is not None
    assert evidence[0]["domain"] is None
    assert evidence[0]["brand"] == "vietcombank"


async def test_with_the_whole_narrative_goes_what_was_found_in_it(
    officer: Browser, desk: Desk
) -> None:
    case_id = await pasted(desk, FALSE_LINK)
    await officer.send_form(f"/cases/{case_id}/redact", version=1, everything="true")
    assert await evidence_of(desk) == [None]


async def test_both_halves_of_a_split_case_keep_what_was_found(
    officer: Browser, desk: Desk
) -> None:
    case_id = await pasted(desk, FALSE_LINK)
    await officer.send_form(f"/cases/{case_id}/split", version=1, after="1")
    first, second = await evidence_of(desk)
    assert first == second
    assert first is not None


@pytest.mark.parametrize(
    ("domain", "words"),
    [
        ("nguyenvanhung79.top", "nguyenvanhung79.top"),
        ("nguyenvanhung79.top", "https://www.NguyenVanHung79.top/vay?id=1"),
        ("nguyenvanhung79.top", "vào nguyenvanhung79[.]top nha"),
        ("nguyenvanhung79.top", "Nguyễn Văn Hùng"),
        ("nguyen-van-hung.com.vn", "nguyenvanhung"),
        ("nguyen-van-hung.com.vn", "nguyen-van-hung.com.vn"),
        ("nguyen-van-hung.com.vn", "Hùng"),
        ("vcb-ba-mi.top", "Ba Mì"),
        ("xn--bymn-gr5aqh.vn", "bảymến.vn"),
        ("xn--bymn-gr5aqh.vn", "Bảy Mến"),
        ("mi.top", "Mì"),
    ],
)
async def test_words_taken_out_are_taken_out_of_domains_however_they_are_written(
    desk: Desk, domain: str, words: str
) -> None:
    case_id = await pasted(desk, Evidence("link", "lookalike", "vietcombank", domain))
    async with desk.sessions.begin() as session:
        await take_out(session, Seen(UUID(case_id), 1, OFFICER, desk.now()), words)
    assert await domains_of(desk) == [[None]]


async def test_other_domains_stay(desk: Desk) -> None:
    domains = ["hunglapvcb.top", "vietnam-topup.vn", "khoang.com.vn"]
    case_id = await pasted(desk, *(Evidence("link", "listed", None, domain) for domain in domains))
    version = 1
    # Some of these words stand in the story, others nowhere.
    for words in ("n", "top", "vcb", "khoá", "hối hoài", "thuc.top", "com.vn", "vn"):
        with suppress(NotFoundInNarrative):
            async with desk.sessions.begin() as session:
                seen = Seen(UUID(case_id), version, OFFICER, desk.now())
                await take_out(session, seen, words)
            version += 1
        assert await domains_of(desk) == [domains], words
    assert version > 1


async def test_a_domain_told_in_the_story_goes_from_both(officer: Browser, desk: Desk) -> None:
    case_id = await pasted(desk, FALSE_LINK)
    await officer.send_form(f"/cases/{case_id}/redact", version=1, words="vcb-xac-thuc.top")
    async with desk.sessions() as session:
        case = (await session.scalars(select(Case))).one()
    assert "xac-thuc" not in f"{case.narrative}{case.evidence}"


@pytest.mark.parametrize(("whole", "left"), [(0, [None]), (1, ["vcb-xac-thuc.top"])])
async def test_with_one_half_go_the_domains_that_the_other_does_not_tell_of(
    officer: Browser, desk: Desk, whole: int, left: list[str | None]
) -> None:
    case_id = await pasted(desk, FALSE_LINK, FROM_ABROAD)
    await officer.send_form(f"/cases/{case_id}/split", version=1, after="1")
    async with desk.sessions() as session:
        halves = list(await session.scalars(select(Case)))
    halves.sort(key=lambda case: case.split_from is not None)
    gone, stays = halves[whole], halves[1 - whole]
    form = f"/cases/{gone.id}/redact"
    await officer.send_form(form, version=gone.version, everything="true")
    async with desk.sessions() as session:
        found = {case.id: case.evidence for case in await session.scalars(select(Case))}
    assert found[gone.id] is None
    evidence = found[stays.id]
    assert evidence is not None
    assert [each["domain"] for each in evidence] == [*left, None]
    assert [each["verdict"] for each in evidence] == ["lookalike", "foreign"]
