"""Opens, begins and leaves one visit after another."""

from datetime import date, datetime
from uuid import uuid4

from PySide6.QtCore import Signal

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import meet
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import Encounter, fold, start
from sdm_app.domain.permissions import Action
from sdm_app.domain.renaming import renamed
from sdm_app.domain.services import Service, with_names_of_today
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FoundAt, Step
from sdm_app.packs import Content, Shelf
from sdm_app.records import Conflict, Records, RecordsError
from sdm_app.ui.company import BothAnswered, Said
from sdm_app.ui.earlier_visits import Numbered, as_encounters, read_earlier
from sdm_app.ui.noticed import Noticed
from sdm_app.ui.overriding import override
from sdm_app.ui.reading_visit import ReadVisit, read_visit, with_its_content
from sdm_app.ui.saving import Change
from sdm_app.ui.visit_writer import VisitWriter


class VisitKeeper(VisitWriter):
    """Which visit is open, with which content, on which day and for whose eyes it is seen."""

    not_opened = Signal(str)

    def __init__(self, records: Records, content: Content, shelf: Shelf, today: date) -> None:
        super().__init__(records)
        self._records = records
        self._content = content
        self._shelf = shelf
        self._pack = content.pack
        self._pack_of_visit = content.pack
        self._today = today
        self._services: tuple[Service, ...] = ()
        self._left: Numbered = ()
        self._past: tuple[Encounter, ...] = ()

    def use_pack(self, pack: ContentPack) -> None:
        """Begin visits with the content as a clinic's settings make it, from the next one on."""
        self._pack = pack

    def use_services(self, services: tuple[Service, ...]) -> None:
        """The clinic lists these services from now on."""
        if services != self._services:
            self._services = services
            self.see_again()

    def see_again(self) -> None:
        """Show the open visit as somebody else may see it."""
        if self._visit is not None:
            self._visit = self._seen(self._visit.encounter)
            self.encounter_changed.emit(self._visit)

    def set_today(self, today: date) -> None:
        """The day a visit is seen on from now; a window may stay open over midnight."""
        self._today = today

    def start_visit(
        self,
        reference: str,
        birth_year: int | None,
        found_at: str,
        follows: str = "",
        appointment: str = "",
    ) -> None:
        """Start a visit and open it; `birth_year` is None when it was not said.

        `follows` is the id of an earlier visit of the same patient, `appointment` that of the
        schedule's row it comes from; empty for none.
        """
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
            follows=follows,
            appointment=appointment,
        )
        if not follows:
            self._begin(event, ())
            return
        self._asking.ask(
            lambda records: read_earlier(records, follows),
            lambda earlier: self._begin(event, earlier),
            lambda _fault: self._begin(event, ()),
        )

    def _begin(self, event: e.EncounterStarted, earlier: tuple[Numbered, ...]) -> None:
        self._records.keep_content_later(self._content.sha256, self._content.raw.decode())
        self.close_visit()
        self._pack_of_visit = self._pack
        self._past = as_encounters(earlier, self._pack.renamed)
        self._started_at = datetime.now().strftime("%H:%M")
        self._append(self._seen(start(event)), Said(event, 0, 0))

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
        pack, renames = with_its_content(read, self._pack, self._content, self._shelf)
        self.close_visit()
        self._pack_of_visit, self._renames = pack, renames
        self._past = as_encounters(read.earlier, pack.renamed)
        self._events = list(read.events)
        if renames:
            self._events = [(at, renamed(event, renames)) for at, event in read.events]
        self._started_at, self._visit = read.started_at, self._seen(fold(self._events))
        self.encounter_changed.emit(self._visit)

    def close_visit(self) -> None:
        """Let go of the open visit; everything of it is saved already, or on its way."""
        while self._waiting and self._saving.is_busy:
            self._saving.wait()
        self._left = tuple(self._events) if self._saving.is_busy else ()
        self._visit, self._unsaved, self._events, self._waiting = None, None, [], []
        self._past = ()
        self._meeting, self._noticed, self._renames = None, Noticed(self._clock), {}

    @override
    def _on_failed(self, change: Change, fault: RecordsError) -> None:
        encounter = change.moved.encounter.id
        if isinstance(fault, Conflict) and self._left and not self._is_open(encounter):
            self._keep_left(change, fault, self._left)
        else:
            super()._on_failed(change, fault)

    def _keep_left(self, change: Change, conflict: Conflict, left: Numbered) -> None:
        """Keep the last change of a visit that was left, beside what others wrote in it."""
        meeting = meet(left, conflict.events, [change.event])
        if meeting.differences:
            asked = BothAnswered(meeting, conflict.stations, change.moved.pack)
            self.both_answered.emit(asked)
            return
        self._left = (*left, *conflict.events)
        last = self._left[-1][0]
        for event in meeting.mine:
            encounter = fold([*self._left, (last + 1, event)])
            moved = change.moved.model_copy(update={"encounter": encounter})
            self._saving.save(Change(uuid4().hex, event, moved, change.started_at, last))

    @override
    def _seen(self, encounter: Encounter) -> Visit:
        past = self._past
        if not self._may(Action.CLINICAL_STEPS):
            # What was last open may be a step that is not for these eyes; the record keeps it.
            encounter, past = encounter.model_copy(update={"step": Step.SCREENING}), ()
        pack = self._pack_of_visit
        services = with_names_of_today(self._services, pack.renamed)
        return Visit(
            pack=pack, encounter=encounter, today=self._today, services=services, past=past
        )
