"""The staff of a clinic whose only person is Ann, and what it is kept in."""

from datetime import UTC, datetime

import pytest

from sdm_app.domain.staff import Role, SignInRefused
from sdm_app.records import pin
from sdm_app.records.staff_store import StaffStore, Wait
from tests.records.staff.builders import ANNS, Clocks, RowsInMemory, id_of, store_over


@pytest.fixture(scope="session")
def anns_hash() -> str:
    return pin.hash_pin(ANNS)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def rows() -> RowsInMemory:
    return RowsInMemory()


@pytest.fixture
def store(rows: RowsInMemory, clocks: Clocks, anns_hash: str) -> StaffStore:
    """A clinic whose only person is Ann, who manages the staff."""
    store = store_over(rows, clocks)
    assert store.add_first("Ann", (Role.ADMIN,), anns_hash) == ""
    return store


@pytest.fixture
def waiting(store: StaffStore, rows: RowsInMemory, clocks: Clocks) -> str:
    """Ann, who just gave her twelfth wrong PIN and has to wait for 300 seconds."""
    ann = id_of(store, "Ann")
    now = datetime.fromtimestamp(clocks.wall, UTC).isoformat()
    for _ in range(12):
        rows.append(now, "sign-in-refused", SignInRefused(person=ann).model_dump_json())
    assert store.sign_in(ann, "1111") == Wait(300)
    return ann
