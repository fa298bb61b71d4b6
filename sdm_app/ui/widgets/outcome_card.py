"""The questions of one instrument that is followed from visit to visit, and its score now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdm_app.domain.outcomes import score_of
from sdm_app.domain.questionnaires import Questionnaire
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.scale_row import ScaleRow
from sdm_app.ui.widgets.typed_score import TypedScore


class OutcomeCard(Card):
    """Tells each answer, and each that was taken back; any may be left out."""

    answered = Signal(str, str)
    item_skipped = Signal(str)

    def __init__(self, form: Questionnaire, parent: QWidget | None = None) -> None:
        super().__init__(form.title, parent)
        self._form = form
        self.setObjectName(f"outcome-{form.id}")
        self.setProperty("numberKind", "instrument")
        self.body.setSpacing(10)
        self.body.addWidget(PlainLabel(form.intro, "muted", self))
        self._rows: dict[str, ScaleRow | TypedScore] = {}
        for item in form.items:
            row = ScaleRow(item, self) if item.typed is None else TypedScore(item, item.typed, self)
            row.picked.connect(self.answered)
            row.taken_back.connect(self.item_skipped)
            self._rows[item.id] = row
            self.body.addWidget(row)
        self.score = PlainLabel("", "heading", self)
        self.score.setObjectName(f"score-{form.id}")
        self.score.setProperty("numberKind", "score")
        self.body.addWidget(self.score)
        self.rights = PlainLabel(form.rights, "muted", self)
        self.body.addWidget(self.rights)

    def show_visit(self, visit: Visit) -> None:
        """Show the answers of the visit and what they come to."""
        answers = visit.encounter.answers
        for item, row in self._rows.items():
            row.show_answer(answers.get(item, ""))
        said = score_words(self._form, visit)
        self.score.set_text(said)
        self.score.setVisible(bool(said))


def score_words(form: Questionnaire, visit: Visit) -> str:
    """The score at a visit and which way is worse, or how many answers it lacks."""
    rule = form.score_rule
    answers = visit.encounter.answers
    score = score_of(form, answers)
    if rule is None:
        return ""
    if score is not None:
        said = _("Score {score}, on a scale from {lowest} to {highest}. {direction}")
        return said.format(
            score=f"{score:.1f}",
            lowest=f"{rule.lowest:g}",
            highest=f"{rule.highest:g}",
            direction=rule.direction,
        )
    missing = sum(item.id not in answers for item in form.items)
    if missing == len(form.items):
        return ""
    return _("No score: {count} of {total} answers are missing.").format(
        count=missing, total=len(form.items)
    )
