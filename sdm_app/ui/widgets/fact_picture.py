"""The picture of one fact: what it shows, the people in it, what it means and when it counts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.lines import Line
from sdm_app.domain.requests import ArrayOfPeople, Picture
from sdm_app.domain.script_run import ScriptRun
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.icon_array import IconArray
from sdm_app.ui.widgets.line_label import LineLabel

PEOPLE_HIGH = 140
LARGE_TEXT = 30
"""Line height in pixels from which everything stands below one another."""
TOP = Qt.AlignmentFlag.AlignTop


class FactPicture(QWidget):
    """What the patient looks at while a fact is told."""

    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._more: list[LineLabel] = []

    def show_picture(
        self, visit: Visit, walk: ScriptRun, picture: Picture, values: dict[str, str]
    ) -> None:
        """Show the picture of the talk's fact; called once."""
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
