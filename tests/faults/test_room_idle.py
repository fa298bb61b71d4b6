"""F46 and F57: the screen locks when nobody is there, whatever its clocks do."""

import pytest

from sdm_app.ui.lock.idle import GAP_SECONDS, Idle
from tests.ui.staff import Clocks

TEN_YEARS = 10 * 365.25 * 86400.0


@pytest.mark.parametrize(("seconds", "due"), [(299, False), (300, True), (301, True)])
def test_the_screen_is_due_after_five_minutes_without_a_touch(seconds: float, due: bool) -> None:
    clocks = Clocks()
    idle = clocks.idle()
    for _ in range(int(seconds // 50)):
        clocks.pass_seconds(50)
        assert idle.is_due(touched=False) is (clocks.steady - 1000 >= 300)
    clocks.pass_seconds(seconds % 50)

    assert idle.is_due(touched=False) is due


@pytest.mark.parametrize(("asked", "minutes"), [(0, 1), (1, 1), (12, 12), (30, 30), (99, 30)])
def test_the_clinic_sets_one_to_thirty_minutes(asked: int, minutes: int) -> None:
    clocks = Clocks()
    idle = clocks.idle(asked)
    looks = []
    for _ in range(minutes * 6):
        looks.append(idle.is_due(touched=False))
        clocks.pass_seconds(10)

    assert not any(looks)
    assert idle.is_due(touched=False)


def test_a_touch_begins_the_minutes_anew() -> None:
    clocks = Clocks()
    idle = clocks.idle()
    for _ in range(20):
        clocks.pass_seconds(59)
        assert not idle.is_due(touched=True)


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS, 3600.0, -3600.0, GAP_SECONDS + 1])
def test_a_clock_that_jumps_locks_and_a_touch_right_after_it_does_not_help(jump: float) -> None:
    clocks = Clocks()
    idle = clocks.idle()
    clocks.pass_seconds(5)
    clocks.wall += jump  # set by somebody, or the computer slept and the steady clock stood still

    assert idle.is_due(touched=True)


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS])
def test_after_a_jump_the_minutes_count_as_ever(jump: float) -> None:
    clocks = Clocks()
    idle = clocks.idle()
    clocks.wall += jump
    assert idle.is_due(touched=False)

    idle.begin()
    for _ in range(5):
        clocks.pass_seconds(59)
        assert not idle.is_due(touched=False)
    clocks.pass_seconds(59)
    assert idle.is_due(touched=False)


def test_a_clock_put_right_by_seconds_disturbs_nobody() -> None:
    clocks = Clocks()
    idle = clocks.idle()
    clocks.wall += GAP_SECONDS - 1

    assert not idle.is_due(touched=True)


def test_by_the_real_clocks_nobody_is_locked_out_at_once() -> None:
    assert not Idle().is_due(touched=False)
