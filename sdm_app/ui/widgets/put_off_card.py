"""Requests that an earlier visit put off: those that are due may be talked about at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.follow_up import PutOff, put_off
from sdm_app.domain.lines import Line
from sdm_app.domain.visit import Visit
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.line_label import LineLabel


class PutOffCard(Card):
    """Empty and hidden when nothing was put off. A line names its day, for no clinical fact."""

    request_opened = Signal(str)
    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("put-off")
        self._shown: tuple[PutOff, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)

    def show_visit(self, visit: Visit) -> None:
        """List what earlier visits put off and nobody settled since."""
        left = put_off(visit)
        self.setVisible(bool(left))
        if left == self._shown:
            return
        self._shown = left
        clear(self._rows)
        due = [one for one in left if one.due]
        self.set_tone("caution" if due else "plain")
        self.set_title(_("Time to look again") if due else _("Put off for now"))
        for one in due:
            self._add_due(visit, one)
        for one in left:
            if not one.due:
                said = _("{question} We look again on {date}.")
                words = said.format(question=one.question, date=format_date(one.review_on))
                self._rows.addWidget(_dated(words, self))

    def _add_due(self, visit: Visit, one: PutOff) -> None:
        button = primary(_("Talk about it"))
        button.setAccessibleDescription(one.question)
        button.setObjectName(f"talk-again-{one.request}")
        button.setProperty("request", one.request)
        button.clicked.connect(self._on_clicked)
        row, told = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(16)
        told.setSpacing(2)
        question = PlainLabel(one.question, "heading", self)
        question.setProperty("numberKind", "instruction")
        told.addWidget(question)
        asked, due = format_date(one.asked_on), format_date(one.review_on)
        said = _("Put off on {asked}, to look again on {due}. What would change our mind:")
        told.addWidget(_dated(said.format(asked=asked, due=due), self))
        label = LineLabel("body", self)
        label.show_line(_in_one(one.revisit_if), visit.pack, {"date": due})
        label.source_requested.connect(self.source_requested)
        told.addWidget(label)
        row.addLayout(told, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)

    def _on_clicked(self) -> None:
        self.request_opened.emit(self.sender().property("request"))


def _dated(text: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(text, "body", parent)
    label.setProperty("numberKind", "date")
    return label


def _in_one(lines: tuple[Line, ...]) -> Line:
    """Sentences that stand in one paragraph, with all that they rest on."""
    return Line(
        text=" ".join(line.text for line in lines),
        figures=tuple(dict.fromkeys(figure for line in lines for figure in line.figures)),
        cites=tuple(dict.fromkeys(cite for line in lines for cite in line.cites)),
        numbers=next((line.numbers for line in lines if line.numbers), None),
    )
