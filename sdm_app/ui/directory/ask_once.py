"""Asks once before something that cannot be taken back with one press."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel, breakable
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.flow import FlowLayout
from sdm_app.ui.widgets.form import open_once


class AskOnce(QDialog):
    """A question with its answer on a button, and Cancel, which has the keyboard."""

    def __init__(self, question: str, says: str, go_words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ask-once")
        self.setWindowTitle(go_words)
        self.setProperty("numberKind", "reference")
        self.setMinimumWidth(min(26 * self.fontMetrics().height(), parent.width() - 40))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        column.addWidget(PlainLabel(breakable(question), "heading"))
        column.addWidget(PlainLabel(says))
        cancel = outline(_("Cancel"))
        cancel.setObjectName("ask-once-cancel")
        cancel.setDefault(True)
        cancel.clicked.connect(self.reject)
        go = outline(go_words)
        go.setObjectName("ask-once-go")
        go.clicked.connect(self.accept)
        row = FlowLayout(spacing=12)
        row.addWidget(cancel)
        row.addWidget(go)
        column.addSpacing(8)
        column.addLayout(row)
        cancel.setFocus()


def ask_once(
    question: str, says: str, go_words: str, go: Callable[[], None], parent: QWidget
) -> None:
    """Ask; `go` is called when the answer is the button with `go_words`."""
    dialog = AskOnce(question, says, go_words, parent)
    dialog.accepted.connect(go)
    open_once(dialog)
