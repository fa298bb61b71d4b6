"""The conversation guide: what to ask, check and say, and how the talk can end."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.events import RequestSettled
from sdm_app.domain.lines import Line
from sdm_app.domain.requests import Outcome
from sdm_app.domain.script_run import GuideStep, ScriptRun, StepState
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Verdict
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel, set_tip
from sdm_app.ui.widgets.buttons import link, outline, set_words
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.chip import Chip, Tag, in_lines
from sdm_app.ui.widgets.flow import FlowLayout, clear
from sdm_app.ui.widgets.guide_words import step_words
from sdm_app.ui.widgets.keep_focus import focus_again, focused_name
from sdm_app.ui.widgets.line_label import LineLabel
from sdm_app.ui.widgets.outcome_form import OutcomeForm
from sdm_app.ui.widgets.outcome_words import OutcomeWords

LARGE_TEXT = 30
"""Line height in pixels from which words on a button are broken into lines."""
LETTERS_IN_A_LINE = 20
WITHOUT_FORM = (OutcomeCode.UNFINISHED, OutcomeCode.ESCALATED)


class Guide(QWidget):
    """The clinician's side of one request. Its words may be read by the patient."""

    concern_picked = Signal(str, str)
    gate_checked = Signal(str, str, bool)
    request_settled = Signal(object)
    safety_requested = Signal()
    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setAccessibleName(_("Conversation guide"))
        self.setProperty("surface", "guide")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._visit: Visit | None = None
        self._walk: ScriptRun | None = None
        self._values: dict[str, str] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 8, 12)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 22, 0)
        head.addWidget(PlainLabel(_("Conversation guide"), "heading"), 1)
        head.addWidget(Tag(_("clinician only")))
        outer.addLayout(head)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 4, 10, 0)
        column.setSpacing(8)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        column.addLayout(self._steps)
        self.form = OutcomeForm(content)
        self.form.settled.connect(self._on_settled)
        self.form.cancelled.connect(self._on_cancelled)
        self.form.source_requested.connect(self.source_requested)
        self.form.hide()
        column.addWidget(self.form)
        column.addStretch(1)
        self._area = scrolled(content, "guide-scroll")
        outer.addWidget(self._area, 1)

    def show_run(self, visit: Visit, walk: ScriptRun, values: dict[str, str]) -> None:
        """Show where the talk stands."""
        focused = focused_name(self)
        if self._is_another(visit, walk):
            self.form.hide()
            self._area.verticalScrollBar().setValue(0)
        elif self.form.asks() not in (None, *walk.outcomes):
            self.form.hide()
        self._visit, self._walk, self._values = visit, walk, values
        clear(self._steps)
        for number, step in enumerate(self._shown(walk), start=1):
            self._steps.addWidget(self._card(visit, walk, step, number))
        if not self.form.isVisible():
            focus_again(self, focused)

    def _is_another(self, visit: Visit, walk: ScriptRun) -> bool:
        if self._visit is None or self._walk is None:
            return True
        other_visit = self._visit.encounter.id != visit.encounter.id
        return other_visit or self._walk.script.id != walk.script.id

    def _is_large(self) -> bool:
        return self.fontMetrics().height() > LARGE_TEXT

    def _shown(self, walk: ScriptRun) -> list[GuideStep]:
        always = ("ask", "check", "agree")
        return [
            step
            for step in walk.steps
            if step.id in always or step.lines or step.state is not StepState.READY
        ]

    def _card(self, visit: Visit, walk: ScriptRun, step: GuideStep, number: int) -> Card:
        card = Card()
        card.setObjectName(f"guide-{step.id}")
        card.body.setContentsMargins(14, 10, 14, 10)
        card.body.setSpacing(6)
        title = PlainLabel(f"{number} · {step_words(step.id)}", "small")
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        title.setProperty("numberKind", "progress")
        card.body.addWidget(title)
        card.setAccessibleName(step_words(step.id))
        if step.state is StepState.CONCERN_FIRST:
            card.body.addWidget(PlainLabel(_("First ask what lies behind it."), "muted"))
        elif step.state is StepState.GATE_FIRST:
            card.body.addWidget(PlainLabel(_("First finish the safety check."), "muted"))
        for line in step.lines:
            self._add(card, visit, line)
        if step.id == "ask":
            self._add_concerns(card, walk)
        elif step.id == "check":
            self._add_gate(card, visit, walk)
        elif step.id == "again" and step.lines:
            self._add_again(card, visit, walk)
        elif step.id == "agree":
            self._add_outcomes(card, visit, walk)
        return card

    def _add(self, card: Card, visit: Visit, line: Line) -> None:
        label = LineLabel("guide")
        label.show_line(line, visit.pack, self._values)
        label.source_requested.connect(self.source_requested)
        card.body.addWidget(label)

    def _add_concerns(self, card: Card, walk: ScriptRun) -> None:
        holder = QWidget()
        chips = FlowLayout(holder, 6)
        for concern in walk.script.concerns:
            chip = Chip(concern.label)
            chip.setObjectName(f"concern-{concern.id}")
            chip.setProperty("concern", concern.id)
            set_tip(chip, "\n".join(concern.listen_for))
            chip.setChecked(walk.concern is not None and walk.concern.id == concern.id)
            if self._is_large():
                chip.break_lines(LETTERS_IN_A_LINE)
            chip.clicked.connect(self._on_concern_clicked)
            chips.addWidget(chip)
        card.body.addWidget(holder)

    def _add_gate(self, card: Card, visit: Visit, walk: ScriptRun) -> None:
        gate = walk.script.gate
        if not walk.gate_passed:
            card.set_tone("caution")
            self._add(card, visit, gate.unfinished)
            for finding in walk.gate_open[:3]:
                asks = PlainLabel(f"· {visit.pack.finding_by_id[finding].asks}", "small")
                asks.setProperty("numberKind", "instruction")
                card.body.addWidget(asks)
            if len(walk.gate_open) > 3:
                more = PlainLabel(_("and {n} more").format(n=len(walk.gate_open) - 3), "muted")
                more.setProperty("numberKind", "progress")
                card.body.addWidget(more)
            button = link(_("Open the safety check"))
            button.setObjectName("open-safety")
            button.clicked.connect(self._on_safety_clicked)
            card.body.addWidget(button)
        else:
            clear_signs = walk.judged.verdict is Verdict.NOT_INDICATED
            card.set_tone("good" if clear_signs else "caution")
            if clear_signs and not walk.judged.says:
                self._add(card, visit, gate.passed)
            verdict = gate.verdicts.get(walk.judged.verdict)
            if verdict is not None:
                self._add(card, visit, verdict)
        for line in walk.judged.says:
            self._add(card, visit, line)
        if gate.checks:
            self._add_checks(card, visit, walk)

    def _add_checks(self, card: Card, visit: Visit, walk: ScriptRun) -> None:
        gate = walk.script.gate
        done = visit.encounter.request_state(walk.script.id).checks
        if gate.checks_intro is not None:
            self._add(card, visit, gate.checks_intro)
        for check in gate.checks:
            asks = PlainLabel(check.asks, "guide")
            asks.setProperty("sourceIds", " ".join(check.cites))
            chip = Chip(_("Yes"))
            chip.setAccessibleName(check.asks)
            chip.setObjectName(f"check-{check.id}")
            chip.setProperty("check", check.id)
            chip.setChecked(check.id in done)
            chip.clicked.connect(self._on_check_clicked)
            row = QHBoxLayout()
            row.addWidget(asks, 1)
            row.addWidget(chip)
            card.body.addLayout(row)

    def _add_again(self, card: Card, visit: Visit, walk: ScriptRun) -> None:
        again = (walk.route or walk.script).look_again
        for heading, name, lines in (
            (_("We think again if"), "revisit-if", again.revisit_if),
            (_("Come sooner if"), "sooner-if", again.sooner_if),
        ):
            label = PlainLabel(heading, "muted")
            label.setObjectName(name)
            card.body.addWidget(label)
            for line in lines:
                self._add(card, visit, line.model_copy(update={"text": f"• {line.text}"}))

    def _add_outcomes(self, card: Card, visit: Visit, walk: ScriptRun) -> None:
        settled = visit.encounter.request_state(walk.script.id).settled
        holder = QWidget()
        buttons = FlowLayout(holder, 6)
        for outcome in walk.outcomes:
            button = outline("")
            set_words(button, outcome.label)
            if self._is_large():
                button.setText(in_lines(button.text(), LETTERS_IN_A_LINE))
            button.setObjectName(f"outcome-{outcome.code}")
            button.setProperty("outcome", str(outcome.code))
            button.setCheckable(True)
            button.setChecked(settled is not None and settled.outcome is outcome.code)
            button.clicked.connect(self._on_outcome_clicked)
            buttons.addWidget(button)
        card.body.addWidget(holder)
        if settled is None:
            return
        ended = next((o for o in walk.outcomes if o.code is settled.outcome), None)
        if ended is None:
            card.set_tone("caution")
            words = _("What was agreed does not fit any more. Please agree again.")
            card.body.addWidget(PlainLabel(words, "small"))
        else:
            said = OutcomeWords("settled-says", card)
            said.show_outcome(ended, visit.pack, self._values)
            said.source_requested.connect(self.source_requested)
            card.body.addWidget(said)

    def _on_concern_clicked(self) -> None:
        if self._walk is not None:
            self.concern_picked.emit(self._walk.script.id, self.sender().property("concern"))

    def _on_check_clicked(self, checked: bool) -> None:
        if self._walk is not None:
            check = self.sender().property("check")
            self.gate_checked.emit(self._walk.script.id, check, checked)

    def _on_safety_clicked(self) -> None:
        self.safety_requested.emit()

    def _on_outcome_clicked(self) -> None:
        if self._walk is None or self._visit is None:
            return
        code = self.sender().property("outcome")
        outcome = next(o for o in self._walk.outcomes if o.code == code)
        self._ask_or_settle(self._visit, self._walk, outcome)

    def _ask_or_settle(self, visit: Visit, walk: ScriptRun, outcome: Outcome) -> None:
        if outcome.code in WITHOUT_FORM and not outcome.needs_review_date:
            self.request_settled.emit(RequestSettled(request=walk.script.id, outcome=outcome.code))
            return
        settled = visit.encounter.request_state(walk.script.id).settled
        if settled is None or settled.outcome is not outcome.code:
            words = settled.in_own_words if settled is not None else ""
            sure = settled.confidence if settled is not None else None
            settled = RequestSettled(
                request=walk.script.id, outcome=outcome.code, in_own_words=words, confidence=sure
            )
        if settled.review_on is None:
            review = _review_on(visit, walk, outcome)
            settled = settled.model_copy(update={"review_on": review})
        self.form.ask(walk.script, outcome, visit.pack, visit.today, settled, self._values)

    def _on_settled(self, settled: object) -> None:
        self.form.hide()
        self.request_settled.emit(settled)

    def _on_cancelled(self) -> None:
        self.form.hide()
        if self._visit is not None and self._walk is not None:
            self.show_run(self._visit, self._walk, self._values)


def _review_on(visit: Visit, walk: ScriptRun, outcome: Outcome) -> date:
    if outcome.review_days is not None:
        return visit.today + timedelta(days=outcome.review_days)
    return walk.sooner_on if outcome.code is OutcomeCode.STILL_WANTS else walk.review_on
