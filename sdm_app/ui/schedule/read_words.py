"""What was found in a schedule, in sentences."""

from collections.abc import Callable, Iterator
from datetime import date

from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.interop.schedule_found import ScheduleRead
from sdm_app.interop.schedule_mapping import ScheduleMapping
from sdm_app.interop.sheet import Sheet
from sdm_app.ui.flow import N_

_EARLY = "06:00"
"""Before this time of day a visit is unlikely, and the file may leave out AM and PM."""
_SEPARATORS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab")}


def intro_words() -> str:
    """What a file needs."""
    return _(
        "Choose the day’s schedule as your scheduling program saves it: a CSV file. It needs a time"
        " and a name, initials or a reference. Date, birth date, reason, room and clinician help."
    )


def privacy_words() -> str:
    """What becomes of names, dates and reasons."""
    return _(
        "Before anything is kept, names become initials and birth dates years. Of the reasons only"
        " those of back pain are kept."
    )


def file_words(name: str, sheet: Sheet) -> str:
    """The file, and how it was read."""
    said = _("{file} · rows: {rows} · {encoding} · columns parted by a {separator}")
    return said.format(
        file=name,
        rows=len(sheet.rows),
        encoding=sheet.encoding,
        separator=_(_SEPARATORS[sheet.separator]),
    )


def found_words(
    read: ScheduleRead, mapping: ScheduleMapping, day: date, speaks: Callable[[str], bool]
) -> Iterator[str]:
    """How many visits there are and what was passed over, a sentence each."""
    marked = sum(speaks(row.reason) for row in read.rows)
    said = _("Visits on {day}: {rows}. Of these, for back pain: {marked}.")
    yield said.format(rows=len(read.rows), day=format_date(day), marked=marked)
    if not mapping.date:
        yield _("No column has the date: all rows are taken for this day.")
    if read.order is not None:
        is_day = read.order == "day-first"
        how = _("the day first") if is_day else _("the month first")
        yield _("Dates were read with {how}.").format(how=how)
    if read.other_days:
        yield _("Passed over, of another day: {rows}.").format(rows=read.other_days)
    if read.children:
        yield _("Passed over, as this is for adults: {rows}.").format(rows=read.children)
    early = sum(row.time < _EARLY for row in read.rows)
    if early:
        said = _("Before 6 in the morning: {rows}. Does the file leave out AM and PM?")
        yield said.format(rows=early)
    for twice in read.repeated:
        said = _("Line {line} says the same as line {first} ({time} {reference}): taken once.")
        yield said.format(
            line=twice.line,
            first=twice.first,
            time=twice.one.time,
            reference=twice.one.reference,
        )
