"""The shared book's statements: built once, not for each message anew."""

from datetime import timedelta

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Interval,
    String,
    bindparam,
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
# A claim that is renewed is no further attempt, and nobody renews one that is lost. `before` tells
# whose it was; the hours and this moment are the database's, for one machine's clock may be wrong.
CLAIM = text(
    "WITH waits AS (SELECT id, claim FROM deliveries WHERE conversation = :of AND dead_at IS NULL "
    "AND erase_at IS NULL AND (message IS NOT NULL OR replies IS NOT NULL) ORDER BY id FOR UPDATE) "
    "UPDATE deliveries SET claim = CAST(:by AS varchar), attempts = attempts + CASE "
    "WHEN waits.claim IS NOT DISTINCT FROM CAST(:by AS varchar) THEN 0 ELSE 1 END "
    "FROM waits WHERE deliveries.id = waits.id AND NOT (:renews AND EXISTS (SELECT FROM waits AS w "
    "WHERE w.claim <> CAST(:by AS varchar))) "
    "RETURNING deliveries.id, channel, message, replies, attempts, gone_out, received_at, "
    "waits.claim AS before, now() AS asked_at"
)
# With what has really left: a note may stand ahead of it.
RELEASE = text(
    "UPDATE deliveries SET claim = NULL, gone_out = known.gone_out, "
    "attempts = CASE WHEN message IS NULL THEN attempts ELSE 0 END "
    "FROM unnest(CAST(:ids AS bigint[]), CAST(:gone AS integer[])) AS known (id, gone_out) "
    "WHERE deliveries.id = known.id AND claim = :by AND dead_at IS NULL"
)
WAITS = text(
    "SELECT EXISTS (SELECT FROM deliveries WHERE conversation = :of AND dead_at IS NULL "
    "AND erase_at IS NULL AND (message IS NOT NULL OR replies IS NOT NULL))"
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
FORGET_THE_DEAD = _UPDATE.where(
    _D.conversation == func.any(bindparam("of", type_=ARRAY(String))), _D.dead_at.is_not(None)
).values(message=None, replies=None, claim=None, dead_at=None, dead_reason=None)
LEAVING = _UPDATE.where(*_THIS).values(gone_out=bindparam("gone")).returning(_D.id)
BURY = _UPDATE.where(*_THIS).values(dead_at=_HOUR, dead_reason=bindparam("reason")).returning(_D.id)
ERASE = _UPDATE.where(*_THESE).values(message=None, replies=None, claim=None).returning(_D.id)
TELL = text("SELECT pg_notify(:channel, :id)")
