"""What the patient looks at while a request is talked over: people in a picture, or two roads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.lines import Line
from sdm_app.domain.requests import ArrayOfPeople, Choice, ChoiceRow, Picture
from sdm_app.domain.script_run import ScriptRun
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Verdict
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.chip import Tag
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.icon_array import IconArray
from sdm_app.ui.widgets.line_label import LineLabel

PEOPLE_HIGH = 140
LARGE_TEXT = 30
"""Line height in pixels from which everything stands below one another."""
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
        self._more: list[LineLabel] = []

    def show_run(self, visit: Visit, walk: ScriptRun, values: dict[str, str]) -> None:
        """Show the choice or the picture once it may be told, else the question with what is said.

        A picture argues against the request, so it waits for the safety check and for no finding
        that calls for it.
        """
        clear(self._column)
        self._more = []
        if walk.choice is not None and walk.gate_passed:
            self._add_kind(_("A choice"), "choice")
            self._show_choice(visit, walk.choice, values)
        elif walk.picture is not None and _may_be_told(walk):
            self._add_kind(_("Our advice"), "recommendation")
            self._show_picture(visit, walk, walk.picture, values)
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

    def _show_picture(
        self, visit: Visit, walk: ScriptRun, picture: Picture, values: dict[str, str]
    ) -> None:
        title = PlainLabel(picture.title, "title")
        title.setObjectName("picture-title")
        self._column.addWidget(title)
        self._add_line(visit, picture.intro, "lead", values)
        if visit.age is None and picture.age_unknown is not None:
            self._add_line(visit, picture.age_unknown, "small", values)
        large = self.fontMetrics().height() > LARGE_TEXT
        row = QVBoxLayout() if large else QHBoxLayout()
        row.setSpacing(12)
        is_alone = len(walk.arrays) == 1 and not large
        for array in walk.arrays:
            row.addWidget(self._people(visit, array, is_alone=is_alone), 1)
        self._column.addLayout(row)
        meaning = Card()
        meaning.body.setContentsMargins(16, 10, 16, 10)
        two = QGridLayout()
        two.setHorizontalSpacing(24)
        parts = ((picture.means_title, picture.means), (picture.when_title, picture.when))
        for at, (heading, line) in enumerate(parts):
            down, across = (2 * at, 0) if large else (0, at)
            two.addWidget(PlainLabel(heading, "heading"), down, across, TOP)
            two.addWidget(self._line(visit, line, "body", values), down + 1, across, TOP)
            two.setColumnStretch(across, 1)
        meaning.body.addLayout(two)
        self._column.addWidget(meaning)
        self._add_line(visit, picture.caption, "muted", values)
        if walk.fact is not None and walk.fact.more:
            more = link(_("More about this"))
            more.setObjectName("more-facts")
            more.clicked.connect(self._on_more_clicked)
            self._column.addWidget(more)
            self._more = [self._line(visit, line, "small", values) for line in walk.fact.more]
            for label in self._more:
                label.hide()
                self._column.addWidget(label)

    def _people(self, visit: Visit, array: ArrayOfPeople, *, is_alone: bool) -> QWidget:
        card = Card()
        card.setObjectName(f"people-{array.figure}")
        card.body.setContentsMargins(16, 12, 16, 10)
        card.body.setSpacing(4)
        figure = visit.pack.estimate_by_id[array.figure]
        words = QVBoxLayout()
        words.setSpacing(4)
        # A picture that stands alone has the room to put its words beside the people.
        beside = QHBoxLayout() if is_alone else QVBoxLayout()
        beside.setSpacing(24 if is_alone else 4)
        if isinstance(figure, Frequency):
            people = IconArray(10)
            people.show_count(figure.numerator, figure.denominator, "", figure.id)
            people.people.setFixedHeight(PEOPLE_HIGH)
            beside.addWidget(people)
            number = PlainLabel(
                _("{n} of {total}").format(n=figure.numerator, total=figure.denominator), "heading"
            )
            number.setProperty("sourceIds", figure.id)
            words.addWidget(number)
        label = PlainLabel(array.label, "body")
        label.setProperty("sourceIds", figure.id)
        words.addWidget(label)
        words.addStretch(1)
        beside.addLayout(words, 2 if is_alone else 0)
        card.body.addLayout(beside)
        card.body.addStretch(1)
        card.setAccessibleName(array.label)
        return card

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

    def _on_more_clicked(self) -> None:
        for label in self._more:
            label.setVisible(label.isHidden())


def _question(row: ChoiceRow, role: str) -> PlainLabel:
    label = PlainLabel(row.question, role)
    label.setProperty("numberKind", "instruction")
    return label


def _may_be_told(walk: ScriptRun) -> bool:
    needed = walk.judged.verdict in (Verdict.INDICATED, Verdict.CHECK_FIRST)
    return walk.gate_passed and not needed
