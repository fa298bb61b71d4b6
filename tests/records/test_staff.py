"""PINs, waits, and the staff in a file: no default, nothing forgotten, nobody locked out."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from sdm_app.domain.staff import Role, SignInRefused
from sdm_app.records import NotSaved, UnreadableRecords, open_records, pin
from sdm_app.records.migrations import migrate
from sdm_app.records.staff_rows import SqlStaffRows
from sdm_app.records.staff_store import NotThem, StaffRow, StaffRows, StaffStore, Wait, Welcome
from tests.records.builders import KEY

ANNS, BOBS = "4829", "730561"
HOUR, TEN_YEARS = 3600.0, 10 * 365.25 * 86400.0


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


@pytest.fixture(scope="module")
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


def id_of(store: StaffStore, name: str) -> str:
    return next(member.id for member in store.staff().members if member.name == name)


def test_a_pin_is_kept_by_argon2id_with_64_mebibytes_three_passes_and_four_lanes(
    anns_hash: str,
) -> None:
    assert anns_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert anns_hash != pin.hash_pin(ANNS), "each has a salt of its own"


def test_only_the_same_digits_are_the_pin(anns_hash: str) -> None:
    assert pin.is_pin(ANNS, anns_hash)
    assert pin.is_pin(" ٤٨٢٩ ", anns_hash), "the same number typed in Arabic digits"
    assert not pin.is_pin("4820", anns_hash)
    assert not pin.is_pin("", anns_hash)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "4 to 12 digits"),
        ("829", "4 to 12 digits"),
        ("4829305718264", "4 to 12 digits"),
        ("48a9", "4 to 12 digits"),
        ("48 29", "4 to 12 digits"),
        ("0000", "repeats"),
        ("1212", "repeats"),
        ("123123", "repeats"),
        ("1234", "follow each other"),
        ("9876", "follow each other"),
        ("7890", "follow each other"),
        ("٤٤٤٤", "repeats"),
        ("1984", "year"),
        ("2026", "year"),
        ("4829", ""),
        ("198407", ""),
        ("482930571826", ""),
    ],
)
def test_a_pin_that_is_easily_guessed_is_refused_with_a_sentence(typed: str, why: str) -> None:
    fault = pin.fault_of(typed)

    assert why in fault
    assert bool(fault) is bool(why)


def test_two_wrong_pins_are_free_then_the_wait_doubles_up_to_five_minutes() -> None:
    waits = [pin.wait_after(tries) for tries in range(1, 15)]

    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


@given(st.integers(0, 10**6))
def test_no_number_of_wrong_pins_waits_longer(tries: int) -> None:
    assert 0 <= pin.wait_after(tries) <= pin.wait_after(tries + 1) <= pin.LONGEST_WAIT


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


def wrong_tries(store: StaffStore, clocks: Clocks, person: str, times: int) -> list[int]:
    """Give so many wrong PINs, each as soon as may be; what each had to wait after it."""
    waits = []
    for _ in range(times):
        outcome = store.sign_in(person, "1111")
        assert isinstance(outcome, NotThem)
        waits.append(outcome.wait)
        clocks.pass_seconds(outcome.wait)
    return waits


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


@pytest.fixture
def waiting(store: StaffStore, rows: RowsInMemory, clocks: Clocks) -> str:
    """Ann, who just gave her twelfth wrong PIN and has to wait for 300 seconds."""
    ann = id_of(store, "Ann")
    now = datetime.fromtimestamp(clocks.wall, UTC).isoformat()
    for _ in range(12):
        rows.append(now, "sign-in-refused", SignInRefused(person=ann).model_dump_json())
    assert store.sign_in(ann, "1111") == Wait(300)
    return ann


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


def test_a_new_pin_replaces_the_old_and_ends_the_wait(
    store: StaffStore, clocks: Clocks, waiting: str
) -> None:
    assert store.set_pin(waiting, waiting, "0000") != ""
    assert store.set_pin(waiting, waiting, BOBS) == ""

    assert store.sign_in(waiting, ANNS) == NotThem(0)
    assert isinstance(store.sign_in(waiting, BOBS), Welcome)


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


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path / 'staff.db'}")
    with engine.begin() as connection:
        migrate(connection, 0)
    return engine


def test_the_staff_comes_back_from_the_file(engine: Engine, clocks: Clocks, anns_hash: str) -> None:
    store = store_over(SqlStaffRows(KEY, engine.begin, engine.begin, "room 1"), clocks)
    store.add_first("Ann", (Role.ADMIN,), anns_hash)
    ann = id_of(store, "Ann")
    wrong_tries(store, clocks, ann, 3)
    engine.dispose()

    again = store_over(SqlStaffRows(KEY, engine.begin, engine.begin, "room 2"), clocks)

    assert again.staff() == store.staff()
    assert again.sign_in(ann, "1111") == NotThem(2)
    assert store.sign_in(ann, ANNS) == Wait(2), "another workstation's wrong tries count"
    engine.dispose()


@pytest.mark.parametrize(
    "statement", ["UPDATE staff_event SET payload = ''", "DELETE FROM staff_event"]
)
def test_rows_of_the_staff_are_never_changed_nor_removed(
    engine: Engine, clocks: Clocks, anns_hash: str, statement: str
) -> None:
    store_over(SqlStaffRows(KEY, engine.begin, engine.begin, ""), clocks).add_first(
        "Ann", (Role.ADMIN,), anns_hash
    )

    with pytest.raises(DatabaseError, match="never"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_event SET payload = replace(payload, 'Bob', 'Eve') WHERE sequence = 2",
        "UPDATE staff_event SET time = '2001-01-01T00:00:00.000+00:00' WHERE sequence = 2",
        "DELETE FROM staff_event WHERE sequence = 2",
    ],
)
def test_a_row_changed_behind_the_programs_back_is_noticed(
    engine: Engine, clocks: Clocks, anns_hash: str, statement: str
) -> None:
    store = store_over(SqlStaffRows(KEY, engine.begin, engine.begin, ""), clocks)
    store.add_first("Ann", (Role.ADMIN,), anns_hash)
    store.add(id_of(store, "Ann"), "Bob", (Role.CLINICIAN,), BOBS)
    store.break_glass("", "a third event follows")
    with closing(engine.raw_connection()) as raw:
        for change in ("update", "delete"):
            raw.cursor().execute(f"DROP TRIGGER staff_event_refuses_{change}")
        raw.cursor().execute(statement)
        raw.commit()

    with pytest.raises(UnreadableRecords, match="changed or is missing"):
        StaffStore(SqlStaffRows(KEY, engine.begin, engine.begin, "")).staff()
    engine.dispose()


def test_a_row_whose_place_another_workstation_took_is_written_after_it(
    engine: Engine, clocks: Clocks
) -> None:
    rows, others = (
        SqlStaffRows(KEY, engine.begin, engine.begin, name) for name in ("ours", "theirs")
    )
    in_between = [others]

    def be_faster(_connection: Connection, clause: object, *_: object) -> None:
        if "INSERT" in str(clause) and in_between:
            with engine.connect() as theirs:
                in_between.pop()
                others._insert(theirs, "t", "locked", '{"by": "theirs"}')
                theirs.commit()

    event.listen(engine, "before_execute", be_faster)
    rows.append("t", "locked", '{"by": "ours"}')

    assert [row.payload for row in rows.read(0)] == ['{"by": "theirs"}', '{"by": "ours"}']
    engine.dispose()


def test_a_row_that_is_never_kept_says_so(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = SqlStaffRows(KEY, engine.begin, engine.begin, "")
    rows.append("t", "locked", "{}")
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER staff_event_refuses_update"))
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON staff_event "
                "BEGIN SELECT RAISE(ABORT, 'taken'); END"
            )
        )

    with pytest.raises(NotSaved, match="faster"):
        rows.append("t", "locked", "{}")
    engine.dispose()


def test_the_staff_is_kept_with_the_visits_and_stands_in_the_journal(
    tmp_path: Path, clocks: Clocks, anns_hash: str
) -> None:
    path = tmp_path / "visits.db"
    records = open_records(path, KEY)
    before = records.head().number
    store_over(records.staff_rows(), clocks).add_first("Canary Smith", (Role.ADMIN,), anns_hash)
    assert records.head().number == before + 1
    assert records.verify_chain() is None
    records.close()

    for file in tmp_path.iterdir():
        assert b"Canary" not in file.read_bytes(), file
        assert b"argon2id" not in file.read_bytes(), file
    records = open_records(path, KEY)
    store = store_over(records.staff_rows(), clocks)
    assert isinstance(store.sign_in(id_of(store, "Canary Smith"), ANNS), Welcome)
    records.close()
