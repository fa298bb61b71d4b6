"""What dialogs that ask for something are made of: labelled fields and the row that ends them."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary


def add_field(column: QVBoxLayout, name: str, words: str, text: str = "") -> QLineEdit:
    """A field under its label, at the end of a column; `name` is its object name."""
    label = PlainLabel(words, "heading")
    field = QLineEdit(text)
    field.setObjectName(name)
    field.setAccessibleName(words)
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return field


def ending(
    dialog: QDialog, cancel_name: str, go_name: str, go_words: str, go: object
) -> QHBoxLayout:
    """Cancel, and the button that calls `go`; Return presses the second."""
    cancel = outline(_("Cancel"))
    cancel.setObjectName(cancel_name)
    cancel.clicked.connect(dialog.reject)
    proceed = primary(go_words)
    proceed.setObjectName(go_name)
    proceed.setDefault(True)
    proceed.clicked.connect(go)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(cancel)
    row.addWidget(proceed)
    return row


def open_once(dialog: QDialog) -> None:
    """Open a dialog that is let go when it closes."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
