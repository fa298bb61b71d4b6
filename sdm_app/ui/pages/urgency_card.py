"""What the findings call for, at once and in words: how urgent, and what to do now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdm_app.domain.findings import Finding
from sdm_app.domain.safety import Safety, assess
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer, Urgency
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.line_label import LineLabel

TONES = {
    Urgency.EMERGENCY: "stop",
    Urgency.SAME_DAY: "stop",
    Urgency.SOON: "caution",
    Urgency.NONE: "plain",
}


class UrgencyCard(Card):
    """The urgency in words, then each finding with its `do` line, and the way to override."""

    override_requested = Signal()
    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("urgency-card")
        self.said = LineLabel("body", self)
        self.said.setObjectName("urgency-said")
        self.said.source_requested.connect(self.source_requested)
        self.note = PlainLabel("", "small", self)
        self.note.setObjectName("urgency-override-note")
        self.body.addWidget(self.said)
        self.body.addWidget(self.note)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(4)
        self.body.addLayout(self._findings)
        self.override = outline(_("Override…"))
        self.override.setObjectName("override-urgency")
        self.override.clicked.connect(self.override_requested)
        self.body.addWidget(self.override, 0, Qt.AlignmentFlag.AlignLeading)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_visit(self, visit: Visit) -> None:
        """Show the urgency of the visit, and of each finding that is yes or not sure."""
        safety = assess(visit)
        words = visit.pack.red_flags.wording_for(safety.urgency)
        self.set_title(words.title)
        self.set_tone(TONES[safety.urgency])
        self.said.show_line(words.clinician, visit.pack, {})
        self._show_override(visit, safety)
        answers = visit.encounter.findings
        shown = tuple((finding, str(answers[finding])) for finding in safety.present)
        if shown != self._shown:
            self._shown = shown
            self._show_findings(visit, safety)

    def _show_override(self, visit: Visit, safety: Safety) -> None:
        override = visit.encounter.override
        stands = override is not None and safety.overridden and safety.urgency != safety.computed
        if stands and override is not None:
            said = visit.pack.red_flags.wording_for(safety.computed).title
            note = _("Set by the clinician. The findings say: {title}").format(title=said)
            self.note.set_text(f"{note}\n{override.reason}" if override.reason else note)
        self.note.setVisible(stands)
        self.override.setVisible(bool(safety.present or stands))

    def _show_findings(self, visit: Visit, safety: Safety) -> None:
        clear(self._findings)
        ordered = sorted(
            (visit.pack.finding_by_id[finding] for finding in safety.present),
            key=_most_urgent_first,
        )
        for finding in ordered:
            unsure = visit.encounter.findings[finding.id] is FindingAnswer.NOT_SURE
            asks = finding.asks.rstrip("?")
            said = _("{finding}: not sure, so it counts as yes").format(finding=asks)
            label = PlainLabel(said if unsure else asks, "small", self)
            label.setProperty("numberKind", "instruction")
            self._findings.addWidget(label)
            for line in (finding.do, finding.why):
                if line is None:
                    continue
                text = LineLabel("body" if line is finding.do else "muted", self)
                text.setObjectName(
                    f"do-{finding.id}" if line is finding.do else f"why-{finding.id}"
                )
                text.show_line(line, visit.pack, {})
                text.source_requested.connect(self.source_requested)
                self._findings.addWidget(text)


def _most_urgent_first(finding: Finding) -> int:
    return -finding.urgency.rank
