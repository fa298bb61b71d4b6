"""Version 2: the clinic's own documents; what a visit follows, and where its referral stands.

What is written here is never changed again: a later version alters the tables.
"""

from alembic.operations import Operations
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from sdm_app.records.migrations.version_1 import STATION_ROLE

STATUSES = ("", "suggested", "pended", "signed", "changed", "cancelled")

PURGING = "backchoice.purging"
"""On PostgreSQL a setting of one transaction: the owner of the tables, and nobody else, may purge
while it is "on"."""

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
    "referral_status",
    "appointment",
    "follows",
)
_BY_PATIENT = ("patient", "birth_year", "started_on", "started_at", "encounter")


def upgrade(op: Operations) -> None:
    """Make the documents' table, and fill the summaries' new columns for the visits there are."""
    _make_documents(op)
    statuses = ", ".join(f"'{status}'" for status in STATUSES)
    for column in (
        f"referral_status TEXT NOT NULL DEFAULT '' CONSTRAINT summary_referral_status"
        f" CHECK (referral_status IN ({statuses}))",
        "appointment TEXT NOT NULL DEFAULT ''",
        "follows TEXT NOT NULL DEFAULT ''",
        "patient TEXT NOT NULL DEFAULT ''",
    ):
        op.execute(f"ALTER TABLE encounter_summary ADD COLUMN {column}")
    # No event of version 1 names an appointment or an earlier visit: '' is what these make. Nobody
    # acted on a referral either. Where somebody did, it takes the visit's content to say which one
    # stands first, and the visit's next event says it.
    op.execute(
        "UPDATE encounter_summary SET referral_status = 'suggested' WHERE referral <> ''"
        " AND NOT EXISTS (SELECT 1 FROM event WHERE event.encounter = encounter_summary.encounter"
        " AND event.kind LIKE 'referral-%')"
    )
    _fold_references(op.get_bind())
    op.drop_index("summary_reference", "encounter_summary")
    op.create_index("summary_reference", "encounter_summary", list(_BY_REFERENCE))
    op.create_index("summary_patient", "encounter_summary", list(_BY_PATIENT))
    # The few that wait for a signature are found at once, however many years there are.
    pended = text("referral_status = 'pended'")
    op.create_index(
        "summary_pended",
        "encounter_summary",
        ["started_on", "started_at", "encounter"],
        sqlite_where=pended,
        postgresql_where=pended,
    )


def _make_documents(op: Operations) -> None:
    op.create_table(
        "clinic_document",
        Column("name", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("id", Text, nullable=False),
        Column("time", Text, nullable=False),
        Column("staff", Text, nullable=False),
        Column("workstation", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("noted", Integer, nullable=False),
        Column("chain", Text, nullable=False),
        PrimaryKeyConstraint("name", "number", name="document_place"),
        UniqueConstraint("id", name="document_once"),
        CheckConstraint("length(name) >= 1", name="document_name"),
        CheckConstraint("number >= 1", name="document_number"),
        CheckConstraint("noted >= 1", name="document_noted"),
        CheckConstraint("length(id) = 32", name="document_id"),
        CheckConstraint("length(chain) = 64", name="document_chain"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER clinic_document_refuses_{change.lower()} BEFORE {change}"
                " ON clinic_document BEGIN SELECT"
                " RAISE(ABORT, 'rows of clinic_document are never changed or removed'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('event', 'content_pack', 'clinic_document') "
        f"AND current_setting('{PURGING}', true) = 'on' THEN RETURN NULL; END IF; "
        "RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER clinic_document_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON clinic_document FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
    )
    op.execute(
        "DO $$ BEGIN "
        f"IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{STATION_ROLE}') THEN "
        f"GRANT SELECT, INSERT ON clinic_document TO {STATION_ROLE}; "
        "END IF; END $$"
    )


def _fold_references(connection: Connection) -> None:
    """Fill `patient`: by the engine where it is ASCII, else here, since engines fold otherwise."""
    is_sqlite = connection.dialect.name == "sqlite"
    is_other = "reference GLOB '*[^ -~]*'" if is_sqlite else "reference ~ '[^\\x01-\\x7f]'"
    folded = "lower(reference)" if is_sqlite else 'lower(reference COLLATE "C")'
    connection.exec_driver_sql(
        f"UPDATE encounter_summary SET patient = {folded} WHERE NOT ({is_other})"
    )
    others = connection.exec_driver_sql(
        f"SELECT DISTINCT reference FROM encounter_summary WHERE {is_other}"
    )
    for reference in others.scalars().all():
        connection.execute(
            text("UPDATE encounter_summary SET patient = :folded WHERE reference = :reference"),
            {"folded": reference.casefold(), "reference": reference},
        )
