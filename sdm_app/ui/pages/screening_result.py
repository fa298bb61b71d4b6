"""What the screening says: stage, risk group, which answers count, and how it is scored."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sdm_app.domain.questionnaires import CutOffs, Questionnaire
from sdm_app.domain.screening import NIH, START_BACK, Screening, items_to_ask, screen
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Stage
from sdm_app.domain.withdrawal import reason_of
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.weeks_field import WeeksField
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, outline, set_words
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import FlowLayout
from sdm_app.ui.widgets.form import open_once
from sdm_app.ui.widgets.referral_alert import AlertCard
from sdm_app.ui.widgets.referral_pend import PendDialog


class ScreeningResult(QWidget):
    """The result card. Nothing here is kept: it is read from the visit each time."""

    source_requested = Signal(str)
    weeks_given = Signal(int)
    again_requested = Signal()
    left_out_requested = Signal()
    referral_pended = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("What the answers say"), "title", self))
        self.alert = AlertCard(self)
        self.alert.referral_pended.connect(self.referral_pended)
        layout.addWidget(self.alert)
        layout.addWidget(self._build_card())
        layout.addWidget(self._build_buttons())
        layout.addWidget(self._build_explanation())
        layout.addStretch(1)

    def _build_card(self) -> Card:
        card = Card()
        self.group = PlainLabel("", "title", card)
        self.group.setObjectName("result-group")
        self.stage = PlainLabel("", "lead", card)
        self.stage.setObjectName("result-stage")
        self.withdrawn = PlainLabel("", "body", card)
        self.withdrawn.setObjectName("result-withdrawn")
        self.meaning = PlainLabel("", "body", card)
        self.score = PlainLabel("", "body", card)
        self.score.setObjectName("result-score")
        self.counted_title = PlainLabel(_("Answers that count"), "heading", card)
        self.counted = PlainLabel("", "body", card)
        self.counted.setObjectName("result-positive")
        self.counted.setProperty("numberKind", "instrument")
        self.left_out = PlainLabel("", "body", card)
        self.left_out.setObjectName("result-unanswered")
        for label in (self.score, self.left_out):
            label.setProperty("numberKind", "score")
        self.weeks = WeeksField("result-weeks", card)
        self.weeks.label.set_text(_("Weeks since this pain began (if known)"))
        self.weeks.spin.setAccessibleName(self.weeks.label.text())
        self.weeks.weeks_given.connect(self.weeks_given)
        for label in (self.group, self.stage, self.meaning, self.score, self.left_out):
            card.body.addWidget(label)
        card.body.addWidget(self.counted_title)
        card.body.addWidget(self.counted)
        card.body.addWidget(self.withdrawn)
        card.body.addWidget(self.weeks)
        return card

    def _build_buttons(self) -> QWidget:
        self.fill_gaps = outline(_("Ask what was left out"))
        self.fill_gaps.setObjectName("result-left-out")
        self.fill_gaps.clicked.connect(self.left_out_requested)
        self.again = outline(_("Go over the answers"))
        self.again.setObjectName("result-again")
        self.again.clicked.connect(self.again_requested)
        self.how = outline(_("How the score works"))
        self.how.setObjectName("result-how")
        self.how.setCheckable(True)
        self.how.toggled.connect(self._on_how_toggled)
        self.pend = outline(_("Pend a referral"))
        self.pend.setObjectName("result-pend")
        self.pend.clicked.connect(self._on_pend_clicked)
        row = FlowLayout(holder := QWidget(self), 12)
        for button in (self.fill_gaps, self.again, self.how, self.pend):
            row.addWidget(button)
        return holder

    def _build_explanation(self) -> Card:
        self.explanation = Card(_("How the score works"))
        self.explains = PlainLabel("", "body", self.explanation)
        self.explains.setObjectName("result-explanation")
        self.cut_offs = PlainLabel("", "body", self.explanation)
        self.cut_offs.setObjectName("result-cut-offs")
        self.source: QPushButton = link("")
        self.source.setObjectName("result-source")
        self.source.clicked.connect(self._on_source_clicked)
        for widget in (self.explains, self.cut_offs):
            self.explanation.body.addWidget(widget)
        self.explanation.body.addWidget(self.source, 0, Qt.AlignmentFlag.AlignLeading)
        self.explanation.hide()
        return self.explanation

    def show_visit(self, visit: Visit) -> None:
        """Show what the visit's answers say."""
        self._visit = visit
        self.alert.show_visit(visit)
        # The alert has the same button while it asks for the referral.
        self.pend.setVisible(self.alert.pend.isHidden() or self.alert.isHidden())
        result = screen(visit)
        risk = visit.pack.questionnaire_by_id[START_BACK]
        asked = risk if result.due else visit.pack.questionnaire_by_id[NIH]
        withdrawn = [reason_of(visit.pack, name) for name in (START_BACK, NIH)]
        self.withdrawn.set_text("\n".join(reason.text for reason in withdrawn if reason))
        self.withdrawn.setVisible(any(withdrawn))
        self.group.set_text(_("No risk group") if withdrawn[0] else _group_words(result, risk))
        self.stage.set_text(_stage_words(result.stage))
        self.meaning.set_text(asked.explains)
        self.meaning.setVisible(result.risk_group is not None and result.due)
        self.score.set_text(_score_words(result, risk))
        self.score.setVisible(result.complete)
        self._show_counted(visit, result, risk)
        self._show_left_out(visit, result)
        self.weeks.show_weeks(visit.encounter.episode_weeks)
        self.again.setEnabled(bool(items_to_ask(visit)))
        self._show_explanation(visit, asked)

    def _show_counted(self, visit: Visit, result: Screening, risk: Questionnaire) -> None:
        lines = []
        for item_id in result.positive:
            item = risk.item(item_id)
            answer = visit.encounter.answers[item_id]
            said = next(option.text for option in item.answer_options if option.id == answer)
            lines.append(
                f"•  {item.text} — {said}" if len(item.answer_options) > 2 else f"•  {item.text}"
            )
        self.counted.set_text("\n".join(lines))
        for label in (self.counted_title, self.counted):
            label.setVisible(bool(lines))

    def _show_left_out(self, visit: Visit, result: Screening) -> None:
        asked = items_to_ask(visit)
        open_items = [item for item in asked if item.id not in visit.encounter.answers]
        words = _("{count} of {total} questions have no answer.").format(
            count=len(open_items), total=len(asked)
        )
        if result.due and result.missing and result.risk_group is not None:
            words = f"{words} {_('Whatever the answers, the group would be the same.')}"
        self.left_out.set_text(words)
        self.left_out.setVisible(bool(open_items))
        self.fill_gaps.setVisible(bool(open_items))

    def _show_explanation(self, visit: Visit, asked: Questionnaire) -> None:
        rule = asked.cut_offs
        source = rule.citation if rule is not None else asked.citation
        self.explains.set_text(asked.explains)
        self.cut_offs.set_text("" if rule is None else _cut_off_words(asked, rule))
        self.cut_offs.setVisible(rule is not None)
        for widget in (self.meaning, self.explains, self.cut_offs, self.source):
            widget.setProperty("sourceIds", source)
        set_words(self.source, visit.pack.citation_by_id[source].short)

    def _on_pend_clicked(self) -> None:
        if self._visit is not None:
            dialog = PendDialog(self._visit, "", self.window())
            dialog.pended.connect(self.referral_pended)
            open_once(dialog)

    def _on_how_toggled(self, shown: bool) -> None:
        self.explanation.setVisible(shown)

    def _on_source_clicked(self) -> None:
        self.source_requested.emit(self.source.property("sourceIds"))


def _group_words(result: Screening, risk: Questionnaire) -> str:
    if result.risk_group is not None:
        return risk.risk_group_names.get(result.risk_group, str(result.risk_group))
    if not result.due:
        return _("Lasting back pain")
    return _("Too few answers to tell the risk group")


def _stage_words(stage: Stage | None) -> str:
    return {
        Stage.ACUTE: _("New back pain, for less than a month"),
        Stage.SUBACUTE: _("Back pain for one to three months"),
        Stage.RECURRENT: _("Back pain that comes and goes"),
        Stage.CHRONIC: _("It has lasted; the questions about risk are for newer pain."),
        None: _("We cannot tell yet how long the pain has lasted."),
    }[stage]


def _score_words(result: Screening, risk: Questionnaire) -> str:
    if not result.complete:
        return ""
    return _("Score {total} of {most}; worry and mood {part} of {part_most}").format(
        total=result.total_score,
        most=len(risk.items),
        part=result.subscale_score,
        part_most=sum(item.subscale for item in risk.items),
    )


def _cut_off_words(questionnaire: Questionnaire, rule: CutOffs) -> str:
    return _(
        "Each answer that counts adds one point. Low risk: {low} points or fewer of {most}. "
        "High risk: more than that, with {high} or more of the {part} points for fear, worry, "
        "mood and bother. "
        "Medium risk: all others. A question without an answer is never filled in."
    ).format(
        low=rule.low_total_at_most,
        most=len(questionnaire.items),
        high=rule.high_subscale_at_least,
        part=sum(item.subscale for item in questionnaire.items),
    )
