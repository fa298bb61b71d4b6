"""Who the staff are and who may change it: no default, and always somebody who can."""

import pytest

from sdm_app.domain.staff import Role
from sdm_app.records import UnreadableRecords
from sdm_app.records.staff_store import NotThem, StaffStore, Welcome
from tests.records.staff.builders import ANNS, BOBS, Clocks, RowsInMemory, id_of, store_over


def test_a_fresh_profile_has_nobody_and_no_pin_opens_it(rows: RowsInMemory, clocks: Clocks) -> None:
    store = store_over(rows, clocks)

    assert not store.staff().members
    assert store.sign_in("0" * 32, "0000") == NotThem(0)
    assert store.add("", "Eve", (Role.ADMIN,), "4829") != ""
    assert rows.rows == []


def test_there_is_one_first_person_and_it_manages_the_staff(
    rows: RowsInMemory, clocks: Clocks, anns_hash: str
) -> None:
    store = store_over(rows, clocks)

    assert "manages the staff" in store.add_first("Ann", (Role.CLINICIAN,), anns_hash)
    assert store.add_first("Ann", (Role.CLINICIAN, Role.ADMIN), anns_hash) == ""
    assert "already" in store.add_first("Eve", (Role.ADMIN,), anns_hash)


def test_the_right_pin_signs_in_and_a_wrong_one_does_not(store: StaffStore) -> None:
    ann = id_of(store, "Ann")

    assert store.sign_in(ann, "4820") == NotThem(0)
    welcome = store.sign_in(ann, ANNS)

    assert isinstance(welcome, Welcome)
    assert welcome.person.name == "Ann"


def test_only_an_admin_changes_the_staff(store: StaffStore) -> None:
    ann = id_of(store, "Ann")
    assert store.add(ann, "Bob", (Role.CLINICIAN,), BOBS) == ""
    bob = id_of(store, "Bob")

    for refusal in (
        store.add(bob, "Eve", (Role.ADMIN,), ANNS),
        store.set_roles(bob, bob, (Role.ADMIN,)),
        store.set_active(bob, ann, False),
        store.set_pin(bob, ann, BOBS),
        store.add("", "Eve", (Role.ADMIN,), ANNS),
    ):
        assert refusal == "Only an admin can change the staff."


def test_somebody_who_left_cannot_sign_in_and_somebody_who_comes_back_can(
    store: StaffStore,
) -> None:
    ann = id_of(store, "Ann")
    store.add(ann, "Bob", (Role.CLINICIAN,), BOBS)
    bob = id_of(store, "Bob")

    store.set_active(ann, bob, False)
    assert store.sign_in(bob, BOBS) == NotThem(0)
    assert store.add(ann, "Bob", (Role.FRONT_DESK,), BOBS) == "", "the name is free again"
    assert "called so" in store.set_active(ann, bob, True)

    namesake = next(m.id for m in store.staff().active if m.name == "Bob")
    store.set_active(ann, namesake, False)
    assert store.set_active(ann, bob, True) == ""
    assert isinstance(store.sign_in(bob, BOBS), Welcome)


@pytest.mark.parametrize(
    ("name", "roles", "typed", "why"),
    [
        (" ", (Role.CLINICIAN,), BOBS, "needs a name"),
        ("ANN", (Role.CLINICIAN,), BOBS, "called so"),
        ("Bob", (), BOBS, "at least one role"),
        ("Bob", (Role.CLINICIAN,), "1234", "follow each other"),
    ],
)
def test_a_person_is_added_whole_or_not_at_all(
    store: StaffStore, rows: RowsInMemory, name: str, roles: tuple[Role, ...], typed: str, why: str
) -> None:
    assert why in store.add(id_of(store, "Ann"), name, roles, typed)
    assert len(rows.rows) == 1


def test_the_last_admin_stays_admin(store: StaffStore) -> None:
    ann = id_of(store, "Ann")

    assert "another person admin" in store.set_active(ann, ann, False)
    assert "another person admin" in store.set_roles(ann, ann, (Role.CLINICIAN,))
    assert "at least one role" in store.set_roles(ann, ann, ())
    assert "Nobody" in store.set_pin(ann, "f" * 32, BOBS)


def test_emergency_access_is_kept_with_its_reason_signed_in_or_not(
    store: StaffStore, rows: RowsInMemory
) -> None:
    assert "10 letters" in store.break_glass("", "too short")
    assert len(rows.rows) == 1

    assert store.break_glass("", "Eve Stone, nurse: fell in room 2") == ""
    store.mend_glass("")
    assert store.break_glass(id_of(store, "Ann"), "cannot feel her legs") == ""

    kinds = [row.payload.split('"')[3] for row in rows.rows[1:]]
    assert kinds == ["glass-broken", "glass-mended", "glass-broken"]
    assert "fell in room 2" in rows.rows[1].payload


def test_no_pin_is_kept_anywhere_in_plain(store: StaffStore, rows: RowsInMemory) -> None:
    store.add(id_of(store, "Ann"), "Bob", (Role.CLINICIAN,), BOBS)
    store.sign_in(id_of(store, "Bob"), "918273")

    kept = " ".join(row.payload for row in rows.rows)

    assert BOBS not in kept
    assert "918273" not in kept, "nor is a wrong one, which may be right elsewhere"


def test_a_row_that_cannot_be_read_is_refused_without_its_words(rows: RowsInMemory) -> None:
    rows.append("2026-11-24T10:00:00.000+00:00", "person-added", '{"name": "Canary Smith"}')

    with pytest.raises(UnreadableRecords) as caught:
        StaffStore(rows).staff()

    assert "Canary" not in str(caught.value)
    assert caught.value.__cause__ is None
