"""Asks who the first person is where records were set up and nobody was kept who may sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.records.pin import hash_pin
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.staff.set_up_pages import PersonPage
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary

if TYPE_CHECKING:
    from sdm_app.ui.asking import Asking


class FirstPerson(QDialog):
    """The program ended between making the keys and keeping the first person; `added` goes on."""

    added = Signal()

    def __init__(self, asking: Asking, parent: QWidget) -> None:
        super().__init__(parent)
        self._asking = asking
        self.setObjectName("first-person")
        self.setWindowTitle(_("Set up for a clinic"))
        self.person = PersonPage()
        self.fault = PlainLabel("")
        self.fault.setObjectName("first-person-fault")
        self.fault.setProperty("numberKind", "instruction")
        self.go = primary(_("Finish"))
        self.go.setObjectName("first-person-go")
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go_clicked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(scrolled(self.person, "first-person-scroll"), 1)
        outer.addWidget(self.fault)
        outer.addWidget(self.go)
        line = self.fontMetrics().height()
        self.resize(min(34 * line, parent.width() - 80), min(29 * line, parent.height() - 80))
        self.person.begin()

    @override
    def reject(self) -> None:
        """Nothing can be done in the window before: there is nobody to sign in."""

    def _on_go_clicked(self) -> None:
        fault = self.person.fault()
        self.fault.set_text(fault)
        if fault:
            return
        name, roles = self.person.name.text().strip(), self.person.roles
        pin = self.person.pins[0].text()
        self.go.setEnabled(False)
        self._asking.ask(
            lambda store: store.add_first(name, roles, hash_pin(pin)),
            self._on_added,
            self._on_failed,
            to=self,
        )

    def _on_added(self, _fault: str) -> None:
        # With a fault somebody at another workstation was quicker: then there is a first person.
        self.accept()
        self.added.emit()

    def _on_failed(self, fault: Exception) -> None:
        self.go.setEnabled(True)
        self.fault.set_text(str(fault))
