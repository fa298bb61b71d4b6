"""Asks a clinician which urgency holds instead, and why when it is a lower one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.findings import RedFlags
from sdm_app.domain.safety import Safety
from sdm_app.domain.vocabulary import Urgency
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary


class OverrideDialog(QDialog):
    """`decided` carries the urgency and the reason, empty only when it is not lower."""

    decided = Signal(str, str)

    def __init__(self, flags: RedFlags, safety: Safety, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("override-dialog")
        self.setModal(True)
        self.setMinimumWidth(480)
        self.setWindowTitle(_("Set the urgency yourself"))
        self._computed = safety.computed
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(_("Set the urgency yourself"), "heading", self))
        said = _("The findings say: {title}").format(title=flags.wording_for(safety.computed).title)
        layout.addWidget(PlainLabel(said, "body", self))
        self._choices = QButtonGroup(self)
        for urgency in sorted(Urgency, key=_rank, reverse=True):
            choice = QRadioButton(flags.wording_for(urgency).title.replace("&", "&&"), self)
            choice.setObjectName(f"override-{urgency}")
            choice.setAccessibleName(choice.text())
            choice.setProperty("urgency", str(urgency))
            choice.setChecked(urgency == safety.urgency)
            self._choices.addButton(choice)
            layout.addWidget(choice)
        self._choices.buttonToggled.connect(self._on_changed)
        label = PlainLabel(_("Reason (goes into the record)"), "body", self)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("override-reason")
        self.reason.setAccessibleName(label.text())
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._on_changed)
        self.needed = PlainLabel("", "muted", self)
        self.needed.setObjectName("override-needed")
        layout.addWidget(label)
        layout.addWidget(self.reason)
        layout.addWidget(self.needed)
        layout.addSpacing(8)
        layout.addLayout(self._build_buttons())
        self._on_changed()

    def _build_buttons(self) -> QHBoxLayout:
        self.cancel = outline(_("Leave it as it is"))
        self.cancel.setObjectName("override-cancel")
        self.cancel.clicked.connect(self.reject)
        self.save = primary(_("Set the urgency"))
        self.save.setObjectName("override-save")
        self.save.clicked.connect(self._on_save_clicked)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.save)
        return row

    def _picked(self) -> Urgency:
        checked = self._choices.checkedButton()
        return self._computed if checked is None else Urgency(checked.property("urgency"))

    def _on_changed(self) -> None:
        lower = self._picked().rank < self._computed.rank
        has_reason = bool(self.reason.text().strip())
        needs = lower and not has_reason
        self.needed.set_text(_("A lower urgency needs a reason.") if needs else "")
        self.save.setEnabled(not needs)

    def _on_save_clicked(self) -> None:
        self.decided.emit(str(self._picked()), self.reason.text().strip())
        self.accept()


def _rank(urgency: Urgency) -> int:
    return urgency.rank
