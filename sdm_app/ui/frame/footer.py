"""The bar at the bottom: back, the content's version and sources, and the way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, outline, primary, set_words


class Footer(QWidget):
    """Back on the left, a note in the middle, the primary button on the right."""

    back_requested = Signal()
    next_requested = Signal()
    sources_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        self.back = outline(_("Back"))
        self.back.setObjectName("back")
        self.back.setToolTip("Alt+←")
        self.note = PlainLabel("", "muted")
        self.note.setObjectName("footer-note")
        self.note.setProperty("numberKind", "version")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sources = link(_("Sources"))
        self.sources.setObjectName("sources")
        self.sources.setToolTip("F1")
        self.next = primary(_("Next"))
        self.next.setObjectName("next")
        self.next.setToolTip("Alt+→")
        row.addWidget(self.back)
        row.addWidget(self.note, 1)
        row.addWidget(self.sources)
        row.addSpacing(12)
        row.addWidget(self.next)
        self.back.clicked.connect(self.back_requested)
        self.next.clicked.connect(self.next_requested)
        self.sources.clicked.connect(self.sources_requested)
        self.sources.hide()
        self.show_list_footer()

    def show_list_footer(self) -> None:
        """The footer of today's list, which leads nowhere but to sources."""
        self.back.hide()
        self.next.hide()

    def show_step_footer(self, next_words: str) -> None:
        """The footer of a step, with the words on the button that leads on."""
        self.back.show()
        self.next.show()
        set_words(self.next, next_words)

    def show_note(self, note: str) -> None:
        """What stands in the middle."""
        self.note.set_text(note)
        self.sources.show()
