"""A clinic's staff in memory, under clocks that a test sets."""

from sdm_app.records.staff_store import NotThem, StaffRow, StaffRows, StaffStore

ANNS, BOBS = "4829", "730561"


class Clocks:
    """A steady clock and a wall clock that a test sets."""

    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 1_800_000_000.0

    def pass_seconds(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


class RowsInMemory:
    """The least that keeps the staff's events."""

    def __init__(self) -> None:
        self.rows: list[StaffRow] = []

    def read(self, after: int) -> tuple[StaffRow, ...]:
        return tuple(self.rows[after:])

    def append(self, time: str, kind: str, payload: str) -> None:
        self.rows.append(StaffRow(len(self.rows) + 1, time, payload))


def store_over(rows: StaffRows, clocks: Clocks) -> StaffStore:
    return StaffStore(rows, wall=lambda: clocks.wall, monotonic=lambda: clocks.steady)


def id_of(store: StaffStore, name: str) -> str:
    return next(member.id for member in store.staff().members if member.name == name)


def wrong_tries(store: StaffStore, clocks: Clocks, person: str, times: int) -> list[int]:
    """Give so many wrong PINs, each as soon as may be; what each had to wait after it."""
    waits = []
    for _ in range(times):
        outcome = store.sign_in(person, "1111")
        assert isinstance(outcome, NotThem)
        waits.append(outcome.wait)
        clocks.pass_seconds(outcome.wait)
    return waits
