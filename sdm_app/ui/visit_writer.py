"""Keeps each change of the open visit before the visit moves, beside others who write in it."""

from __future__ import annotations

import time
from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import Meeting, meet
from sdm_app.domain.encounter import Encounter, apply, fold, last_undoable
from sdm_app.domain.permissions import Action, action_of
from sdm_app.domain.renaming import renamed
from sdm_app.records import Conflict, Records, RecordsError
from sdm_app.ui.asking import Asking
from sdm_app.ui.company import BothAnswered, Numbered, Said, on_step_of, part, undo_of
from sdm_app.ui.noticed import Noticed
from sdm_app.ui.saving import Change, Saving

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sdm_app.domain.places import Place
    from sdm_app.domain.visit import Visit


class VisitWriter(QObject):
    """Every change goes through `_keep`, one after another.

    `encounter_changed` carries the `Visit`; `not_saved` a sentence on why the last change was not
    kept. The visit then stands as it was, and `try_again` keeps the same change once more.
    `refused` says that the one at the screen may not make the last change. `both_answered` carries
    a `BothAnswered` that waits for `choose`; `undo_questioned` an `OthersUndo`, and `undo_event`
    does it.
    """

    encounter_changed = Signal(object)
    not_saved = Signal(str)
    saving_lasts = Signal(bool)
    refused = Signal()
    both_answered = Signal(object)
    undo_questioned = Signal(object)

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._may: Callable[[Action], bool] = lambda _action: True
        self._visit: Visit | None = None
        self._unsaved: Change | None = None
        self._waiting: list[Said] = []
        self._meeting: Meeting | None = None
        self._clock: Callable[[], float] = time.monotonic
        self._noticed = Noticed(self._clock)
        self._asking = Asking(records, self)
        self._saving = Saving(records, self)
        self._saving.kept.connect(self._on_kept)
        self._saving.failed.connect(self._on_failed)
        self._saving.lasts.connect(self.saving_lasts)
        self._events: list[Numbered] = []
        self._shown = 0
        self._renames: Mapping[str, str] = {}
        self._started_at = ""

    @property
    def visit(self) -> Visit | None:
        """The open visit, as far as it is saved."""
        return self._visit

    @property
    def visit_to_print(self) -> Visit | None:
        """The open visit with a change that could not be saved: paper need not lose it."""
        return self._unsaved.moved if self._unsaved else self._visit

    @property
    def events(self) -> tuple[Numbered, ...]:
        """The open visit's events with their sequence numbers."""
        return tuple(self._events)

    def ask_first(self, may: Callable[[Action], bool]) -> None:
        """Keep only what may be done by whoever is at the screen."""
        self._may = may

    def try_again(self) -> bool:
        """Keep the change that was not saved; whether nothing is left unsaved."""
        if self._unsaved is not None and not self._saving.is_busy:
            self._saving.save(self._unsaved)
        return self._unsaved is None

    def give_up_change(self) -> None:
        """Go on without the change that could not be saved."""
        self._unsaved, self._waiting = None, []
        self._look_up()

    def undo(self) -> bool:
        """Take back the last answer or choice; whether it is done.

        What somebody else wrote meanwhile is asked about first.
        """
        sequence = last_undoable(self._events)
        if sequence in self._noticed.stations:
            self._question_undo()
            return False
        return sequence is not None and self.undo_event(sequence)

    def undo_event(self, sequence: int) -> bool:
        """Take back one event, of whomever; whether it is done."""
        if self._visit is None or self._saving.is_busy or self._meeting is not None:
            return False
        event = e.Undone(sequence=sequence)
        return self._append(self._after(event), Said(event, self._last, self._last))

    def type_begins(self) -> None:
        """A text of the visit is being typed: it is meant for the visit as it is in view now."""
        self._noticed.type_from(self._noticed.up_to(self._last))

    def type_ends(self) -> None:
        """Nobody is typing any more."""
        self._noticed.type_from(None)

    def take_in(self, encounter: str) -> None:
        """See what others wrote in the open visit if it is this one, on the step in view here."""
        if not self._is_open(encounter):
            return
        last = self._last
        self._asking.ask(
            lambda records: (encounter, *records.changes_of(encounter, last)),
            lambda changes: self._on_looked(*changes),
            lambda _fault: None,  # saving says that the server is away
        )

    def choose(self, mine: Collection[Place]) -> None:
        """Of what two people answered, keep mine at these places and theirs at the others."""
        meeting, self._meeting = self._meeting, None
        if meeting is not None:
            self._noticed.see_all()
            self._waiting[:0] = self._to_follow(meeting.choosing(mine))
            self._go_on()
            self._look_up()

    def set_aside(self, asked: BothAnswered) -> BothAnswered:
        """Ask no more, since somebody else is at the screen; theirs stands meanwhile.

        What was told while it was asked goes with the question: it is of the same person.
        """
        self._meeting = None
        said = (*asked.meeting.said, *(one.event for one in self._waiting))
        self._waiting = []
        return replace(asked, meeting=asked.meeting.model_copy(update={"said": said}))

    def ask_again(self, asked: BothAnswered) -> None:
        """Ask once more what was set aside, beside what was written since."""
        before = asked.meeting
        known = {sequence for sequence, _ in before.known}
        theirs = [one for one in self._events if one[0] not in known]
        self._noticed.stations.update({at: asked.stations.get(at, "") for at, _ in theirs})
        self._bring_together(meet(before.known, theirs, before.said, before.shown))

    @property
    def _last(self) -> int:
        return self._events[-1][0] if self._events else 0

    def _open(self) -> Visit:
        if self._visit is None:
            raise RuntimeError("no visit is open")
        return self._visit

    def _is_open(self, encounter: str) -> bool:
        return self._visit is not None and self._visit.encounter.id == encounter

    @abstractmethod
    def _seen(self, encounter: Encounter) -> Visit:
        """The visit as whoever is at the screen may see it: `VisitKeeper` says how."""

    def _after(self, event: e.Event) -> Visit:
        """The open visit with one more event, on the step in view here."""
        here = self._open().encounter
        if not isinstance(event, e.Undone):
            return self._seen(apply(here, event))
        return self._seen(on_step_of(here, fold([*self._events, (self._last + 1, event)])))

    def _look_up(self) -> None:
        """Show the visit as it stands, and then with what came while somebody was asked."""
        if self._visit is not None:
            self.encounter_changed.emit(self._visit)
            self.take_in(self._visit.encounter.id)

    def _keep(self, event: e.Event) -> bool:
        return self._say(Said(event, self._noticed.up_to(self._last), self._last))

    def _say(self, said: Said) -> bool:
        if self._saving.is_busy:
            # One after another: each is said of the visit as the one before left it.
            self._waiting.append(said)
            return True
        if self._meeting is not None:
            # A field that is left while it is asked about tells once more what it told.
            self._waiting += [] if said.event in self._meeting.said else [said]
            return True
        visit, event = self._open(), said.event
        # Compared before it is seen: a step that is not for these eyes looks like the one in view.
        if not isinstance(event, e.Undone) and apply(visit.encounter, event) == visit.encounter:
            # Said once more, nothing new: the record stays as it is.
            self.encounter_changed.emit(visit)
            return True
        return self._append(self._after(event), said)

    def _append(self, moved: Visit, said: Said) -> bool:
        if not self._may(action_of(said.event, self._events)):
            if self._visit is not None:
                self.encounter_changed.emit(self._visit)
            self.refused.emit()
            return False
        expected = said.seen if self._noticed.is_news(said.seen) else self._last
        change = Change(uuid4().hex, said.event, moved, self._started_at, expected)
        self._shown = said.shown
        self._saving.save(change)
        return self._unsaved is None and self._meeting is None

    def _to_follow(self, events: Sequence[e.Event]) -> list[Said]:
        return [Said(event, self._last, self._last) for event in events]

    def _go_on(self) -> None:
        while self._waiting and not (self._saving.is_busy or self._meeting or self._unsaved):
            self._say(self._waiting.pop(0))

    def _on_kept(self, change: Change, sequence: int) -> None:
        self._unsaved = None
        if not self._is_of_open_visit(change):
            return
        self._events.append((sequence, change.event))
        self._noticed.said(sequence)
        # What may be seen, and what the clinic lists, may have changed while it was being kept.
        self._visit = self._seen(change.moved.encounter)
        self.encounter_changed.emit(self._visit)
        self._go_on()

    def _on_failed(self, change: Change, fault: RecordsError) -> None:
        if isinstance(fault, Conflict) and self._is_open(change.moved.encounter.id):
            self._unsaved = None
            self._meet(change, fault)
            return
        self._unsaved = change
        self.not_saved.emit(str(fault))

    def _on_looked(
        self, encounter: str, events: Sequence[Numbered], stations: Mapping[int, str]
    ) -> None:
        # A change that is on its way, or waits for somebody, meets with what came.
        is_free = not (self._saving.is_busy or self._meeting or self._unsaved)
        if is_free and self._is_open(encounter) and self._add(events, stations):
            self.encounter_changed.emit(self._visit)

    def _add(self, events: Sequence[Numbered], stations: Mapping[int, str]) -> bool:
        """Take in what others wrote, on the step in view here; whether anything is new."""
        new = [(at, renamed(one, self._renames)) for at, one in events if at > self._last]
        if new:
            self._noticed.come((sequence for sequence, _ in new), stations)
            self._events.extend(new)
            self._visit = self._seen(on_step_of(self._open().encounter, fold(self._events)))
        return bool(new)

    def _meet(self, change: Change, conflict: Conflict) -> None:
        """See what others did meanwhile; go on, unless both touched the same."""
        mine = [change.event]
        while self._waiting and self._waiting[0].seen >= change.expected:
            mine.append(self._waiting.pop(0).event)
        shown = [one for one in self._events if one[0] <= self._shown]
        self._add(conflict.events, conflict.stations)
        known, theirs = part(self._events, change.expected, self._noticed.stations)
        self._bring_together(meet(known, theirs, mine, shown))

    def _bring_together(self, meeting: Meeting) -> None:
        if meeting.differences:
            # Asked before it is shown: a field that somebody types in shows theirs once left.
            self._meeting = meeting
            stations = dict(self._noticed.stations)
            self.both_answered.emit(BothAnswered(meeting, stations, self._open().pack))
            self.encounter_changed.emit(self._open())
        else:
            self.encounter_changed.emit(self._open())
            self._waiting[:0] = self._to_follow(meeting.mine)
            self._go_on()
        if meeting.undo_collides:
            self._question_undo()

    def _question_undo(self) -> None:
        sequence = last_undoable(self._events)
        if sequence is not None:
            station = self._noticed.stations.get(sequence, "")
            undo = undo_of(self._events, sequence, station, self._open().pack)
            self.undo_questioned.emit(undo)

    def _is_of_open_visit(self, change: Change) -> bool:
        """Whether the change is of the visit in view, or begins the one that will be."""
        if self._visit is None:
            return isinstance(change.event, e.EncounterStarted)
        return change.moved.encounter.id == self._visit.encounter.id
