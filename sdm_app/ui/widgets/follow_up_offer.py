"""The way from the screening to what is followed from visit to visit, and its score so far."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sdm_app.domain.outcomes import PEG
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, set_words
from sdm_app.ui.widgets.outcome_card import score_words


class FollowUpOffer(QWidget):
    """Passed over by simply going on: nothing waits for it."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.says = PlainLabel("", "muted", self)
        self.says.setObjectName("follow-up-offer-says")
        self.says.setProperty("numberKind", "score")
        self.button = outline("")
        self.button.setObjectName("follow-up-offer")
        self.button.clicked.connect(self.opened)
        row.addWidget(self.button)
        row.addWidget(self.says, 1)

    def show_visit(self, visit: Visit) -> None:
        """Say what is offered: the visit before, or a score to compare later ones with."""
        form = visit.pack.questionnaire_by_id.get(PEG)
        said = score_words(form, visit) if form is not None else ""
        score = f"{form.short}: {said}" if form is not None and said else ""
        if visit.encounter.follows:
            self.says.set_text(score)
            set_words(self.button, _("Since last time"))
        else:
            why = _("They give later visits a score to compare with.")
            self.says.set_text(score or why)
            set_words(self.button, _("Show PEG") if score else _("Ask three questions (PEG)"))
        self.says.setVisible(bool(self.says.text()))
