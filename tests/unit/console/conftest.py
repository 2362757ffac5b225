"""A desk over a database of its own, and officers who sit at it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import SecretStr

from casework.cases import records
from casework.cases.facts import Alternative, CaseFacts
from casework.cases.models import LossBucket
from casework.cases.records import Agreement
from casework.db import open_engine, open_sessions
from casework.playbooks.library import Library
from casework.privacy.redactor import redact
from casework.privacy.texts import RawText
from casework.stage import Stage
from console.app import create_app
from console.auth import passwords, sessions
from console.auth.admission import COOKIE, CSRF_FIELD
from console.auth.keys import Keys, Purpose
from console.auth.models import Officer, Role
from console.auth.permissions import SECOND_FACTOR_ALWAYS
from console.desk import Desk
from console.settings import ConsoleSettings

KEY = "a key for tests only, of no use anywhere else"
STORY = (
    "Có người gọi xưng là công an, nói tui dính đường dây rửa tiền. "
    "Nó biểu chuyển tiền vô tài khoản tạm giữ."
)


@dataclass
class Clock:
    """The time, as a test wants it."""

    now: datetime = field(default=datetime(2026, 11, 30, 3, 20, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """argon2 with the least of everything: a tenth of a second for each password adds up."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_HASHER", hasher)
        patched.setattr(passwords, "_NOBODYS", hasher.hash("a password that nobody has"))
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def desk(database_url: str, library: Library, clock: Clock) -> AsyncIterator[Desk]:
    engine = open_engine(database_url)
    settings = ConsoleSettings(
        database_url=database_url,
        console_key=SecretStr(KEY),
        second_reading_share=0,
        oidc_issuer=None,
    )
    communes = {"28249": "Phường Đạo Thạnh", "28261": "Phường Mỹ Tho"}
    provinces = {"82": "Đồng Tháp", "86": "Vĩnh Long"}
    brands = {"vietcombank": "Vietcombank"}
    yield Desk(
        *(settings, open_sessions(engine), Keys(KEY), library, communes, clock),
        provinces=provinces,
        brands=brands,
        home="82",
    )
    await engine.dispose()


@pytest.fixture(scope="session")
def made_app() -> FastAPI:
    """Made once: its routes and its templates take a quarter of a second."""
    return create_app(cast("Desk", None))


@pytest.fixture
def app(made_app: FastAPI, desk: Desk) -> FastAPI:
    """The console over this test's desk: nothing else in it is of one test."""
    made_app.state.desk = desk
    return made_app


class Browser(httpx.AsyncClient):
    """An officer's browser: keeps the cookie and sends the page's token with each form."""

    def __init__(self, app: FastAPI, desk: Desk) -> None:
        transport = httpx.ASGITransport(app)
        super().__init__(transport=transport, base_url="http://desk", follow_redirects=False)
        self.desk = desk
        self.officer: Officer | None = None

    @property
    def csrf(self) -> str:
        return self.desk.keys.sign(Purpose.CSRF, self.cookies.get(COOKIE) or "")

    async def sign_in(self, role: Role, *, second_factor: bool | None = None) -> "Browser":
        """As an officer of this role who has done all that signing in asks for."""
        shown = role in SECOND_FACTOR_ALWAYS if second_factor is None else second_factor
        async with self.desk.sessions.begin() as session:
            sealed = self.desk.keys.seal(pyotp.random_base32()) if shown else None
            login = f"{role.value}{datetime.now(UTC).timestamp()}".replace(".", "")
            name = f"Bạn {role.value}"
            self.officer = Officer(
                login=login, name=name, role=role, totp_sealed=sealed, made_at=self.desk.now()
            )
            session.add(self.officer)
            await session.flush()
            token = await sessions.begin(
                session, self.officer, self.desk.now(), second_factor=shown
            )
        self.cookies.set(COOKIE, token)
        return self

    async def send_form(self, url: str, **fields: object) -> httpx.Response:
        """Send a form as the page would: with the session's token."""
        data = {CSRF_FIELD: self.csrf, **{name: str(value) for name, value in fields.items()}}
        return await self.post(url, data=data)


@pytest.fixture
async def browser(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    async with Browser(app, desk) as opened:
        yield opened


@pytest.fixture
async def officer(browser: Browser) -> Browser:
    return await browser.sign_in(Role.OFFICER)


@pytest.fixture
async def colleague(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    async with Browser(app, desk) as opened:
        yield await opened.sign_in(Role.OFFICER)


async def told(
    desk: Desk,
    story: str = STORY,
    *,
    playbook: str | None = "gia_danh_cong_an_toa_an",
    confidence: float = 0.7,
    stage: Stage | None = Stage.APPROACH,
    loss: LossBucket = LossBucket.UNKNOWN,
    channel: str = "web",
    days_ago: float = 0,
) -> UUID:
    """A resident has told a story and agreed that it is kept."""
    facts = CaseFacts(
        channel=channel,
        decision="name" if playbook else "more",
        playbook_id=playbook,
        confidence=confidence,
        stage=stage,
        interpreter="rasa",
        model="m1",
        loss=loss,
        alternatives=(Alternative(playbook or "scam_unclear", confidence),),
    )
    agreed = Agreement("v1", desk.now() - timedelta(days=days_ago))
    narrative = redact(RawText(story)).text
    return (await records.keep(desk.sessions, facts, narrative, agreement=agreed)).id
