"""Earlier visits of the same patient are found by reference and birth year, on either engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from sdm_app.records import Records, Summary
from tests.records.builders import DAY, started, summary
from tests.records.places import FilePlace, Place


def kept(records: Records, encounter: str, on: date = DAY, **changes: Any) -> Summary:
    """A visit's row, kept."""
    row = replace(summary(encounter, on=on), **changes)
    records.append(encounter, started(encounter), row)
    return row


def test_the_newest_earlier_visit_comes_first_and_the_visit_itself_not(records: Records) -> None:
    first = kept(records, "e1", DAY - timedelta(days=40))
    morning = kept(records, "e2", started_at="08:00")
    noon = kept(records, "e3", started_at="12:00")
    later = kept(records, "e4", DAY + timedelta(days=1))

    assert records.earlier_visits("J.D.", 1980, before="e3") == (morning, first)
    assert records.earlier_visits("J.D.", 1980, before="e4") == (noon, morning, first)
    assert records.earlier_visits("J.D.", 1980) == (later, noon, morning, first)
    assert records.earlier_visits("J.D.", 1980, before="not kept yet")[0] == later


@pytest.mark.parametrize(
    ("written", "asked"),
    [("J.D.", "j.d."), ("j.d.", "J.D."), ("И.П.", "и.п."), ("É.Ñ.", "é.ñ."), ("weiß", "WEISS")],
)
def test_a_reference_is_the_same_in_any_case(records: Records, written: str, asked: str) -> None:
    row = kept(records, "e1", reference=written)
    kept(records, "e2", reference="other")

    assert records.earlier_visits(asked, 1980) == (row,)


def test_another_birth_year_is_another_patient_and_so_is_none(records: Records) -> None:
    row = kept(records, "e1")
    without = kept(records, "e2", birth_year=None)

    assert records.earlier_visits("J.D.", 1980) == (row,)
    assert records.earlier_visits("J.D.", 1981) == ()
    assert records.earlier_visits("J.D.", None) == (without,)


def test_no_more_than_twenty_are_given(records: Records) -> None:
    for number in range(22):
        kept(records, f"e{number}", DAY - timedelta(days=number))

    found = records.earlier_visits("J.D.", 1980, before="e0")

    assert [row.encounter for row in found] == [f"e{number}" for number in range(1, 21)]


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent, with their values."""
    seen: list[tuple[str, Any]] = []

    def note(
        _connection: Connection, _cursor: Any, statement: str, values: Any, *_rest: Any
    ) -> None:
        seen.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("birth_year", [1980, None])
@pytest.mark.parametrize("before", ["e7", ""])
def test_no_table_is_gone_through(
    place: Place, records: Records, birth_year: int | None, before: str
) -> None:
    for number in range(50):
        kept(records, f"e{number}", reference=f"P.{number % 10}", birth_year=birth_year)
    records.close()
    many = "INSERT INTO encounter_summary (encounter, started_on, started_at, reference, patient,"
    many += " birth_year, urgency, step, finished, referral)"
    if isinstance(place, FilePlace):
        numbers = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20000)"
        rows = f"{numbers} {many} SELECT 'm' || n, '2026-11-24', '09:05', 'P', 'p' || n, 1980,"
        place.alter(f"{rows} 'none', 'plan', 1, '' FROM n", "ANALYZE")
    else:
        rows = f"{many} SELECT 'm' || n, '2026-11-24', '09:05', 'P', 'p' || n, 1980,"
        rows += " 'none', 'plan', 1, '' FROM generate_series(1, 20000) n"
        place.alter(rows, "ANALYZE encounter_summary")
    again = place.open()
    explain = "EXPLAIN QUERY PLAN" if isinstance(place, FilePlace) else "EXPLAIN"

    with asked() as seen:
        found = again.earlier_visits("p.7", birth_year, before)
    plans = again.with_driver(
        lambda connection: [
            " ".join(str(row) for row in connection.execute(f"{explain} {statement}", values))
            for statement, values in seen
            if statement.startswith("SELECT")
        ]
    )

    again.close()
    assert len(found) == (4 if before else 5)
    assert len(plans) == 2
    for plan in plans:
        assert "SCAN" not in plan
        assert "Seq Scan" not in plan
    assert "summary_patient" in plans[1]
