"""What a purge would remove: the visits that began before a day, and what only they need."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Text, case, column, delete, func, insert, literal, select, table, union

from sdm_app.records import journal, schema

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

VISITS = table("visit_to_go", column("encounter", Text))
"""The ids of the visits, for as long as a transaction asks about them."""

SCHEDULE = "schedule."
"""Before the day in the name of a document that holds a day's schedule."""

_SHA256 = 64
_DAY = len("2026-11-24")
_EVENT, _ROW = schema.event.c, schema.encounter_summary.c


def choose(connection: Connection, before: date) -> int:
    """Put the visits that began before a day into `VISITS`; how many there are.

    Their first event says when they began; where it is gone or does not, their row in the list, or
    the time of what is left.
    """
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {VISITS.name}")
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {VISITS.name} (encounter TEXT PRIMARY KEY)")
    chosen = insert(VISITS).from_select(["encounter"], _began_before(connection, before))
    connection.execute(chosen)
    return connection.scalar(select(func.count()).select_from(VISITS)) or 0


def forget(connection: Connection) -> None:
    """Let `VISITS` go."""
    connection.execute(delete(VISITS))
    connection.exec_driver_sql(f"DROP TABLE {VISITS.name}")


def began_before(connection: Connection, before: date) -> int:
    """How many visits there are that began before a day."""
    chosen = _began_before(connection, before).subquery()
    return connection.scalar(select(func.count()).select_from(chosen)) or 0


def visits(connection: Connection) -> int:
    """How many visits there are, be it in the events, in the list or in both."""
    every = union(select(_EVENT.encounter), select(_ROW.encounter)).subquery()
    return connection.scalar(select(func.count()).select_from(every)) or 0


def schedules(connection: Connection, before: date) -> tuple[str, ...]:
    """The names of the schedules of days before a day."""
    name = schema.clinic_document.c.name
    names = connection.execute(
        select(name).where(name.startswith(SCHEDULE, autoescape=True)).distinct()
    ).scalars()
    return tuple(sorted(one for one in names if _is_before(one.removeprefix(SCHEDULE), before)))


def packs(connection: Connection, in_use: str) -> tuple[str, ...]:
    """The packs that no visit but those in `VISITS` needs, and no workstation uses."""
    needed: set[str | None] = set(
        connection.execute(
            select(_after(connection, '"content_sha256":"', _SHA256))
            .where(_EVENT.sequence == 1, _EVENT.encounter.not_in(select(VISITS.c.encounter)))
            .distinct()
        ).scalars()
    )
    needed |= {in_use} | {
        _content_at(connection, head.station) for head in journal.heads(connection)
    }
    kept = connection.execute(select(schema.content_pack.c.sha256)).scalars()
    return tuple(sorted(set(kept) - needed))


def _content_at(connection: Connection, station: str) -> str | None:
    """The content that a workstation used last."""
    row = schema.journal.c
    return connection.scalar(
        select(row.content)
        .where(row.station == station, row.content != "")
        .order_by(row.number.desc())
        .limit(1)
    )


def _began_before(connection: Connection, before: date) -> Select[tuple[str]]:
    day = _after(connection, '"started_on":"', _DAY)
    each = (
        select(
            _EVENT.encounter,
            func.min(_EVENT.time).label("time"),
            func.max(case((_EVENT.sequence == 1, day))).label("day"),
        )
        .group_by(_EVENT.encounter)
        .subquery()
    )
    # Looked up for those alone whose events do not tell: the list lies in another order.
    listed = select(_ROW.started_on).where(_ROW.encounter == each.c.encounter).scalar_subquery()
    began = func.coalesce(each.c.day, listed, func.substr(each.c.time, 1, _DAY))
    limit = before.isoformat()
    told = select(each.c.encounter).where(began < limit)
    rest = select(_ROW.encounter).where(
        _ROW.started_on < limit,
        ~select(literal(1)).where(_EVENT.encounter == _ROW.encounter).exists(),
    )
    return select(union(told, rest).subquery().c.encounter)


def _after(connection: Connection, words: str, length: int) -> ColumnElement[str]:
    """So many characters after words in an event, NULL where they are not in it.

    Events are written as compact JSON, in which a text can hold no such words: its quotation marks
    are escaped.
    """
    find = func.instr if connection.dialect.name == "sqlite" else func.strpos
    at = find(_EVENT.payload, words)
    return case((at > 0, func.substr(_EVENT.payload, at + len(words), length)))


def _is_before(text: str, before: date) -> bool:
    try:
        return date.fromisoformat(text) < before
    except ValueError:
        return False
