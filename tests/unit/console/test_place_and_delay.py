"""Where it happened and how late it was told: on the case page, when merging and when splitting."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.cases import records
from casework.cases.facts import CaseFacts
from casework.cases.models import Case, Delay
from casework.cases.records import Agreement
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.app import create_app
from console.auth.models import Role
from console.desk import Desk
from tests.unit.console.conftest import STORY, Browser

FACTS = CaseFacts("web", "name", "gia_danh_cong_an_toa_an", 0.7, Stage.PAID, "rasa", "m1")


@pytest.fixture
async def reader(desk: Desk) -> AsyncIterator[Browser]:
    with_provinces = replace(desk, provinces={"82": "Đồng Tháp", "86": "Vĩnh Long"}, home="82")
    async with Browser(create_app(with_provinces), desk) as opened:
        yield await opened.sign_in(Role.OFFICER)


async def keep(desk: Desk, facts: CaseFacts, story: str = STORY) -> UUID:
    narrative = redact(RawText(story)).text
    agreed = Agreement("v1", desk.now())
    return (await records.keep(desk.sessions, facts, narrative, agreement=agreed)).id


async def cases_of(desk: Desk) -> dict[UUID, Case]:
    async with desk.sessions() as session:
        return {case.id: case for case in (await session.scalars(select(Case))).all()}


@pytest.mark.parametrize("page", ["", "/print"])
async def test_the_province_is_shown_where_no_commune_is_known(
    reader: Browser, desk: Desk, page: str
) -> None:
    case_id = await keep(desk, FACTS)
    assert "Tỉnh, thành phố" not in (await reader.get(f"/cases/{case_id}{page}")).text
    await records.locate(desk.sessions, case_id, commune=None, province="86")
    assert "Vĩnh Long, chưa rõ xã, phường" in (await reader.get(f"/cases/{case_id}{page}")).text
    await records.locate(desk.sessions, case_id, commune="28261", province="82")
    shown = (await reader.get(f"/cases/{case_id}{page}")).text
    assert "Phường Mỹ Tho" in shown
    assert "Tỉnh, thành phố" not in shown


@pytest.mark.parametrize("page", ["", "/print"])
async def test_how_late_it_was_told_is_shown_of_lost_money_only(
    reader: Browser, desk: Desk, page: str
) -> None:
    paid = await keep(desk, replace(FACTS, told_after=Delay.UNDER_1H))
    other = await keep(desk, replace(FACTS, stage=Stage.APPROACH))
    shown = (await reader.get(f"/cases/{paid}{page}")).text
    assert "<dt>Kể sau khi mất tiền</dt><dd>Dưới 1 giờ</dd>" in shown
    assert "Kể sau khi mất tiền" not in (await reader.get(f"/cases/{other}{page}")).text


@pytest.mark.parametrize(
    ("stage", "left"), [(Stage.PAID, Delay.UNDER_1H), (Stage.APPROACH, Delay.UNDER_1W)]
)
async def test_of_a_merged_case_the_first_telling_of_the_loss_counts(
    reader: Browser, desk: Desk, stage: Stage, left: Delay
) -> None:
    first = await keep(desk, replace(FACTS, stage=stage, told_after=Delay.UNDER_1H))
    again = await keep(desk, replace(FACTS, told_after=Delay.UNDER_1W))
    await reader.send_form(f"/cases/{again}/merge", version=1, original=first)
    assert (await cases_of(desk))[first].told_after is left


async def test_each_half_of_a_split_case_keeps_its_own_delay_and_the_place(
    reader: Browser, desk: Desk
) -> None:
    story = "Hôm qua tui chuyển cho nó 5 triệu. Vụ kia thì tháng trước tui chuyển mất 60 triệu."
    case_id = await keep(desk, replace(FACTS, told_after=Delay.UNDER_1W), story)
    await records.locate(desk.sessions, case_id, commune="28261", province="82")
    await reader.send_form(f"/cases/{case_id}/split", version=2, after=1)
    cases = await cases_of(desk)
    first = cases.pop(case_id)
    (second,) = cases.values()
    assert (first.told_after, second.told_after) == (Delay.UNDER_1W, Delay.OVER_1M)
    assert (second.commune, second.province) == ("28261", "82")
