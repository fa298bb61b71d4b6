"""Whom somebody has to chase: high risk in the last days, and nobody pended a referral."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sdm_app.records import schema
from sdm_app.records.listed import not_acted_on, summaries

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sdm_app.records.summary import Summary

CHASED_DAYS = 14
"""How many days back a visit is looked for, today not counted."""
MOST = 500


def not_referred(connection: Connection, today: date) -> tuple[Summary, ...]:
    """Visits of the last 14 days at high risk without a referral, finished or not, oldest first.

    High risk counts at any stage but chronic. A referral that a clinician cancelled has a reason
    and is not chased. At most 500.
    """
    table = schema.encounter_summary.c
    found = (
        not_acted_on(today - timedelta(days=CHASED_DAYS))
        .where(table.started_on <= today.isoformat())
        .order_by(table.started_on, table.started_at, table.encounter)
        .limit(MOST)
    )
    return summaries(connection, found)
