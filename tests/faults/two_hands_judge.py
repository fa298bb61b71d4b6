"""Who holds what is in the store of a visit against the notes of the two who were in it."""

from __future__ import annotations

from collections import Counter

from sdm_app.domain import events as e
from sdm_app.domain.encounter import Encounter, fold
from sdm_app.domain.places import Place, changed_places, places_of
from tests.faults.two_hands_people import Person, Told

Numbered = tuple[int, e.Event]


def judge(people: tuple[Person, Person]) -> Counter[str]:
    """Hold what is in the store against everybody's notes.

    Nothing that was acknowledged is missing; both see the same; nobody's answer was replaced
    by one who could not know of it and was not asked; nothing that was told went away unasked.
    """
    one, other = people
    assert one.controller.visit is not None
    stored = one.records.events_of(one.controller.visit.encounter.id)
    by = {sequence: person for person in people for _, sequence in person.kept}
    for person in people:
        assert person.faults == []
        assert person.controller.events == stored
        for change, sequence in person.kept:
            assert stored[sequence - 1] == (sequence, change.event)
    assert fold(one.controller.events) == fold(other.controller.events)
    assert set(by) | {1} == {sequence for sequence, _ in stored}
    states = [fold(stored[:length]) for length in range(1, len(stored) + 1)]
    touched = {
        sequence: changed_places(states[sequence - 2], states[sequence - 1])
        for sequence, _ in stored[1:]
    }
    for change_of in people:
        for change, sequence in change_of.kept:
            if sequence > 1:
                _judge_replaced(change_of, change.event, sequence, touched, by, stored)
        for told in change_of.told:
            _judge_told(change_of, told, stored)
    return Counter(
        visits=1,
        events=len(stored),
        conflicts=sum(len(p.asked) for p in people),
        fields=sum(len(asked.places) for p in people for asked in p.asked),
        mine=sum(len(asked.mine or ()) for p in people for asked in p.asked),
        undone=sum(isinstance(event, e.Undone) for _, event in stored),
    )


def _judge_replaced(
    person: Person,
    event: e.Event,
    sequence: int,
    touched: dict[int, frozenset[Place]],
    by: dict[int, Person],
    stored: tuple[Numbered, ...],
) -> None:
    before = places_of(fold(stored[: sequence - 1]))
    for place in touched[sequence]:
        earlier = [at for at, places in touched.items() if at < sequence and place in places]
        if not earlier or by.get(earlier[-1]) is person:
            continue
        last = earlier[-1]
        if isinstance(event, e.Undone):
            is_seen = last in person.knew_at_undo.get(event.sequence, ())
            assert is_seen or event.sequence in person.undone, (person.name, sequence, place, last)
            continue
        # One who knew what stood there replaced it on purpose, also where others came and went.
        is_known = any(
            last in told.knew or places_of(meant).get(place) == before.get(place)
            for told in person.told
            for meant in told.meant
            if _is_from(event, told)
        )
        is_chosen = any(
            place in (asked.mine or ())
            and places_of(asked.question.meeting.with_theirs).get(place) == before.get(place)
            for asked in person.asked
        )
        assert is_known or is_chosen, (person.name, sequence, place, last)


def _judge_told(person: Person, told: Told, stored: tuple[Numbered, ...]) -> None:
    if any(_is_from(change.event, told) for change, _ in person.kept):
        return
    for asked in person.asked:
        declined = asked.places - (asked.mine or frozenset())
        if told.event in asked.question.meeting.said and declined:
            return
    for length in range(1, len(stored) + 1):
        before = fold(stored[:length])
        after = fold([*stored[:length], (length + 1, told.event)])
        if not changed_places(before, after) or _is_so(told, before):
            return
    raise AssertionError((person.name, told.event.kind))


def _is_so(told: Told, encounter: Encounter) -> bool:
    """Whether the boxes that were marked and unmarked are so, whoever did it."""
    match told.event:
        case e.BarriersMarked():
            said, was, now = told.event.barriers, told.in_view.barriers, encounter.barriers
        case e.OptionsChosen():
            said, was, now = told.event.options, told.in_view.choices, encounter.choices
        case _:
            return False
    marked, unmarked = set(said) - set(was), set(was) - set(said)
    return marked <= set(now) and not unmarked & set(now)


def _is_from(event: e.Event, told: Told) -> bool:
    """Whether an event is what was told, or, of a list, what was left of it."""
    return event is told.event or (told.is_of_list and type(event) is type(told.event))
