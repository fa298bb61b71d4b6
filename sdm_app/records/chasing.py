"""Whom somebody has to chase: high risk in the last days, and nobody pended a referral."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from sdm_app.records import schema
from sdm_app.records.summary import Summary

if TYPE_CHECKING:
    from sqlalchemy import Connection

CHASED_DAYS = 14
"""How many days back a visit is looked for, today not counted."""
MOST = 500
_COLUMNS = tuple(schema.encounter_summary.c[field.name] for field in fields(Summary))
_NOT_CHRONIC = ("acute", "subacute", "recurrent")
_NOBODY_ACTED = ("", "suggested")


def not_referred(connection: Connection, today: date) -> tuple[Summary, ...]:
    """Visits of the last 14 days at high risk without a referral, finished or not, oldest first.

    High risk counts at any stage but chronic. A referral that a clinician cancelled has a reason
    and is not chased. At most 500.
    """
    table = schema.encounter_summary.c
    since = today - timedelta(days=CHASED_DAYS)
    found = (
        select(*_COLUMNS)
        .where(table.started_on >= since.isoformat(), table.started_on <= today.isoformat())
        .where(table.risk_group == "high", table.stage.in_(_NOT_CHRONIC))
        .where(table.referral_status.in_(_NOBODY_ACTED))
        .order_by(table.started_on, table.started_at, table.encounter)
        .limit(MOST)
    )
    return tuple(Summary.from_row(row) for row in connection.execute(found))
