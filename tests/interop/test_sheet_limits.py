"""A table at its limits: as many rows as it may have, and columns that are called alike."""

import pytest

from sdm_app.interop.csv_text import TableFault
from sdm_app.interop.schedule_mapping import ScheduleMapping
from sdm_app.interop.sheet import ROWS_AT_MOST, read_sheet


def file_of(rows: int) -> bytes:
    return ("Time,Ref\n" + "9:05,J.D.\n" * rows).encode()


def test_the_names_of_the_columns_are_no_row() -> None:
    assert len(read_sheet(file_of(ROWS_AT_MOST)).rows) == ROWS_AT_MOST


@pytest.mark.parametrize("above", [b"", b"Schedule of the day,\n" * 3])
def test_one_row_more_is_refused_and_none_is_left_out_unsaid(above: bytes) -> None:
    with pytest.raises(TableFault):
        read_sheet(above + file_of(ROWS_AT_MOST + 1))


def test_each_column_has_a_name_of_its_own_whatever_the_others_are_called() -> None:
    sheet = read_sheet(b"Time,Name (4),Name,Name\n9:05,a,b,c\n")

    assert [sheet.cell(sheet.rows[0], name) for name in sheet.names] == ["9:05", "a", "b", "c"]


def test_a_column_with_a_very_long_name_can_be_picked_and_remembered() -> None:
    long = "Reason, as it was told on the telephone " * 10
    sheet = read_sheet(f'Time,Ref,"{long}","{long}"\n9:05,J.D.,LBP,cough\n'.encode())

    mapping = ScheduleMapping(time="Time", reference="Ref", reason=sheet.names[3])

    assert sheet.cell(sheet.rows[0], mapping.reason) == "cough"
