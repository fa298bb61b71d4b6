"""One figure of a study as a card: what, in whom, against what, how sure, and what was read."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from sdm_app.domain.content import ContentPack
from sdm_app.domain.sources import Difference, Estimate, Frequency, Quantity
from sdm_app.domain.vocabulary import Certainty, Design, Seen, Setting
from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.ui.flow import N_
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.icon_array import IconArray
from sdm_app.ui.widgets.source_line import source_line

PEOPLE_IN_A_ROW = 25
PEOPLE_HIGH = 52

CERTAINTY = {
    Certainty.HIGH: N_("high"),
    Certainty.MODERATE: N_("moderate"),
    Certainty.LOW: N_("low"),
    Certainty.VERY_LOW: N_("very low"),
    Certainty.NOT_RATED: N_("not rated by the source"),
}
DESIGN = {
    Design.SYSTEMATIC_REVIEW: N_("systematic review"),
    Design.RANDOMISED_TRIAL: N_("randomised trial"),
    Design.COHORT: N_("cohort study"),
    Design.CROSS_SECTIONAL: N_("cross-sectional study"),
    Design.GUIDELINE_STATEMENT: N_("guideline statement"),
}
SETTING = {
    Setting.PRIMARY_CARE: N_("primary care"),
    Setting.EMERGENCY: N_("emergency care"),
    Setting.SPECIALIST: N_("specialist care"),
    Setting.COMMUNITY: N_("the community"),
    Setting.MIXED: N_("mixed settings"),
    Setting.NOT_STATED: N_("setting not stated"),
}
SEEN = {
    Seen.PRIMARY_ABSTRACT: N_("the abstract"),
    Seen.PRIMARY_TABLE: N_("a table of the paper"),
    Seen.PRIMARY_FULL_TEXT: N_("the full text"),
    Seen.SECONDARY: N_("the source's account of another study"),
}


def amount_words(estimate: Estimate) -> str:
    """The figure itself in words, with its interval where the source gives one."""
    match estimate:
        case Frequency():
            return _("{n} of {total}").format(n=estimate.numerator, total=estimate.denominator)
        case Difference():
            amount = _("{n} points").format(n=f"{abs(estimate.amount):g}")
            if estimate.low is None or estimate.high is None:
                return amount
            ends = sorted((estimate.low, estimate.high))
            return _("{amount} ({low} to {high})").format(
                amount=amount, low=f"{ends[0]:g}", high=f"{ends[1]:g}"
            )
        case Quantity():
            amount = f"{estimate.amount:g}"
            if estimate.high_amount is not None:
                amount = _("{low} to {high}").format(low=amount, high=f"{estimate.high_amount:g}")
            return f"{amount} {estimate.unit}"


def estimate_lines(estimate: Estimate) -> list[str]:
    """All that must be known of a figure, one line each."""
    about = (
        (_("What"), estimate.outcome),
        (_("Who"), estimate.population),
        (_("When"), estimate.period),
        (_("Compared with"), estimate.comparison),
        (_("Measured on"), estimate.scale if isinstance(estimate, Difference) else ""),
        (_("In favour of"), estimate.favours if isinstance(estimate, Difference) else ""),
        (_("Kind of study"), f"{_(DESIGN[estimate.design])}, {_(SETTING[estimate.setting])}"),
        (_("Certainty"), _certainty(estimate)),
        (_("Read"), f"{_(SEEN[estimate.seen])}, {format_date(estimate.reviewed_on, 'en')}"),
    )
    lines = [f"{title}: {words}" for title, words in about if words]
    if estimate.derived:
        lines.append(_("This number is worked out from the numbers that the source prints."))
    return lines


def _certainty(estimate: Estimate) -> str:
    words = _(CERTAINTY[estimate.certainty])
    return f"{words} ({estimate.certainty_reason})" if estimate.certainty_reason else words


class StudyCard(Card):
    """The card of one figure; a study of two groups shows the same people twice, in a pair."""

    def __init__(self, estimate: Estimate, pack: ContentPack) -> None:
        super().__init__(f"{amount_words(estimate)}: {estimate.outcome}")
        self.setObjectName(f"study-{estimate.id}")
        self.heading.setProperty("sourceIds", estimate.id)
        if isinstance(estimate, Frequency):
            self.body.addLayout(_pair(estimate, pack))
        for line in estimate_lines(estimate)[1:]:
            self.body.addWidget(source_line(line, "body", estimate.id))
        short = pack.citation_by_id[estimate.citation].short
        self.body.addWidget(source_line(short, "muted", estimate.id))


def _pair(estimate: Frequency, pack: ContentPack) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(24)
    row.addLayout(_arm(estimate, _("With this")), 1)
    other = pack.estimate_by_id.get(estimate.comparison_figure or "")
    if isinstance(other, Frequency):
        row.addLayout(_arm(other, estimate.comparison or _("The other group")), 1)
    else:
        row.addStretch(1)
    return row


def _arm(estimate: Frequency, title: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    words = PlainLabel(f"{title}: {amount_words(estimate)}", "body")
    words.setProperty("sourceIds", estimate.id)
    people = IconArray(PEOPLE_IN_A_ROW)
    people.show_count(estimate.numerator, estimate.denominator, "", estimate.id)
    people.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    people.setFixedHeight(PEOPLE_HIGH if estimate.denominator <= 100 else 2 * PEOPLE_HIGH)
    column.addWidget(words)
    column.addWidget(people)
    return column
