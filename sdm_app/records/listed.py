"""Rows of the list as queries read them, and which of them are at a high risk nobody acted on."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sdm_app.records import schema
from sdm_app.records.summary import Summary

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

COLUMNS = tuple(schema.encounter_summary.c[field.name] for field in fields(Summary))
"""In the order that `Summary.from_row` takes them."""

_NOT_CHRONIC = ("acute", "subacute", "recurrent")
_NOBODY_ACTED = ("", "suggested")


def summaries(connection: Connection, query: Select[Any]) -> tuple[Summary, ...]:
    """What a query of `COLUMNS` finds."""
    return tuple(Summary.from_row(row) for row in connection.execute(query))


def not_acted_on(since: date) -> Select[Any]:
    """Visits from a day on at a high risk, at any stage but chronic, that nobody acted on."""
    table = schema.encounter_summary.c
    return (
        select(*COLUMNS)
        .where(table.started_on >= since.isoformat(), table.risk_group == "high")
        .where(table.stage.in_(_NOT_CHRONIC), table.referral_status.in_(_NOBODY_ACTED))
    )
