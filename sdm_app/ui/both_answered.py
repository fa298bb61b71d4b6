"""Asks the second of two people who answered the same: theirs or mine, one thing after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.choice_button import ChoiceButton
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.place_words import title_of
from sdm_app.ui.said_words import said_at
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.card import Card

if TYPE_CHECKING:
    from sdm_app.domain.conflicts import Difference
    from sdm_app.domain.places import Place
    from sdm_app.ui.company import BothAnswered

THEIRS, MINE = 0, 1
_WIDEST = 920
_LINES_AROUND = 11
"""Heights of a line that title, lead, buttons and margins need."""
_ROOM_FOR_TWO = 34
"""Heights of a line that two answers need side by side."""


def place_words(station: str) -> str:
    """What another workstation is called; it may have no name."""
    return station or _("Another room")


class DifferenceCard(Card):
    """One thing that two people answered, and their two answers to choose from."""

    chosen = Signal()

    def __init__(self, asked: BothAnswered, one: Difference, number: int) -> None:
        super().__init__(title_of(one.place, asked.pack))
        self.heading.setProperty("numberKind", "reference")
        self.place: Place = one.place
        self._buttons = QButtonGroup(self)
        meeting, station = asked.meeting, place_words(asked.stations.get(one.sequence, ""))
        theirs = said_at(one.place, meeting.with_theirs, asked.pack)
        mine = said_at(one.place, meeting.with_mine, asked.pack)
        self._by: list[str] = [station, _("This screen")]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        for who, name, said in ((THEIRS, "theirs", theirs), (MINE, "mine", mine)):
            by, button = self._by[who], ChoiceButton()
            button.setObjectName(f"{name}-{number}")
            button.say(said, by)
            button.words.setProperty("numberKind", "reference")
            button.mark.setProperty("numberKind", "reference")
            button.setAccessibleName(_("{place}: {said}").format(place=by, said=said))
            button.setAccessibleDescription(self.heading.text())
            self._buttons.addButton(button, who)
            self._row.addWidget(button, 1)
        self._buttons.idToggled.connect(self._on_toggled)
        self.body.addLayout(self._row)

    @property
    def choice(self) -> int:
        """`THEIRS`, `MINE`, or -1 while nothing is chosen."""
        return self._buttons.checkedId()

    @property
    def buttons(self) -> list[QAbstractButton]:
        """Theirs, then mine."""
        return self._buttons.buttons()

    def choose(self, who: int) -> None:
        """Choose one of the two."""
        self._buttons.button(who).setChecked(True)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _ROOM_FOR_TWO * self.heading.fontMetrics().height()
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _on_toggled(self, who: int, checked: bool) -> None:
        button = self._buttons.button(who)
        if isinstance(button, ChoiceButton):
            # The keyboard draws a border too: what is chosen is told by more than that.
            button.mark.set_text(f"✓ {self._by[who]}" if checked else self._by[who])
        if checked:
            self.chosen.emit()


class BothAnsweredDialog(QDialog):
    """`chosen` carries the places at which mine is kept, as a frozenset of `Place`."""

    chosen = Signal(object)

    def __init__(self, asked: BothAnswered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("both-answered")
        self.setModal(True)
        self.setWindowTitle(_("Two answers"))
        differences = asked.meeting.differences
        self.cards = [DifferenceCard(asked, one, at) for at, one in enumerate(differences, 1)]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("You both answered"), "title"))
        stations = dict.fromkeys(asked.stations.get(one.sequence, "") for one in differences)
        says = PlainLabel(
            _(
                "{place} said something else at the same time. Nothing is lost. Pick what to keep."
            ).format(place=", ".join(place_words(station) for station in stations)),
            "lead",
        )
        says.setObjectName("both-answered-lead")
        says.setProperty("numberKind", "reference")
        outer.addWidget(says)
        inner = QWidget()
        inner.setProperty("surface", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for card in self.cards:
            card.chosen.connect(self._on_chosen)
            column.addWidget(card)
        column.addStretch(1)
        outer.addWidget(scrolled(inner, "both-answered-scroll"), 1)
        outer.addLayout(self._build_ending())
        self._on_chosen()
        if parent is not None:
            width = min(_WIDEST, parent.width() - 80)
            least = _LINES_AROUND * self.fontMetrics().height()
            tall = least + column.totalHeightForWidth(width - 80)
            self.resize(width, min(tall, parent.height() - 80))
        self.cards[0].buttons[0].setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Return on an answer picks it; once all are picked, it keeps what was picked.
        focused = self.focusWidget()
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and isinstance(focused, ChoiceButton) and not self.keep.isEnabled():
            focused.click()
            return
        super().keyPressEvent(event)

    @override
    def reject(self) -> None:
        """Escape and the window's cross do not decide this."""

    def _build_ending(self) -> QHBoxLayout:
        self.theirs = outline(_("Keep all of theirs"))
        self.theirs.setObjectName("keep-all-theirs")
        self.theirs.clicked.connect(self._on_all_theirs)
        self.mine = outline(_("Keep all of mine"))
        self.mine.setObjectName("keep-all-mine")
        self.mine.clicked.connect(self._on_all_mine)
        self.keep = primary(_("Keep"))
        self.keep.setObjectName("keep-choices")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)
        row = QHBoxLayout()
        for button in (self.theirs, self.mine):
            button.setVisible(len(self.cards) > 1)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.keep)
        return row

    def _on_chosen(self) -> None:
        self.keep.setEnabled(all(card.choice >= 0 for card in self.cards))

    def _on_all_theirs(self) -> None:
        self._choose_all(THEIRS)

    def _on_all_mine(self) -> None:
        self._choose_all(MINE)

    def _choose_all(self, who: int) -> None:
        for card in self.cards:
            card.choose(who)
        self.keep.setFocus()

    def _on_keep(self) -> None:
        mine = frozenset(card.place for card in self.cards if card.choice == MINE)
        # Told while this is still before the page, so that a field there takes what was chosen.
        self.chosen.emit(mine)
        self.accept()
