"""One question that is answered by a number on a scale, with words at both ends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.questionnaires import Item
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel


class ScaleRow(QWidget):
    """`picked` carries the item and the answer; `taken_back` the item pressed a second time."""

    picked = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._answer = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.text = PlainLabel(item.text, "body", self)
        self.text.setProperty("numberKind", "instrument")
        column.addWidget(self.text)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(False)
        self._buttons.buttonClicked.connect(self._on_clicked)
        column.addLayout(self._build_scale(item))
        column.addLayout(self._build_ends(item))

    def _build_scale(self, item: Item) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        ends = {item.answer_options[0].id: item.low_end, item.answer_options[-1].id: item.high_end}
        for option in item.answer_options:
            button = QPushButton(option.text, self)
            button.setProperty("kind", "scale")
            button.setProperty("numberKind", "instrument")
            button.setProperty("answer", option.id)
            button.setObjectName(f"{item.id}-{option.id}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            end = ends.get(option.id)
            said = _("{number}, {words}").format(number=option.text, words=end) if end else ""
            button.setAccessibleName(said or option.text)
            button.setAccessibleDescription(item.text)
            self._buttons.addButton(button)
            row.addWidget(button, 1)
        return row

    def _build_ends(self, item: Item) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, side in ((item.low_end, "left"), (item.high_end, "right")):
            label = PlainLabel(words, "muted", self)
            if side == "right":
                trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
                label.setAlignment(trailing)
            row.addWidget(label, 1)
        return row

    def show_answer(self, answer: str) -> None:
        """Mark the answer it has so far; empty for none."""
        self._answer = answer
        for button in self._buttons.buttons():
            button.setChecked(button.property("answer") == answer)

    def _on_clicked(self, button: QAbstractButton) -> None:
        answer = button.property("answer")
        before = self._answer
        self.show_answer(before)
        if answer == before:
            self.taken_back.emit(self._item.id)
        else:
            self.picked.emit(self._item.id, answer)
