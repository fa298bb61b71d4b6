"""Brings the clinic's directory into the window: read at the start, shown to whoever keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdm_app.i18n import gettext as _
from sdm_app.ui.directory.in_use import ServicesInUse
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.form import open_once

if TYPE_CHECKING:
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.live import Live
    from sdm_app.ui.main_window import MainWindow


class NearYou(QObject):
    """Joins a window to the directory of its records, and hears when it changed elsewhere."""

    def __init__(self, window: MainWindow, desk: Desk, live: Live) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.in_use = ServicesInUse(desk.records, self)
        self.in_use.changed.connect(self._on_list_changed)
        live.changed.connect(self.in_use.hear)
        self._open = outline(_("Services near you"))
        self._open.setObjectName("open-directory")
        self._open.clicked.connect(self._on_open_clicked)
        window.pages.today.add_to_side(self._open)
        window.signed.changed.connect(self._show_to_who_may)
        self._show_to_who_may()
        self.in_use.read()

    def _show_to_who_may(self) -> None:
        self._open.setVisible(self._window.signed.may("manage-directory"))

    def _on_list_changed(self) -> None:
        self._desk.controller.use_services(self.in_use.listed.directory.services)

    def _on_open_clicked(self) -> None:
        signed = self._window.signed
        if not signed.allows("manage-directory"):
            return
        # Imported here: most who open the window never open this.
        from sdm_app.ui.directory.directory_dialog import DirectoryDialog  # noqa: PLC0415

        names, renamed = self._desk.referral_names(), self._desk.pack.renamed
        open_once(DirectoryDialog(self.in_use, names, renamed, signed.id, self._window))
