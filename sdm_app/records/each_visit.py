"""Every visit of a file, one by one, so that a damaged one does not hide the others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import ValidationError
from sqlcipher3 import dbapi2 as driver

from sdm_app import user_folders
from sdm_app.domain.content import ContentPack
from sdm_app.packs import ContentError, Shelf, content_in_use, earlier_pack
from sdm_app.records import schema
from sdm_app.records.examining import Fault
from sdm_app.records.semantics import ContentOf, ContentOfVisit, faults_of, known_ids
from sdm_app.records.summary import Summary

_COLUMNS = tuple(column.name for column in schema.event.columns)
_EVENTS = f"SELECT {', '.join(_COLUMNS)} FROM event WHERE encounter = ? ORDER BY sequence"
_SUMMARY = (
    f"SELECT {', '.join(field.name for field in fields(Summary))}"
    " FROM encounter_summary WHERE encounter = ?"
)
_PACK = "SELECT content FROM content_pack WHERE sha256 = ?"
_PLAIN_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_PACKS_AT_HAND = 8


def visit_faults(
    connection: Any,
    again: Callable[[], Any],
    chain_key: bytes,
    content_of: ContentOf,
    now: datetime,
) -> Iterator[Fault]:
    """What is wrong with each visit, by the visits' ids.

    `again` opens the file anew: after a damaged page a connection gives nothing any more.
    """
    found, connection = _ids(connection, again)
    for encounter in sorted(found):
        place = f"visit {encounter if _PLAIN_ID.fullmatch(encounter) else ascii(encounter)[:64]}"
        try:
            rows = _rows(connection, encounter)
            summary = _summary(connection, encounter)
        except (driver.Error, ValueError):
            yield Fault(place, "a part of it cannot be read", encounter)
            connection = again()
            continue
        for why in faults_of(rows, summary, chain_key, content_of, now):
            yield Fault(place, why, encounter)


def content_of_visits(connection: Any) -> ContentOf:
    """Where the content of visits is looked up: what is in use here, else what the records keep."""
    shelf = Shelf(user_folders.content())
    try:
        in_use = content_in_use(shelf)
    except ContentError:
        in_use = None

    @lru_cache(_PACKS_AT_HAND)
    def content_of(sha256: str) -> ContentOfVisit | None:
        if in_use is not None and sha256 == in_use.sha256:
            return ContentOfVisit((in_use.authored, in_use.pack), known_ids(in_use.authored))
        raw = _in_records(connection, sha256) if sha256 else None
        written = None if raw is None else _pack(raw)
        if raw is None or written is None:
            return None
        shown = None if in_use is None else earlier_pack(raw, in_use, shelf)
        # Rows from before something was withdrawn were made with it, later ones without.
        packs = (written,) if shown is None else (written, shown)
        return ContentOfVisit(packs, known_ids(written))

    return content_of


def _in_records(connection: Any, sha256: str) -> str | None:
    try:
        row = connection.execute(_PACK, (sha256,)).fetchone()
    except driver.Error:
        return None
    if row is None or hashlib.sha256(row[0].encode()).hexdigest() != sha256:
        return None
    raw: str = row[0]
    return raw


def _pack(raw: str) -> ContentPack | None:
    try:
        return ContentPack.model_validate_json(raw)
    except ValidationError:
        return None


def _ids(connection: Any, again: Callable[[], Any]) -> tuple[set[str], Any]:
    """The ids of all visits that can be found, and a connection to go on with."""
    found: set[str] = set()
    for table in ("event", "encounter_summary"):
        try:
            # One by one: what stands before a damaged page is found all the same.
            for (encounter,) in connection.execute(f"SELECT DISTINCT encounter FROM {table}"):
                found.add(encounter)
        except driver.Error:
            connection = again()
    return found, connection


def _rows(connection: Any, encounter: str) -> list[dict[str, Any]]:
    rows = connection.execute(_EVENTS, (encounter,)).fetchall()
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def _summary(connection: Any, encounter: str) -> Summary | None:
    row = connection.execute(_SUMMARY, (encounter,)).fetchone()
    return None if row is None else Summary.from_row(row)
