"""Findings asked together: one row each with three pills, and one "all no" for the group."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from sdm_app.domain.findings import Finding, FindingGroup
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import plain, set_words
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.line_label import LineLabel

ALL_NO_KEY = "N"


class FindingRow(QWidget):
    """One question with yes, no and not sure; pressing the given answer again takes it back."""

    answered = Signal(str, str)
    source_requested = Signal(str)

    def __init__(self, finding: Finding, *, stacked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 6, 0, 6)
        self._layout.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.asks = PlainLabel(finding.asks, "body", self)
        self.detail = PlainLabel(finding.detail, "muted", self)
        for label in (self.asks, self.detail):
            label.setProperty("numberKind", "instruction")
        words.addWidget(self.asks)
        words.addWidget(self.detail)
        self.detail.setVisible(bool(finding.detail))
        self.age_note = LineLabel("small", self)
        self.age_note.setObjectName(f"age-note-{finding.id}")
        self.age_note.source_requested.connect(self.source_requested)
        self.age_note.hide()
        words.addWidget(self.age_note)
        self._layout.addLayout(words, 1)
        self._layout.addLayout(self._build_pills())
        self.set_stacked(stacked)

    def _build_pills(self) -> QHBoxLayout:
        texts = {
            FindingAnswer.YES: _("Yes"),
            FindingAnswer.NO: _("No"),
            FindingAnswer.NOT_SURE: _("Not sure"),
        }
        self._pills = QButtonGroup(self)
        self._pills.setExclusive(False)
        self._pills.buttonClicked.connect(self._on_pill_clicked)
        row = QHBoxLayout()
        row.setSpacing(6)
        for answer, text in texts.items():
            pill = Chip(text, self)
            pill.setObjectName(f"finding-{self.finding.id}-{answer}")
            pill.setAccessibleName(f"{self.finding.asks} {text}")
            pill.setProperty("answer", str(answer))
            self._pills.addButton(pill)
            row.addWidget(pill)
        row.addStretch(1)
        return row

    def set_stacked(self, stacked: bool) -> None:
        """Put the pills under the question, or at its side."""
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)

    def show_visit(self, visit: Visit) -> None:
        """Show the answer, and the note on age where it bears on this finding."""
        answer = visit.encounter.findings.get(self.finding.id)
        for pill in self._pills.buttons():
            pill.setChecked(pill.property("answer") == answer)
        flags = visit.pack.red_flags
        old = visit.age is not None and visit.age >= flags.age_note_years
        noted = self.finding.with_age_note and old
        if noted:
            self.age_note.show_line(flags.age_note, visit.pack, {})
        self.age_note.setVisible(noted)

    def _on_pill_clicked(self, pill: QAbstractButton) -> None:
        self.answered.emit(self.finding.id, pill.property("answer") if pill.isChecked() else "")


class GroupCard(Card):
    """A group of findings. "All no" answers those not asked yet; it never changes a yes."""

    answered = Signal(str, str)
    source_requested = Signal(str)

    def __init__(self, group: FindingGroup, *, stacked: bool = False) -> None:
        super().__init__()
        self.group = group
        self.setObjectName(f"group-{group.id}")
        self.setAccessibleName(group.title)
        self._open: tuple[str, ...] = ()
        self.all_no = plain(_("All no"))
        self.all_no.setObjectName(f"all-no-{group.id}")
        self.all_no.clicked.connect(self._on_all_no_clicked)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(group.title, "heading", self), 1)
        head.addWidget(self.all_no, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(0)
        self.body.setContentsMargins(20, 12, 20, 8)
        self.body.addLayout(head)
        self.body.addSpacing(8)
        self.rows = [FindingRow(f, stacked=stacked, parent=self) for f in group.findings]
        for row in self.rows:
            row.answered.connect(self.answered)
            row.source_requested.connect(self.source_requested)
            line = QFrame(self)
            line.setProperty("surface", "divider")
            line.setFixedHeight(1)
            self.body.addWidget(line)
            self.body.addWidget(row)

    def show_visit(self, visit: Visit, *, has_key: bool) -> None:
        """Show the answers; `has_key` says that the key for "all no" means this group now."""
        for row in self.rows:
            row.show_visit(visit)
        findings = visit.encounter.findings
        self._open = tuple(f.id for f in self.group.findings if f.id not in findings)
        some = len(self._open) < len(self.group.findings)
        words = _("The rest no") if some and self._open else _("All no")
        set_words(self.all_no, f"{words}   {ALL_NO_KEY}" if has_key else words)
        self.all_no.setEnabled(bool(self._open))

    def answer_rest_no(self) -> None:
        """Answer no to what was not asked yet."""
        if self._open:
            self.answered.emit(" ".join(self._open), str(FindingAnswer.NO))

    def _on_all_no_clicked(self) -> None:
        self.answer_rest_no()
