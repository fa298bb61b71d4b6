"""What the staff means for the window: who is named, what is refused, the lock and the band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout
from shiboken6 import isValid

from sdm_app.i18n import gettext as _
from sdm_app.ui.asking import Asking
from sdm_app.ui.lock.band import EmergencyBand
from sdm_app.ui.lock.emergency import EmergencyDialog
from sdm_app.ui.lock.locking import Locking
from sdm_app.ui.overriding import override
from sdm_app.ui.widgets.buttons import link, outline
from sdm_app.ui.widgets.form import open_once

if TYPE_CHECKING:
    from sdm_app.records.asked_staff import AskedStaff
    from sdm_app.settings import Settings
    from sdm_app.ui.lock.idle import Idle
    from sdm_app.ui.lock.session import Session
    from sdm_app.ui.main_window import MainWindow

_BELOW_NOTICE = 2
"""The band's place in the window's column."""
_TO_END_SECONDS = 0.15
"""How long closing the window waits for the staff's thread."""


class AtTheScreen(QObject):
    """Joins a window to its staff. From `start` on nothing is seen until somebody signs in."""

    def __init__(
        self,
        window: MainWindow,
        staff: AskedStaff,
        *,
        idle: Idle | None = None,
        session: Session | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self.asking = Asking(staff, self)
        self._asked = staff
        window.installEventFilter(self)
        self.locking = Locking(
            window, window.hiding, window.signed, self.asking, idle=idle, session=session
        )
        self.locking.locked.connect(window.clipboard.clear_if_ours)
        window.settings_changed.connect(self._on_settings_changed)
        window.signed.changed.connect(self._on_changed)
        window.top_bar.lock_requested.connect(self.locking.lock)
        self.band = EmergencyBand()
        self.band.lock_requested.connect(self.locking.lock)
        middle = window.centralWidget()
        column = None if middle is None else middle.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(_BELOW_NOTICE, self.band)
        self._staff = outline(_("Staff"))
        self._staff.setObjectName("open-staff")
        self._staff.clicked.connect(self._on_staff_clicked)
        window.pages.today.add_to_side(self._staff)
        self._emergency = link(_("Emergency: open visits"))
        self._emergency.setObjectName("open-in-emergency")
        self._emergency.clicked.connect(self._on_emergency_clicked)
        window.pages.today.add_to_side(self._emergency)
        self._show_person()

    def start(self) -> None:
        """Lock until the first person signs in."""
        self.locking.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            # What was just saved or locked is kept before the records are shut, if it is quick.
            self._asked.finish(_TO_END_SECONDS)
        return False

    def _show_person(self) -> None:
        signed = self._window.signed
        self.band.setVisible(signed.is_emergency)
        if signed.is_emergency:
            name = _("Emergency")
        else:
            name = "" if signed.person is None else signed.person.name
        self._window.top_bar.show_person(name)
        self._staff.setVisible(signed.may("manage-staff"))
        self._emergency.setVisible(not signed.may("clinical-steps"))
        self._window.pages.today.settings.setVisible(signed.may("manage-settings"))

    def _on_changed(self) -> None:
        self._show_person()
        self._window.see_as_somebody_else()

    def _on_emergency_clicked(self) -> None:
        dialog = EmergencyDialog(self._window)
        dialog.reason_given.connect(self._on_reason_given)
        open_once(dialog)

    def _on_reason_given(self, reason: str) -> None:
        dialog = self.sender()
        assert isinstance(dialog, EmergencyDialog)

        def is_wanted() -> bool:
            return isValid(dialog) and dialog.isVisible()

        def on_answer(fault: str) -> None:
            if not is_wanted():
                return
            dialog.card.show_checking(False)
            if fault:
                dialog.card.say(fault)
            else:
                dialog.accept()

        dialog.card.show_checking(True)
        self.locking.open_in_emergency(reason, on_answer, is_wanted)

    def _on_settings_changed(self, settings: Settings) -> None:
        self.locking.set_minutes(settings.lock_after_minutes)

    def _on_staff_clicked(self) -> None:
        from sdm_app.ui.staff.staff_dialog import StaffDialog  # noqa: PLC0415

        if self._window.signed.allows("manage-staff"):
            open_once(StaffDialog(self.asking, self._window.signed.id, self._window))
