"""Wrong PINs have to wait, over restarts and clocks set back, and nobody is locked out."""

import pytest

from sdm_app.records.staff_store import NotThem, StaffStore, Wait, Welcome
from tests.records.staff.builders import (
    ANNS,
    BOBS,
    Clocks,
    RowsInMemory,
    id_of,
    store_over,
    wrong_tries,
)

HOUR, TEN_YEARS = 3600.0, 10 * 365.25 * 86400.0


def test_ten_wrong_tries_wait_longer_each_time_and_the_right_pin_still_opens(
    store: StaffStore, rows: RowsInMemory, clocks: Clocks
) -> None:
    ann = id_of(store, "Ann")

    waits = wrong_tries(store, clocks, ann, 10)

    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128]
    assert sum("sign-in-refused" in row.payload for row in rows.rows) == 10
    assert isinstance(store.sign_in(ann, ANNS), Welcome)
    assert wrong_tries(store, clocks, ann, 2) == [0, 0], "a right PIN starts the count anew"


def test_while_one_waits_not_even_the_right_pin_is_tried_and_nothing_is_counted(
    store: StaffStore, rows: RowsInMemory, clocks: Clocks
) -> None:
    ann = id_of(store, "Ann")
    for _ in range(3):
        store.sign_in(ann, "1111")
    kept = len(rows.rows)

    assert store.sign_in(ann, ANNS) == Wait(1)
    assert len(rows.rows) == kept
    clocks.pass_seconds(0.5)
    assert store.sign_in(ann, ANNS) == Wait(1)
    clocks.pass_seconds(0.5)
    assert isinstance(store.sign_in(ann, ANNS), Welcome)


def test_the_wait_outlasts_a_restart(rows: RowsInMemory, clocks: Clocks, waiting: str) -> None:
    clocks.pass_seconds(100)
    clocks.steady = 5.0  # the steady clock starts anew with the computer

    again = store_over(rows, clocks)
    again.staff()

    assert again.wait_of(waiting) == 200


@pytest.mark.parametrize("jump", [-TEN_YEARS, -HOUR])
def test_a_clock_set_back_never_makes_the_wait_longer(
    store: StaffStore, rows: RowsInMemory, clocks: Clocks, waiting: str, jump: float
) -> None:
    clocks.wall += jump

    assert store.wait_of(waiting) == 300
    clocks.pass_seconds(300)
    assert store.wait_of(waiting) == 0

    clocks.wall += jump
    again = store_over(rows, clocks)
    again.staff()
    assert again.wait_of(waiting) == 300, "after a restart at most the whole wait once more"
    clocks.pass_seconds(300)
    assert again.wait_of(waiting) == 0


def test_a_computer_that_slept_has_waited(store: StaffStore, clocks: Clocks, waiting: str) -> None:
    clocks.wall += HOUR  # asleep: the steady clock stood still

    assert store.wait_of(waiting) == 0


def test_a_new_pin_replaces_the_old_and_ends_the_wait(
    store: StaffStore, clocks: Clocks, waiting: str
) -> None:
    assert store.set_pin(waiting, waiting, "0000") != ""
    assert store.set_pin(waiting, waiting, BOBS) == ""

    assert store.sign_in(waiting, ANNS) == NotThem(0)
    assert isinstance(store.sign_in(waiting, BOBS), Welcome)
