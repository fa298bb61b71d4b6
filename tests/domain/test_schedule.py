"""A day's schedule: imported again it keeps what was begun, and nobody's reason without need."""

from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdm_app.domain.schedule import (
    Expected,
    Schedule,
    canonical_reference,
    merged,
    without_other_reasons,
)
from tests.builders import pack

DAY = date(2026, 11, 24)
EMPTY = Schedule(day=DAY)


def one(time: str, reference: str, year: int | None = 1980, **more: str) -> Expected:
    return Expected(time=time, reference=reference, birth_year=year, **more)


def ids(prefix: str) -> Iterator[str]:
    return (f"{prefix}{number}" for number in count(1))


def placed(schedule: Schedule) -> list[tuple[str, str, str]]:
    return [(row.id, row.time, row.reference) for row in schedule.rows]


def test_rows_stand_by_time() -> None:
    day = merged(EMPTY, [one("10:00", "M.A."), one("09:05", "J.D.")], (), ids("a"))

    assert [row.time for row in day.rows] == ["09:05", "10:00"]


def test_the_same_day_again_changes_no_id() -> None:
    read = [one("09:05", "J.D."), one("10:00", "M.A."), one("10:00", "M.A.", 1950)]
    first = merged(EMPTY, read, (), ids("a"))

    again = merged(first, [*reversed(read)], (), ids("b"))

    assert {(row.id, row.who) for row in again.rows} == {(row.id, row.who) for row in first.rows}


def test_who_moved_to_another_time_keeps_the_id() -> None:
    first = merged(EMPTY, [one("09:05", "J.D.")], (), ids("a"))

    assert placed(merged(first, [one("11:00", "J.D.")], (), ids("b"))) == [("a1", "11:00", "J.D.")]


def test_who_comes_twice_a_day_is_told_apart_by_time() -> None:
    first = merged(EMPTY, [one("09:05", "J.D."), one("15:00", "J.D.")], (), ids("a"))

    one_moved = merged(first, [one("09:05", "J.D."), one("16:00", "J.D.")], (), ids("b"))
    both_moved = merged(first, [one("10:00", "J.D."), one("16:00", "J.D.")], (), ids("b"))

    assert placed(one_moved) == [("a1", "09:05", "J.D."), ("a2", "16:00", "J.D.")]
    assert placed(both_moved) == [("b1", "10:00", "J.D."), ("b2", "16:00", "J.D.")]


def test_a_row_that_is_gone_stays_only_when_its_visit_has_begun() -> None:
    first = merged(EMPTY, [one("09:05", "J.D."), one("10:00", "M.A.")], (), ids("a"))

    again = merged(first, [one("11:00", "T.K.")], {"a2"}, ids("b"))

    assert placed(again) == [("a2", "10:00", "M.A."), ("b1", "11:00", "T.K.")]


def test_another_room_is_taken_over() -> None:
    first = merged(EMPTY, [one("09:05", "J.D.", room="1")], (), ids("a"))

    (row,) = merged(first, [one("09:05", "J.D.", room="2")], {"a1"}, ids("b")).rows

    assert (row.id, row.room) == ("a1", "2")


times = st.sampled_from(["08:00", "09:00", "10:00"])
people = st.builds(one, times, st.sampled_from(["J.D.", "M.A."]), st.sampled_from([1980, None]))


@given(st.lists(people, max_size=6), st.lists(people, max_size=6), st.sets(st.integers(1, 6)))
def test_no_one_is_lost_and_no_id_stands_twice(
    first: list[Expected], second: list[Expected], begun: set[int]
) -> None:
    before = merged(EMPTY, first, (), ids("a"))
    started = {row.id for row in before.rows if int(row.id[1:]) in begun}

    after = merged(before, second, started, ids("b"))

    assert len({row.id for row in after.rows}) == len(after.rows)
    assert started <= {row.id for row in after.rows}
    for person in second:
        wanted = sum(other == person for other in second)
        assert sum((row.time, row.who) == (person.time, person.who) for row in after.rows) >= wanted


def test_a_reason_that_does_not_speak_of_back_pain_is_not_kept() -> None:
    words = pack().schedule
    with_pain, other = one("09:05", "J.D.", reason="LBP"), one("09:05", "J.D.", reason="HIV test")

    assert without_other_reasons(with_pain, words).reason == "LBP"
    assert without_other_reasons(other, words).reason == ""


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("jd", "J.D."),
        (" J. d ", "J.D."),
        ("J.D.", "J.D."),
        ("é", "É."),
        ("ABCD", "A.B.C.D."),
        ("ABCDE", "ABCDE"),
        ("A1", "A1"),
        ("MRN  12", "MRN 12"),
        ("王小明", "王小明"),
        ("..", ".."),
        ("", ""),
    ],
)
def test_initials_are_written_one_way(written: str, kept: str) -> None:
    assert canonical_reference(written) == kept
    assert canonical_reference(kept) == kept
