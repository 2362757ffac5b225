"""Every route, every role: who gets in, and that nothing is reached without signing in."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from fastapi.routing import APIRoute

from console.app import ROUTERS, create_app
from console.auth.admission import CSRF_FIELD
from console.auth.models import Role
from console.auth.permissions import MAY, Permission, is_open, needed_by
from console.desk import Desk
from tests.unit.console.conftest import Browser, told

OPEN = {"/login", "/sso/start", "/sso/callback", "/healthz"}
# The permission table, written out by hand: a change of MAY must be meant.
TABLE = {
    Permission.HOME: "officer supervisor trainer admin",
    Permission.OWN_ACCOUNT: "officer supervisor trainer admin",
    Permission.READ_CASES: "officer supervisor",
    Permission.READ_NEW_SCRIPTS: "officer supervisor trainer",
    Permission.REVIEW: "officer supervisor",
    Permission.READ_SECOND_TIME: "officer supervisor",
    Permission.SETTLE: "supervisor",
    Permission.HANDLE_OPINIONS: "officer supervisor",
    Permission.EXPORT: "supervisor",
    Permission.READ_STATISTICS: "officer supervisor trainer",
    Permission.READ_SMALL_CELLS: "supervisor",
    Permission.CLOSE_MONTH: "supervisor",
    Permission.MANAGE_OFFICERS: "admin",
    Permission.READ_AUDIT_LOG: "admin",
    Permission.READ_DEAD_LETTERS: "supervisor admin",
    Permission.ACT_ON_DEAD_LETTERS: "supervisor admin",
    Permission.READ_PLAYBOOKS: "trainer",
    Permission.EDIT_PLAYBOOKS: "trainer",
    Permission.RUN_BENCH: "trainer",
    Permission.LEARN_FROM_CASES: "trainer",
}
# What each route needs, by hand as well.
NEEDS = {
    "GET /": Permission.HOME,
    "GET /cases": Permission.READ_CASES,
    "GET /cases/next": Permission.REVIEW,
    "GET /cases/{case_id}": Permission.READ_NEW_SCRIPTS,
    "GET /cases/{case_id}/print": Permission.READ_CASES,
    **{
        f"POST /cases/{{case_id}}/{act}": Permission.REVIEW
        for act in (
            *("confirm", "relabel", "dismiss", "reopen", "correct", "note", "new-script"),
            *("redact", "merge", "unmerge", "split", "hand-over", "take-back"),
        )
    },
    "GET /incidents": Permission.READ_CASES,
    "GET /second-readings": Permission.READ_SECOND_TIME,
    "GET /second-readings/{case_id}": Permission.READ_SECOND_TIME,
    "POST /second-readings/{case_id}": Permission.READ_SECOND_TIME,
    "GET /agreement": Permission.SETTLE,
    "GET /agreement/{case_id}": Permission.SETTLE,
    "POST /agreement/{case_id}": Permission.SETTLE,
    "GET /opinions": Permission.HANDLE_OPINIONS,
    "POST /opinions/{opinion_id}": Permission.HANDLE_OPINIONS,
    "POST /opinions/{opinion_id}/redact": Permission.HANDLE_OPINIONS,
    "GET /new-scripts": Permission.READ_NEW_SCRIPTS,
    "GET /cases.csv": Permission.EXPORT,
    "GET /statistics": Permission.READ_STATISTICS,
    "GET /statistics/file": Permission.READ_STATISTICS,
    "GET /statistics/internal": Permission.READ_SMALL_CELLS,
    "GET /statistics/internal/file": Permission.READ_SMALL_CELLS,
    "POST /statistics/close": Permission.CLOSE_MONTH,
    "GET /officers": Permission.MANAGE_OFFICERS,
    "POST /officers": Permission.MANAGE_OFFICERS,
    "POST /officers/{officer_id}/role": Permission.MANAGE_OFFICERS,
    "POST /officers/{officer_id}/switch": Permission.MANAGE_OFFICERS,
    "POST /officers/{officer_id}/reset": Permission.MANAGE_OFFICERS,
    "GET /audit": Permission.READ_AUDIT_LOG,
    "GET /dead-letters": Permission.READ_DEAD_LETTERS,
    **{
        f"POST /dead-letters/{act}": Permission.ACT_ON_DEAD_LETTERS
        for act in ("try-again", "try-all-again", "drop")
    },
    "GET /emerging": Permission.LEARN_FROM_CASES,
    "POST /emerging/find": Permission.LEARN_FROM_CASES,
    "GET /emerging/{cluster_id}/new": Permission.LEARN_FROM_CASES,
    "POST /emerging/{cluster_id}/new": Permission.EDIT_PLAYBOOKS,
    "GET /bench": Permission.RUN_BENCH,
    "GET /bench/jobs": Permission.RUN_BENCH,
    "POST /bench/train": Permission.RUN_BENCH,
    "GET /bench/roll-back": Permission.RUN_BENCH,
    "POST /bench/roll-back": Permission.RUN_BENCH,
    "GET /bench/{name}": Permission.RUN_BENCH,
    "POST /bench/{name}/compare": Permission.RUN_BENCH,
    "GET /bench/{name}/promote": Permission.RUN_BENCH,
    "POST /bench/{name}/promote": Permission.RUN_BENCH,
    "GET /suggestions": Permission.LEARN_FROM_CASES,
    "GET /suggestions/{case_id}": Permission.LEARN_FROM_CASES,
    "POST /suggestions/gather": Permission.LEARN_FROM_CASES,
    "POST /suggestions/{case_id}/accept": Permission.LEARN_FROM_CASES,
    "POST /suggestions/{case_id}/refuse": Permission.LEARN_FROM_CASES,
    "POST /suggestions/{case_id}/release": Permission.LEARN_FROM_CASES,
    "GET /playbooks": Permission.READ_PLAYBOOKS,
    "GET /playbooks/{playbook_id}": Permission.READ_PLAYBOOKS,
    "GET /playbooks/{playbook_id}/history/{commit}": Permission.READ_PLAYBOOKS,
    "GET /playbooks/new": Permission.EDIT_PLAYBOOKS,
    "POST /playbooks/new": Permission.EDIT_PLAYBOOKS,
    "GET /playbooks/{playbook_id}/edit": Permission.EDIT_PLAYBOOKS,
    "POST /playbooks/{playbook_id}/edit": Permission.EDIT_PLAYBOOKS,
    "GET /playbooks/{playbook_id}/examples": Permission.EDIT_PLAYBOOKS,
    "POST /playbooks/{playbook_id}/examples": Permission.EDIT_PLAYBOOKS,
    "GET /account": Permission.OWN_ACCOUNT,
    "GET /account/password": Permission.OWN_ACCOUNT,
    "POST /account/password": Permission.OWN_ACCOUNT,
    "GET /account/second-factor": Permission.OWN_ACCOUNT,
    "POST /account/second-factor": Permission.OWN_ACCOUNT,
    "GET /login/code": Permission.OWN_ACCOUNT,
    "POST /login/code": Permission.OWN_ACCOUNT,
    "POST /logout": Permission.OWN_ACCOUNT,
}


def routes() -> Iterator[tuple[str, str, APIRoute]]:
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            for method in route.methods or ():
                yield method, route.path, route


CLOSED = [(m, p) for m, p, route in routes() if not is_open(route.endpoint)]


def address(path: str) -> str:
    for name in ("case_id", "opinion_id", "officer_id"):
        path = path.replace(f"{{{name}}}", str(uuid4()))
    return path


def test_the_table_is_what_was_meant() -> None:
    for permission in Permission:
        may = {role.value for role in Role if permission in MAY[role]}
        assert may == set(TABLE[permission].split()), permission


def test_each_route_needs_what_was_meant_and_few_are_open() -> None:
    assert {f"{m} {p}": needed_by(r.endpoint) for m, p, r in routes() if p not in OPEN} == NEEDS
    assert {path for _, path, route in routes() if is_open(route.endpoint)} <= OPEN


@pytest.mark.parametrize(("method", "path"), CLOSED)
async def test_nothing_without_signing_in(browser: Browser, method: str, path: str) -> None:
    answer = await browser.request(method, address(path))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


@pytest.mark.parametrize("role", list(Role))
async def test_every_route_refuses_roles_that_may_not(browser: Browser, role: Role) -> None:
    await browser.sign_in(role, second_factor=True)
    for method, path in CLOSED:
        if path in {"/logout", "/login/code", "/account/second-factor"}:
            continue
        needed = NEEDS[f"{method} {path}"]
        data = {CSRF_FIELD: browser.csrf} if method == "POST" else None
        answer = await browser.request(method, address(path), data=data)
        refused = answer.status_code == 403
        assert refused == (role.value not in TABLE[needed].split()), (method, path)


async def test_a_route_that_was_forgotten_is_open_to_nobody(desk: Desk) -> None:
    app = create_app(desk)
    app.add_api_route("/forgotten", lambda: {"secret": 1})
    async with Browser(app, desk) as browser:
        await browser.sign_in(Role.ADMIN)
        answer = await browser.get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


async def test_a_trainer_reads_only_what_is_marked_as_a_new_script(
    browser: Browser, colleague: Browser, desk: Desk
) -> None:
    case = await told(desk)
    await browser.sign_in(Role.TRAINER)
    assert (await browser.get(f"/cases/{case}")).status_code == 403
    marked = await colleague.send_form(f"/cases/{case}/new-script", version=1, new="true")
    assert marked.status_code == 303
    page = await browser.get(f"/cases/{case}")
    assert page.status_code == 200
    assert "/confirm" not in page.text


async def test_export_needs_a_second_factor_in_this_session(browser: Browser) -> None:
    await browser.sign_in(Role.SUPERVISOR)
    answer = await browser.get("/cases.csv")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/second-factor")
    await browser.sign_in(Role.SUPERVISOR, second_factor=True)
    assert (await browser.get("/cases.csv")).status_code == 200


async def test_an_admin_without_second_factor_gets_nowhere_but_to_setting_it_up(
    browser: Browser,
) -> None:
    await browser.sign_in(Role.ADMIN, second_factor=False)
    for path in ("/", "/officers", "/audit"):
        answer = await browser.get(path)
        assert answer.headers["location"] == "/account/second-factor", path
    assert (await browser.get("/account/second-factor")).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"data": {"version": "1"}},
        {"data": {"version": "1", CSRF_FIELD: "wrong"}},
        {"data": {"version": "1", CSRF_FIELD: ""}},
        {"data": {"version": "1"}, "headers": {"X-CSRF-Token": "wrong"}},
    ],
)
async def test_a_form_without_the_sessions_token_does_nothing(
    officer: Browser, desk: Desk, forged: dict[str, dict[str, str]]
) -> None:
    case = await told(desk)
    answer = await officer.post(f"/cases/{case}/confirm", **forged)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert "Chờ xem" in (await officer.get(f"/cases/{case}")).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[evil"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_a_form_from_another_site_does_nothing_even_with_the_token(
    officer: Browser, desk: Desk, headers: dict[str, str]
) -> None:
    case = await told(desk)
    data = {"version": "1", CSRF_FIELD: officer.csrf}
    answer = await officer.post(f"/cases/{case}/confirm", data=data, headers=headers)
    assert answer.status_code == 403


async def test_another_officers_token_is_no_good(
    officer: Browser, colleague: Browser, desk: Desk
) -> None:
    case = await told(desk)
    data = {"version": "1", CSRF_FIELD: colleague.csrf}
    assert (await officer.post(f"/cases/{case}/confirm", data=data)).status_code == 403


async def test_every_answer_carries_the_security_headers(officer: Browser) -> None:
    for path in ("/", "/login", "/nowhere", "/static/console.css", "/cases/x"):
        headers = (await officer.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "no-store" in headers["cache-control"] or path.startswith("/static/")


@pytest.mark.parametrize("sealed", ["", "garbage", "gAAAAABm" + "A" * 100])
async def test_a_seal_that_is_not_ours_is_an_error_and_no_crash(
    browser: Browser, sealed: str
) -> None:
    await browser.sign_in(Role.ADMIN, second_factor=False)
    answer = await browser.send_form("/account/second-factor", sealed=sealed, code="123456")
    assert answer.status_code == 422


async def test_a_huge_form_is_refused(officer: Browser, desk: Desk) -> None:
    case = await told(desk)
    answer = await officer.send_form(f"/cases/{case}/note", version=1, note="a" * 100_000)
    assert answer.status_code == 413
    assert "Traceback" not in answer.text
