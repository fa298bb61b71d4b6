"""The four SURE questions, each yes or no."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import clear

QUESTIONNAIRE = "sure"


class SureCard(Card):
    """Asks the four questions; pressing an answer again takes it back."""

    sure_answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Are you sure?"), parent)
        self.setObjectName("sure-card")
        self._chips: dict[tuple[str, str], Chip] = {}
        self._items: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(4)
        self.body.addLayout(self._grid)
        self._rights = PlainLabel("", "muted")
        self._rights.setProperty("numberKind", "instrument")
        self.body.addWidget(self._rights)

    def show_visit(self, visit: Visit) -> None:
        """Show the answers of the visit."""
        sure = visit.pack.questionnaire_by_id[QUESTIONNAIRE]
        items = tuple(item.id for item in sure.items)
        if items != self._items:
            self._items = items
            clear(self._grid)
            self._chips.clear()
            self._rights.set_text(sure.rights)
            for row, item in enumerate(sure.items):
                words = PlainLabel(item.text, "body")
                words.setProperty("numberKind", "instrument")
                self._grid.addWidget(words, row, 0)
                for column, option in enumerate(item.answer_options, start=1):
                    chip = Chip(option.text)
                    chip.setObjectName(f"{item.id}-{option.id}")
                    chip.setAccessibleName(f"{item.text} {option.text}")
                    chip.setProperty("item", item.id)
                    chip.setProperty("answer", option.id)
                    chip.clicked.connect(self._on_clicked)
                    self._grid.addWidget(chip, row, column)
                    self._chips[item.id, option.id] = chip
        for (item_id, answer), chip in self._chips.items():
            given = visit.encounter.sure
            chip.setChecked((given.get(item_id) or given.get(item_id.rpartition(".")[2])) == answer)

    def _on_clicked(self, checked: bool) -> None:
        chip = self.sender()
        self.sure_answered.emit(chip.property("item"), chip.property("answer") if checked else "")
