"""What was found in what residents pasted, as officers see it: no number, no address."""

from datetime import timedelta

import httpx
from sqlalchemy import select

from casework.cases import records
from casework.cases.facts import CaseFacts, Evidence
from casework.cases.models import Case
from casework.cases.records import Agreement
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.desk import Desk
from tests.unit.console.conftest import Browser

FALSE_LINK = Evidence("link", "lookalike", "vietcombank", "vcb-xac-thuc.top")
FROM_ABROAD = Evidence("phone", "foreign", None, None)
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
