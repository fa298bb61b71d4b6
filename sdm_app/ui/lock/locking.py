"""Locks the screen and opens it to the right person, at the same place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.records.errors import RecordsError
from sdm_app.records.staff_store import NotThem, Wait, Welcome
from sdm_app.ui.lock.covering import STAYS
from sdm_app.ui.lock.door import Door
from sdm_app.ui.lock.idle import Idle
from sdm_app.ui.lock.presence import Presence

if TYPE_CHECKING:
    from sdm_app.domain.staff import StaffMember
    from sdm_app.records.staff_store import StaffStore
    from sdm_app.ui.hiding import Hiding
    from sdm_app.ui.lock.session import Session
    from sdm_app.ui.staff.signed import Signed


class Locking(QObject):
    """`locked` comes once everything is covered; `unlocked` once somebody is let in.

    The first sign-in of the day is an unlocking like any other.
    """

    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        window: QWidget,
        hiding: Hiding,
        signed: Signed,
        store: StaffStore,
        *,
        idle: Idle | None = None,
        session: Session | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._hiding = hiding
        self._signed = signed
        self._store = store
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
        door = Door(self._window)
        door.pin_given.connect(self._on_pin_given)
        door.reason_given.connect(self._on_reason_given)
        return door

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
        try:
            if was_emergency:
                self._store.mend_glass(person)
            self._store.lock(person)
        except RecordsError:
            # The screen is locked all the same; a journal that is out of reach is said when used.
            pass
        self._signed.see(self._signed.person)
        self.locked.emit()

    def open_in_emergency(self, reason: str) -> str:
        """Open visits to whoever is signed in, until the lock; why not, or empty when done."""
        fault = self._broken(self._signed.id, reason)
        if not fault:
            self._signed.see(self._signed.person, emergency=True)
        return fault

    def _close(self) -> None:
        self._hiding.lock()
        try:
            people = self._store.staff().active
        except RecordsError as fault:
            people = ()
            self.door.stand(people, "")
            self.door.sign_in.say(str(fault))
            return
        self.door.stand(people, self._signed.id)

    def _open_to(self, person: StaffMember | None, *, emergency: bool = False) -> None:
        if person is None or person.id != self._signed.id:
            self._close_dialogs()
        self._signed.see(person, emergency=emergency)
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

    def _on_pin_given(self, person: str, pin: str) -> None:
        try:
            outcome = self._store.sign_in(person, pin)
        except RecordsError as fault:
            self.door.sign_in.say(str(fault))
            return
        match outcome:
            case Welcome():
                self._open_to(outcome.person)
            case NotThem(wait=0):
                self.door.sign_in.say(_("Name and PIN do not go together. Try again."))
            case NotThem():
                self.door.sign_in.wait(outcome.wait)
            case Wait():
                self.door.sign_in.wait(outcome.seconds)
            case _:
                assert_never(outcome)

    def _on_reason_given(self, reason: str) -> None:
        # Not signed in, whoever was before: a PIN is what says who somebody is.
        fault = self._broken("", reason)
        if fault:
            self.door.emergency.say(fault)
        else:
            self._open_to(None, emergency=True)

    def _broken(self, person: str, reason: str) -> str:
        try:
            return self._store.break_glass(person, reason)
        except RecordsError as error:
            return str(error)

    def _on_window_covered(self) -> None:
        if self.is_locked:
            # Not yet: the window that just opened is still on its way to the front.
            QTimer.singleShot(0, self._come_forward)

    def _come_forward(self) -> None:
        if self.is_locked:
            self.door.come_forward()
