"""Guessing a passphrase is dear in work and in waiting, and waiting ends (F75, F16)."""

import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sdm_app.records.keys import TooSoon, WrongPassphrase, tries, unlock_with_passphrase
from sdm_app.records.keys.wrapping import COST, Cost
from tests.records.keys.builders import PASSPHRASE, cheaply_set_up

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WRONG = "9999-AAAA-BCDE-FGHJ-KMNP"


def wrong_try(folder: Path, now: datetime) -> None:
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(folder, WRONG, keyring=None, now=now)


def seconds_to_wait(folder: Path, now: datetime) -> int:
    with pytest.raises(TooSoon) as refused:
        unlock_with_passphrase(folder, PASSPHRASE, keyring=None, now=now)
    assert str(refused.value.seconds) in str(refused.value)
    return refused.value.seconds


def test_the_work_of_one_guess_is_pinned() -> None:
    assert Cost(memory_kib=65536, passes=3, lanes=4) == COST


def test_the_delay_doubles_up_to_fifteen_minutes() -> None:
    delays = [tries.delay_after(wrong).total_seconds() for wrong in range(14)]

    assert delays == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert tries.delay_after(10**9) == tries.LONGEST


def test_two_slips_cost_no_waiting_and_the_third_does(tmp_path: Path) -> None:
    cheaply_set_up(tmp_path)
    for _ in range(3):
        wrong_try(tmp_path, NOON)

    assert seconds_to_wait(tmp_path, NOON) == 2
    assert seconds_to_wait(tmp_path, NOON + timedelta(seconds=1.5)) == 1
    wrong_try(tmp_path, NOON + timedelta(seconds=2))
    assert seconds_to_wait(tmp_path, NOON + timedelta(seconds=2)) == 4


def test_after_the_wait_the_right_one_opens_and_all_is_forgotten(tmp_path: Path) -> None:
    key = cheaply_set_up(tmp_path)
    for _ in range(3):
        wrong_try(tmp_path, NOON)

    later = NOON + timedelta(seconds=2)
    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=None, now=later) == key

    wrong_try(tmp_path, later)
    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=None, now=later) == key


def test_a_day_of_guessing_is_some_hundred_guesses(tmp_path: Path) -> None:
    now, guesses = NOON, 0
    while now < NOON + timedelta(days=1):
        try:
            tries.begin(tmp_path, now)
            guesses += 1
        except TooSoon as wait:
            now += timedelta(seconds=wait.seconds)

    assert 90 < guesses < 110


def test_waiting_never_ends_later_because_the_clock_was_set_back(tmp_path: Path) -> None:
    for _ in range(5):
        tries.begin(tmp_path, NOON + timedelta(days=4000, seconds=600 * _))

    with pytest.raises(TooSoon) as refused:
        tries.begin(tmp_path, NOON)

    tries.begin(tmp_path, NOON + timedelta(seconds=refused.value.seconds))
    assert refused.value.seconds == math.ceil(tries.delay_after(5).total_seconds())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"wrong": "x", "last": 3}', "\0", '{"wrong":1e999}']
)
def test_a_damaged_count_locks_nobody_out(tmp_path: Path, text: str) -> None:
    key = cheaply_set_up(tmp_path)
    (tmp_path / tries.FILE).write_text(text)

    assert unlock_with_passphrase(tmp_path, PASSPHRASE, keyring=None, now=NOON) == key


def test_a_try_counts_even_if_the_program_ends_during_it(tmp_path: Path) -> None:
    for _ in range(3):
        tries.begin(tmp_path, NOON)

    with pytest.raises(TooSoon):
        tries.begin(tmp_path, NOON)
