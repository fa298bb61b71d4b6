"""Visits as append-only events, encrypted, durable before the screen moves on.

Importing this package and listing a day need neither pydantic nor SQLAlchemy: the list fills
before they are loaded.
"""

from sdm_app.records.clinic_document import ClinicDocument
from sdm_app.records.errors import (
    Conflict,
    NewerRecords,
    NotSaved,
    OpenElsewhere,
    OutcomeUnknown,
    RecordsError,
    Unreachable,
    UnreadableRecords,
    WrongLibrary,
)
from sdm_app.records.opening import open_demonstration, open_records
from sdm_app.records.records import Records
from sdm_app.records.summary import Summary

__all__ = [
    "ClinicDocument",
    "Conflict",
    "NewerRecords",
    "NotSaved",
    "OpenElsewhere",
    "OutcomeUnknown",
    "Records",
    "RecordsError",
    "Summary",
    "Unreachable",
    "UnreadableRecords",
    "WrongLibrary",
    "open_demonstration",
    "open_records",
]
