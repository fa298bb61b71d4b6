"""Schedules as the programs of clinics write them; every name is made up."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from sdm_app.interop.schedule_csv import read_schedule
from sdm_app.interop.schedule_found import ScheduleRead
from sdm_app.interop.schedule_mapping import ScheduleMapping, guessed
from sdm_app.interop.sheet import read_sheet
from tests.builders import pack

DAY = date(2026, 11, 24)
HEADER = ("Appt Date", "Appt Time", "Patient Name", "DOB", "Reason for Visit", "Room", "Provider")
FIRST = ("First", "Last", "Zoë", "José", "Ann", "Lee", "Sean", "Anh", "Mary Jo")
LAST = ("Quill", "O'Tarn", "van der Post", "Núñez", "Li", "Fenn-Adams", "Wu", "Ashby")
REASONS = (
    "Low back pain, 2 weeks",
    "annual physical",
    'pt says "my back went out"',
    "cough; fever",
    "F/U HTN\ncall back with labs",
    "Sciatica",
)
SIMPLE = ScheduleMapping(time="Time", date="Date", reference="Ref", birth="Born", reason="Reason")


def as_csv(rows: Iterable[Iterable[str]], separator: str = ",", end: str = "\r\n") -> str:
    """A file after RFC 4180."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue()


def simple(*rows: str, header: str = "Time,Date,Ref,Born,Reason") -> str:
    """A file of rows that are written out, as `SIMPLE` reads it."""
    return "\n".join((header, *rows))


def a_day(count: int, american: bool = True) -> list[tuple[str, ...]]:
    """The header and so many rows of different people, every ten minutes from 8:00."""
    rows: list[tuple[str, ...]] = [HEADER]
    for number in range(count):
        hour, minute = 8 + number // 6 % 10, number % 6 * 10
        born = date(1940 + number % 60, 1 + number % 12, 1 + number % 28)
        last, first = LAST[number % len(LAST)], FIRST[number % len(FIRST)]
        half = "AM" if hour < 12 else "PM"
        rows.append(
            (
                DAY.strftime("%m/%d/%Y" if american else "%Y-%m-%d"),
                f"{(hour - 1) % 12 + 1}:{minute:02} {half}"
                if american
                else f"{hour:02}:{minute:02}",
                f"{last}, {first}",
                born.strftime("%m/%d/%Y" if american else "%d.%m.%Y"),
                REASONS[number % len(REASONS)],
                str(1 + number % 5),
                "Dr. Example",
            )
        )
    return rows


def read(raw: bytes | str, mapping: ScheduleMapping | None = None, day: date = DAY) -> ScheduleRead:
    """What a file says of a day, by a mapping or by the guess."""
    sheet = read_sheet(raw.encode() if isinstance(raw, str) else raw)
    found = guessed(sheet.names) if mapping is None else mapping
    return read_schedule(sheet, found, day, DAY, pack().schedule.speaks)
