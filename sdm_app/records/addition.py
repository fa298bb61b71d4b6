"""An event on its way into a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdm_app.domain.events import Event
    from sdm_app.records.journal import Author
    from sdm_app.records.summary import Summary


@dataclass(frozen=True)
class Addition:
    """What is to be kept of which visit, by whom, after which sequence (if known), under which id.

    `event_id` is a UUID in hex: asked for twice, it is kept once.
    """

    encounter_id: str
    event: Event
    summary: Summary
    author: Author
    expected: int | None
    event_id: str
