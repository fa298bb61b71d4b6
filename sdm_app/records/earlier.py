"""The visits that may be earlier ones of the same patient: the same reference and birth year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_

from sdm_app.records import schema
from sdm_app.records.listed import COLUMNS, summaries

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from sdm_app.records.summary import Summary

MOST = 20
_IN = schema.encounter_summary.c


def earlier_visits(
    connection: Connection, reference: str, birth_year: int | None, before: str
) -> tuple[Summary, ...]:
    """Visits that began no later than the visit `before`, newest first, without itself.

    A reference is the same whatever its case; no birth year is the same as none alone. Where
    `before` is not kept yet, all visits of the patient are earlier.
    """
    query = select(_IN.started_on, _IN.started_at).where(_IN.encounter == before)
    began = connection.execute(query).first()
    found = _of_patient(reference, birth_year).where(_IN.encounter != before)
    if began is not None:
        found = found.where(tuple_(_IN.started_on, _IN.started_at) <= tuple_(*began))
    return summaries(connection, found)


def _of_patient(reference: str, birth_year: int | None) -> Select[Any]:
    return (
        select(*COLUMNS)
        .where(_IN.patient == reference.casefold(), _IN.birth_year == birth_year)
        .order_by(_IN.started_on.desc(), _IN.started_at.desc(), _IN.encounter.desc())
        .limit(MOST)
    )
