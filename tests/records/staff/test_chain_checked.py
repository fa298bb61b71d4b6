"""`Check records` names every row of the staff that is not as it was written."""

from pathlib import Path

import pytest

from sdm_app.domain.staff import Role
from sdm_app.records.backup import back_up
from sdm_app.records.checking import check_open
from sdm_app.records.staff_chain import MOST
from sdm_app.records.staff_store import StaffStore
from tests.records.keeping import NOON, Clinic, alter, checked
from tests.records.places import bare
from tests.records.staff.builders import ANNS, BOBS, id_of

_FREED = (
    "DROP TRIGGER IF EXISTS staff_event_refuses_update",
    "DROP TRIGGER IF EXISTS staff_event_refuses_delete",
)
_MOVED = ("time", "kind", "payload", "workstation", "chain")


@pytest.fixture
def staffed(clinic: Clinic, anns_hash: str) -> Clinic:
    """Records whose staff has six rows: Ann and Bob, a sign-in, an emergency, its end, a lock."""
    store = StaffStore(clinic.records.staff_rows())
    store.add_first("Ann", (Role.ADMIN,), anns_hash)
    ann = id_of(store, "Ann")
    store.add(ann, "Bob", (Role.CLINICIAN,), BOBS)
    store.sign_in(ann, ANNS)
    store.break_glass(ann, "cannot feel her legs")
    store.mend_glass(ann)
    store.lock(ann)
    return clinic


def staff_faults(clinic: Clinic, *statements: str) -> list[str]:
    """Change the closed records; what a check then says of the staff."""
    clinic.records.close()
    alter(clinic.path, clinic.key, *_FREED, *statements)
    return [fault.why for fault in checked(clinic).faults if fault.place == "staff"]


def swapped(one: int, other: int) -> tuple[str, ...]:
    """What makes two rows change places with all that they say."""
    columns = ", ".join(
        f"{name} = (SELECT {name} FROM kept WHERE sequence = {{0}})" for name in _MOVED
    )
    return (
        "CREATE TEMP TABLE kept AS SELECT * FROM staff_event",
        f"UPDATE staff_event SET {columns.format(other)} WHERE sequence = {one}",
        f"UPDATE staff_event SET {columns.format(one)} WHERE sequence = {other}",
        "DROP TABLE kept",
    )


def test_the_staff_as_it_was_written_has_no_fault(staffed: Clinic) -> None:
    assert staff_faults(staffed) == []


def test_open_records_are_looked_through_for_it_as_well(staffed: Clinic) -> None:
    assert check_open(staffed.records, staffed.path, staffed.key).is_good
    staffed.records.close()


@pytest.mark.parametrize(
    "change",
    [
        "payload = replace(payload, 'Bob', 'Eve')",
        "payload = replace(payload, 'clinician', 'admin')",
        "time = '2001-01-01T00:00:00.000+00:00'",
        "kind = 'signed-in'",
        "workstation = 'elsewhere'",
        "chain = printf('%064d', 7)",
    ],
)
def test_an_altered_row_is_named_and_no_other(staffed: Clinic, change: str) -> None:
    found = staff_faults(staffed, f"UPDATE staff_event SET {change} WHERE sequence = 2")

    assert found == ["row 2: changed, or out of its place"]


@pytest.mark.parametrize("sequence", [1, 3, 6])
def test_a_removed_row_is_named_at_the_beginning_in_the_middle_and_at_the_end(
    staffed: Clinic, sequence: int
) -> None:
    found = staff_faults(staffed, f"DELETE FROM staff_event WHERE sequence = {sequence}")

    assert found == [f"row {sequence}: missing"]


def test_the_whole_staff_cannot_be_taken_away(staffed: Clinic) -> None:
    found = staff_faults(staffed, "DELETE FROM staff_event")

    assert found == [f"row {sequence}: missing" for sequence in range(1, 7)]


@pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 2), (2, 5), (5, 6)])
def test_rows_that_changed_places_are_named_and_no_other(
    staffed: Clinic, one: int, other: int
) -> None:
    found = staff_faults(staffed, *swapped(one, other))

    assert found == [f"row {row}: changed, or out of its place" for row in (one, other)]


def test_a_row_taken_out_and_the_rest_moved_up_is_named(staffed: Clinic) -> None:
    found = staff_faults(
        staffed,
        "DELETE FROM staff_event WHERE sequence = 4",
        "UPDATE staff_event SET sequence = sequence - 1 WHERE sequence > 4",
    )

    assert "row 4: changed, or out of its place" in found
    assert "row 6: missing" in found


def test_a_row_put_in_at_the_end_is_named(staffed: Clinic) -> None:
    found = staff_faults(
        staffed,
        "INSERT INTO staff_event SELECT 7, time, kind, payload, workstation, chain"
        " FROM staff_event WHERE sequence = 3",
    )

    assert found == ["row 7: changed, or out of its place"]


def test_a_row_that_the_journal_does_not_know_is_named(staffed: Clinic) -> None:
    found = staff_faults(staffed, "DELETE FROM journal WHERE kind = 'staff' AND object = '3'")

    assert found == ["row 3: not in the journal"]


def test_two_altered_rows_are_both_named(staffed: Clinic) -> None:
    found = staff_faults(
        staffed,
        "UPDATE staff_event SET payload = payload || ' ' WHERE sequence IN (2, 5)",
    )

    assert found == [f"row {row}: changed, or out of its place" for row in (2, 5)]


def test_where_all_is_changed_the_first_are_enough(staffed: Clinic) -> None:
    store = StaffStore(staffed.records.staff_rows())
    for _ in range(MOST):
        store.lock("")

    found = staff_faults(staffed, "UPDATE staff_event SET time = time || ' '")

    assert len(found) == MOST


def test_a_backup_of_such_records_says_that_they_have_a_fault(
    staffed: Clinic, tmp_path: Path
) -> None:
    staffed.records.close()
    alter(
        staffed.path,
        staffed.key,
        *_FREED,
        "UPDATE staff_event SET payload = payload || ' ' WHERE sequence = 2",
    )
    records = staffed.opened()

    done = back_up(records, staffed.key, staffed.folder, tmp_path / "backups", NOON)

    records.close()
    assert done.has_faults
    assert bare(done.file, staffed.key) is not None


def test_no_name_and_no_reason_stands_in_what_is_told(staffed: Clinic) -> None:
    told = staff_faults(staffed, "UPDATE staff_event SET payload = payload || ' '")

    assert told
    for word in ("Ann", "Bob", "legs", "argon2id"):
        assert not any(word in line for line in told), word
