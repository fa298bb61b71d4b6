"""The icon array counts right and stays inside its own box."""

import pytest

from sdm_app.handout.people import people_array


@pytest.mark.parametrize("counted", [0, 1, 67, 100])
def test_as_many_are_filled_as_are_counted(counted: int) -> None:
    array = people_array(counted, 100, columns=20, width=200)

    assert len(array.people) == 100
    assert sum(person.counted for person in array.people) == counted
    assert all(person.counted for person in array.people[:counted])


@pytest.mark.parametrize(("of", "columns"), [(100, 20), (100, 10), (1000, 50), (7, 3)])
def test_nobody_stands_outside_the_picture(of: int, columns: int) -> None:
    array = people_array(1, of, columns=columns, width=180)

    for person in array.people:
        x, y, radius = person.head
        left, bottom, width, height, _ = person.body
        assert left >= 0
        assert left + width <= array.width
        assert bottom >= 0
        assert y + radius <= array.height + 1e-6
        assert bottom + height <= y - radius + 1e-6
        assert left < x < left + width


@pytest.mark.parametrize("counted", [-1, 101])
def test_more_than_there_are_is_refused(counted: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        people_array(counted, 100, columns=10, width=100)
