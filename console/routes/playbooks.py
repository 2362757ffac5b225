"""The playbooks: how well each is recognised, its examples, its cases over time, its history."""

import asyncio
import pathlib
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from casework.clock import day_in_viet_nam
from casework.learning import versions
from casework.playbooks.patterns_file import entry_texts
from casework.statistics.period import Month
from casework.statistics.table import HIDDEN
from casework.validation.editing import check_patterns
from console import learning_wording
from console.auth.permissions import Permission, needs
from console.desk import Desk, TheDesk
from console.draft_state import DraftState, compare
from console.drafts import examples_of, patterns_of
from console.example_styles import styles_of
from console.model_versions import report_of
from console.pages import PageNotFound, page
from console.playbook_cases import by_month
from console.playbook_history import changes_of, history
from console.playbook_list import Known, about, draft_of, listing, names_of

router = APIRouter(prefix="/playbooks")

PlaybookId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{2,48}$")]
Commit = Annotated[str, Path(pattern=r"^[0-9a-f]{7,40}$")]


@router.get("")
@needs(Permission.READ_PLAYBOOKS)
async def playbooks(request: Request, desk: TheDesk) -> Response:
    """All of the draft, the worst known first. Raises DataFileError."""
    async with desk.sessions() as session:
        live = await versions.live(session)
    today = day_in_viet_nam(desk.now())
    shown = await asyncio.to_thread(listing, desk.settings.data_dir, live, today)
    return page(
        request,
        "playbooks/list.html",
        shown=shown,
        live=live,
        DraftState=DraftState,
        says=learning_wording,
    )


@router.get("/{playbook_id}")
@needs(Permission.READ_PLAYBOOKS)
async def one_playbook(request: Request, desk: TheDesk, playbook_id: PlaybookId) -> Response:
    """All that is known of one. Raises DataFileError, PageNotFound."""
    data_dir = desk.settings.data_dir
    text, patterns = await asyncio.to_thread(draft_of, data_dir)
    playbook = next((one for one in patterns.playbooks if one.id == playbook_id), None)
    if playbook is None:
        raise PageNotFound
    today = day_in_viet_nam(desk.now())
    async with desk.sessions() as session:
        live = await versions.live(session)
        months = await by_month(session, playbook_id, Month.of(today).later(-1))
    styles = await asyncio.to_thread(styles_of, data_dir / "examples", [playbook_id])
    mistakes = await asyncio.to_thread(check_patterns, text, data_dir, today)
    return page(
        request,
        "playbooks/playbook.html",
        playbook=playbook,
        names=names_of(patterns.playbooks),
        live=live,
        known=Known.of(report_of(live) if live else None, playbook_id),
        state=compare(text, live.patterns if live else None).states.get(playbook_id),
        styles=styles[playbook_id],
        mistakes=about(mistakes, playbook_id),
        months=months,
        hidden=HIDDEN,
        edits=await asyncio.to_thread(history, _files(desk, playbook_id), playbook_id),
        entry=entry_texts(text).get(playbook_id, ""),
        DraftState=DraftState,
        says=learning_wording,
    )


@router.get("/{playbook_id}/history/{commit}")
@needs(Permission.READ_PLAYBOOKS)
async def one_edit(
    request: Request, desk: TheDesk, playbook_id: PlaybookId, commit: Commit
) -> Response:
    """What one edit has changed. Raises PageNotFound."""
    files = _files(desk, playbook_id)
    edits = await asyncio.to_thread(history, files, playbook_id)
    edit = next((one.edit for one in edits or () if one.edit.commit.startswith(commit)), None)
    if edit is None:
        raise PageNotFound
    changes = await asyncio.to_thread(lambda: list(changes_of(files, edit.commit)))
    return page(
        request, "playbooks/edit_of.html", playbook_id=playbook_id, edit=edit, changes=changes
    )


def _files(desk: Desk, playbook_id: str) -> list[pathlib.Path]:
    return [patterns_of(desk), examples_of(desk, playbook_id)]
