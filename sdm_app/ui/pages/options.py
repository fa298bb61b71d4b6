"""The options side by side, in the order of what matters to the patient."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sdm_app.domain.matching import match_options
from sdm_app.domain.ordering import columns, order_by_priorities
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.act_first import ActFirst
from sdm_app.ui.pages.option_details import OptionDetails
from sdm_app.ui.pages.option_words import (
    FEWEST_COLUMNS,
    MOST_COLUMNS,
    order_sentence,
    with_or_without,
)
from sdm_app.ui.pages.page import Page
from sdm_app.ui.pages.scrolled import SidewaysArea, scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, plain, set_words
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import FlowLayout, clear
from sdm_app.ui.widgets.option_grid import OptionGrid

CHIPS_AT_FIRST = 6


class OptionsPage(Page):
    """Compares two to four options. What is unfolded is the page's own; choices are the visit's."""

    compared = Signal(str)
    options_chosen = Signal(str)
    step_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._columns: tuple[str, ...] = ()
        self._chips_shown: tuple[object, ...] = ()
        self._all_chips = False
        self._stack = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 14, 32, 8)
        outer.addWidget(self._stack)
        self.act_first = ActFirst(self)
        self.act_first.safety_requested.connect(self._on_safety_requested)
        self.act_first.source_requested.connect(self.source_requested)
        self._stack.addWidget(scrolled(self._build_choice(), "options-scroll"))
        self._stack.addWidget(self.act_first)

    def _build_choice(self) -> QWidget:
        view = QWidget(self)
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._title = PlainLabel("", "title")
        column.addWidget(self._title)
        row = QHBoxLayout()
        self._order = PlainLabel("", "lead")
        self._order.setObjectName("order-sentence")
        change = link(_("Change"))
        change.setObjectName("change-priorities")
        change.setAccessibleName(_("Change what matters"))
        change.clicked.connect(self._on_change_clicked)
        row.addWidget(self._order, 1)
        row.addWidget(change)
        column.addLayout(row)
        chips = QWidget(view)
        self._chips = FlowLayout(chips)
        column.addWidget(chips)
        self.grid = OptionGrid(view)
        self.grid.choice_toggled.connect(self._on_choice_toggled)
        self.grid.positions_requested.connect(self._on_positions_requested)
        self.grid.source_requested.connect(self.source_requested)
        self.details = OptionDetails(view)
        self.details.closed.connect(self._on_details_closed)
        self.details.look_requested.connect(self._on_look_requested)
        self.details.source_requested.connect(self.source_requested)
        self.details.hide()
        self._grid_area = SidewaysArea(self.grid)
        column.addWidget(self._grid_area, 1)
        column.addWidget(self.details, 1)
        return view

    @override
    def title(self) -> str:
        return _("Options")

    @override
    def next_label(self) -> str:
        return _("Next: Your questions")

    @override
    def show_visit(self, visit: Visit) -> None:
        another = self._visit is None or self._visit.encounter.id != visit.encounter.id
        self._visit = visit
        if assess(visit).blocks:
            self.act_first.show_visit(visit)
            self._stack.setCurrentWidget(self.act_first)
            return
        self._stack.setCurrentIndex(0)
        if another:
            self._all_chips = False
            self._show_details(False)
        self._columns = columns(visit)
        self._title.set_text(visit.pack.grid.title)
        self._order.set_text(order_sentence(visit))
        self._show_chips(visit)
        self.grid.show_options(visit, self._columns)

    def _show_details(self, wanted: bool) -> None:
        self._grid_area.setVisible(not wanted)
        self.details.setVisible(wanted)

    def _show_chips(self, visit: Visit) -> None:
        matched = match_options(visit)
        offered = [match.option for match in matched.recommended + matched.may_be_offered]
        ordered = order_by_priorities(visit, offered)
        names = (*self._columns, *(option for option in ordered if option not in self._columns))
        advised_against = len(matched.not_recommended)
        shown = (names, self._columns, advised_against, self._all_chips)
        if shown == self._chips_shown:
            return
        self._chips_shown = shown
        clear(self._chips)
        at_first = len(names) if self._all_chips else CHIPS_AT_FIRST
        for option in names[:at_first]:
            self._chips.addWidget(self._chip(visit, option))
        if len(names) > at_first:
            more = plain("")
            more.setProperty("kind", "chip")
            set_words(more, _("More: {n}").format(n=len(names) - at_first))
            more.setObjectName("more-options")
            more.setProperty("numberKind", "progress")
            more.clicked.connect(self._on_more_clicked)
            self._chips.addWidget(more)
        button = plain("")
        button.setProperty("kind", "chip")
        set_words(button, _("Not advised: {n}").format(n=advised_against))
        button.setObjectName("not-advised")
        button.setProperty("numberKind", "progress")
        button.clicked.connect(self._on_not_advised_clicked)
        self._chips.addWidget(button)

    def _chip(self, visit: Visit, option: str) -> Chip:
        chip = Chip(visit.pack.option_by_id[option].short_name)
        beside = option in self._columns
        chip.setObjectName(f"compare-{option}")
        chip.setProperty("option", option)
        chip.setChecked(beside)
        full = len(self._columns) >= MOST_COLUMNS
        fewest = len(self._columns) <= FEWEST_COLUMNS
        chip.setEnabled(not fewest if beside else not full)
        chip.clicked.connect(self._on_chip_clicked)
        return chip

    def _on_chip_clicked(self, checked: bool) -> None:
        option = self.sender().property("option")
        self.compared.emit(" ".join(with_or_without(self._columns, option, checked)))

    def _on_choice_toggled(self, option: str, wanted: bool) -> None:
        if self._visit is not None:
            chosen = with_or_without(self._visit.encounter.choices, option, wanted)
            self.options_chosen.emit(" ".join(chosen))

    def _on_positions_requested(self, option: str) -> None:
        if self._visit is not None:
            self.details.show_positions(self._visit, option)
            self._show_details(True)

    def _on_not_advised_clicked(self) -> None:
        if self._visit is not None:
            self.details.show_not_advised(self._visit)
            self._show_details(True)

    def _on_details_closed(self) -> None:
        self._show_details(False)

    def _on_look_requested(self, option: str) -> None:
        kept = self._columns[: MOST_COLUMNS - 1]
        self._show_details(False)
        self.compared.emit(" ".join(with_or_without(kept, option, True)))

    def _on_more_clicked(self) -> None:
        self._all_chips = True
        if self._visit is not None:
            self._show_chips(self._visit)

    def _on_change_clicked(self) -> None:
        self.step_opened.emit("what-matters")

    def _on_safety_requested(self) -> None:
        self.step_opened.emit("safety")
