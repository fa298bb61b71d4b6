"""One of two people in a visit, with notes of what they saw, told and chose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from sdm_app.domain import events as e
from sdm_app.domain.encounter import Encounter, apply, fold, last_undoable
from sdm_app.domain.places import Place
from sdm_app.records import Records
from sdm_app.ui import patience
from sdm_app.ui.company import BothAnswered, OthersUndo
from sdm_app.ui.desk import open_desk
from sdm_app.ui.place_words import title_of
from sdm_app.ui.said_words import said_at
from sdm_app.ui.saving import Change
from tests.builders import content


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
