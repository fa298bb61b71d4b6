"""What is known of one option, and the options that are not advised, with the reasons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdm_app.domain.lines import Line
from sdm_app.domain.matching import match_options
from sdm_app.domain.options import Option, PositionStatement
from sdm_app.domain.ordering import positions_for
from sdm_app.domain.sources import Estimate, Frequency
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import ReasonKind
from sdm_app.i18n import gettext as _
from sdm_app.ui.pages.option_words import position_words, reason_words
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, outline
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.line_label import LineLabel
from sdm_app.ui.widgets.study_card import StudyCard


class OptionDetails(QWidget):
    """A list in place of the grid, with one button back to it."""

    source_requested = Signal(str)
    closed = Signal()
    look_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("option-details")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        head = QHBoxLayout()
        self._title = PlainLabel("", "heading")
        back = outline(_("Back to the options"))
        back.setObjectName("option-details-close")
        back.clicked.connect(self._on_close_clicked)
        head.addWidget(self._title, 1)
        head.addWidget(back)
        layout.addLayout(head)
        content = QWidget(self)
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(12)
        layout.addWidget(scrolled(content, "option-details-scroll"), 1)

    def show_positions(self, visit: Visit, option_id: str) -> None:
        """Show what to check, what each guideline says and what each study found of an option."""
        option = visit.pack.option_by_id[option_id]
        self._title.set_text(_("What is known: {option}").format(option=option.name))
        clear(self._list)
        if option.cautions:
            self._list.addWidget(self._cautions(visit, option))
        if option.differ is not None:
            self._list.addWidget(self._differ(visit, option.differ))
        said = positions_for(visit, option_id)
        counted = [one for one in said if _is_counted(visit, one)]
        others = [one for one in said if not _is_counted(visit, one)]
        self._show_statements(visit, _set_words(visit), counted)
        self._show_statements(visit, _("Other guidelines, not counted"), others)
        if not said:
            self._list.addWidget(PlainLabel(_("No guideline in this program mentions it.")))
        if option.estimates:
            self._list.addWidget(PlainLabel(_("What the studies found"), "heading"))
        for estimate in _one_a_study(option):
            self._list.addWidget(StudyCard(estimate, visit.pack))
        self._list.addStretch(1)

    def _show_statements(
        self, visit: Visit, title: str, statements: list[PositionStatement]
    ) -> None:
        if statements:
            self._list.addWidget(PlainLabel(title, "heading"))
        for said in statements:
            guideline = visit.pack.guideline_by_id[said.guideline]
            card = Card(f"{guideline.short}: {position_words(said.position)}")
            card.setObjectName(f"position-{said.guideline}")
            card.heading.setProperty("sourceIds", " ".join(said.cites))
            strength = PlainLabel(said.strength, "muted")
            strength.setProperty("sourceIds", " ".join(said.cites))
            wording = LineLabel("body")
            wording.show_line(said.wording, visit.pack, {})
            wording.source_requested.connect(self.source_requested)
            card.body.addWidget(strength)
            card.body.addWidget(wording)
            if not wording.link.isVisibleTo(wording):
                card.body.addWidget(self._source_link(visit, said.cites))
            self._list.addWidget(card)

    def show_not_advised(self, visit: Visit) -> None:
        """Show every option that is not advised for this visit, and why."""
        self._title.set_text(_("Not advised for this visit"))
        clear(self._list)
        for match in match_options(visit).not_recommended:
            option = visit.pack.option_by_id[match.option]
            card = Card(option.name)
            card.setObjectName(f"not-advised-{option.id}")
            card.body.addWidget(PlainLabel(reason_words(match.reason), "muted"))
            because = (option.reasons.get(match.reason) if match.reason else None) or match.because
            if because is not None:
                line = LineLabel("body")
                line.show_line(because, visit.pack, {})
                line.source_requested.connect(self.source_requested)
                card.body.addWidget(line)
            if match.reason is not ReasonKind.WITHDRAWN:
                card.body.addWidget(self._look_link(option))
            self._list.addWidget(card)
        self._list.addStretch(1)

    def _look_link(self, option: Option) -> QWidget:
        look = link(_("Put it beside the others"))
        look.setObjectName(f"look-{option.id}")
        look.setAccessibleName(_("Put {option} beside the others").format(option=option.name))
        look.setProperty("option", option.id)
        look.clicked.connect(self._on_look_clicked)
        return look

    def _differ(self, visit: Visit, line: Line) -> Card:
        card = Card(_("Where guidelines disagree"))
        card.setObjectName("differ")
        card.set_tone("soft")
        label = LineLabel("body")
        label.show_line(line, visit.pack, {})
        label.source_requested.connect(self.source_requested)
        card.body.addWidget(label)
        return card

    def _cautions(self, visit: Visit, option: Option) -> Card:
        card = Card(_("Check before it starts"))
        card.setObjectName(f"cautions-{option.id}")
        card.set_tone("caution")
        for caution in option.cautions:
            line = LineLabel("body")
            line.show_line(caution, visit.pack, {})
            line.source_requested.connect(self.source_requested)
            card.body.addWidget(line)
        return card

    def _source_link(self, visit: Visit, cites: tuple[str, ...]) -> QWidget:
        names = " · ".join(visit.pack.citation_by_id[cite].short for cite in cites)
        button = link(names)
        button.setObjectName("source-link")
        button.setProperty("sourceIds", " ".join(cites))
        button.clicked.connect(self._on_source_clicked)
        return button

    def _on_source_clicked(self) -> None:
        self.source_requested.emit(self.sender().property("sourceIds"))

    def _on_close_clicked(self) -> None:
        self.closed.emit()

    def _on_look_clicked(self) -> None:
        self.look_requested.emit(self.sender().property("option"))


def _one_a_study(option: Option) -> list[Estimate]:
    """The option's figures; the other arm of one of them stands on its card already."""
    others = {one.comparison_figure for one in option.estimates if isinstance(one, Frequency)}
    return [estimate for estimate in option.estimates if estimate.id not in others]


def _is_counted(visit: Visit, said: PositionStatement) -> bool:
    sets = visit.pack.guideline_by_id[said.guideline].sets
    return visit.pack.info.guideline_set in sets


def _set_words(visit: Visit) -> str:
    chosen = visit.pack.info.guideline_set
    name = next(one.name for one in visit.pack.info.guideline_sets if one.id == chosen)
    return _("Counted here: {guidelines}").format(guidelines=name)
