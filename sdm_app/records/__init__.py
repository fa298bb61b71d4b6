"""Visits as append-only events, durable before the screen moves on.

Importing this package and listing a day need neither pydantic nor SQLAlchemy: the list fills
before they are loaded.
"""

from sdm_app.records.errors import NewerRecords, NotSaved, RecordsError, UnreadableRecords
from sdm_app.records.records import Records, open_records
from sdm_app.records.summary import Summary

__all__ = [
    "NewerRecords",
    "NotSaved",
    "Records",
    "RecordsError",
    "Summary",
    "UnreadableRecords",
    "open_records",
]
