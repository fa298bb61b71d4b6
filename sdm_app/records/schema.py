"""The two tables: events, which only grow, and one summary a visit for lists and reports."""

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    Table,
    Text,
)

from sdm_app.records.errors import NewerRecords, UnreadableRecords
from sdm_app.records.version import VERSION

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("encounter", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("workstation", Text, nullable=False),
    Column("chain", Text, nullable=False),
)

encounter_summary = Table(
    "encounter_summary",
    metadata,
    Column("encounter", Text, primary_key=True),
    Column("started_on", Date, nullable=False, index=True),
    Column("started_at", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("birth_year", Integer),
    Column("stage", Text),
    Column("risk_group", Text),
    Column("urgency", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("referral", Text, nullable=False),
)

_ONLY_GROWS = (
    "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event "
    "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
    "CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event "
    "BEGIN SELECT RAISE(ABORT, 'events are never removed'); END",
)


def require_ours(version: int, tables: int) -> None:
    """Refuse a file that a newer program or some other program made.

    Raises:
        NewerRecords: the tables are of a later version than `VERSION`.
        UnreadableRecords: the file holds tables of some other program.
    """
    if version > VERSION:
        raise NewerRecords(
            f"These records are of version {version}, and this program knows versions up to"
            f" {VERSION}; nothing was changed."
        )
    if version < VERSION and tables:
        raise UnreadableRecords("The file holds another program's tables; nothing was changed.")


def prepare(connection: Connection) -> None:
    """Make the tables in a new file, in the caller's transaction; leave a known file alone."""
    if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == VERSION:
        return
    metadata.create_all(connection)
    for trigger in _ONLY_GROWS:
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
