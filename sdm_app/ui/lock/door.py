"""The window in front of a locked screen: the only one that hears keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.lock.covering import STAYS
from sdm_app.ui.lock.emergency import Emergency
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.staff.sign_in import SignIn
from sdm_app.ui.text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdm_app.domain.staff import StaffMember


class Door(QDialog):
    """Stands over the window until somebody gives a right PIN or a reason.

    It shows names of the staff and nothing of any visit. `given_up` says that what was given
    before is no longer meant: another name was chosen, or another way.
    """

    pin_given = Signal(str, str)
    reason_given = Signal(str)
    given_up = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._window = window
        self.setObjectName("door")
        self.setProperty(STAYS, True)
        self.setWindowTitle(window.windowTitle())
        self.setAccessibleName(_("The screen is locked"))
        # Of the whole application: a dialog that is open must not be reached beside it.
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        title = PlainLabel(_("The screen is locked"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        self.sign_in = SignIn()
        self.sign_in.pin_given.connect(self.pin_given)
        self.sign_in.emergency_requested.connect(self._on_emergency_requested)
        self.sign_in.given_up.connect(self.given_up)
        self.emergency = Emergency(_("Your name, and the reason"), _("Back to the PIN"))
        self.emergency.reason_given.connect(self.reason_given)
        self.emergency.given_up.connect(self._on_given_up)
        self._ways = QStackedWidget()
        self._ways.addWidget(self.sign_in)
        self._ways.addWidget(self.emergency)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._ways, 6)
        row.addStretch(1)
        column.addLayout(row, 6)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner, "door-scroll"))

    def stand(self, people: Sequence[StaffMember], chosen: str) -> None:
        """Stand over the window, with one name chosen when they were here last."""
        self.sign_in.forget()
        self.sign_in.show_people(people, chosen)
        self._ways.setCurrentWidget(self.sign_in)
        self.come_forward()

    def come_forward(self) -> None:
        """Stand before a window that opened after this one: the newest hears the keys."""
        self.hide()
        self.setGeometry(self._window.geometry())
        self.show()
        self.raise_()
        self.activateWindow()
        self.sign_in.focus()

    def show_checking(self, is_on: bool) -> None:
        """Say that what was given is looked at, and take nothing else meanwhile."""
        if self._ways.currentWidget() is self.sign_in:
            self.sign_in.show_checking(is_on)
        else:
            self.emergency.show_checking(is_on)

    def step_aside(self) -> None:
        """Somebody may pass."""
        self.sign_in.forget()
        self.emergency.begin()
        self.hide()

    @override
    def reject(self) -> None:
        """Escape does not open it."""

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        # Somebody's own close is no key to the door; the end of the program is not held up.
        if event.spontaneous():
            event.ignore()
        else:
            event.accept()

    def _on_emergency_requested(self) -> None:
        self.given_up.emit()
        self._ways.setCurrentWidget(self.emergency)
        self.emergency.begin()

    def _on_given_up(self) -> None:
        self.given_up.emit()
        self._ways.setCurrentWidget(self.sign_in)
        self.sign_in.focus()
