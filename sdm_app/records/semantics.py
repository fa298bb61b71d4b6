"""Whether a visit's rows make sense together, apart from being intact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sdm_app.domain.encounter import fold
from sdm_app.domain.events import EVENT, Event, ItemAnswered, Undone
from sdm_app.domain.visit import Visit
from sdm_app.packs.walking import walk
from sdm_app.records.reading import first_break
from sdm_app.records.summary import Summary, summary_of

if TYPE_CHECKING:
    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.encounter import Encounter

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ContentOfVisit:
    """The packs that a visit's row may have been made with, and every id that they know."""

    packs: tuple[ContentPack, ...]
    known: frozenset[str]


ContentOf = Callable[[str], ContentOfVisit | None]
"""The content that a visit was made with, by its hash; None when it is not here."""

CLOCKS_MAY_DIFFER = timedelta(minutes=10)

# What depends on today's date, or on what was withdrawn since, may differ from what was written.
_OF_THE_VISIT = (
    *("encounter", "started_on", "reference", "birth_year", "step", "finished"),
    *("appointment", "follows"),
)
_BY_CONTENT = ("stage", "risk_group", "urgency")
_IDS = (
    *("item", "answer", "option", "options", "findings", "priorities", "barriers"),
    *("request", "concern", "check", "target", "to", "reason_id"),
)
_ANSWERS_OF_THE_PROGRAM = ("findings-answered",)
_ITEMS_OF_THE_PROGRAM = "sure-answered"


def faults_of(
    rows: Sequence[Row],
    summary: Summary | None,
    chain_key: bytes,
    content_of: ContentOf,
    now: datetime,
) -> tuple[str, ...]:
    """What is wrong with a visit, without an answer or a name; empty when nothing is.

    `rows` are its events by sequence, `summary` its row in the list. `now` has its zone.
    """
    if not rows:
        return ("it stands in the list, and none of its events is there",)
    found = list(_chain_faults(rows, chain_key))
    found += _time_faults(rows, now)
    events = [_event(row) for row in rows]
    found += [
        f"event {row['sequence']} cannot be read"
        for row, event in zip(rows, events, strict=True)
        if event is None
    ]
    numbered = [
        (row["sequence"], event)
        for row, event in zip(rows, events, strict=True)
        if event is not None
    ]
    try:
        encounter = fold(numbered)
    except ValueError:
        return (*found, "it does not begin with the start of a visit, or starts twice")
    return (*found, *_visit_faults(numbered, encounter, rows, summary, content_of, now))


def _chain_faults(rows: Sequence[Row], chain_key: bytes) -> Iterator[str]:
    missing = sorted(set(range(1, rows[-1]["sequence"])) - {row["sequence"] for row in rows})
    if missing:
        yield f"event {missing[0]} is missing"
        return
    broken = first_break(rows, chain_key)
    if broken is not None:
        yield f"event {broken} is not as it was written"


def _time_faults(rows: Sequence[Row], now: datetime) -> Iterator[str]:
    for row in rows:
        try:
            time = datetime.fromisoformat(row["time"])
            is_future = time > now + CLOCKS_MAY_DIFFER
        except (TypeError, ValueError):
            yield f"event {row['sequence']} has no time that can be read"
            continue
        if is_future:
            yield f"event {row['sequence']} lies in the future"
            return


def _event(row: Row) -> Event | None:
    try:
        event = EVENT.validate_json(row["payload"])
    except ValueError:
        return None
    return event if event.kind == row["kind"] else None


def _visit_faults(
    numbered: Sequence[tuple[int, Event]],
    encounter: Encounter,
    rows: Sequence[Row],
    summary: Summary | None,
    content_of: ContentOf,
    now: datetime,
) -> Iterator[str]:
    if encounter.id != rows[0]["encounter"]:
        yield "its first event belongs to another visit"
    if encounter.started_on > (now + timedelta(days=1)).date():
        yield "it starts on a day to come"
    sequences = {sequence for sequence, _ in numbered}
    if any(
        isinstance(event, Undone) and (event.sequence >= at or event.sequence not in sequences)
        for at, event in numbered
    ):
        yield "it takes back an event that was not there"
    content = content_of(encounter.content_sha256)
    if content is not None:
        unknown = [
            at
            for at, event in numbered
            if not _ids_of(event) <= content.known and not _is_typed(event, content.packs)
        ]
        for sequence in unknown:
            yield f"event {sequence} names something that its content does not have"
        if unknown:
            # Nothing can be told by a content that does not fit.
            content = None
    if summary is None:
        yield "it does not stand in the list"
        return
    differing = _differing(encounter, summary, content.packs if content else ())
    if differing:
        yield f"its row in the list does not match its events: {', '.join(differing)}"


def known_ids(pack: ContentPack) -> frozenset[str]:
    """Every id that the content gives something, and the ids it only uses as answers."""
    found = set()
    for _, value in walk(pack):
        for name in ("id", "item", "finding", "priority", "barrier"):
            one = getattr(value, name, None)
            if isinstance(one, str):
                found.add(str(one))
    return frozenset(found)


def _is_typed(event: Event, packs: Sequence[ContentPack]) -> bool:
    """Whether it answers an item with a number that was typed in: such answers have no ids."""
    if not isinstance(event, ItemAnswered):
        return False
    items = (item for pack in packs for form in pack.questionnaires for item in form.items)
    return any(
        item.id == event.item and item.typed is not None and item.has_answer(event.answer)
        for item in items
    )


def _ids_of(event: Event) -> set[str]:
    found: set[str] = set()
    if event.kind == _ITEMS_OF_THE_PROGRAM:
        return found
    for name in _IDS:
        if name == "answer" and event.kind in _ANSWERS_OF_THE_PROGRAM:
            continue
        value = getattr(event, name, None)
        found |= {str(value)} if isinstance(value, str) else {str(one) for one in value or ()}
    return found


def _differing(encounter: Encounter, summary: Summary, packs: Sequence[ContentPack]) -> list[str]:
    """The columns that differ, by the pack that explains the row best."""
    made = [row for row in (_row_by(pack, encounter, summary) for pack in packs) if row]
    names = (*_OF_THE_VISIT, *_BY_CONTENT) if made else _OF_THE_VISIT
    found = [
        [name for name in names if getattr(row, name) != getattr(summary, name)]
        for row in made or [_without_content(encounter)]
    ]
    return min(found, key=len)


def _row_by(pack: ContentPack, encounter: Encounter, summary: Summary) -> Summary | None:
    visit = Visit(pack=pack, encounter=encounter, today=encounter.started_on)
    try:
        return summary_of(visit, summary.started_at)
    except LookupError:
        # The visit uses something that was withdrawn since.
        return None


def _without_content(encounter: Encounter) -> Summary:
    return Summary(
        encounter=encounter.id,
        started_on=encounter.started_on,
        started_at="",
        reference=encounter.reference,
        birth_year=encounter.birth_year,
        stage=None,
        risk_group=None,
        urgency="",
        step=encounter.step.value,
        finished=encounter.finished,
        referral="",
        appointment=encounter.appointment,
        follows=encounter.follows,
    )
