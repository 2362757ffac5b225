"""Every address and form of the console, with whatever a machine can think of: never a 500."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pyotp
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from pydantic import SecretStr
from sqlalchemy import select

from casework.cases import records
from casework.cases.facts import CaseFacts
from casework.cases.records import Agreement
from casework.communes import Communes
from casework.db import open_engine, open_sessions
from casework.migrations import migrate
from casework.opinions import opinions
from casework.opinions.models import Opinion
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.app import create_app
from console.auth import sessions
from console.auth.admission import COOKIE, CSRF_HEADER
from console.auth.keys import Keys, Purpose
from console.auth.models import Officer, Role
from console.desk import Desk
from console.settings import ConsoleSettings
from tests.functional.conftest import wait_for
from tests.functional.desk import free_port

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
KEY = "a key for tests only, of no use anywhere else"
STORY = redact(RawText("Họ xưng công an. Nó kêu chuyển tiền gấp. Tui chuyển rồi.")).text
# These end what the fuzz stands on: its own session, or somebody's way in.
# What is made without small cells is made by the same lines: once is enough of what takes seconds.
TWINS = {"/statistics/internal", "/statistics/internal/file"}
ENDS_THE_FUZZ = {"/logout", "/officers/{officer_id}/switch", "/officers/{officer_id}/reset"}
EXAMPLES = 8
# Between them they may do everything.
OF_THE_ADMIN = ("/officers", "/audit")
OF_THE_TRAINER = ("/playbooks", "/suggestions", "/emerging", "/bench")


def make_desk(url: str) -> Desk:
    library = Library.from_file(DATA / "scam_patterns.yml")
    communes = Communes.from_file(DATA / "communes.yml").communes
    console_settings = ConsoleSettings(database_url=url, console_key=SecretStr(KEY))
    return Desk(
        console_settings,
        open_sessions(open_engine(url)),
        Keys(KEY),
        library,
        {commune.code: commune.name for commune in communes},
    )


@dataclass
class Running:
    """The served console, who is signed in, and ids that lead somewhere."""

    address: str
    tokens: dict[Role, str]
    ids: dict[str, list[UUID]]

    def headers(self, role: Role) -> dict[str, str]:
        token = self.tokens[role]
        csrf = Keys(KEY).sign(Purpose.CSRF, token)
        return {"Cookie": f"{COOKIE}={token}", CSRF_HEADER: csrf}


async def fill(url: str) -> tuple[dict[Role, str], dict[str, list[UUID]]]:
    """Officers of each role, and some cases and opinions."""
    engine = open_engine(url)
    book = open_sessions(engine)
    now = datetime.now(UTC)
    tokens = {}
    async with book.begin() as session:
        for role in Role:
            sealed = Keys(KEY).seal(pyotp.random_base32())
            officer = Officer(
                login=f"fuzz.{role.value}", name="Fuzz", role=role, totp_sealed=sealed, made_at=now
            )
            session.add(officer)
            await session.flush()
            tokens[role] = await sessions.begin(session, officer, now, second_factor=True)
    facts = CaseFacts("web", "name", "shipper_gia", 0.5, Stage.PAID, "rasa", "m1")
    cases = [await records.keep(book, facts, STORY, Agreement("v1", now)) for _ in range(30)]
    await opinions.send(book, "web", redact(RawText("Nên có loa phường")).text, now)
    async with book() as session:
        opinion_ids = list(await session.scalars(select(Opinion.id)))
    await engine.dispose()
    return tokens, {"case_id": [case.id for case in cases], "opinion_id": opinion_ids}


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path_factory.mktemp('fuzz')}/cases.db"
    migrate(url)
    tokens, ids = asyncio.run(fill(url))
    port = free_port()
    # Trainers' forms write the files of the playbooks: into a copy, with a history of its own.
    data = tmp_path_factory.mktemp("trainers") / "data"
    shutil.copytree(DATA, data)
    subprocess.run(["git", "init", "-q"], cwd=data, check=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": url,
        "DATA_DIR": str(data),
        "CONSOLE_KEY": KEY,
        "CONSOLE_PORT": str(port),
    }
    command = [sys.executable, "-P", "-m", "console", "run"]
    log = tmp_path_factory.mktemp("log") / "console.log"
    with (
        log.open("wb") as file,
        subprocess.Popen(command, env=environment, stdout=file, stderr=file) as running,
    ):
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield Running(f"http://127.0.0.1:{port}", tokens, ids)
        running.terminate()
    said = log.read_text(encoding="utf-8")
    assert '"level": "error"' not in said, said[-2000:]


def role_for(path: str) -> Role:
    if path.startswith(OF_THE_ADMIN):
        return Role.ADMIN
    return Role.TRAINER if path.startswith(OF_THE_TRAINER) else Role.SUPERVISOR


schema = schemathesis.openapi.from_dict(create_app(make_desk("sqlite://")).openapi())


@schema.exclude(path=sorted(ENDS_THE_FUZZ | TWINS)).parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_input_breaks_it(case: Any, console: Running) -> None:  # noqa: ANN401  # untyped there
    # Some of them lead to something that is there.
    for name, known in console.ids.items():
        if name in case.path_parameters and len(str(case.body)) % 2:
            case.path_parameters[name] = str(known[len(str(case.body)) % len(known)])
    role = role_for(case.path)
    headers = console.headers(role)
    answer = case.call(base_url=console.address, headers=headers, allow_redirects=False)
    assert answer.status_code < 500, (role, answer.status_code)
    # Or it would be the door that was tried, and not the room.
    assert answer.status_code != 403, case.path
    assert b"Traceback" not in answer.content
