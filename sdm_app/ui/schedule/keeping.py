"""Keeps the day's schedule and the mapping of its columns in the records, and reads them there.

All of it is to be called in the records' thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from sdm_app.domain.base import Frozen
from sdm_app.domain.schedule import Schedule, merged, without_other_reasons
from sdm_app.i18n import gettext as _
from sdm_app.interop.schedule_mapping import ScheduleMapping
from sdm_app.records import Conflict, Records, UnreadableRecords
from sdm_app.ui.pages.due_row import Due

if TYPE_CHECKING:
    from sdm_app.domain.schedule import ScheduleRow
    from sdm_app.domain.schedule_words import ScheduleWords
    from sdm_app.ui.schedule.import_dialog import Accepted

MAPPING = "schedule-mapping"
_TRIES = 5
"""How often an import is put together anew when another station imports at the same moment."""

_Model = TypeVar("_Model", bound=Frozen)


def schedule_name(day: date) -> str:
    """What the document with the schedule of a day is called."""
    return f"schedule.{day.isoformat()}"


def remembered_mapping(records: Records) -> ScheduleMapping | None:
    """The mapping of the last import; None where there was none, or it cannot be used."""
    try:
        return _read(records, MAPPING, ScheduleMapping)[0]
    except UnreadableRecords:
        return None


def keep_schedule(
    records: Records, accepted: Accepted, words: ScheduleWords, ids: Callable[[], str]
) -> int:
    """Bring the day's schedule up to what was accepted; how many rows were accepted.

    Rows whose visit has begun stay. `ids` gives a new id each time.

    Raises:
        NotSaved: nothing was kept.
        UnreadableRecords: the day's schedule is damaged, or of a newer program.
    """
    read = [without_other_reasons(one, words) for one in accepted.rows]
    for last in range(_TRIES):
        before, number = _read(records, schedule_name(accepted.day), Schedule)
        started = {summary.appointment for summary in records.list_on(accepted.day)}
        known = before or Schedule(day=accepted.day)
        after = merged(known, read, started - {""}, _each(ids))
        try:
            _keep(records, schedule_name(accepted.day), after, known, number)
            break
        except Conflict:
            if last == _TRIES - 1:
                raise
    kept, number = _read(records, MAPPING, ScheduleMapping)
    # Of two stations that import at once either mapping will do.
    _keep(records, MAPPING, accepted.mapping, kept, None)
    return len(read)


def due_on(records: Records, day: date, words: ScheduleWords) -> tuple[Due, ...]:
    """Who is expected on a day, whether or not the visit has begun.

    Raises:
        UnreadableRecords: the day's schedule is damaged, or of a newer program.
    """
    schedule, _number = _read(records, schedule_name(day), Schedule)
    return () if schedule is None else tuple(_due(row, words) for row in schedule.rows)


def _due(row: ScheduleRow, words: ScheduleWords) -> Due:
    room = _("Room {room}").format(room=row.room) if row.room.isdigit() else row.room
    place = ", ".join(part for part in (room, row.clinician) if part)
    speaks = words.speaks(row.reason)
    reason = row.reason if speaks else ""
    return Due(row.id, row.time, row.reference, row.birth_year, speaks, reason, place)


def _read(records: Records, name: str, model: type[_Model]) -> tuple[_Model | None, int]:
    """A document and its number; None and 0 where there is none."""
    document = records.document(name)
    if document is None:
        return None, 0
    try:
        return model.model_validate_json(document.text), document.number
    except ValidationError:
        why = _("The schedule of the day is not one that this program can use.")
        raise UnreadableRecords(why) from None


def _keep(
    records: Records, name: str, value: Frozen, known: Frozen | None, number: int | None
) -> None:
    if value != known:
        records.keep_document(name, value.model_dump_json(), expected=number)


def _each(ids: Callable[[], str]) -> Iterator[str]:
    while True:
        yield ids()
