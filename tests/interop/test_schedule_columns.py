"""Which column of a schedule says what: guessed by its name, or as a person chose."""

import pytest

from sdm_app.interop.day_forms import DateOrder
from sdm_app.interop.schedule_mapping import ScheduleMapping, fitted, guessed
from sdm_app.interop.sheet import read_sheet
from tests.interop.schedules import SIMPLE, as_csv, read, simple


def test_empty_cells_past_the_last_column_do_no_harm() -> None:
    assert len(read(simple("9:05,2026-11-24,J.D.,1980,LBP,,,"), SIMPLE).rows) == 1


def test_first_and_last_name_may_have_columns_of_their_own() -> None:
    raw = "Start,Last Name,First Name,YOB\n9:05,Doe,Jan,1980"

    (row,) = read(raw).rows

    assert row.reference == "J.D."


def test_a_title_above_the_header_and_a_word_on_the_separator_are_passed_over() -> None:
    raw = "sep=;\nSchedule of Tuesday\nTime;Initials;DOB\n9:05;J.D.;5/4/1980\n"

    found = read(raw)

    assert [(row.time, row.birth_year) for row in found.rows] == [("09:05", 1980)]
    assert read(raw.replace("J.D.", "")).refused[0].line == 4


@pytest.mark.parametrize(
    "when", ["9:05", "9:05 AM", "2026-11-24T09:05", "24-Nov-2026 9:05", "0905", "Nov 24, 2026"]
)
def test_columns_without_names_are_called_by_their_numbers_never_by_a_patient(when: str) -> None:
    sheet = read_sheet(as_csv([(when, "Doe, Jan", "LBP"), (when, "Roe, Max", "cough")]).encode())

    assert sheet.names == ("Column 1", "Column 2", "Column 3")
    assert len(sheet.rows) == 2
    assert not guessed(sheet.names).is_enough


def test_a_column_whose_name_stands_twice_is_told_apart() -> None:
    assert read_sheet(b"Name,Name,\na,b,c\n").names == ("Name", "Name (2)", "Column 3")


def test_a_mapping_is_kept_while_its_columns_are_there() -> None:
    names = ("When", "Who", "Time", "Initials")
    kept = ScheduleMapping(time="When", reference="Who", date_order=DateOrder.DAY_FIRST)

    assert fitted(kept, names) == kept
    assert fitted(None, names).time == "Time"
    other = fitted(kept, names[1:])
    assert (other.time, other.date_order) == ("Time", DateOrder.DAY_FIRST)
    assert ScheduleMapping.model_validate_json(kept.model_dump_json()) == kept


def test_a_chart_number_is_taken_only_where_nothing_else_names_anybody() -> None:
    assert guessed(("Time", "MRN", "Patient")).reference == ""
    assert guessed(("Time", "MRN")).reference == "MRN"
