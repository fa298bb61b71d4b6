"""The tables as the queries see them; `migrations` makes them, with their rules.

All only grow but `encounter_summary`, which has one row a visit for lists and reports.
"""

from sqlalchemy import Integer, Text, column, table

event = table(
    "event",
    column("encounter", Text),
    column("sequence", Integer),
    column("id", Text),
    column("kind", Text),
    column("payload", Text),
    column("time", Text),
    column("staff", Text),
    column("workstation", Text),
    column("number", Integer),
    column("chain", Text),
)
"""`number` is that of the journal's row at the same workstation."""

journal = table(
    "journal",
    column("station", Text),
    column("number", Integer),
    column("time", Text),
    column("staff", Text),
    column("kind", Text),
    column("object", Text),
    column("reason", Text),
    column("content", Text),
    column("mac", Text),
)

encounter_summary = table(
    "encounter_summary",
    column("encounter", Text),
    column("started_on", Text),
    column("started_at", Text),
    column("reference", Text),
    column("birth_year", Integer),
    column("stage", Text),
    column("risk_group", Text),
    column("urgency", Text),
    column("step", Text),
    column("finished", Integer),
    column("referral", Text),
    column("referral_status", Text),
    column("appointment", Text),
    column("follows", Text),
    column("patient", Text),
)
"""`started_on` is an ISO date and `finished` 0 or 1: both engines keep these alike.

`patient` is the reference case-folded, which the engines would do each in their own way.
"""

clinic_document = table(
    "clinic_document",
    column("name", Text),
    column("number", Integer),
    column("id", Text),
    column("time", Text),
    column("staff", Text),
    column("workstation", Text),
    column("text", Text),
    column("noted", Integer),
    column("chain", Text),
)
"""What the clinic sets down for all its stations; `number` counts from 1 in each name, and `noted`
is the number of the journal's row at the same workstation."""

staff_event = table(
    "staff_event",
    column("sequence", Integer),
    column("time", Text),
    column("kind", Text),
    column("payload", Text),
    column("workstation", Text),
    column("chain", Text),
)

content_pack = table("content_pack", column("sha256", Text), column("content", Text))
"""The packs that visits began with: each visit is seen with its own, wherever it is opened."""

version = table("version", column("number", Integer))
"""One row, on PostgreSQL only; SQLite has a place in the file's header for it."""
