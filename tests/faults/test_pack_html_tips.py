"""A tip with tags reads as it was written, and the walker sees what is obeyed (fault row F38)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdm_app.ui.text import PlainLabel, set_tip
from tests.faults.hostile import HTML
from tests.faults.obeying import obeyed, obeys


def test_a_tip_with_tags_reads_as_it_was_written(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    for text in (HTML, "a < b &lt; c & d", "one\n<b>two</b>\nthree", "plain", "&amp;", "<br>"):
        set_tip(widget, text)

        tip = widget.toolTip()
        is_rich = GuiQt.mightBeRichText(tip)
        read = QTextDocumentFragment.fromHtml(tip).toPlainText() if is_rich else tip
        assert read == text
        assert not obeys(tip)


def test_the_walker_sees_what_is_obeyed(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    label, edit, combo, tipped = QLabel(HTML), QTextEdit(), QComboBox(), PlainLabel(HTML)
    for widget in (label, edit, combo, tipped):
        column.addWidget(widget)
    combo.addItem("one")
    combo.setItemData(0, HTML, Qt.ItemDataRole.ToolTipRole)
    tipped.setToolTip(HTML)

    faults = "\n".join(obeyed(top))

    for said in (
        "guesses at its text",
        "shows HTML",
        "item 0 has a tip",
        "PlainLabel '' has a tip",
    ):
        assert said in faults
