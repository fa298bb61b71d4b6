"""The bar at the bottom: back, the content's version and sources, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.qt_values import CENTRED
from sdm_app.ui.text import PlainLabel, set_tip
from sdm_app.ui.widgets.buttons import link, outline, primary, set_words

if TYPE_CHECKING:
    from sdm_app.ui.visit_controller import VisitController


class Footer(QFrame):
    """Back on the left, a note in the middle, the primary button on the right."""

    back_requested = Signal()
    next_requested = Signal()
    sources_requested = Signal()
    about_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bottom")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        self.back = outline(_("Back"))
        self.back.setObjectName("back")
        set_tip(self.back, "Alt+←")
        self._note_before = ""
        self.note = PlainLabel("", "muted")
        self.note.setObjectName("footer-note")
        self.note.setProperty("numberKind", "version")
        self.note.setProperty("alignment", CENTRED)
        self.next = primary(_("Next"))
        self.next.setObjectName("next")
        set_tip(self.next, "Alt+→")
        row.addWidget(self.back)
        row.addWidget(self.note, 1)
        self._place_of_sources = row.count()
        self._sources: QPushButton | None = None
        row.addSpacing(12)
        row.addWidget(self.next)
        self.back.clicked.connect(self.back_requested)
        self.next.clicked.connect(self.next_requested)
        self.show_list_footer()

    def hear(self, controller: VisitController) -> None:
        """Say what becomes of changes and visits: how long saving lasts, and what was not done."""
        controller.saving_lasts.connect(self.show_saving)
        controller.not_opened.connect(self.show_note)
        controller.not_undone.connect(self.show_note)

    def show_list_footer(self) -> None:
        """The footer of today's list, which leads nowhere but to sources."""
        self.back.hide()
        self.next.hide()

    def show_step_footer(self, next_words: str) -> None:
        """The footer of a step, with the words on the button that leads on."""
        self.back.show()
        self.next.show()
        set_words(self.next, next_words)

    def show_saving(self, lasts: bool) -> None:
        """Say that a change is not kept yet, and then what stood there before."""
        if lasts:
            self._note_before = self.note.text()
        self.note.set_text(_("Saving …") if lasts else self._note_before)

    def show_note(self, note: str) -> None:
        """What stands in the middle."""
        self.note.set_text(note)
        if self._sources is None:
            self._sources = self._add_sources()

    def _add_sources(self) -> QPushButton:
        # Built with the first note: there are no sources before the content is loaded.
        sources = link(_("Sources"))
        sources.setObjectName("sources")
        set_tip(sources, "F1")
        sources.clicked.connect(self.sources_requested)
        about = link(_("About"))
        about.setObjectName("about-link")
        set_tip(about, _("What it is for, and who answers for it"))
        about.clicked.connect(self.about_requested)
        self._row.insertWidget(self._place_of_sources, sources)
        self._row.insertWidget(self._place_of_sources + 1, about)
        return sources
