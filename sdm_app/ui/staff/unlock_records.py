"""Asks for the recovery passphrase when this computer's keyring does not open the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.background import Background
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.form import add_field

if TYPE_CHECKING:
    from collections.abc import Callable

    Unlock = Callable[[Path, str], bytes]

_LONGEST = 200


class UnlockRecords(QDialog):
    """`unlocked` carries the data key; closing it leaves the records shut."""

    unlocked = Signal(object)

    def __init__(self, why: str, folder: Path, unlock: Unlock, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._unlock = folder, unlock
        self.setObjectName("unlock-records")
        self.setWindowTitle(_("Open the records"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Open the records"), "title"))
        column.addWidget(PlainLabel(why, "body"))
        hint = _("It was written down when the records were set up. Case and spaces do not count.")
        column.addWidget(PlainLabel(hint, "muted"))
        self.passphrase = add_field(column, "recovery-passphrase", _("Recovery passphrase"))
        self.passphrase.setMaxLength(_LONGEST)
        self.fault = PlainLabel("", "body")
        self.fault.setObjectName("unlock-fault")
        self.fault.setProperty("numberKind", "instruction")
        column.addWidget(self.fault)
        column.addLayout(self._build_buttons())
        self.resize(min(640, parent.width() - 80), self.sizeHint().height())

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        leave = outline(_("Leave them shut"))
        leave.setObjectName("leave-shut")
        leave.clicked.connect(self.reject)
        self._open = primary(_("Open"))
        self._open.setObjectName("open-records")
        self._open.setDefault(True)
        self._open.clicked.connect(self._on_open_clicked)
        row.addWidget(leave)
        row.addWidget(self._open)
        return row

    def _on_open_clicked(self) -> None:
        typed = self.passphrase.text()
        if not typed.strip():
            self.fault.set_text(_("Type the passphrase."))
            return
        self._open.setEnabled(False)
        self.fault.set_text("")
        work = Background(lambda: self._unlock(self._folder, typed), self)
        work.done.connect(self._on_unlocked)
        work.failed.connect(self._on_failed)
        work.start()

    def _on_unlocked(self, key: bytes) -> None:
        self.passphrase.clear()
        self.accept()
        self.unlocked.emit(key)

    def _on_failed(self, fault: Exception) -> None:
        self._open.setEnabled(True)
        self.passphrase.selectAll()
        self.passphrase.setFocus()
        self.fault.set_text(str(fault))
