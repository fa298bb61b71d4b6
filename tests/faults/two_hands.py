"""One visit that two people work in as chance has it, turn by turn."""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random
from threading import Event as Gate

from PySide6.QtWidgets import QApplication

from sdm_app.ui import patience
from tests.faults.two_hands_events import something
from tests.faults.two_hands_people import Clock, Person


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
