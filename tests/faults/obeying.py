"""Finds where Qt would obey the HTML of a text, and reads what is shown."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

TIP_ROLES = (
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
)


def obeyed(top: QWidget) -> Iterator[str]:
    """Each place below a widget where Qt would obey the HTML of a text, not show it."""
    for widget in (top, *top.findChildren(QWidget)):
        kind = f"{type(widget).__name__} '{widget.objectName()}'"
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{kind} guesses at its text"
        if isinstance(widget, QTextEdit | QMessageBox):
            yield f"{kind} shows HTML"
        if isinstance(widget, QPlainTextEdit):
            continue
        if widget.findChildren(QTextDocument, options=Qt.FindChildOption.FindDirectChildrenOnly):
            yield f"{kind} has a document"
        for tip in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
            if obeys(tip):
                yield f"{kind} has a tip that is obeyed: {tip[:80]}"
        if isinstance(widget, QComboBox | QAbstractItemView):
            yield from (f"{kind}: {fault}" for fault in obeyed_by(widget.model()))
    for action in top.findChildren(QAction):
        if obeys(action.toolTip()):
            yield f"action '{action.text()[:80]}' has a tip that is obeyed"


def obeyed_by(model: QAbstractItemModel | None) -> Iterator[str]:
    """Items whose tips are obeyed; what an item shows is plain in every delegate of Qt's own."""
    for row in range(model.rowCount(QModelIndex()) if model else 0):
        assert model is not None
        for role in TIP_ROLES:
            tip = model.data(model.index(row, 0), role)
            if isinstance(tip, str) and obeys(tip):
                yield f"item {row} has a tip that is obeyed"


def obeys(tip: str) -> bool:
    """Whether Qt would take it for HTML that makes anything of it but one paragraph of text."""
    if not GuiQt.mightBeRichText(tip):
        return False
    inner = re.sub(r'^<p style="white-space: pre-wrap">|</p>$', "", tip)
    return "<" in inner


def shown(top: QWidget) -> Iterator[str]:
    """What the labels, buttons and fields in view show."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QAbstractButton):
            yield widget.text().replace("&&", "&")
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
