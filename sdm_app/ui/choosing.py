"""Opens what the controller asks of the second of two people, and keeps it for that person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from sdm_app.ui.widgets.form import open_once
from sdm_app.ui.widgets.keep_focus import focus_again, focused_name

if TYPE_CHECKING:
    from sdm_app.domain.visit import Visit
    from sdm_app.ui.both_answered import BothAnsweredDialog
    from sdm_app.ui.company import BothAnswered, OthersUndo
    from sdm_app.ui.main_window import MainWindow
    from sdm_app.ui.visit_controller import VisitController


@dataclass(frozen=True)
class _Question:
    """What is asked, of whom, about which visit, and where the keyboard was."""

    asked: BothAnswered
    person: str
    encounter: str
    was_at: str


class Choosing(QObject):
    """A question that is open when somebody else signs in waits until the one asked is back."""

    def __init__(self, window: MainWindow, controller: VisitController) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self._dialog: BothAnsweredDialog | None = None
        self._open: _Question | None = None
        self._aside: list[_Question] = []
        controller.both_answered.connect(self._on_both_answered)
        controller.undo_questioned.connect(self._on_undo_questioned)
        controller.encounter_changed.connect(self._on_encounter_changed)
        window.signed.changed.connect(self._on_signed_changed)

    def _on_both_answered(self, asked: BothAnswered) -> None:
        from sdm_app.ui.both_answered import BothAnsweredDialog  # noqa: PLC0415

        page = self._window.pages.currentWidget()
        was_at = "" if page is None else focused_name(page)
        encounter = asked.meeting.with_theirs.id
        self._open = _Question(asked, self._window.signed.id, encounter, was_at)
        focused = self._window.focusWidget()
        if focused is not None:
            # What is typed in a field is told, and is part of the question; then it shows theirs.
            focused.clearFocus()
        self._dialog = BothAnsweredDialog(asked, self._window)
        self._dialog.chosen.connect(self._on_chosen)
        open_once(self._dialog)

    def _on_chosen(self, mine: object) -> None:
        assert isinstance(mine, frozenset)
        question, self._open, self._dialog = self._open, None, None
        visit = self._controller.visit
        if question is not None and (visit is None or visit.encounter.id != question.encounter):
            # The visit was left as its last answer met another: it is asked where it is opened.
            self._aside.append(question)
            return
        self._window.pages.draw_again()
        self._controller.choose(mine)
        page = self._window.pages.currentWidget()
        if page is not None and question is not None:
            focus_again(page, question.was_at)

    def _on_signed_changed(self) -> None:
        if self._open is not None and self._open.person != self._window.signed.id:
            asked = self._controller.set_aside(self._open.asked)
            self._aside.append(replace(self._open, asked=asked))
            dialog, self._open, self._dialog = self._dialog, None, None
            if dialog is not None:
                dialog.accept()
        QTimer.singleShot(0, self, self._ask_again)

    def _on_encounter_changed(self, _visit: Visit) -> None:
        if self._aside:
            QTimer.singleShot(0, self, self._ask_again)

    def _ask_again(self) -> None:
        visit = self._controller.visit
        if visit is None or self._open is not None or self._window.hiding.is_locked:
            return
        here = (self._window.signed.id, visit.encounter.id)
        for question in self._aside:
            if (question.person, question.encounter) == here:
                self._aside.remove(question)
                self._controller.ask_again(question.asked)
                return

    def _on_undo_questioned(self, undo: OthersUndo) -> None:
        from sdm_app.ui.others_undo import OthersUndoDialog  # noqa: PLC0415

        dialog = OthersUndoDialog(undo, self._window)
        dialog.decided.connect(self._controller.undo_event)
        open_once(dialog)
