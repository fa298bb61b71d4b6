"""Dates and times of a schedule in their many forms; what could be two days is asked about."""

import pytest

from sdm_app.interop.day_forms import DateOrder
from sdm_app.interop.schedule_mapping import Part
from tests.interop.schedules import DAY, SIMPLE, read, simple


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("11/24/2026", None),
        ("24.11.2026", None),
        ("2026-11-24", None),
        ("24-Nov-2026", None),
        ("Nov 24 2026", None),
    ],
)
def test_a_date_that_can_be_one_day_alone_needs_no_word(
    written: str, order: DateOrder | None
) -> None:
    found = read(simple(f"9:05,{written},J.D.,1980,LBP"), SIMPLE)

    assert (len(found.rows), found.unclear, found.order) == (1, None, order)


def test_a_date_that_could_be_two_days_is_asked_about_and_never_guessed() -> None:
    raw = simple("9:05,03/04/2026,J.D.,1980,LBP", "9:10,03/04/2026,M.A.,1980,LBP")

    found = read(raw, SIMPLE)

    assert (found.rows, found.is_asking) == ((), True)
    assert found.unclear is not None
    assert (found.unclear.month_first.month, found.unclear.day_first.month) == (3, 4)


@pytest.mark.parametrize(("order", "month"), [("month-first", 3), ("day-first", 4)])
def test_the_mapping_says_how_such_a_date_is_read(order: str, month: int) -> None:
    mapping = SIMPLE.model_copy(update={"date_order": DateOrder(order)})
    day = DAY.replace(month=month, day=7 - month)

    found = read(simple("9:05,03/04/2026,J.D.,1980,LBP"), mapping, day)

    assert len(found.rows) == 1
    assert found.order == order
    assert not found.is_asking


def test_another_date_of_the_file_tells_how_it_is_read() -> None:
    rows = ("9:05,03/04/2026,J.D.,1980,LBP", "9:10,03/24/2026,M.A.,1980,LBP")

    found = read(simple(*rows), SIMPLE, DAY.replace(month=3, day=4))

    assert [row.reference for row in found.rows] == ["J.D."]
    assert found.order is DateOrder.MONTH_FIRST


def test_dates_of_birth_tell_too() -> None:
    found = read(simple("9:05,03/04/2026,J.D.,24/12/1980,LBP"), SIMPLE, DAY.replace(month=4, day=3))

    assert len(found.rows) == 1
    assert found.order is DateOrder.DAY_FIRST


def test_what_the_file_says_beats_what_was_remembered() -> None:
    mapping = SIMPLE.model_copy(update={"date_order": DateOrder.DAY_FIRST})

    assert len(read(simple("9:05,11/24/2026,J.D.,1980,LBP"), mapping).rows) == 1


def test_with_dates_of_both_kinds_in_a_column_the_open_ones_are_refused() -> None:
    rows = ("24/11/2026", "11/24/2026", "11/12/2026")

    found = read(simple(*(f"9:05,{day},J.D.,1980,LBP" for day in rows)), SIMPLE)

    assert [(fault.line, fault.part) for fault in found.refused] == [(4, Part.DATE)]
    assert len(found.rows) + len(found.repeated) == 2


def test_two_forms_of_dates_in_one_file_are_both_read() -> None:
    found = read(simple("9:05,2026-11-24,J.D.,5/4/1980,LBP", "9:10,11/24/2026,M.A.,1950,x"), SIMPLE)

    assert [row.birth_year for row in found.rows] == [1980, 1950]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("9:05", "09:05"),
        ("09:05", "09:05"),
        ("9:05 AM", "09:05"),
        ("9:05pm", "21:05"),
        ("12:05 a.m.", "00:05"),
        ("12:00 PM", "12:00"),
        ("0905", "09:05"),
        ("9 AM", "09:00"),
        ("9.05", "09:05"),
        ("09:05:00", "09:05"),
        ("2026-11-24T09:05:00", "09:05"),
        ("11/24/2026 9:05 AM", "09:05"),
    ],
)
def test_a_time_is_read_in_its_many_forms(written: str, kept: str) -> None:
    (row,) = read(simple(f"{written},2026-11-24,J.D.,1980,LBP"), SIMPLE).rows

    assert row.time == kept


@pytest.mark.parametrize(
    "written", ["", "9", "24:00", "9:60", "13:05 PM", "905", "noon", "2026-11-24T09:05:00Z"]
)
def test_what_is_no_time_is_refused(written: str) -> None:
    found = read(simple(f"{written},2026-11-24,J.D.,1980,LBP"), SIMPLE)

    assert [fault.part for fault in found.refused] == [Part.TIME]


@pytest.mark.parametrize("written", ["1980", "5/4/1980", "1980-05-04", "04-MAY-80", "5/4/80"])
def test_of_a_date_of_birth_the_year_alone_is_kept(written: str) -> None:
    (row,) = read(simple(f"9:05,2026-11-24,J.D.,{written},LBP"), SIMPLE).rows

    assert row.birth_year == 1980
