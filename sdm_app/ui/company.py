"""What the window asks when several people are in one visit, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from sdm_app.domain.conflicts import Meeting
    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.encounter import Encounter

Numbered = tuple[int, e.Event]


@dataclass(frozen=True)
class Said:
    """What somebody at the screen told, and the last sequences they knew of and had in view then.

    What came within a glance is in view, and a list of boxes is told as it stands there; but nobody
    knows of it yet.
    """

    event: e.Event
    seen: int
    shown: int


@dataclass(frozen=True)
class BothAnswered:
    """A meeting with differences; `stations` tells where the events of others were written."""

    meeting: Meeting
    stations: Mapping[int, str]
    pack: ContentPack


@dataclass(frozen=True)
class OthersUndo:
    """What taking back an event would do now; `station` wrote it, empty for this one."""

    sequence: int
    station: str
    before: Encounter
    after: Encounter
    pack: ContentPack


def part(
    events: Sequence[Numbered], seen: int, of_others: Container[int]
) -> tuple[list[Numbered], list[Numbered]]:
    """The events that were known here, and those of others that came after the last one seen."""
    news = [one for one in events if one[0] > seen and one[0] in of_others]
    return [one for one in events if one not in news], news


def undo_of(
    events: Sequence[Numbered], sequence: int, station: str, pack: ContentPack
) -> OthersUndo:
    """What taking back this event would do."""
    undone = (events[-1][0] + 1, e.Undone(sequence=sequence))
    return OthersUndo(sequence, station, fold(events), fold([*events, undone]), pack)


def on_step_of(here: Encounter, encounter: Encounter) -> Encounter:
    """A visit that others moved in, on the step that is in view here."""
    place = {"step": here.step, "request": here.request, "item": here.item}
    return encounter.model_copy(update=place)
