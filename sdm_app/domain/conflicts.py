"""What two people did in one visit at once, brought together without losing an answer.

The visit as both knew it, what the one kept since, and what the other is about to keep: where they
touch different things both stand; where they touch the same, somebody has to choose.
"""

from collections.abc import Collection, Iterable, Sequence

from sdm_app.domain import events as e
from sdm_app.domain.base import Frozen
from sdm_app.domain.encounter import Encounter, fold
from sdm_app.domain.places import Place, changed_places

Numbered = tuple[int, e.Event]
NONE: frozenset[Place] = frozenset()


class Difference(Frozen):
    """A place that both changed; `sequence` is the event of the other that changed it last."""

    place: Place
    sequence: int


class Meeting(Frozen):
    """Two people's work on one visit.

    `mine` is what is to follow `theirs` if every choice falls on mine, and `differences` are the
    choices. `shown` are the events that were in view when mine was said: of what came last, more
    than could be known. `undo_collides` says that mine began with taking something back that the
    other has changed since; that is left out of `mine`.
    """

    known: tuple[Numbered, ...]
    shown: tuple[Numbered, ...]
    theirs: tuple[Numbered, ...]
    said: tuple[e.Event, ...]
    mine: tuple[e.Event, ...]
    differences: tuple[Difference, ...] = ()
    undo_collides: bool = False

    def __repr_args__(self) -> Iterable[tuple[str, object]]:
        """How much there is, and nothing of the patient: a value may be printed by mistake."""
        return (("theirs", len(self.theirs)), ("differences", len(self.differences)))

    @property
    def with_theirs(self) -> Encounter:
        """The visit as the other left it."""
        return fold([*self.known, *self.theirs])

    @property
    def with_mine(self) -> Encounter:
        """The visit as it would be with all of mine."""
        return fold(_with([*self.known, *self.theirs], *self.mine))

    def choosing(self, mine: Collection[Place]) -> tuple[e.Event, ...]:
        """What is to follow when mine is kept at these places, and theirs at the others."""
        declined = frozenset(one.place for one in self.differences) - frozenset(mine)
        return _following(self.shown, [*self.known, *self.theirs], self.said, declined)


def meet(
    known: Sequence[Numbered],
    theirs: Sequence[Numbered],
    mine: Sequence[e.Event],
    shown: Sequence[Numbered] = (),
) -> Meeting:
    """Bring together what two people did from the same state of a visit.

    Args:
        known: the events that both knew, oldest first; the visit's start is one.
        theirs: what the other kept since.
        mine: what is not kept yet, in order; taking back can only be the first.
        shown: the events in view when mine was said, if they are more than those known.
    """
    shown = shown or known
    before, after = fold(known), fold([*known, *theirs])
    undo_collides = False
    if mine and isinstance(mine[0], e.Undone):
        undone = mine[0].sequence
        takes_back = changed_places(before, fold(_with(known, mine[0])))
        if takes_back & changed_places(before, after):
            is_done = any(isinstance(one, e.Undone) and one.sequence == undone for _, one in theirs)
            undo_collides, mine = not is_done, mine[1:]
    following = _following(shown, [*known, *theirs], mine, NONE)
    then = fold(_with([*known, *theirs], *following))
    contested = changed_places(before, after) & changed_places(after, then)
    last = _last_changes(known, theirs)
    return Meeting(
        known=tuple(known),
        shown=tuple(shown),
        theirs=tuple(theirs),
        said=tuple(mine),
        mine=following,
        differences=tuple(
            Difference(place=place, sequence=sequence)
            for place, sequence in last.items()
            if place in contested
        ),
        undo_collides=undo_collides,
    )


def _with(events: Sequence[Numbered], *more: e.Event) -> list[Numbered]:
    first = max(sequence for sequence, _ in events) + 1
    return [*events, *enumerate(more, start=first)]


def _last_changes(known: Sequence[Numbered], theirs: Sequence[Numbered]) -> dict[Place, int]:
    """Each place that the others changed, with the last event that changed it."""
    states = [fold([*known, *theirs[:number]]) for number in range(len(theirs) + 1)]
    return {
        place: sequence
        for (sequence, _), before, after in zip(theirs, states, states[1:], strict=False)
        for place in sorted(changed_places(before, after), key=_in_order)
    }


def _in_order(place: Place) -> tuple[str, str, str]:
    return place.field, place.of, place.part


def _following(
    shown: Sequence[Numbered],
    there: Sequence[Numbered],
    mine: Sequence[e.Event],
    declined: frozenset[Place],
) -> tuple[e.Event, ...]:
    """Mine as it follows what is there, without what touches a declined place."""
    said, now = list(shown), list(there)
    kept: list[e.Event] = []
    for event in mine:
        adapted = _adapted(event, said, now, declined)
        said = _with(said, event)
        if adapted is not None:
            now = _with(now, adapted)
            kept.append(adapted)
    return tuple(kept)


def _adapted(
    event: e.Event, said: Sequence[Numbered], now: Sequence[Numbered], declined: frozenset[Place]
) -> e.Event | None:
    """The event as it follows what is there now; None when nothing of it is left."""
    match event:
        case e.FindingsAnswered():
            asked = event.findings
            left = tuple(f for f in asked if Place(field="findings", of=f) not in declined)
            return event.model_copy(update={"findings": left}) if left else None
        case e.BarriersMarked():
            theirs = {place.of for place in declined if place.field == "barriers"}
            was, there = fold(said).barriers, fold(now).barriers
            marked = _marked(event.barriers, was, there, theirs)
            return event.model_copy(update={"barriers": marked})
        case e.OptionsChosen():
            theirs = {place.of for place in declined if place.field == "choices"}
            was, there = fold(said).choices, fold(now).choices
            return event.model_copy(update={"options": _marked(event.options, was, there, theirs)})
        case _:
            touched = _touched(said, event) | _touched(now, event)
            return None if touched & declined else event


def _touched(events: Sequence[Numbered], event: e.Event) -> frozenset[Place]:
    return changed_places(fold(events), fold(_with(events, event)))


def _marked(
    said: tuple[str, ...], was: tuple[str, ...], now: tuple[str, ...], declined: set[str]
) -> tuple[str, ...]:
    """A list of boxes as it is now, with those marked and unmarked that were by what was said."""
    taken_away = set(was) - set(said) - declined
    added = [entry for entry in said if entry not in (*was, *now, *declined)]
    return (*(entry for entry in now if entry not in taken_away), *added)
