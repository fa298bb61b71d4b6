"""Which visits wait for somebody to decide on a referral."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from sdm_app.records import schema
from sdm_app.records.summary import Summary

if TYPE_CHECKING:
    from sqlalchemy import Connection

ALERT_DAYS = 14
"""For so many days a high risk that nobody acted on is asked about, until its visit is finished."""
MOST = 200
_COLUMNS = tuple(schema.encounter_summary.c[field.name] for field in fields(Summary))
_NOT_CHRONIC = ("acute", "subacute", "recurrent")


def waiting_referrals(connection: Connection, today: date) -> tuple[Summary, ...]:
    """Visits with a pended referral of any day, and unfinished ones of high risk with none.

    The newest day first and in the order of each day; at most the 200 newest of each. High risk is
    looked for in the last 14 days.
    """
    table = schema.encounter_summary.c
    order = (table.started_on.desc(), table.started_at.desc(), table.encounter.desc())
    # Written out, as the index of the pended ones is: with a value apart it would not be used.
    pended = select(*_COLUMNS).where(text("referral_status = 'pended'")).order_by(*order)
    since = (today - timedelta(days=ALERT_DAYS)).isoformat()
    alerts = (
        select(*_COLUMNS)
        .where(table.started_on >= since, table.risk_group == "high")
        .where(table.stage.in_(_NOT_CHRONIC), table.finished == 0)
        .where(table.referral_status.in_(("", "suggested")))
        .order_by(*order)
    )
    rows = [*connection.execute(pended.limit(MOST)), *connection.execute(alerts.limit(MOST))]
    found = sorted(
        (Summary.from_row(row) for row in rows), key=lambda one: (one.started_at, one.encounter)
    )
    return tuple(sorted(found, key=lambda one: one.started_on, reverse=True))
