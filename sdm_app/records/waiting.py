"""Which visits wait for somebody to decide on a referral."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from sdm_app.records import schema
from sdm_app.records.listed import COLUMNS, not_acted_on, summaries

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sdm_app.records.summary import Summary

ALERT_DAYS = 14
"""For so many days a high risk that nobody acted on is asked about, until its visit is finished."""
MOST = 200


def waiting_referrals(connection: Connection, today: date) -> tuple[Summary, ...]:
    """Visits with a pended referral of any day, and unfinished ones of high risk with none.

    The newest day first and in the order of each day; at most the 200 newest of each. High risk is
    looked for in the last 14 days.
    """
    table = schema.encounter_summary.c
    order = (table.started_on.desc(), table.started_at.desc(), table.encounter.desc())
    # Written out, as the index of the pended ones is: with a value apart it would not be used.
    pended = select(*COLUMNS).where(text("referral_status = 'pended'")).order_by(*order)
    since = today - timedelta(days=ALERT_DAYS)
    alerts = not_acted_on(since).where(table.finished == 0).order_by(*order)
    rows = [
        *summaries(connection, pended.limit(MOST)),
        *summaries(connection, alerts.limit(MOST)),
    ]
    found = sorted(rows, key=lambda one: (one.started_at, one.encounter))
    return tuple(sorted(found, key=lambda one: one.started_on, reverse=True))
