"""Reads who is expected on a day from a schedule that another program wrote."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sdm_app.domain.birth_year import last_year_of_adults
from sdm_app.domain.schedule import (
    PLACE_LENGTH,
    REASON_LENGTH,
    REFERENCE_LENGTH,
    Expected,
)
from sdm_app.i18n import gettext as _
from sdm_app.interop.csv_table import Row
from sdm_app.interop.day_forms import (
    DateOrder,
    Readings,
    orders_of,
    read_birth_year,
    read_day,
    read_time,
    split_moment,
)
from sdm_app.interop.initials import as_reference, initials_of, without_name
from sdm_app.interop.schedule_found import Refused, Repeated, ScheduleRead, Unclear
from sdm_app.interop.schedule_mapping import Part, ScheduleMapping
from sdm_app.interop.sheet import ROWS_AT_MOST, Sheet

_IN_ITS_PLACE = "back pain"
"""Stands for a reason that cannot be kept; not translated, as the word list has to know it."""
_NUMBER_LENGTH = len(f" {ROWS_AT_MOST}")
"""Room for the number that tells two of the same reference apart."""


class _Refusal(Exception):
    """The part of a row that cannot be taken, and why."""

    def __init__(self, part: Part | None, why: str) -> None:
        super().__init__(why)
        self.part, self.why = part, why


def read_schedule(
    sheet: Sheet, mapping: ScheduleMapping, day: date, today: date, speaks: Callable[[str], bool]
) -> ScheduleRead:
    """Who is expected on a day. Full names become initials and birth dates years as they are read.

    Args:
        sheet: the table of the file.
        mapping: which column holds what; it must be enough.
        day: whose rows are wanted; where no column has the date, all are.
        today: no birth year lies past it, and ages count to its year.
        speaks: whether a reason speaks of back pain; no taking out of a name may change that.
    """
    written = [_date_cell(sheet, row, mapping) for row in sheet.rows]
    readings = [read_day(cell) if cell else None for cell in written]
    orders = _orders(sheet, mapping, readings)
    order = mapping.date_order if len(orders) == 2 else next(iter(orders), None)
    open_ones = [
        Unclear(cell, found.month_first, found.day_first)
        for cell, found in zip(written, readings, strict=True)
        if found and found.month_first and found.day_first and found.one is None
    ]
    unclear = open_ones[0] if open_ones and len(orders) > 1 else None
    if unclear is not None and order is None:
        return ScheduleRead(unclear=unclear)
    reading = _Reading(sheet, mapping, today, speaks)
    result = ScheduleRead(unclear=unclear, order=order if open_ones else None)
    days: Counter[date] = Counter()
    refused: list[Refused] = []
    taken: list[tuple[Row, Expected]] = []
    for row, found in zip(sheet.rows, readings, strict=True):
        try:
            its_day = _day_of(found, order) if mapping.date else day
            days[its_day] += 1
            if its_day != day:
                result = replace(result, other_days=result.other_days + 1)
                continue
            one = reading.of(row)
        except _Refusal as refusal:
            refused.append(Refused(row.line, refusal.part, refusal.why))
            continue
        if one.birth_year is not None and one.birth_year > last_year_of_adults(today.year):
            result = replace(result, children=result.children + 1)
        else:
            taken.append((row, one))
    rows, repeated = _each_once(taken, reading)
    return replace(
        result,
        rows=rows,
        refused=tuple(refused),
        repeated=repeated,
        days=tuple(sorted(days.items())) if mapping.date else (),
    )


class _Reading:
    """Reads a row's cells; what identifies somebody in full never leaves it."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: ScheduleMapping,
        today: date,
        speaks: Callable[[str], bool],
    ) -> None:
        self._sheet, self._mapping = sheet, mapping
        self._today, self.speaks = today, speaks

    def of(self, row: Row) -> Expected:
        """Whom the row expects; raises what it is refused for."""
        if any(row.cells[len(self._sheet.names) :]):
            many = _("more cells than there are columns: is a comma without quotation marks?")
            raise _Refusal(None, many)
        time = read_time(split_moment(self._cell(row, Part.TIME))[1])
        if time is None:
            raise _Refusal(Part.TIME, _("no time such as 9:05 or 2:30 PM"))
        return Expected(
            time=time,
            reference=self._reference(row),
            birth_year=self._birth_year(row),
            reason=self._reason(row),
            room=self._cell(row, Part.ROOM)[:PLACE_LENGTH],
            clinician=self._cell(row, Part.CLINICIAN)[:PLACE_LENGTH],
        )

    def identity(self, row: Row) -> tuple[str, ...]:
        """Who a row means, as exactly as it says; two of the same initials stay two."""
        parts = (Part.REFERENCE, Part.NAME, Part.FIRST_NAME, Part.BIRTH)
        return tuple(self._cell(row, part).casefold() for part in parts)

    def _cell(self, row: Row, part: Part) -> str:
        return self._sheet.cell(row, self._mapping.column(part))

    def _name(self, row: Row) -> str:
        return f"{self._cell(row, Part.NAME)}, {self._cell(row, Part.FIRST_NAME)}".strip(" ,")

    def _reference(self, row: Row) -> str:
        given = self._cell(row, Part.REFERENCE)
        reference = as_reference(given) if given else initials_of(self._name(row))
        if not reference:
            part = Part.NAME if self._mapping.name else Part.REFERENCE
            raise _Refusal(part, _("nothing to tell a patient by"))
        if len(reference) > REFERENCE_LENGTH - _NUMBER_LENGTH:
            raise _Refusal(Part.REFERENCE, _("longer than a reference may be"))
        return reference

    def _birth_year(self, row: Row) -> int | None:
        written = self._cell(row, Part.BIRTH)
        year = read_birth_year(written, self._today.year) if written else None
        if written and year is None:
            raise _Refusal(Part.BIRTH, _("no birth date or year that can be told"))
        return year

    def _reason(self, row: Row) -> str:
        written = self._cell(row, Part.REASON)
        names = f"{self._name(row)} {self._cell(row, Part.REFERENCE)}"
        kept = without_name(written, names)[:REASON_LENGTH]
        if self.speaks(written) and not self.speaks(kept):
            # Somebody is called as the pain is, or the pain stands past the end of what is kept.
            return _IN_ITS_PLACE
        return kept


def _date_cell(sheet: Sheet, row: Row, mapping: ScheduleMapping) -> str:
    return split_moment(sheet.cell(row, mapping.date))[0] if mapping.date else ""


def _orders(
    sheet: Sheet, mapping: ScheduleMapping, readings: list[Readings | None]
) -> frozenset[DateOrder]:
    """The orders that fit the dates; those of birth tell, too, as one program wrote both."""
    own = orders_of(found for found in readings if found)
    births = (split_moment(sheet.cell(row, mapping.birth))[0] for row in sheet.rows)
    others = orders_of(found for cell in births if cell and (found := read_day(cell)))
    return own & others or own


def _day_of(found: Readings | None, order: DateOrder | None) -> date:
    """The day of a row; the order is None where the file itself has both."""
    if found is None:
        raise _Refusal(Part.DATE, _("no date such as 2026-11-24 or 11/24/2026"))
    its_day = found.one or (found.by(order) if order else None)
    if its_day is None:
        raise _Refusal(Part.DATE, _("could be two days, and the file has dates of both kinds"))
    return its_day


def _each_once(
    taken: list[tuple[Row, Expected]], reading: _Reading
) -> tuple[tuple[Expected, ...], tuple[Repeated, ...]]:
    """Each row once; two people whose initials, birth year and time agree get a number each."""
    first: dict[tuple[object, ...], tuple[int, int]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    rows: list[Expected] = []
    repeated: list[Repeated] = []
    for row, one in taken:
        identity = (one.time, one.who, reading.identity(row))
        if identity in first:
            at, line = first[identity]
            repeated.append(Repeated(row.line, line, rows[at]))
            if reading.speaks(one.reason) and not reading.speaks(rows[at].reason):
                rows[at] = rows[at].model_copy(update={"reason": one.reason})
            continue
        first[identity] = len(rows), row.line
        seen[(one.time, one.who)] += 1
        rows.append(_numbered(one, seen[(one.time, one.who)]))
    return tuple(rows), tuple(repeated)


def _numbered(one: Expected, number: int) -> Expected:
    if number == 1:
        return one
    return one.model_copy(update={"reference": f"{one.reference} {number}"})
