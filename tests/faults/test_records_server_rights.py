"""Tables of another version are refused, and a station's account may only add (F28, F30)."""

import psycopg
import pytest

from sdm_app.records import NewerRecords, NotSaved, Records
from sdm_app.records.version import VERSION
from tests.faults.records_server import station
from tests.postgres import Server
from tests.records.builders import started, summary

pytestmark = pytest.mark.slow


def test_a_program_older_than_the_tables_is_refused(server: Server, database: str) -> None:
    server.execute(f"UPDATE version SET number = {VERSION + 1}", database)

    with pytest.raises(NewerRecords, match=f"version {VERSION + 1}"):
        station(server, database)


def test_a_program_newer_than_the_tables_may_not_change_them_as_a_station(
    server: Server, database: str
) -> None:
    server.execute("UPDATE version SET number = 0", database)

    with pytest.raises(NotSaved, match="this account may not"):
        station(server, database)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET payload = '{}'",
        "DELETE FROM event",
        "TRUNCATE event",
        "UPDATE journal SET reason = ''",
        "UPDATE staff_event SET payload = '{}'",
        "DELETE FROM staff_event",
        "UPDATE content_pack SET content = ''",
        "UPDATE clinic_document SET text = ''",
        "DELETE FROM clinic_document",
        "SET backchoice.purging = 'on'; DELETE FROM event",
        "SET backchoice.purging = 'on'; DELETE FROM clinic_document",
        "DELETE FROM journal",
        "TRUNCATE journal CASCADE",
        "DELETE FROM encounter_summary",
        "DROP TABLE event",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "DROP TRIGGER event_only_grows ON event",
        "UPDATE version SET number = 0",
        "CREATE TABLE public.mine (x int)",
        "CREATE SCHEMA mine",
        "SET session_replication_role = replica",
    ],
)
def test_a_stations_account_may_add_and_nothing_else(
    server: Server, database: str, records: Records, statement: str
) -> None:
    records.append("e1", started(), summary())
    with (
        psycopg.connect(
            host="127.0.0.1", port=server.port, dbname=database, user="station", autocommit=True
        ) as hostile,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        hostile.execute(statement.encode())

    assert records.events_of("e1") == ((1, started()),)


@pytest.mark.parametrize("table", ["event", "journal", "clinic_document"])
@pytest.mark.parametrize("change", ["UPDATE {} SET staff = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_even_the_owner_is_refused_by_the_triggers(
    server: Server, database: str, records: Records, table: str, change: str
) -> None:
    records.append("e1", started(), summary())
    with (
        psycopg.connect(
            host="127.0.0.1", port=server.port, dbname=database, user="owner", autocommit=True
        ) as owner,
        pytest.raises(psycopg.IntegrityError, match="never changed or removed"),
    ):
        owner.execute(change.format(table).encode())
