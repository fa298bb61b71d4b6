"""Two people in one visit who do as chance has it, and a judge who kept notes of all of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from threading import Event as Gate

from PySide6.QtWidgets import QApplication

from sdm_app.domain import events as e
from sdm_app.domain.encounter import Encounter, apply, fold, last_undoable
from sdm_app.domain.places import Place, changed_places, places_of
from sdm_app.domain.vocabulary import FindingAnswer, Helped, OutcomeCode, Step
from sdm_app.records import Records
from sdm_app.ui import patience
from sdm_app.ui.company import BothAnswered, OthersUndo
from sdm_app.ui.desk import open_desk
from sdm_app.ui.place_words import title_of
from sdm_app.ui.said_words import said_at
from sdm_app.ui.saving import Change
from sdm_app.ui.visit_controller import VisitController
from tests.builders import content

ITEMS = ("start-back.walking", "start-back.fear", "start-back.mood")
FINDINGS = ("fever", "past-cancer", "saddle-numbness")
OPTIONS = ("heat", "yoga", "exercise")
TARGETS = ("physical-therapy", "rheumatology")
Numbered = tuple[int, e.Event]


@dataclass
class Clock:
    """The same for both, and only as fast as a test lets it go."""

    now: float = 1000.0

    def __call__(self) -> float:
        """The seconds."""
        return self.now


@dataclass
class Told:
    """What somebody told, and what they could know of then.

    `in_view` is the visit as the screen showed it, and `meant` as they knew it: without what came
    within a glance, and also with what they had told and still waited for.
    """

    event: e.Event
    knew: frozenset[int]
    in_view: Encounter
    meant: tuple[Encounter, ...]
    is_of_list: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_of_list = isinstance(
            self.event, e.FindingsAnswered | e.BarriersMarked | e.OptionsChosen
        )


@dataclass
class Asked:
    """A question that was shown, and what was chosen at each place; None while it is open."""

    question: BothAnswered
    mine: frozenset[Place] | None = None

    @property
    def places(self) -> frozenset[Place]:
        """What was to be chosen."""
        return frozenset(one.place for one in self.question.meeting.differences)


class Person:
    """One of the two: a controller of their own, and notes of what they saw, told and chose."""

    def __init__(self, name: str, records: Records, clock: Clock, dice: Random) -> None:
        self.name, self.clock, self.dice = name, clock, dice
        desk = open_desk(records, date.today(), content())
        self.records, self.controller = records, desk.controller
        self.controller._clock = clock
        self.told: list[Told] = []
        self.kept: list[tuple[Change, int]] = []
        self.asked: list[Asked] = []
        self.undone: set[int] = set()
        self.knew_at_undo: dict[int, frozenset[int]] = {}
        self.undo_questions: list[OthersUndo] = []
        self._shown: dict[int, float] = {}
        self._typing_knew: frozenset[int] | None = None
        self.controller._saving.kept.connect(self._on_kept)
        self.controller.encounter_changed.connect(self._on_shown)
        self.controller.both_answered.connect(self._on_asked)
        self.controller.undo_questioned.connect(self.undo_questions.append)
        self.faults: list[str] = []
        self.controller.not_saved.connect(self.faults.append)

    def _on_kept(self, change: Change, sequence: int) -> None:
        self.kept.append((change, sequence))
        if self._typing_knew is not None:
            # What is kept was the end of a text; the next one is begun with all that is in view.
            self._typing_knew = frozenset(self._shown) | {sequence}

    def _on_shown(self, _visit: object) -> None:
        for sequence, _event in self.controller.events:
            self._shown.setdefault(sequence, self.clock())

    def _on_asked(self, question: BothAnswered) -> None:
        self.asked.append(Asked(question))
        for one in question.meeting.differences:
            assert title_of(one.place, question.pack)
            assert said_at(one.place, question.meeting.with_theirs, question.pack)
            assert said_at(one.place, question.meeting.with_mine, question.pack)

    def forget_screen(self) -> None:
        """Both begin with the same in view, seen long ago."""
        self._shown = {sequence: 0.0 for sequence, _ in self.controller.events}

    @property
    def sees(self) -> frozenset[int]:
        """What somebody before this screen can know of: a glance, or their own doing."""
        own = {sequence for _, sequence in self.kept}
        return frozenset(
            sequence
            for sequence, at in self._shown.items()
            if self.clock() - at >= patience.GLANCE_SECONDS or sequence in own
        )

    def tell(self, event: e.Event) -> None:
        """Say something, as a page does; the page lies behind a question while that is open."""
        if self.controller._meeting is not None:
            return
        knew = self.sees
        if self._typing_knew is not None:
            knew &= self._typing_knew
        assert self.controller.visit is not None
        in_view = self.controller.visit.encounter
        self.told.append(Told(event, knew, in_view, self._meant(knew)))
        self.controller._keep(event)

    def _meant(self, knew: frozenset[int]) -> tuple[Encounter, ...]:
        known = fold([one for one in self.controller.events if one[0] in knew])
        if not self.controller._saving.is_busy:
            return (known,)
        waited_for, kept = known, {id(change.event) for change, _ in self.kept}
        for told in self.told:
            if id(told.event) not in kept:
                waited_for = apply(waited_for, told.event)
        return known, waited_for

    def hear(self) -> None:
        """Hear from the server that something changed."""
        if self.controller.visit is not None:
            self.controller.take_in(self.controller.visit.encounter.id)

    def type_begins(self) -> None:
        """Begin to type."""
        self._typing_knew = self.sees
        self.controller.type_begins()

    def type_ends(self) -> None:
        """Leave the field."""
        self._typing_knew = None
        self.controller.type_ends()

    def choose(self) -> None:
        """Answer the question that is open, each thing as chance has it."""
        for asked in self.asked:
            if asked.mine is None:
                places = sorted(asked.places, key=repr)
                asked.mine = frozenset(place for place in places if self.dice.random() < 0.5)
                # What is in the dialog has been looked at, and what stands behind it as well.
                self._shown = {sequence: 0.0 for sequence in self._shown}
                if self._typing_knew is not None:
                    # The keyboard was in the dialog: what is typed after it is begun after it.
                    self._typing_knew = frozenset(self._shown)
                self.controller.choose(asked.mine)
                return

    def undo(self) -> None:
        """Press undo, and answer what is asked then."""
        last = last_undoable(self.controller.events)
        if last is not None:
            self.knew_at_undo[last] = self.sees
        self.controller.undo()
        self.answer_undo()

    def answer_undo(self) -> None:
        """Take back what is asked about, or leave it."""
        while self.undo_questions:
            question = self.undo_questions.pop(0)
            if self.dice.random() < 0.5:
                self.undone.add(question.sequence)
                self.controller.undo_event(question.sequence)


def something(dice: Random, number: int, controller: VisitController) -> e.Event:
    """What somebody might say next; words and answers are of this moment alone."""
    assert controller.visit is not None
    here = controller.visit.encounter
    token = f"t{number}"
    one, request = dice.choice(OPTIONS), dice.choice(("imaging", "opioids"))
    kinds: tuple[Callable[[], e.Event], ...] = (
        lambda: e.ItemAnswered(item=dice.choice(ITEMS), answer=dice.choice(("agree", "disagree"))),
        lambda: e.ItemAnswered(item="another.question", answer=token),
        lambda: e.ItemSkipped(item=dice.choice(ITEMS)),
        lambda: e.StepOpened(step=dice.choice(list(Step))),
        lambda: e.EpisodeWeeksGiven(weeks=number),
        lambda: e.FindingsAnswered(
            findings=tuple(dice.sample(FINDINGS, dice.randint(1, 3))),
            answer=dice.choice(list(FindingAnswer)),
        ),
        lambda: e.PrioritiesPicked(priorities=(token,)),
        lambda: e.TriedMarked(option=one, helped=dice.choice([None, *Helped])),
        lambda: e.BarriersMarked(barriers=_toggled(here.barriers, dice.choice(("cost", "time")))),
        lambda: e.GoalWritten(goal=token),
        lambda: e.OptionsChosen(options=_toggled(here.choices, one)),
        lambda: e.ActionWritten(option=one, action=token),
        lambda: e.ConcernPicked(request=request, concern=token),
        lambda: e.GateChecked(request=request, check="a-check", done=dice.random() < 0.5),
        lambda: e.RequestSettled(request=request, outcome=OutcomeCode.RESOLVED, reason=token),
        lambda: e.FollowUpSet(on=date(2026, 12, 1) + timedelta(number)),
        lambda: e.ReferralPended(target=dice.choice(TARGETS), note=token),
        lambda: e.ReferralCancelled(target=dice.choice(TARGETS), reason=token),
        lambda: e.ReferralChanged(target=TARGETS[0], to=TARGETS[1], reason=token),
        e.EncounterFinished,
    )
    return dice.choice(kinds)()


def _toggled(marked: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(m for m in marked if m != one) if one in marked else (*marked, one)


def rest(people: tuple[Person, Person]) -> None:
    """Until nothing is on its way for either."""
    while any(p.controller._saving.is_busy or p.controller._asking._open for p in people):
        QApplication.processEvents()
        time.sleep(0.0005)  # or the threads that save would wait for this one
    QApplication.processEvents()


@dataclass
class Interleaving:
    """One visit that two people work in, turn by turn."""

    people: tuple[Person, Person]
    clock: Clock
    dice: Random

    def begin(self) -> None:
        """The first starts the visit, and the second opens it."""
        one, other = self.people
        one.controller.start_visit("A.B.", 1980, "rooming")
        rest(self.people)
        assert one.controller.visit is not None
        other.controller.open_visit(one.controller.visit.encounter.id)
        rest(self.people)
        for person in self.people:
            person.forget_screen()

    def play(self, turns: int, seconds: float) -> None:
        """So many turns; a save is waited for at most so long before the window goes on."""
        before, patience.SECONDS = patience.SECONDS, seconds
        try:
            for number in range(turns):
                self._turn(number)
            self._end()
        finally:
            patience.SECONDS = before

    def _turn(self, number: int) -> None:
        person = self.dice.choice(self.people)
        act = self.dice.random()
        if act < 0.55:
            person.tell(something(self.dice, number, person.controller))
        elif act < 0.62:
            self._both_at_once(number)
        elif act < 0.70:
            self._several_that_wait(person, number)
        elif act < 0.78:
            person.hear()
        elif act < 0.84:
            person.undo()
        elif act < 0.88:
            self.clock.now += self.dice.choice((0.3, 2.0))
        elif act < 0.92:
            person.type_begins()
        elif act < 0.95:
            person.type_ends()
        else:
            person.choose()
        if self.dice.random() < 0.7:
            rest(self.people)
        person.answer_undo()

    def _both_at_once(self, number: int) -> None:
        """The two press in the same moment: neither has seen the other's."""
        for person in self.people:
            person.tell(something(self.dice, 1000 + 2 * number, person.controller))
            number += 1

    def _several_that_wait(self, person: Person, number: int) -> None:
        """A slow server: the same person says three things before the first is kept."""
        gate = Gate()
        before, patience.SECONDS = patience.SECONDS, 0.0
        person.records._writer.later(gate.wait)
        for turn in range(3):
            person.tell(something(self.dice, 2000 + 10 * number + turn, person.controller))
        gate.set()
        patience.SECONDS = before

    def _end(self) -> None:
        """Whatever is open is decided, and both hear of all."""
        for _ in range(50):
            rest(self.people)
            self.clock.now += 10.0
            for person in self.people:
                person.type_ends()
                person.answer_undo()
                person.choose()
            rest(self.people)
            if not any(p.controller._meeting or p.undo_questions for p in self.people):
                break
        for person in self.people:
            person.hear()
            rest(self.people)

    def judge(self) -> Counter[str]:
        """Hold what is in the store against everybody's notes.

        Nothing that was acknowledged is missing; both see the same; nobody's answer was replaced
        by one who could not know of it and was not asked; nothing that was told went away unasked.
        """
        one, other = self.people
        assert one.controller.visit is not None
        stored = one.records.events_of(one.controller.visit.encounter.id)
        by = {sequence: person for person in self.people for _, sequence in person.kept}
        for person in self.people:
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
        for change_of in self.people:
            for change, sequence in change_of.kept:
                if sequence > 1:
                    _judge_replaced(change_of, change.event, sequence, touched, by, stored)
            for told in change_of.told:
                _judge_told(change_of, told, stored)
        return Counter(
            visits=1,
            events=len(stored),
            conflicts=sum(len(p.asked) for p in self.people),
            fields=sum(len(asked.places) for p in self.people for asked in p.asked),
            mine=sum(len(asked.mine or ()) for p in self.people for asked in p.asked),
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
