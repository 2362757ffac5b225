from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from casework.cases import records
from casework.cases.models import Case, LossBucket
from casework.cases.records import CaseFacts, Consent
from casework.db import Sessions
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)

FACTS = CaseFacts(
    channel="web",
    decision="name",
    playbook_id="shipper_gia",
    confidence=0.8,
    stage=Stage.APPROACH,
    interpreter="rasa",
    model="m1",
)


async def only_case(sessions: Sessions) -> Case:
    async with sessions() as session:
        return (await session.scalars(select(Case))).one()


async def test_without_consent_a_case_is_facts_only(sessions: Sessions) -> None:
    await records.record(sessions, FACTS, NOW)
    case = await only_case(sessions)
    assert case.narrative is None
    assert case.receipt_hash is None
    assert case.told_at.minute == 0


async def test_newer_facts_replace_older_ones(sessions: Sessions) -> None:
    case_id = await records.record(sessions, FACTS, NOW)
    await records.update(
        sessions, case_id, replace(FACTS, stage=Stage.PAID, loss=LossBucket.FROM_2M)
    )
    case = await only_case(sessions)
    assert (case.stage, case.loss) == (Stage.PAID, LossBucket.FROM_2M)


async def test_the_receipt_deletes_the_case_however_it_is_typed(sessions: Sessions) -> None:
    case_id = await records.record(sessions, FACTS, NOW)
    narrative = redact(RawText("nó kêu tui chuyển tiền")).text
    code = await records.keep_narrative(sessions, case_id, narrative, Consent("v1", NOW))
    assert code
    case = await only_case(sessions)
    assert case.narrative == narrative
    assert code not in str(case.receipt_hash)
    assert not await records.delete_by_receipt(sessions, "CG-AAAAA-AAAAA")
    assert await records.delete_by_receipt(sessions, code.lower().replace("-", " "))
    async with sessions() as session:
        assert (await session.scalars(select(Case))).all() == []


async def test_no_narrative_for_a_case_that_is_gone(sessions: Sessions) -> None:
    case_id = await records.record(sessions, FACTS, NOW)
    await records.delete_case(sessions, case_id)
    narrative = redact(RawText("kể")).text
    assert await records.keep_narrative(sessions, case_id, narrative, Consent("v1", NOW)) is None
