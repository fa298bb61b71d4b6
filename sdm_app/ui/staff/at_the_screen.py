"""What the staff means for the window: who is named, what is refused, the lock and the band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout

from sdm_app.i18n import gettext as _
from sdm_app.ui.lock.band import EmergencyBand
from sdm_app.ui.lock.emergency import EmergencyDialog
from sdm_app.ui.lock.locking import Locking
from sdm_app.ui.widgets.buttons import link, outline
from sdm_app.ui.widgets.form import open_once

if TYPE_CHECKING:
    from sdm_app.records.staff_store import StaffStore
    from sdm_app.settings import Settings
    from sdm_app.ui.lock.idle import Idle
    from sdm_app.ui.lock.session import Session
    from sdm_app.ui.main_window import MainWindow

_BELOW_NOTICE = 2
"""The band's place in the window's column."""


class AtTheScreen(QObject):
    """Joins a window to its staff. From `start` on nothing is seen until somebody signs in."""

    def __init__(
        self,
        window: MainWindow,
        store: StaffStore,
        *,
        idle: Idle | None = None,
        session: Session | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self.locking = Locking(
            window, window.hiding, window.signed, store, idle=idle, session=session
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
        self._show()

    def start(self) -> None:
        """Lock until the first person signs in."""
        self.locking.start()

    def _show(self) -> None:
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
        self._show()
        self._window.see_as_somebody_else()

    def _on_emergency_clicked(self) -> None:
        dialog = EmergencyDialog(self._window)
        dialog.reason_given.connect(self._on_reason_given)
        open_once(dialog)

    def _on_reason_given(self, reason: str) -> None:
        dialog = self.sender()
        assert isinstance(dialog, EmergencyDialog)
        fault = self.locking.open_in_emergency(reason)
        if fault:
            dialog.card.say(fault)
        else:
            dialog.accept()

    def _on_settings_changed(self, settings: Settings) -> None:
        self.locking.set_minutes(settings.lock_after_minutes)

    def _on_staff_clicked(self) -> None:
        from sdm_app.ui.staff.staff_dialog import StaffDialog  # noqa: PLC0415

        if self._window.signed.allows("manage-staff"):
            open_once(StaffDialog(self._store, self._window.signed.id, self._window))
