"""A visit full of words that are found nowhere else, and a look at everything a screen holds."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from sdm_app.domain.events import RequestSettled
from sdm_app.domain.vocabulary import OutcomeCode, Step
from sdm_app.ui.desk import Desk

CANARIES = (
    "ZQXJREF",
    "ZQXJGOAL",
    "ZQXJACTION",
    "ZQXJWORDS",
    "ZQXJREASON",
    "ZQXJDRAFT",
)
"""Patient A's reference, goal, action, own words, reason, and what was typed but not kept."""

_TEXTS = (
    "text",
    "toPlainText",
    "title",
    "placeholderText",
    "toolTip",
    "statusTip",
    "whatsThis",
    "windowTitle",
    "accessibleName",
    "accessibleDescription",
)


def settle() -> None:
    """Let deleted widgets go and layouts come to rest."""
    for _ in range(6):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def hold_visit_of_a(desk: Desk) -> None:
    """Start the visit of patient A, say something of A on every step, and look at each step."""
    reference, goal, action, words, reason, _draft = CANARIES
    controller = desk.controller
    controller.start_visit(reference, 1971, "rooming")
    controller.answered("nih-chronic.duration", "under-1-month")
    controller.step_opened("safety")
    controller.findings_answered("past-cancer", "yes")
    controller.urgency_overridden("none", reason)
    controller.priorities_picked("back-to-work")
    controller.goal_written(goal)
    controller.options_chosen("stay-active")
    controller.action_written("stay-active", action)
    controller.concern_picked("imaging", "something-serious")
    settled = RequestSettled(
        request="imaging", outcome=OutcomeCode.RESOLVED, in_own_words=words, reason=reason
    )
    controller.request_settled(settled)
    for step in Step:
        controller.step_opened(str(step))
        settle()
        leave_drafts()
    controller.request_opened("imaging")
    settle()


def leave_drafts() -> None:
    """Type into every field there is, without keeping it."""
    for field in QApplication.allWidgets():
        if isinstance(field, QLineEdit | QPlainTextEdit) and field.isVisible():
            before = field.blockSignals(True)
            if isinstance(field, QLineEdit):
                field.insert(CANARIES[-1])
            else:
                field.insertPlainText(CANARIES[-1])
            field.blockSignals(before)


def words_on_screen() -> Iterator[tuple[str, str]]:
    """Every text of every widget, seen or not, with whose it is; and the clipboard's."""
    for widget in QApplication.allWidgets():
        where = f"{type(widget).__name__} {widget.objectName()}"
        for name in _TEXTS:
            yield from ((where, str(text)) for text in _said(widget, name))
        for key in widget.dynamicPropertyNames():
            # Qt's own properties hold what its binding cannot show.
            if not (name := bytes(key.data()).decode()).startswith("_"):
                yield where, str(widget.property(name))
        if isinstance(widget, QComboBox):
            yield from ((where, widget.itemText(place)) for place in range(widget.count()))
        if isinstance(widget, QAbstractItemView):
            yield from ((where, text) for text in _cells(widget))
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield from ((f"undo of {where}", text) for text in _undone(widget))
    clipboard = QApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        yield "clipboard", clipboard.text(mode)


def left_of_a() -> set[tuple[str, str]]:
    """Where something of patient A still is."""
    return {
        (where, canary)
        for where, text in words_on_screen()
        for canary in CANARIES
        if canary.casefold() in text.casefold()
    }


def _said(widget: QWidget, name: str) -> Iterator[object]:
    method = getattr(widget, name, None)
    if callable(method):
        yield method()


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is not None:
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                yield str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole))


def _undone(field: QLineEdit | QPlainTextEdit) -> Iterator[str]:
    """What comes back by undoing; the field is left as it was."""
    before = field.blockSignals(True)
    steps = 0
    while steps < 100:
        shown = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        field.undo()
        now = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        if now == shown:
            break
        steps += 1
        yield now
    for _ in range(steps):
        field.redo()
    field.blockSignals(before)
