"""What to do now, in place of a step, while an emergency or same-day finding is unsettled."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sdm_app.domain.findings import Finding
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.page import Page
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import primary
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.line_label import LineLabel
from sdm_app.ui.widgets.referral_card import ReferralCard, join_referrals


class StopPage(Page):
    """The words for the urgency, what each finding calls for, referrals, and the way back."""

    step_opened = Signal(str)
    referral_pended = Signal(str, str)
    referral_signed = Signal(str)
    referral_changed = Signal(str, str, str, str)
    referral_cancelled = Signal(str, str, str)
    letter_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page-stopped")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("surface", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 24, 40, 16)
        column.setSpacing(16)
        self.heading = PlainLabel("", "title")
        self.patient = LineLabel("lead")
        self.patient.source_requested.connect(self.source_requested)
        self.what_to_do = Card(_("What to do now"))
        self.what_to_do.set_tone("stop")
        self._lines: list[LineLabel] = []
        back = primary(_("Back to the safety check"))
        back.setObjectName("back-to-safety")
        back.clicked.connect(self._on_back_clicked)
        column.addWidget(self.heading)
        column.addWidget(self.patient)
        column.addWidget(self.what_to_do)
        self.referrals = ReferralCard(self)
        join_referrals(self.referrals, self)
        column.addWidget(self.referrals)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area)

    def title(self) -> str:
        """What a screen reader calls the page."""
        return _("What to do now")

    def show_visit(self, visit: Visit) -> None:
        """Show the words for the urgency and one line a finding that calls for something."""
        safety = assess(visit)
        words = visit.pack.red_flags.wording_for(safety.urgency)
        self.heading.set_text(words.title)
        self.patient.show_line(words.patient, visit.pack, {})
        self.referrals.show_visit(visit)
        findings = [visit.pack.finding_by_id[finding] for finding in safety.present]
        findings.sort(key=_urgency_rank, reverse=True)
        lines = [words.clinician]
        for finding in findings:
            if finding.do is not None and finding.do not in lines:
                lines.append(finding.do)
        while len(self._lines) < len(lines):
            label = LineLabel()
            label.source_requested.connect(self.source_requested)
            self._lines.append(label)
            self.what_to_do.body.addWidget(label)
        for place, label in enumerate(self._lines):
            label.setVisible(place < len(lines))
            if place < len(lines):
                label.show_line(lines[place], visit.pack, {})

    def _on_back_clicked(self) -> None:
        self.step_opened.emit(str(Step.SAFETY))


def _urgency_rank(finding: Finding) -> int:
    return finding.urgency.rank
