"""What the patient looks at while a request is talked over: people in a picture, or two roads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.lines import Line
from sdm_app.domain.requests import Choice, ChoiceRow, Picture
from sdm_app.domain.script_run import ScriptRun
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Verdict
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link
from sdm_app.ui.widgets.chip import Tag
from sdm_app.ui.widgets.fact_picture import LARGE_TEXT, FactPicture
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.line_label import LineLabel

TOP = Qt.AlignmentFlag.AlignTop


class RequestPicture(QWidget):
    """The patient side of one request."""

    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("request-picture")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._beneath: FactPicture | None = None

    def show_run(self, visit: Visit, walk: ScriptRun, values: dict[str, str]) -> None:
        """Show the choice or the picture once it may be told, else the question with what is said.

        A picture argues against the request, so it waits for the safety check and for no finding
        that calls for it.
        """
        clear(self._column)
        self._beneath = None
        if walk.choice is not None and walk.gate_passed:
            self._add_kind(_("A choice"), "choice")
            self._show_choice(visit, walk.choice, values)
            if walk.picture is not None:
                self._add_beneath(visit, walk, walk.picture, values)
        elif walk.picture is not None and _may_be_told(walk):
            self._add_kind(_("Our advice"), "recommendation")
            self._column.addWidget(self._fact_picture(visit, walk, walk.picture, values))
        else:
            self._show_question(visit, walk, values)
        self._column.addStretch(1)

    def _add_kind(self, words: str, kind: str) -> None:
        tag = Tag(words, "soft")
        tag.setObjectName(f"kind-{kind}")
        row = QHBoxLayout()
        row.addWidget(tag)
        row.addStretch(1)
        self._column.addLayout(row)

    def _show_question(self, visit: Visit, walk: ScriptRun, values: dict[str, str]) -> None:
        question = PlainLabel(walk.script.question, "title")
        question.setObjectName("question-title")
        question.setProperty("numberKind", "instruction")
        self._column.addWidget(question)
        told = next((step.lines for step in walk.steps if step.id == "fact"), ())
        for line in told:
            self._add_line(visit, line, "lead", values)
        if not told:
            words = _("First we check that nothing else is wrong. Then we look at it together.")
            self._column.addWidget(PlainLabel(words, "lead"))

    def _fact_picture(
        self, visit: Visit, walk: ScriptRun, picture: Picture, values: dict[str, str]
    ) -> FactPicture:
        shown = FactPicture()
        shown.source_requested.connect(self.source_requested)
        shown.show_picture(visit, walk, picture, values)
        return shown

    def _add_beneath(
        self, visit: Visit, walk: ScriptRun, picture: Picture, values: dict[str, str]
    ) -> None:
        """Let the picture be opened beneath a choice."""
        more = link(_("More about this"))
        more.setAccessibleName(f"{more.text()}: {picture.title}")
        more.setObjectName("see-also")
        more.clicked.connect(self._on_see_also_clicked)
        self._beneath = self._fact_picture(visit, walk, picture, values)
        self._beneath.hide()
        self._column.addWidget(more)
        self._column.addWidget(self._beneath)

    def _show_choice(self, visit: Visit, choice: Choice, values: dict[str, str]) -> None:
        self._column.addWidget(PlainLabel(choice.title, "title"))
        self._add_line(visit, choice.intro, "lead", values)
        table = QFrame()
        table.setProperty("tone", "plain")
        table.setObjectName("choice-table")
        table.setAccessibleName(choice.title)
        if self.fontMetrics().height() > LARGE_TEXT:
            self._stack_choice(table, visit, choice, values)
        else:
            self._tabulate_choice(table, visit, choice, values)
        self._column.addWidget(table)
        self._add_line(visit, choice.caption, "muted", values)

    def _tabulate_choice(
        self, table: QFrame, visit: Visit, choice: Choice, values: dict[str, str]
    ) -> None:
        grid = QGridLayout(table)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 2)
        for at, option in enumerate(choice.options, start=1):
            grid.addWidget(PlainLabel(option.name, "heading"), 0, at, TOP)
            grid.setColumnStretch(at, 3)
        for down, row in enumerate(choice.rows, start=1):
            grid.addWidget(_question(row, "body"), down, 0, TOP)
            for at, option in enumerate(choice.options, start=1):
                cell = self._line(visit, option.cells[row.id], "body", values)
                grid.addWidget(cell, down, at, TOP)

    def _stack_choice(
        self, table: QFrame, visit: Visit, choice: Choice, values: dict[str, str]
    ) -> None:
        rows = QVBoxLayout(table)
        rows.setContentsMargins(20, 14, 20, 14)
        for row in choice.rows:
            rows.addWidget(_question(row, "heading"))
            for option in choice.options:
                rows.addWidget(PlainLabel(option.name, "muted"))
                rows.addWidget(self._line(visit, option.cells[row.id], "body", values))

    def _add_line(self, visit: Visit, line: Line, role: str, values: dict[str, str]) -> None:
        self._column.addWidget(self._line(visit, line, role, values))

    def _line(self, visit: Visit, line: Line, role: str, values: dict[str, str]) -> LineLabel:
        label = LineLabel(role)
        label.show_line(line, visit.pack, values)
        label.source_requested.connect(self.source_requested)
        return label

    def _on_see_also_clicked(self) -> None:
        if self._beneath is not None:
            self._beneath.setVisible(self._beneath.isHidden())


def _question(row: ChoiceRow, role: str) -> PlainLabel:
    label = PlainLabel(row.question, role)
    label.setProperty("numberKind", "instruction")
    return label


def _may_be_told(walk: ScriptRun) -> bool:
    needed = walk.judged.verdict in (Verdict.INDICATED, Verdict.CHECK_FIRST)
    return walk.gate_passed and not needed
