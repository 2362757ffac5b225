"""The second factor: time-based one-time codes (RFC 6238), each good once."""

from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from console.auth.keys import Keys
from console.auth.models import Officer

ISSUER = "Cảnh Giác"
STEP_SECONDS = 30
DRIFT = 1
"""Steps before and after now that are accepted: phones' clocks differ."""


@dataclass(frozen=True, slots=True)
class NewFactor:
    """A secret that the officer's phone is about to take over."""

    secret: str
    login: str

    @property
    def address(self) -> str:
        """What the QR code says: otpauth://..."""
        return pyotp.TOTP(self.secret).provisioning_uri(name=self.login, issuer_name=ISSUER)

    def picture(self) -> str:
        """The QR code as SVG, to be put into the page: no file, no request to anybody."""
        return segno.make(self.address, error="m").svg_inline(
            scale=5, border=4, dark="#000", light="#fff", omitsize=True
        )


def new(login: str) -> NewFactor:
    """A new secret."""
    return NewFactor(pyotp.random_base32(), login)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is; None if it is none of those accepted now."""
    typed = "".join(code.split())
    here = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in range(here - DRIFT, here + DRIFT + 1):
        if pyotp.utils.strings_equal(typed, totp.at(step * STEP_SECONDS)):
            return step
    return None


async def use(
    session: AsyncSession, keys: Keys, officer: Officer, code: str, now: datetime
) -> bool:
    """Whether the code is right and unused; it is used by this."""
    if officer.totp_sealed is None:
        return False
    step = step_of(keys.unseal(officer.totp_sealed), code, now)
    if step is None:
        return False
    done = await session.execute(
        update(Officer)
        .where(Officer.id == officer.id, Officer.totp_step < step)
        .values(totp_step=step)
        .returning(Officer.id)
    )
    return done.first() is not None
