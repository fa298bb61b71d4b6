"""Locks the screen and opens it to the right person, at the same place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sdm_app.ui.asking import nothing
from sdm_app.ui.lock.covering import STAYS
from sdm_app.ui.lock.door import Door
from sdm_app.ui.lock.idle import Idle
from sdm_app.ui.lock.presence import Presence
from sdm_app.ui.lock.trying import Trying

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.domain.staff import StaffMember
    from sdm_app.records.errors import RecordsError
    from sdm_app.records.staff_store import StaffStore
    from sdm_app.ui.asking import Asking
    from sdm_app.ui.hiding import Hiding
    from sdm_app.ui.lock.session import Session
    from sdm_app.ui.staff.signed import Signed

ASK_AGAIN_MS = 3000
"""How soon a door without a single name asks again who works here."""


class Locking(QObject):
    """`locked` comes once everything is covered; `unlocked` once somebody is let in.

    The first sign-in of the day is an unlocking like any other. `asking` asks the `AskedStaff`:
    the cover waits for none of its answers.
    """

    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        window: QWidget,
        hiding: Hiding,
        signed: Signed,
        asking: Asking,
        *,
        idle: Idle | None = None,
        session: Session | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._hiding = hiding
        self._signed = signed
        self._asking = asking
        self._people: tuple[StaffMember, ...] = ()
        self._locks = 0
        self._idle = Idle() if idle is None else idle
        self._session = session
        self._presence = Presence(self._idle, self)
        self._presence.gone.connect(self.lock)
        hiding.lock_requested.connect(self.lock)
        hiding.window_covered.connect(self._on_window_covered)
        if session is not None:
            session.went_away.connect(self.lock)

    @cached_property
    def door(self) -> Door:
        """What stands over the window. Built when first needed."""
        return Door(self._window)

    @cached_property
    def _trying(self) -> Trying:
        trying = Trying(self.door, self._asking)
        trying.let_in.connect(self._on_let_in)
        return trying

    @property
    def is_locked(self) -> bool:
        """Whether the screen is locked."""
        return self._hiding.is_locked

    def start(self) -> None:
        """Lock until the first person signs in, and from then on whenever nobody is there."""
        self._signed.guard()
        if self._session is not None:
            self._session.listen()
        self._close()
        self._ask_who_works_here()

    def set_minutes(self, minutes: int) -> None:
        """Lock after this long without anybody at the screen, 1 to 30 minutes."""
        self._idle.set_minutes(minutes)

    def lock(self) -> None:
        """Cover everything at once, end an emergency, and wait for a PIN."""
        if self.is_locked:
            return
        self._presence.rest()
        self._close()
        person, was_emergency = self._signed.id, self._signed.is_emergency

        def keep(store: StaffStore) -> None:
            if was_emergency:
                store.mend_glass(person)
            store.lock(person)

        self._asking.ask(keep, nothing, nothing, waits=False)
        self._ask_who_works_here()
        self._signed.see(self._signed.person)
        self.locked.emit()

    def open_in_emergency(
        self, reason: str, answered: Callable[[str], None], is_wanted: Callable[[], bool]
    ) -> None:
        """Open visits to whoever is signed in, until the lock.

        Args:
            reason: why.
            answered: gets why not, or "" when they are open.
            is_wanted: whether they are still asked for, once the reason was kept.
        """
        person, locks = self._signed.id, self._locks

        def on_answer(fault: str) -> None:
            if fault:
                answered(fault)
            elif self._locks != locks or not is_wanted():
                self._asking.ask(
                    lambda store: store.mend_glass(person), nothing, nothing, waits=False
                )
            else:
                self._signed.see(self._signed.person, emergency=True)
                answered("")

        self._asking.ask(
            lambda store: store.break_glass(person, reason),
            on_answer,
            lambda fault: answered(str(fault)),
            to=self,
        )

    def _close(self) -> None:
        self._locks += 1
        self._hiding.lock()
        self._trying.give_up()
        self.door.stand(self._people, self._signed.id)

    def _ask_who_works_here(self) -> None:
        # Those who were here before stand there meanwhile.
        self._asking.ask(
            lambda store: store.staff().active,
            self._on_people,
            self._on_no_people,
            to=self,
            waits=not self._people,
        )

    def _on_people(self, people: tuple[StaffMember, ...]) -> None:
        if people != self._people:
            self._people = people
            if self.is_locked:
                sign_in = self.door.sign_in
                sign_in.show_people(people, sign_in.chosen or self._signed.id)

    def _on_no_people(self, fault: RecordsError) -> None:
        if not self.is_locked:
            return
        self.door.sign_in.tell(str(fault))
        if not self._people:
            QTimer.singleShot(ASK_AGAIN_MS, self, self._ask_again)

    def _ask_again(self) -> None:
        if self.is_locked and not self._people:
            self._ask_who_works_here()

    def _on_let_in(self, person: StaffMember | None) -> None:
        if person is None or person.id != self._signed.id:
            self._close_dialogs()
        self._signed.see(person, emergency=person is None)
        self.door.step_aside()
        self._hiding.unlock()
        # The keyboard was at the door; not every desktop gives it back by itself.
        (QApplication.activeModalWidget() or self._window).activateWindow()
        self._presence.watch()
        self.unlocked.emit()

    def _close_dialogs(self) -> None:
        """What one person had open is not for the next; what is saved is in the visit."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible() and not window.property(STAYS):
                window.reject()

    def _on_window_covered(self) -> None:
        if self.is_locked:
            # Not yet: the window that just opened is still on its way to the front.
            QTimer.singleShot(0, self._come_forward)

    def _come_forward(self) -> None:
        if self.is_locked:
            self.door.come_forward()
