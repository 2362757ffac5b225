"""The shared book's statements: built once, not for each message anew."""

from datetime import timedelta

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Interval,
    String,
    bindparam,
    case,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from casework.db import Base
from casework.deliveries.models import Delivery

ON_THE_PAGE = timedelta(minutes=3)
"""How long a reply to the web page may be fetched, and fetched again after it got lost."""

# Of the table, not of the class: no object is loaded that the ORM would have to keep up with.
_TABLE = Base.metadata.tables[Delivery.__tablename__]
_D = _TABLE.c
_UPDATE = update(_TABLE)
_HOUR = func.date_trunc("hour", func.now(), "UTC")
_CLAIM = bindparam("by", type_=String)
_MINE = _D.claim == _CLAIM
_THIS = (_D.id == bindparam("id_"), _MINE)
_THESE = (_D.id == func.any(bindparam("ids", type_=ARRAY(BigInteger))), _MINE)

TAKE = (
    insert(_TABLE)
    .values(
        channel=bindparam("channel"),
        update_key=bindparam("key"),
        conversation=bindparam("conversation"),
        received_at=_HOUR,
        message=bindparam("message"),
        attempts=0,
        gone_out=0,
    )
    .on_conflict_do_nothing()
    .returning(_D.id)
)
KNOWN = select(_D.id).where(_D.update_key == func.any(bindparam("keys", type_=ARRAY(String))))
# A claim that is renewed is no further attempt. `before` tells whose it was; the hours and this
# moment are the database's, for one machine's clock may be wrong.
CLAIM = text(
    "WITH waits AS (SELECT id, claim FROM deliveries WHERE conversation = :of AND dead_at IS NULL "
    "AND erase_at IS NULL AND (message IS NOT NULL OR replies IS NOT NULL) ORDER BY id FOR UPDATE) "
    "UPDATE deliveries SET claim = CAST(:by AS varchar), attempts = attempts + CASE "
    "WHEN waits.claim IS NOT DISTINCT FROM CAST(:by AS varchar) THEN 0 ELSE 1 END "
    "FROM waits WHERE deliveries.id = waits.id "
    "RETURNING deliveries.id, channel, message, replies, attempts, gone_out, received_at, "
    "waits.claim AS before, now() AS asked_at"
)
RELEASE = _UPDATE.where(*_THESE, _D.dead_at.is_(None)).values(
    claim=None, attempts=case((_D.message.is_not(None), 0), else_=_D.attempts)
)
ANSWERED = (
    _UPDATE.where(*_THIS)
    .values(message=None, replies=bindparam("sealed"))
    .returning(_D.conversation)
)
ANSWERED_ON_PAGE = (
    _UPDATE.where(*_THIS)
    .values(
        message=None,
        replies=bindparam("sealed"),
        claim=None,
        erase_at=func.now() + literal(ON_THE_PAGE, Interval),
    )
    .returning(_D.conversation)
)
NO_LONGER_ON_PAGE = _UPDATE.where(
    _D.conversation == bindparam("of"),
    _D.id != bindparam("but"),
    _D.erase_at.is_not(None),
).values(replies=None)
LEAVING = _UPDATE.where(*_THIS).values(gone_out=bindparam("gone")).returning(_D.id)
BURY = _UPDATE.where(*_THIS).values(dead_at=_HOUR, dead_reason=bindparam("reason")).returning(_D.id)
ERASE = _UPDATE.where(*_THESE).values(message=None, replies=None, claim=None)
TELL = text("SELECT pg_notify(:channel, :id)")
