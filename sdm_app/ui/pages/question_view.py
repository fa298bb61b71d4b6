"""One question of the screening, its big answers, and how it is being answered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.questionnaires import AnswerOption, Item
from sdm_app.domain.vocabulary import AnsweredBy
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.choice_button import ChoiceButton
from sdm_app.ui.text import PlainLabel, set_tip
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import FlowLayout

SKIP_KEY = "s"


class QuestionView(QWidget):
    """Shows one item; tells what was picked. Keys: an option's own or its number, Backspace, S."""

    picked = Signal(str)
    skip_requested = Signal()
    previous_requested = Signal()
    answered_by_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self._buttons: list[ChoiceButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(self._on_answer_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._build_progress())
        self.stem = PlainLabel("", "lead", self)
        self.text = PlainLabel("", "title", self)
        self.text.setObjectName("question-text")
        for label in (self.stem, self.text):
            label.setProperty("numberKind", "instrument")
            layout.addWidget(label)
        self._answers = QGridLayout()
        self._answers.setSpacing(8)
        layout.addSpacing(8)
        layout.addLayout(self._answers)
        layout.addSpacing(8)
        layout.addWidget(self._build_ways())
        layout.addStretch(1)

    def _build_progress(self) -> QHBoxLayout:
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        self.count = PlainLabel("", "muted", self)
        self.count.setObjectName("question-count")
        self.count.setWordWrap(False)
        for widget in (self.bar, self.count):
            widget.setProperty("numberKind", "progress")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.bar, 1)
        row.addWidget(self.count)
        return row

    def _build_ways(self) -> QWidget:
        words = {
            AnsweredBy.PATIENT: _("Patient answers here"),
            AnsweredBy.READ_ALOUD: _("I read it aloud"),
            AnsweredBy.PAPER: _("Type in a paper form"),
        }
        self._ways = QButtonGroup(self)
        self._ways.setExclusive(False)
        self._ways.buttonClicked.connect(self._on_way_clicked)
        ways = QWidget(self)
        row = FlowLayout(ways)
        self.previous = outline(_("Question before"))
        self.previous.setObjectName("question-before")
        self.previous.clicked.connect(self.previous_requested)
        row.addWidget(self.previous)
        for way, text in words.items():
            chip = Chip(text, self)
            chip.setObjectName(f"answered-by-{way}")
            chip.setProperty("way", str(way))
            self._ways.addButton(chip)
            row.addWidget(chip)
        self.skip = outline(_("Skip this question"))
        self.skip.setObjectName("skip-question")
        set_tip(self.skip, _("press {keys}").format(keys=SKIP_KEY.upper()))
        self.skip.clicked.connect(self.skip_requested)
        row.addWidget(self.skip)
        return ways

    def show_item(self, item: Item, answer: str | None, number: int, total: int) -> None:
        """Show question `number` of `total`, with the answer it has so far."""
        self._item = item
        self.bar.setMaximum(total)
        self.bar.setValue(number - 1)
        said = _("Question {number} of {total}").format(number=number, total=total)
        self.count.set_text(said)
        self.bar.setAccessibleName(said)
        self.previous.setEnabled(number > 1)
        self.stem.set_text(item.stem)
        self.stem.setVisible(bool(item.stem))
        self.text.set_text(item.text)
        self._show_answers(item, answer)

    def show_way(self, way: AnsweredBy) -> None:
        """Mark how the screening is answered."""
        for chip in self._ways.buttons():
            chip.setChecked(chip.property("way") == way)

    def _show_answers(self, item: Item, answer: str | None) -> None:
        options = item.answer_options
        while len(self._buttons) < len(options):
            button = ChoiceButton(parent=self)
            self._group.addButton(button)
            self._buttons.append(button)
        side_by_side = len(options) == 2
        for place, button in enumerate(self._buttons):
            self._answers.removeWidget(button)
            button.setVisible(place < len(options))
            if place >= len(options):
                continue
            option = options[place]
            row, column = (0, place) if side_by_side else (place, 0)
            self._answers.addWidget(button, row, column, 1, 1 if side_by_side else 2)
            button.set_stacked(side_by_side)
            keys = _(" or ").join(key.upper() for key in keys_of(option, place))
            button.say(option.text, _("press {keys}").format(keys=keys))
            button.setObjectName(f"answer-{option.id}")
            button.setProperty("answer", option.id)
            button.words.setProperty("numberKind", "instrument")
            button.mark.setProperty("numberKind", "key")
            button.setChecked(option.id == answer)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Pick the answer whose key it is; Backspace goes back, S skips."""
        if self._item is None:
            return False
        pressed = event.text().lower()
        for place, option in enumerate(self._item.answer_options):
            if pressed and pressed in keys_of(option, place):
                self.picked.emit(option.id)
                return True
        if event.key() == Qt.Key.Key_Backspace:
            self.previous_requested.emit()
            return True
        if pressed == SKIP_KEY:
            self.skip_requested.emit()
            return True
        return False

    def _on_answer_clicked(self, button: QAbstractButton) -> None:
        self.picked.emit(button.property("answer"))

    def _on_way_clicked(self, button: QAbstractButton) -> None:
        self.answered_by_changed.emit(button.property("way"))


def keys_of(option: AnswerOption, place: int) -> tuple[str, ...]:
    """The keys that pick an answer: its own, or its number in the list."""
    return tuple(key.lower() for key in option.keys) or (str(place + 1),)
