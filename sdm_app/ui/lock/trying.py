"""Tries what is given at the door beside the window: a PIN takes its time, and so may a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Signal

from sdm_app.i18n import gettext as _
from sdm_app.records.staff_store import NotThem, Wait, Welcome
from sdm_app.ui.asking import nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.records.errors import RecordsError
    from sdm_app.records.staff_store import StaffStore
    from sdm_app.ui.asking import Asking
    from sdm_app.ui.lock.door import Door

    Outcome = Welcome | NotThem | Wait


class Trying(QObject):
    """`let_in` carries the `StaffMember` who may pass, or None in an emergency.

    An answer counts only while nothing else was done at the door. One that comes too late opens
    nothing: what it opened in the records is kept as closed again.
    """

    let_in = Signal(object)

    def __init__(self, door: Door, asking: Asking) -> None:
        super().__init__(door)
        self._door, self._asking = door, asking
        self._turn = 0
        door.pin_given.connect(self._on_pin_given)
        door.reason_given.connect(self._on_reason_given)
        door.given_up.connect(self.give_up)

    def give_up(self) -> None:
        """Let no answer that is still to come open the door."""
        self._turn += 1
        self._door.show_checking(False)

    def _begin(self) -> int:
        self._turn += 1
        self._door.show_checking(True)
        return self._turn

    def _counts(self, turn: int) -> bool:
        """Whether an answer is the one that is waited for, which it is no longer then."""
        if turn != self._turn:
            return False
        self.give_up()
        return True

    def _on_pin_given(self, person: str, pin: str) -> None:
        turn = self._begin()
        self._asking.ask(
            lambda store: store.sign_in(person, pin),
            lambda outcome: self._on_outcome(turn, outcome),
            lambda fault: self._on_fault(turn, fault),
            to=self,
        )

    def _on_outcome(self, turn: int, outcome: Outcome) -> None:
        if not self._counts(turn):
            if isinstance(outcome, Welcome):
                person = outcome.person.id
                self._keep_behind(lambda store: store.lock(person))
            return
        match outcome:
            case Welcome():
                self.let_in.emit(outcome.person)
            case NotThem(wait=0):
                self._door.sign_in.say(_("Name and PIN do not go together. Try again."))
            case NotThem():
                self._door.sign_in.wait(outcome.wait)
            case Wait():
                self._door.sign_in.wait(outcome.seconds)
            case _:
                assert_never(outcome)

    def _on_fault(self, turn: int, fault: RecordsError) -> None:
        if self._counts(turn):
            self._door.sign_in.say(str(fault))

    def _on_reason_given(self, reason: str) -> None:
        turn = self._begin()
        # Not signed in, whoever was before: a PIN is what says who somebody is.
        self._asking.ask(
            lambda store: store.break_glass("", reason),
            lambda fault: self._on_broken(turn, fault),
            lambda fault: self._on_not_broken(turn, str(fault)),
            to=self,
        )

    def _on_broken(self, turn: int, fault: str) -> None:
        if fault:
            self._on_not_broken(turn, fault)
        elif self._counts(turn):
            self.let_in.emit(None)
        else:
            self._keep_behind(lambda store: store.mend_glass(""))

    def _on_not_broken(self, turn: int, fault: str) -> None:
        if self._counts(turn):
            self._door.emergency.say(fault)

    def _keep_behind(self, work: Callable[[StaffStore], None]) -> None:
        self._asking.ask(work, nothing, nothing, waits=False)
