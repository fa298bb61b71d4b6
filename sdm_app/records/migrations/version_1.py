"""Version 1: events, journal, staff and content, which only grow, and one summary a visit.

What is written here is never changed again: a later version alters the tables.
"""

from alembic.operations import Operations
from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

STATION_ROLE = "backchoice_station"
"""The role that workstations log in through on PostgreSQL; a clinic makes it beforehand."""

KINDS = (
    "append",
    "open",
    "unlock",
    "failed-unlock",
    "lock",
    "print",
    "copy",
    "export",
    "backup",
    "restore",
    "check",
    "migration",
    "settings",
    "content",
    "staff",
    "purge",
    "break-glass",
    "clock-jump",
)
STAGES = ("acute", "subacute", "recurrent", "chronic")
RISK_GROUPS = ("low", "medium", "high")
URGENCIES = ("emergency", "same_day", "soon", "none")
STEPS = ("screening", "safety", "outlook", "what-matters", "options", "questions", "plan")

_BY_REFERENCE = (
    "reference",
    "started_on",
    "started_at",
    "encounter",
    "birth_year",
    "stage",
    "risk_group",
    "urgency",
    "step",
    "finished",
    "referral",
)
_ONLY_GROW = ("event", "journal", "staff_event", "content_pack")


def upgrade(op: Operations) -> None:
    """Make the tables, their indexes and the triggers that refuse every change."""
    op.create_table(
        "event",
        Column("encounter", Text, nullable=False),
        Column("sequence", Integer, nullable=False),
        Column("id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("payload", Text, nullable=False),
        Column("time", Text, nullable=False),
        Column("staff", Text, nullable=False),
        Column("workstation", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("chain", Text, nullable=False),
        PrimaryKeyConstraint("encounter", "sequence", name="event_place"),
        UniqueConstraint("id", name="event_once"),
        CheckConstraint("sequence >= 1", name="event_sequence"),
        CheckConstraint("number >= 1", name="event_number"),
        CheckConstraint("length(id) = 32", name="event_id"),
        CheckConstraint("length(chain) = 64", name="event_chain"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal",
        Column("station", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("time", Text, nullable=False),
        Column("staff", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("object", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("content", Text, nullable=False),
        Column("mac", Text, nullable=False),
        PrimaryKeyConstraint("station", "number", name="journal_place"),
        CheckConstraint("number >= 1", name="journal_number"),
        CheckConstraint(_one_of("kind", KINDS), name="journal_kind"),
        CheckConstraint("length(mac) = 64", name="journal_mac"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "encounter_summary",
        Column("encounter", Text, nullable=False),
        Column("started_on", Text, nullable=False),
        Column("started_at", Text, nullable=False),
        Column("reference", Text, nullable=False),
        Column("birth_year", Integer),
        Column("stage", Text),
        Column("risk_group", Text),
        Column("urgency", Text, nullable=False),
        Column("step", Text, nullable=False),
        Column("finished", Integer, nullable=False),
        Column("referral", Text, nullable=False),
        PrimaryKeyConstraint("encounter", name="summary_once"),
        CheckConstraint("length(started_on) = 10", name="summary_started_on"),
        CheckConstraint("length(started_at) = 5", name="summary_started_at"),
        CheckConstraint("birth_year BETWEEN 1900 AND 2100", name="summary_birth_year"),
        CheckConstraint(_one_of("stage", STAGES), name="summary_stage"),
        CheckConstraint(_one_of("risk_group", RISK_GROUPS), name="summary_risk_group"),
        CheckConstraint(_one_of("urgency", URGENCIES), name="summary_urgency"),
        CheckConstraint(_one_of("step", STEPS), name="summary_step"),
        CheckConstraint("finished IN (0, 1)", name="summary_finished"),
        sqlite_strict=True,
    )
    op.create_table(
        "staff_event",
        Column("sequence", Integer, nullable=False),
        Column("time", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("payload", Text, nullable=False),
        Column("workstation", Text, nullable=False),
        Column("chain", Text, nullable=False),
        PrimaryKeyConstraint("sequence", name="staff_place"),
        CheckConstraint("sequence >= 1", name="staff_sequence"),
        CheckConstraint("length(chain) = 64", name="staff_chain"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "content_pack",
        Column("sha256", Text, nullable=False),
        Column("content", Text, nullable=False),
        PrimaryKeyConstraint("sha256", name="pack_once"),
        CheckConstraint("length(sha256) = 64", name="pack_hash"),
        sqlite_strict=True,
    )
    op.create_index("summary_day", "encounter_summary", ["started_on", "started_at", "encounter"])
    # All columns: a patient's visits lie years apart, and each would be a page of its own to fetch.
    op.create_index("summary_reference", "encounter_summary", list(_BY_REFERENCE))
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite(op)
    else:
        _refuse_changes_on_postgresql(op)


def _one_of(name: str, values: tuple[str, ...]) -> str:
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"{name} IN ({quoted})"


def _refuse_changes_on_sqlite(op: Operations) -> None:
    for name in _ONLY_GROW:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {name}_refuses_{change.lower()} BEFORE {change} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {name} are never changed or removed'); END"
            )


def _refuse_changes_on_postgresql(op: Operations) -> None:
    op.execute(
        "CREATE TABLE presence (encounter TEXT NOT NULL, station TEXT NOT NULL, "
        "seen TIMESTAMPTZ NOT NULL, PRIMARY KEY (encounter, station))"
    )
    op.execute("CREATE TABLE version (number INTEGER NOT NULL)")
    op.execute("INSERT INTO version VALUES (0)")
    op.execute(
        "CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for name in _ONLY_GROW:
        op.execute(
            f"CREATE TRIGGER {name}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
        )
    op.execute(
        "DO $$ BEGIN "
        f"IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{STATION_ROLE}') THEN "
        f"GRANT SELECT, INSERT ON event, journal, staff_event, content_pack TO {STATION_ROLE}; "
        f"GRANT SELECT, INSERT, UPDATE ON encounter_summary TO {STATION_ROLE}; "
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON presence TO {STATION_ROLE}; "
        f"GRANT SELECT ON version TO {STATION_ROLE}; "
        "END IF; END $$"
    )
