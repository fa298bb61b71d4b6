"""A score that the clinic types in from a form of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sdm_app.domain.questionnaires import Item, TypedNumber
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel

LONGEST = 8
WIDE_EMS = 9


class TypedScore(QWidget):
    """`picked` carries the item and what was typed; `taken_back` an item that was emptied.

    What is no such number is said beneath and told to nobody.
    """

    picked = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, item: Item, number: TypedNumber, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item, self._number = item, number
        self._answer = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        words = _("{score}, {lowest} to {highest}").format(
            score=item.text, lowest=f"{number.lowest:g}", highest=f"{number.highest:g}"
        )
        label = PlainLabel(words, "body", self)
        label.setProperty("numberKind", "instrument")
        column.addWidget(label)
        self.field = QLineEdit(self)
        self.field.setObjectName(f"typed-{item.id}")
        self.field.setAccessibleName(words)
        self.field.setMaxLength(LONGEST)
        self.field.setMaximumWidth(WIDE_EMS * self.fontInfo().pixelSize())
        self.field.editingFinished.connect(self._on_finished)
        label.setBuddy(self.field)
        column.addWidget(self.field)
        self.fault = PlainLabel("", "small", self)
        self.fault.setObjectName(f"fault-{item.id}")
        self.fault.setProperty("numberKind", "instrument")
        self.fault.hide()
        column.addWidget(self.fault)

    def show_answer(self, answer: str) -> None:
        """Show what it has so far, unless somebody is typing."""
        self._answer = answer
        if not self.field.hasFocus():
            self.field.setText(answer)
            self.fault.hide()

    def _on_finished(self) -> None:
        typed = self.field.text().strip().replace(",", ".")
        if typed == self._answer:
            self.fault.hide()
        elif not typed:
            self.fault.hide()
            self.taken_back.emit(self._item.id)
        elif self._number.read(typed) is None:
            said = _("A number from {lowest} to {highest}, with at most one decimal place.")
            lowest, highest = f"{self._number.lowest:g}", f"{self._number.highest:g}"
            self.fault.set_text(said.format(lowest=lowest, highest=highest))
            self.fault.show()
        else:
            self.fault.hide()
            self.picked.emit(self._item.id, typed)
