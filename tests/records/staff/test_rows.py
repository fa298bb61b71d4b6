"""The staff lies in the file with the visits, and nothing of it is changed nor forgotten."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from sdm_app.domain.staff import Role
from sdm_app.records import NotSaved, UnreadableRecords, open_records
from sdm_app.records.migrations import migrate
from sdm_app.records.staff_rows import SqlStaffRows
from sdm_app.records.staff_store import NotThem, StaffStore, Wait, Welcome
from tests.records.builders import KEY
from tests.records.staff.builders import ANNS, BOBS, Clocks, id_of, store_over, wrong_tries


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
