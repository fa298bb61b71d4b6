"""Where each person of an icon array stands: shapes alone, for any painter."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Person:
    """A round head over a body with round shoulders and a flat foot, in the array's own units.

    `left` and `bottom` place a cell of `cell` wide and `height` high; y grows upwards.
    """

    left: float
    bottom: float
    cell: float
    height: float
    counted: bool

    @property
    def head(self) -> tuple[float, float, float]:
        """Centre x, centre y and radius."""
        radius = self.cell * 0.18
        return self.left + self.cell / 2, self.bottom + self.height - radius, radius

    @property
    def body(self) -> tuple[float, float, float, float, float]:
        """Left, bottom, width, height and the radius of the two shoulders."""
        width = self.cell * 0.62
        tall = self.height * 0.53
        return self.left + (self.cell - width) / 2, self.bottom, width, tall, width * 0.4


@dataclass(frozen=True)
class PeopleArray:
    """The whole array: who stands where, and how large it is."""

    width: float
    height: float
    people: tuple[Person, ...]


def people_array(counted: int, of: int, *, columns: int, width: float) -> PeopleArray:
    """`of` people in rows from the upper left, the first `counted` of them filled.

    Raises:
        ValueError: more are counted than there are.
    """
    if not 0 <= counted <= of:
        raise ValueError(f"{counted} of {of} people cannot be drawn")
    cell = width / columns
    row_height = cell * 1.3
    height = ceil(of / columns) * row_height
    people = tuple(
        Person(
            left=index % columns * cell,
            bottom=height - (index // columns + 1) * row_height + row_height * 0.08,
            cell=cell,
            height=row_height * 0.84,
            counted=index < counted,
        )
        for index in range(of)
    )
    return PeopleArray(width=width, height=height, people=people)
