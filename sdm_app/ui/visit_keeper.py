"""Holds the open visit: each change is kept on disk before the visit moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import touch_the_same
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import Encounter, apply, fold, last_undoable, start
from sdm_app.domain.permissions import Action, action_of
from sdm_app.domain.renaming import renamed
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FoundAt, Step
from sdm_app.i18n import gettext as _
from sdm_app.packs import Content, Shelf, earlier_pack
from sdm_app.records import Conflict, Records, RecordsError, UnreadableRecords
from sdm_app.ui.asking import Asking
from sdm_app.ui.saving import Change, Saving


class VisitKeeper(QObject):
    """Opens, changes and leaves one visit after another; every change goes through `_keep`.

    `encounter_changed` carries the `Visit`; `not_saved` a sentence on why the last change was not
    kept. The visit then stands as it was, and `try_again` keeps the same change once more.
    `refused` says that the one at the screen may not make the last change.
    """

    encounter_changed = Signal(object)
    not_saved = Signal(str)
    not_opened = Signal(str)
    saving_lasts = Signal(bool)
    refused = Signal()

    def __init__(self, records: Records, content: Content, shelf: Shelf, today: date) -> None:
        super().__init__()
        self._records = records
        self._content = content
        self._shelf = shelf
        self._pack = content.pack
        self._pack_of_visit = content.pack
        self._today = today
        self._may: Callable[[Action], bool] = _everything
        self._visit: Visit | None = None
        self._unsaved: Change | None = None
        self._waiting: list[e.Event] = []
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
        self._append(self._seen(start(event)), event)

    def open_visit(self, encounter_id: str) -> None:
        """Open a visit of the list, on the step where it was left, with the content it began with.

        Where that content is not here any more it is seen with today's, by the ids of today.
        `not_opened` says why it cannot be opened.
        """
        self._saving.wait()
        self._asking.ask(
            lambda records: _read(records, encounter_id, self._content.sha256),
            lambda read: self._show(*read),
            lambda fault: self.not_opened.emit(str(fault)),
        )

    def _show(self, events: list[tuple[int, e.Event]], raw: str | None, started_at: str) -> None:
        began = events[0][1]
        sha256 = began.content_sha256 if isinstance(began, e.EncounterStarted) else ""
        pack: ContentPack | None = self._pack
        if sha256 != self._content.sha256:
            pack = None if raw is None else earlier_pack(raw, self._content, self._shelf)
        if pack is None:
            pack = self._pack
            events = [(at, renamed(event, pack.renamed)) for at, event in events]
        self.close_visit()
        self._pack_of_visit = pack
        visit = self._seen(fold(events))
        self._events, self._started_at, self._visit = events, started_at, visit
        self.encounter_changed.emit(visit)

    def close_visit(self) -> None:
        """Let go of the open visit; everything of it is saved already, or on its way."""
        self._visit, self._unsaved, self._events, self._waiting = None, None, [], []

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

    def undo(self) -> bool:
        """Take back the last answer or choice; whether there was one."""
        sequence = last_undoable(self._events)
        if sequence is None or self._visit is None or self._saving.is_busy:
            return False
        event = e.Undone(sequence=sequence)
        encounter = fold([*self._events, (self._events[-1][0] + 1, event)])
        return self._append(self._seen(encounter), event)

    def _open(self) -> Visit:
        if self._visit is None:
            raise RuntimeError("no visit is open")
        return self._visit

    def _seen(self, encounter: Encounter) -> Visit:
        if not self._may(Action.CLINICAL_STEPS):
            # What was last open may be a step that is not for these eyes; the record keeps it.
            encounter = encounter.model_copy(update={"step": Step.SCREENING})
        return Visit(pack=self._pack_of_visit, encounter=encounter, today=self._today)

    def _keep(self, event: e.Event) -> bool:
        if self._saving.is_busy:
            # One after another: each is said of the visit as the one before left it.
            self._waiting.append(event)
            return True
        visit = self._open()
        encounter = apply(visit.encounter, event)
        if encounter == visit.encounter:
            # Said once more, nothing new: the record stays as it is.
            self.encounter_changed.emit(visit)
            return True
        return self._append(self._seen(encounter), event)

    def _append(self, moved: Visit, event: e.Event) -> bool:
        if not self._may(action_of(event, self._events)):
            if self._visit is not None:
                self.encounter_changed.emit(self._visit)
            self.refused.emit()
            return False
        expected = self._events[-1][0] if self._events else 0
        change = Change(uuid4().hex, event, moved, self._started_at, expected)
        self._saving.save(change)
        return self._unsaved is None

    def _on_kept(self, change: Change, sequence: int) -> None:
        self._unsaved = None
        if not self._is_of_open_visit(change):
            return
        self._events.append((sequence, change.event))
        self._visit = change.moved
        self.encounter_changed.emit(change.moved)
        if self._waiting:
            self._keep(self._waiting.pop(0))

    def _on_failed(self, change: Change, fault: RecordsError) -> None:
        if isinstance(fault, Conflict) and self._is_of_open_visit(change):
            self._take_in(change, fault)
            return
        self._unsaved = change
        self.not_saved.emit(str(fault))

    def _take_in(self, change: Change, conflict: Conflict) -> None:
        """See what others did meanwhile, and go on with the change unless it touches the same."""
        self._events.extend(conflict.events)
        before = self._visit = self._seen(fold(self._events))
        self.encounter_changed.emit(before)
        moved = self._seen(apply(before.encounter, change.event))
        again = replace(change, moved=moved, expected=self._events[-1][0])
        if any(touch_the_same(change.event, event) for _, event in conflict.events):
            self._unsaved = again
            self.not_saved.emit(
                _("Somebody else answered the same meanwhile, and it is shown now.")
            )
        else:
            self._saving.save(again)

    def _is_of_open_visit(self, change: Change) -> bool:
        """Whether the change is of the visit in view, or begins the one that will be."""
        if self._visit is None:
            return isinstance(change.event, e.EncounterStarted)
        return change.moved.encounter.id == self._visit.encounter.id


def _read(
    records: Records, encounter_id: str, in_use: str
) -> tuple[list[tuple[int, e.Event]], str | None, str]:
    """A visit's events, the kept content it began with unless that is in use, and when it began."""
    events = list(records.events_of(encounter_id))
    if not events:
        raise UnreadableRecords("This visit is not in the records.")
    began = events[0][1]
    if not isinstance(began, e.EncounterStarted):
        raise UnreadableRecords("This visit does not begin with its start.")
    day = records.list_on(began.started_on)
    started_at = next((row.started_at for row in day if row.encounter == encounter_id), "00:00")
    sha256 = began.content_sha256
    return events, records.content_of(sha256) if sha256 not in ("", in_use) else None, started_at


def _everything(_action: Action) -> bool:
    return True
