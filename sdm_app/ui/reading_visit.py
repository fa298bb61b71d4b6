"""Reads a visit to be opened, with the content it began with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdm_app.domain import events as e
from sdm_app.packs import earlier_pack
from sdm_app.records import UnreadableRecords
from sdm_app.ui.earlier_visits import Numbered, read_earlier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdm_app.domain.content import ContentPack
    from sdm_app.packs import Content, Shelf
    from sdm_app.records import Records


@dataclass(frozen=True)
class ReadVisit:
    """A visit's numbered events, the kept content unless that is in use, and when it began.

    `earlier` are the events of the visits that it follows, oldest first.
    """

    events: tuple[tuple[int, e.Event], ...]
    sha256: str
    raw: str | None
    started_at: str
    earlier: tuple[Numbered, ...] = ()


def read_visit(records: Records, encounter_id: str, in_use: str) -> ReadVisit:
    """Read a visit, in the records' thread; `in_use` is the hash of the content in use.

    Raises:
        UnreadableRecords: there is no such visit, or it cannot be read.
    """
    events = records.events_of(encounter_id)
    if not events:
        raise UnreadableRecords("This visit is not in the records.")
    began = events[0][1]
    if not isinstance(began, e.EncounterStarted):
        raise UnreadableRecords("This visit does not begin with its start.")
    day = records.list_on(began.started_on)
    started_at = next((row.started_at for row in day if row.encounter == encounter_id), "00:00")
    sha256 = began.content_sha256
    raw = records.content_of(sha256) if sha256 not in ("", in_use) else None
    earlier = read_earlier(records, began.follows)
    return ReadVisit(events, sha256, raw, started_at, earlier)


def with_its_content(
    read: ReadVisit, pack: ContentPack, content: Content, shelf: Shelf
) -> tuple[ContentPack, Mapping[str, str]]:
    """The pack a visit is seen with; if its own is gone, that of today and what ids became."""
    if read.sha256 == content.sha256:
        return pack, {}
    own = None if read.raw is None else earlier_pack(read.raw, content, shelf)
    return (own, {}) if own is not None else (pack, pack.renamed)
