"""Puts the officers' console together: plain constructors, no globals."""

from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from console.auth.admission import admit
from console.auth.permissions import open_to_all
from console.desk import Desk
from console.guards import SecurityHeaders
from console.pages import HANDLED, templates
from console.routes import (
    account,
    audit_log,
    bench,
    cases,
    dead_letters,
    emerging,
    export,
    home,
    incidents,
    new_scripts,
    officers,
    opinions,
    playbook_editor,
    playbook_examples,
    playbook_new,
    playbooks,
    reviews,
    second_readings,
    sign_in,
    sign_on,
    statistics,
    suggestions,
)

_STATIC = Path(__file__).resolve().parent / "static"

LARGEST_BODY = 64 * 1024
"""Bytes. A note of 2,000 letters in a form, and much room."""

# Traces would carry addresses with what was searched for, and logs what was sent; and neither may
# be switched on by a variable of the environment.
NO_TELEMETRY = TelemetryConfig(
    tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False
)

# One visible list; the order is that of the menu.
ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    cases.router,
    reviews.router,
    incidents.router,
    statistics.router,
    second_readings.router,
    opinions.router,
    new_scripts.router,
    playbook_new.router,  # before the others: its address could be that of a playbook
    playbooks.router,
    playbook_editor.router,
    playbook_examples.router,
    suggestions.router,
    emerging.router,
    bench.router,
    export.router,
    dead_letters.router,
    officers.router,
    audit_log.router,
    account.router,
    sign_in.router,
    sign_on.router,
)


def create_app(desk: Desk) -> FastAPI:
    """The console over a desk. Nothing but signing in is reached without `admit`."""
    app = FastAPI(
        title="Cảnh Giác: bàn làm việc của cán bộ",
        dependencies=[Depends(admit)],
        exception_handlers=HANDLED,
        middleware=[Middleware(SecurityHeaders)],
        max_body_size=LARGEST_BODY,
        telemetry=NO_TELEMETRY,
        # The description of all routes is for tests; nobody is served it.
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    app.state.templates = templates()
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/healthz", healthy)
    app.mount("/static", StaticFiles(directory=_STATIC))
    return app


@open_to_all
async def healthy() -> dict[str, str]:
    """That the console runs; nothing about what is in it."""
    return {"status": "ok"}
