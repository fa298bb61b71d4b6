"""What a file says of a day: who is expected, and which of its rows cannot be taken, and why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sdm_app.domain.schedule import Expected
from sdm_app.i18n import gettext as _
from sdm_app.interop.day_forms import DateOrder
from sdm_app.interop.schedule_mapping import Part


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken: its line in the file, from 1, the part at fault, and why.

    No part is at fault where the row as a whole is. Nothing of what it says is repeated: it may be
    a name.
    """

    line: int
    part: Part | None
    why: str


@dataclass(frozen=True)
class Repeated:
    """A row that says the same as an earlier one, by their lines; it is taken once."""

    line: int
    first: int
    one: Expected


@dataclass(frozen=True)
class Unclear:
    """A date of the file that could be two days, and nothing in the file tells which."""

    written: str
    month_first: date
    day_first: date


@dataclass(frozen=True)
class ScheduleRead:
    """What a schedule says of a day.

    `days` counts the rows of each day that the file names. `children` are rows passed over since
    the program is for adults. `unclear` is a date that the file leaves open, `order` the one by
    which such dates were read, None where every date is plain. Without it no row is taken.
    """

    rows: tuple[Expected, ...] = ()
    refused: tuple[Refused, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    days: tuple[tuple[date, int], ...] = ()
    other_days: int = 0
    children: int = 0
    unclear: Unclear | None = None
    order: DateOrder | None = None

    @property
    def is_asking(self) -> bool:
        """Whether a person has to say first how dates are read."""
        return self.unclear is not None and self.order is None


def sentences_of(refused: Iterable[Refused], part_name: Callable[[Part], str]) -> Iterator[str]:
    """One sentence a refused row."""
    for fault in refused:
        if fault.part is None:
            yield _("Line {line}: {why}.").format(line=fault.line, why=fault.why)
            continue
        said = _("Line {line}, {part}: {why}.")
        yield said.format(line=fault.line, part=part_name(fault.part), why=fault.why)
