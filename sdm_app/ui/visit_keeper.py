"""Holds the open visit: each change is kept on disk before the visit moves."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import Meeting, meet
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import Encounter, apply, fold, last_undoable, start
from sdm_app.domain.permissions import Action, action_of
from sdm_app.domain.places import Place
from sdm_app.domain.services import Service, with_names_of_today
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FoundAt, Step
from sdm_app.packs import Content, Shelf
from sdm_app.records import Conflict, Records, RecordsError
from sdm_app.ui.asking import Asking
from sdm_app.ui.company import BothAnswered, OthersUndo, Said, part, undo_of
from sdm_app.ui.noticed import Noticed
from sdm_app.ui.reading_visit import ReadVisit, read_visit, with_its_content
from sdm_app.ui.saving import Change, Saving


class VisitKeeper(QObject):
    """Opens, changes and leaves one visit after another; every change goes through `_keep`.

    `encounter_changed` carries the `Visit`; `not_saved` a sentence on why the last change was not
    kept. The visit then stands as it was, and `try_again` keeps the same change once more.
    `refused` says that the one at the screen may not make the last change. `both_answered` carries
    a `BothAnswered` that waits for `choose`, and `undo_questioned` an `OthersUndo` for
    `undo_event`.
    """

    encounter_changed = Signal(object)
    not_saved = Signal(str)
    not_opened = Signal(str)
    saving_lasts = Signal(bool)
    refused = Signal()
    both_answered = Signal(object)
    undo_questioned = Signal(object)

    def __init__(self, records: Records, content: Content, shelf: Shelf, today: date) -> None:
        super().__init__()
        self._records = records
        self._content = content
        self._shelf = shelf
        self._pack = content.pack
        self._pack_of_visit = content.pack
        self._today = today
        self._services: tuple[Service, ...] = ()
        self._may: Callable[[Action], bool] = _everything
        self._visit: Visit | None = None
        self._unsaved: Change | None = None
        self._waiting: list[Said] = []
        self._meeting: Meeting | None = None
        self._noticed = Noticed()
        self._asking = Asking(records, self)
        self._saving = Saving(records, self)
        self._saving.kept.connect(self._on_kept)
        self._saving.failed.connect(self._on_failed)
        self._saving.lasts.connect(self.saving_lasts)
        self._events: list[tuple[int, e.Event]] = []
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
    def events(self) -> tuple[tuple[int, e.Event], ...]:
        """The open visit's events with their sequence numbers."""
        return tuple(self._events)

    def use_pack(self, pack: ContentPack) -> None:
        """Begin visits with the content as a clinic's settings make it, from the next one on."""
        self._pack = pack

    def use_services(self, services: tuple[Service, ...]) -> None:
        """The clinic lists these services from now on."""
        if services != self._services:
            self._services = services
            self.see_again()

    def ask_first(self, may: Callable[[Action], bool]) -> None:
        """Keep only what may be done by whoever is at the screen."""
        self._may = may

    def see_again(self) -> None:
        """Show the open visit as somebody else may see it."""
        if self._visit is not None:
            self._visit = self._seen(self._visit.encounter)
            self.encounter_changed.emit(self._visit)

    def set_today(self, today: date) -> None:
        """The day a visit is seen on from now; a window may stay open over midnight."""
        self._today = today

    def start_visit(self, reference: str, birth_year: int | None, found_at: str) -> None:
        """Start a visit and open it; `birth_year` is None when it was not said."""
        self._saving.wait()
        event = e.EncounterStarted(
            encounter=uuid4().hex,
            reference=reference,
            birth_year=birth_year,
            found_at=FoundAt(found_at),
            started_on=self._today,
            content_id=self._pack.info.id,
            content_version=self._pack.info.version,
            content_sha256=self._content.sha256,
        )
        self._records.keep_content_later(self._content.sha256, self._content.raw.decode())
        self.close_visit()
        self._pack_of_visit = self._pack
        self._started_at = datetime.now().strftime("%H:%M")
        self._append(self._seen(start(event)), Said(event, 0))

    def open_visit(self, encounter_id: str) -> None:
        """Open a visit of the list, on the step where it was left, with the content it began with.

        Where that content is not here any more it is seen with today's, by the ids of today.
        `not_opened` says why it cannot be opened.
        """
        self._saving.wait()
        self._asking.ask(
            lambda records: read_visit(records, encounter_id, self._content.sha256),
            self._show,
            lambda fault: self.not_opened.emit(str(fault)),
        )

    def _show(self, read: ReadVisit) -> None:
        pack, events = with_its_content(read, self._pack, self._content, self._shelf)
        self.close_visit()
        self._pack_of_visit = pack
        visit = self._seen(fold(events))
        self._events, self._started_at, self._visit = events, read.started_at, visit
        self.encounter_changed.emit(visit)

    def close_visit(self) -> None:
        """Let go of the open visit; everything of it is saved already, or on its way."""
        self._visit, self._unsaved, self._events, self._waiting = None, None, [], []
        self._meeting, self._noticed = None, Noticed()

    def try_again(self) -> bool:
        """Keep the change that was not saved; whether nothing is left unsaved."""
        if self._unsaved is not None and not self._saving.is_busy:
            self._saving.save(self._unsaved)
        return self._unsaved is None

    def give_up_change(self) -> None:
        """Go on without the change that could not be saved."""
        self._unsaved, self._waiting = None, []
        if self._visit is not None:
            self.encounter_changed.emit(self._visit)
            self.take_in(self._visit.encounter.id)

    def undo(self) -> bool:
        """Take back the last answer or choice; whether it is done.

        What somebody else wrote meanwhile is asked about first.
        """
        sequence = last_undoable(self._events)
        if sequence is None:
            return False
        if sequence in self._noticed.stations:
            self._question_undo(sequence)
            return False
        return self.undo_event(sequence)

    def undo_event(self, sequence: int) -> bool:
        """Take back one event, of whomever; whether it is done."""
        if self._visit is None or self._saving.is_busy or self._meeting is not None:
            return False
        event = e.Undone(sequence=sequence)
        return self._append(self._after(event), Said(event, self._last))

    def type_begins(self) -> None:
        """A text of the visit is being typed: it is meant for the visit as it is in view now."""
        self._noticed.type_from(self._noticed.up_to(self._last))

    def type_ends(self) -> None:
        """Nobody is typing any more."""
        self._noticed.type_from(None)

    def take_in(self, encounter: str) -> None:
        """See what others wrote in the open visit if it is this one, on the step in view here."""
        if self._visit is None or encounter != self._visit.encounter.id:
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
        if meeting is None or self._visit is None:
            return
        self._noticed.see_all()
        self._waiting[:0] = [Said(event, self._last) for event in meeting.choosing(mine)]
        self._go_on()
        if self._visit is not None:
            self.encounter_changed.emit(self._visit)
            self.take_in(self._visit.encounter.id)

    @property
    def _last(self) -> int:
        return self._events[-1][0] if self._events else 0

    def _open(self) -> Visit:
        if self._visit is None:
            raise RuntimeError("no visit is open")
        return self._visit

    def _seen(self, encounter: Encounter) -> Visit:
        if not self._may(Action.CLINICAL_STEPS):
            # What was last open may be a step that is not for these eyes; the record keeps it.
            encounter = encounter.model_copy(update={"step": Step.SCREENING})
        pack = self._pack_of_visit
        services = with_names_of_today(self._services, pack.renamed)
        return Visit(pack=pack, encounter=encounter, today=self._today, services=services)

    def _after(self, event: e.Event) -> Visit:
        """The open visit with one more event, on the step in view here."""
        here = self._open().encounter
        if not isinstance(event, e.Undone):
            return self._seen(apply(here, event))
        return self._seen(_on_step_of(here, fold([*self._events, (self._last + 1, event)])))

    def _keep(self, event: e.Event) -> bool:
        return self._say(Said(event, self._noticed.up_to(self._last)))

    def _say(self, said: Said) -> bool:
        if self._saving.is_busy:
            # One after another: each is said of the visit as the one before left it.
            self._waiting.append(said)
            return True
        if self._meeting is not None:
            # A field that is left while it is asked about tells once more what it told.
            self._waiting += [said] if said.event not in self._meeting.said else []
            return True
        visit, moved = self._open(), self._after(said.event)
        if moved.encounter == visit.encounter and not isinstance(said.event, e.Undone):
            # Said once more, nothing new: the record stays as it is.
            self.encounter_changed.emit(visit)
            return True
        return self._append(moved, said)

    def _append(self, moved: Visit, said: Said) -> bool:
        if not self._may(action_of(said.event, self._events)):
            if self._visit is not None:
                self.encounter_changed.emit(self._visit)
            self.refused.emit()
            return False
        expected = said.seen if self._noticed.is_news(said.seen) else self._last
        change = Change(uuid4().hex, said.event, moved, self._started_at, expected)
        self._saving.save(change)
        return self._unsaved is None and self._meeting is None

    def _go_on(self) -> None:
        while self._waiting and not (self._saving.is_busy or self._meeting or self._unsaved):
            self._say(self._waiting.pop(0))

    def _on_kept(self, change: Change, sequence: int) -> None:
        self._unsaved = None
        if not self._is_of_open_visit(change):
            return
        self._events.append((sequence, change.event))
        self._noticed.said(sequence)
        self._visit = change.moved
        self.encounter_changed.emit(change.moved)
        self._go_on()

    def _on_failed(self, change: Change, fault: RecordsError) -> None:
        if isinstance(fault, Conflict) and self._visit is not None:
            self._meet(change, fault)
            return
        self._unsaved = change
        self.not_saved.emit(str(fault))

    def _on_looked(
        self, encounter: str, events: tuple[tuple[int, e.Event], ...], stations: dict[int, str]
    ) -> None:
        if self._visit is None or encounter != self._visit.encounter.id:
            return
        # A change that is on its way, or waits for somebody, meets with what came.
        if not (self._saving.is_busy or self._meeting or self._unsaved):
            self._add(events, stations)

    def _add(
        self, events: tuple[tuple[int, e.Event], ...], stations: Mapping[int, str]
    ) -> None:
        """Show what others wrote, on the step in view here."""
        new = [one for one in events if one[0] > self._last]
        if new:
            self._noticed.come((sequence for sequence, _ in new), stations)
            self._events.extend(new)
            here = self._open().encounter
            self._visit = self._seen(_on_step_of(here, fold(self._events)))
            self.encounter_changed.emit(self._visit)

    def _meet(self, change: Change, conflict: Conflict) -> None:
        """See what others did meanwhile; go on, unless both touched the same."""
        if not self._is_of_open_visit(change):
            return
        mine, self._waiting = [change.event, *(said.event for said in self._waiting)], []
        self._add(conflict.events, conflict.stations)
        known, theirs = part(self._events, change.expected, self._noticed.stations)
        meeting = meet(known, theirs, mine)
        if meeting.differences:
            self._meeting = meeting
            visit, stations = self._open(), dict(self._noticed.stations)
            self.both_answered.emit(BothAnswered(meeting, stations, visit.pack))
        else:
            self._waiting = [Said(event, self._last) for event in meeting.mine]
            self._go_on()
        sequence = last_undoable(self._events)
        if meeting.undo_collides and sequence is not None:
            self._question_undo(sequence)

    def _question_undo(self, sequence: int) -> None:
        station = self._noticed.stations.get(sequence, "")
        visit = self._open()
        undo = undo_of(self._events, sequence, station, visit.pack)
        self.undo_questioned.emit(undo)

    def _is_of_open_visit(self, change: Change) -> bool:
        """Whether the change is of the visit in view, or begins the one that will be."""
        if self._visit is None:
            return isinstance(change.event, e.EncounterStarted)
        return change.moved.encounter.id == self._visit.encounter.id


def _everything(_action: Action) -> bool:
    return True


def _on_step_of(here: Encounter, encounter: Encounter) -> Encounter:
    """A visit that others moved in, on the step that is in view here."""
    place = {"step": here.step, "request": here.request, "item": here.item}
    return encounter.model_copy(update=place)
