"""The desk goes over to another live version while officers work."""

from dataclasses import replace

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from casework.learning.following import LiveLibrary
from casework.playbooks.library import Library
from console import charts
from console.app import create_app
from console.auth.models import Role
from console.composition import open_desk
from console.desk import Desk
from console.highlight import pieces
from console.reports.sources import Sources
from console.settings import ConsoleSettings
from tests.unit.casework.learning.promoted import (
    NEW,
    NEW_NAME,
    SHIPPER,
    make_live,
    new_text,
    old_text,
    put,
)
from tests.unit.console.conftest import KEY, Browser, told

NARRATIVE = "nó biểu tui đổi sim ảo lấy thưởng liền"


@pytest.fixture
async def desk(desk: Desk, library: Library) -> Desk:
    """The desk of the new version, with a library of its own."""
    own = Library.from_text(new_text(library), "patterns.yml", "new")
    await put(desk.sessions, "new", new_text(library))
    await put(desk.sessions, "old", old_text(library))
    await make_live(desk.sessions, "new")
    return replace(desk, library=own)


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    return create_app(desk)


async def roll_back(desk: Desk) -> None:
    await make_live(desk.sessions, "old")
    await LiveLibrary(desk.library, desk.sessions).look()


async def test_officers_choose_among_what_the_live_version_knows(
    desk: Desk, officer: Browser
) -> None:
    option = f'<option value="{NEW}"'
    assert option in (await officer.get("/cases")).text
    await roll_back(desk)
    assert option not in (await officer.get("/cases")).text
    await make_live(desk.sessions, "new")
    await LiveLibrary(desk.library, desk.sessions).look()
    assert option in (await officer.get("/cases")).text


async def test_a_case_of_a_retired_playbook_keeps_its_name_and_can_be_reviewed(
    desk: Desk, officer: Browser
) -> None:
    case = await told(desk, playbook=NEW)
    await roll_back(desk)
    shown = await officer.get(f"/cases/{case}")
    assert shown.status_code == 200
    assert f"Đúng: {NEW_NAME}" in shown.text
    assert f'<option value="{NEW}"' not in shown.text
    assert (await officer.get(f"/cases/{case}/print")).status_code == 200
    done = await officer.send_form(f"/cases/{case}/confirm", version=1)
    assert done.status_code == 303


async def test_the_export_names_a_retired_playbook_and_of_an_unknown_one_the_id(
    desk: Desk, browser: Browser
) -> None:
    for playbook in (NEW, "no_longer_there"):
        await told(desk, playbook=playbook)
    await roll_back(desk)
    supervisor = await browser.sign_in(Role.SUPERVISOR, second_factor=True)
    exported = (await supervisor.get("/cases.csv", params={"status": "all"})).text
    assert exported.count(NEW_NAME) == 2
    assert exported.count("no_longer_there") == 2


async def test_a_label_that_was_retired_while_the_form_was_open_is_refused(
    desk: Desk, officer: Browser
) -> None:
    case = await told(desk, playbook=SHIPPER)
    await roll_back(desk)
    done = await officer.send_form(f"/cases/{case}/relabel", version=1, label=NEW)
    assert done.status_code in (409, 422)


async def test_the_filter_keeps_a_retired_playbook_that_was_asked_for(
    desk: Desk, officer: Browser
) -> None:
    await roll_back(desk)
    shown = (await officer.get("/cases", params={"label": NEW})).text
    assert f'<option value="{NEW}" selected>{NEW_NAME}</option>' in shown
    unknown = (await officer.get("/cases", params={"label": "<b>"})).text
    assert '<option value="&lt;b&gt;" selected>&lt;b&gt;</option>' in unknown


async def test_pictures_and_marked_words_know_a_retired_playbook(desk: Desk) -> None:
    await roll_back(desk)
    assert charts.playbook_name(desk.library, NEW) == "Đổi SIM ảo"
    marked = [piece.text for piece in pieces(desk.library, NARRATIVE, NEW) if piece.sign]
    assert marked == ["sim ảo lấy thưởng"]


async def test_a_report_keeps_the_playbooks_with_which_it_began(desk: Desk) -> None:
    names = Sources.of(desk).names
    await roll_back(desk)
    assert NEW in names.library.ids
    assert NEW not in Sources.of(desk).names.library.ids


async def test_the_desk_opens_with_the_live_version_and_not_with_the_draft(
    database_url: str, library: Library
) -> None:
    settings = ConsoleSettings(
        database_url=database_url, console_key=SecretStr(KEY), oidc_issuer=None
    )
    async with open_desk(settings) as opened:
        assert (opened.library.ids, opened.library.version) == (library.ids, None)
        await put(opened.sessions, "new", new_text(library))
        await make_live(opened.sessions, "new")
    async with open_desk(settings) as opened:
        assert (NEW in opened.library.ids, opened.library.version) == (True, "new")
