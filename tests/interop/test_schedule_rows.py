"""Rows of a schedule: taken, passed over and counted, or refused with line and reason."""

import pytest

from sdm_app.interop.schedule_found import sentences_of
from sdm_app.interop.schedule_mapping import Part
from tests.interop.schedules import DAY, HEADER, SIMPLE, as_csv, read, simple


def test_a_row_behind_one_of_two_lines_is_named_by_its_own_line() -> None:
    raw = simple('9:00,2026-11-24,A.B.,1980,"two\nlines"', "nine,2026-11-24,C.D.,1980,LBP")

    (refused,) = read(raw, SIMPLE).refused

    assert (refused.line, refused.part) == (4, Part.TIME)


def test_every_bad_row_is_told_at_once_and_the_good_ones_are_read() -> None:
    found = read(
        simple(
            "9:00,2026-11-24,A.B.,1980,LBP",
            "late,2026-11-24,C.D.,1980,LBP",
            "9:10,someday,E.F.,1980,LBP",
            "9:20,2026-11-24,,1980,LBP",
            "9:30,2026-11-24,G.H.,1880,LBP",
            "9:40,2026-11-24,I.J.,5/4/08,LBP",
            "9:50,2026-11-24,K.L.,1980,LBP,one cell too many",
            "Total: 7",
            f"9:55,2026-11-24,{'9' * 41},1980,LBP",
            "9:56,2026-11-24,M.N.,soon,LBP",
        ),
        SIMPLE,
    )

    assert [row.reference for row in found.rows] == ["A.B."]
    assert [(fault.line, str(fault.part or "row")) for fault in found.refused] == [
        (3, "time"),
        (4, "date"),
        (5, "reference"),
        (6, "birth"),
        (7, "birth"),
        (8, "row"),
        (9, "date"),
        (10, "reference"),
        (11, "birth"),
    ]
    sentences = list(sentences_of(found.refused, str))
    assert sentences[0] == "Line 3, time: no time such as 9:05 or 2:30 PM."
    assert sentences[5].startswith("Line 8: more cells than there are columns")


def test_a_row_that_stands_twice_is_named_and_taken_once() -> None:
    rows = ("9:05,2026-11-24,J.D.,1980,physical", "9:05,2026-11-24,J.D.,1980,LBP")

    found = read(
        simple(*rows, "9:05,2026-11-24,J.D.,1981,x", "9:10,2026-11-24,J.D.,1980,x"), SIMPLE
    )

    assert [(one.line, one.first) for one in found.repeated] == [(3, 2)]
    assert len(found.rows) == 3
    assert found.rows[0].reason == "LBP"


def test_two_people_of_the_same_initials_at_one_time_stay_two() -> None:
    raw = as_csv(
        [HEADER]
        + [
            ("2026-11-24", "9:05", name, born, "LBP", "", "")
            for name, born in (("Doe, Jan", "1980-02-01"), ("Dee, Jo", "1980-03-01"))
        ]
    )

    found = read(raw)

    assert [row.reference for row in found.rows] == ["J.D.", "J.D. 2"]
    assert found.repeated == ()


def test_rows_of_another_day_are_counted() -> None:
    found = read(
        simple("9:05,2026-11-24,J.D.,1980,LBP", *["9:05,2026-11-25,M.A.,1980,LBP"] * 2), SIMPLE
    )

    assert (len(found.rows), found.other_days) == (1, 2)
    assert found.days == ((DAY, 1), (DAY.replace(day=25), 2))


@pytest.mark.parametrize(("born", "children"), [(2008, 0), (2009, 1)])
def test_a_child_is_passed_over_and_counted(born: int, children: int) -> None:
    found = read(simple(f"9:05,2026-11-24,J.D.,{born},LBP"), SIMPLE)

    assert (found.children, len(found.rows)) == (children, 1 - children)
