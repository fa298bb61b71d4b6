"""Says what undo would take back now that somebody else wrote in the visit, and asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.places import changed_places
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.place_words import title_of
from sdm_app.ui.said_words import said_at
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.card import Card

if TYPE_CHECKING:
    from sdm_app.ui.company import OthersUndo


class OthersUndoDialog(QDialog):
    """`decided` carries the sequence of the event that is to be taken back."""

    decided = Signal(int)

    def __init__(self, undo: OthersUndo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("others-undo")
        self.setModal(True)
        self.setWindowTitle(_("Undo"))
        self._sequence = undo.sequence
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("Take this back?"), "title"))
        words = _("The visit changed meanwhile. Undo would now take back what this screen said.")
        if undo.station:
            words = _("Undo would now take back what {place} said.").format(place=undo.station)
        lead = PlainLabel(words, "lead")
        lead.setProperty("numberKind", "reference")
        outer.addWidget(lead)
        inner = QWidget()
        inner.setProperty("surface", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        places = changed_places(undo.before, undo.after)
        for place in sorted(places, key=lambda one: (one.field, one.of, one.part)):
            card = Card(title_of(place, undo.pack))
            card.heading.setProperty("numberKind", "reference")
            now = said_at(place, undo.before, undo.pack)
            then = said_at(place, undo.after, undo.pack)
            for line in (_("Now: {said}").format(said=now), _("After: {said}").format(said=then)):
                label = PlainLabel(line)
                label.setProperty("numberKind", "reference")
                card.body.addWidget(label)
            column.addWidget(card)
        column.addStretch(1)
        outer.addWidget(scrolled(inner, "others-undo-scroll"), 1)
        outer.addLayout(self._build_ending())
        if parent is not None:
            self.resize(min(720, parent.width() - 80), min(560, parent.height() - 80))

    def _build_ending(self) -> QHBoxLayout:
        leave = outline(_("Leave it as it is"))
        leave.setObjectName("leave-it")
        leave.clicked.connect(self.reject)
        take_back = primary(_("Take it back"))
        take_back.setObjectName("take-it-back")
        take_back.clicked.connect(self._on_take_back)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(take_back)
        # What somebody else said is not taken back by a Return too many.
        leave.setDefault(True)
        leave.setFocus()
        return row

    def _on_take_back(self) -> None:
        self.accept()
        self.decided.emit(self._sequence)
