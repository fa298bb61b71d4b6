"""Options side by side: heads that stay in view above rows that scroll."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sdm_app.domain.lines import Line
from sdm_app.domain.matching import match_options
from sdm_app.domain.options import GridRow
from sdm_app.domain.ordering import guideline_count, positions_for, rows_for
from sdm_app.domain.services import services_for
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.i18n import gettext as _
from sdm_app.ui.directory.near_you_cell import near_you_cell
from sdm_app.ui.flow import N_
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.option_words import count_mark, count_words
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel, set_tip
from sdm_app.ui.widgets.buttons import link
from sdm_app.ui.widgets.chip import Chip
from sdm_app.ui.widgets.flow import clear
from sdm_app.ui.widgets.icon_array import IconArray
from sdm_app.ui.widgets.line_label import LineLabel

QUESTION_SHARE = 17
OPTION_SHARE = 30
PEOPLE_IN_A_ROW = 25
ROWS_AT_LEAST = 240
STEPS = {1: N_("First step"), 2: N_("Second step"), 3: N_("Third step")}
"""The places of stepped care (Traeger 2019, Box 1)."""
_LONGEST_HEAD = "○ 4 of 6 for, 1 against"
_LONGEST_QUESTION_WORD = "months from"


class OptionGrid(QFrame):
    """The grid. It tells which option was chosen or let go, and what a reader wants to open."""

    choice_toggled = Signal(str, bool)
    positions_requested = Signal(str)
    source_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("option-grid")
        self.setAccessibleName(_("Options side by side"))
        self.setProperty("tone", "plain")
        self._shown: tuple[object, ...] = ()
        self._choose: dict[str, Chip] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._head = heads = QWidget(self)
        self._heads = QHBoxLayout(heads)
        self._heads.setContentsMargins(16, 10, 16, 10)
        self._heads.setSpacing(16)
        outer.addWidget(heads)
        body = QWidget(self)
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._area = scrolled(body, "option-grid-scroll")
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._area.setMinimumHeight(ROWS_AT_LEAST)
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._heads.setContentsMargins(16, 10, 16 + bar, 10)
        outer.addWidget(self._area, 1)

    def _keep_words_whole(self, options: int) -> None:
        """Wide enough that no word of a head or a question is cut; the page scrolls sideways."""
        metrics = self.fontMetrics()
        option = metrics.horizontalAdvance(_LONGEST_HEAD) + self._heads.spacing()
        question = metrics.horizontalAdvance(_LONGEST_QUESTION_WORD)
        needed = max(option * options, question * OPTION_SHARE * options // QUESTION_SHARE)
        self.setMinimumWidth(needed + question + 64)

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._give_heads_their_height()
        return done

    def _give_heads_their_height(self) -> None:
        # Their columns ignore their own widths, so Qt cannot tell how far the words wrap.
        height = self._heads.totalHeightForWidth(self._head.width())
        if height > 0 and height != self._head.minimumHeight():
            self._head.setFixedHeight(height)
            self.setMinimumHeight(height + ROWS_AT_LEAST + 2)

    def show_options(self, visit: Visit, options: tuple[str, ...]) -> None:
        """Show these options; nothing is rebuilt when nothing in view changed."""
        self._keep_words_whole(len(options))
        rows = rows_for(visit, options)
        counts = tuple(guideline_count(visit, option) for option in options)
        tags = tuple(_tag(visit, option) for option in options)
        near = tuple(services_for(visit.services, option) for option in options)
        shown = (id(visit.pack), options, rows, near, counts, tags, visit.encounter.choices)
        if shown == self._shown:
            return
        earlier, self._shown = self._shown, shown
        if shown[:3] != earlier[:3] or shown[4:6] != earlier[4:6]:
            self._show_heads(visit, options, tags)
        if shown[:4] != earlier[:4]:
            self._show_rows(visit, rows, options)
        for option, button in self._choose.items():
            chosen = option in visit.encounter.choices
            name = visit.pack.option_by_id[option].name
            words = _("Chosen") if chosen else _("Choose this")
            button.setChecked(chosen)
            button.set_words(words)
            button.setAccessibleName(f"{words}: {name}")

    def _show_heads(self, visit: Visit, options: tuple[str, ...], tags: tuple[str, ...]) -> None:
        clear(self._heads)
        self._choose.clear()
        self._heads.addWidget(_share(QWidget()), QUESTION_SHARE)
        for option, tag in zip(options, tags, strict=True):
            self._heads.addWidget(_share(self._build_head(visit, option, tag)), OPTION_SHARE)

    def _build_head(self, visit: Visit, option_id: str, tag: str) -> QWidget:
        option = visit.pack.option_by_id[option_id]
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(option.name, "heading"))
        step = _(STEPS[option.step]) if option.step else ""
        under = PlainLabel(" · ".join(filter(None, (step, tag))) or option.tagline, "muted")
        under.setProperty("numberKind", "instruction")
        column.addWidget(under)
        count = guideline_count(visit, option_id)
        pill = link(count_mark(count))
        pill.setAccessibleName(count_words(count))
        set_tip(pill, count_words(count))
        pill.setObjectName(f"positions-{option_id}")
        pill.setProperty("option", option_id)
        cites = [cite for said in positions_for(visit, option_id) for cite in said.cites]
        pill.setProperty("sourceIds", " ".join(dict.fromkeys(cites)) or None)
        pill.setProperty("numberKind", None if cites else "reference")
        pill.clicked.connect(self._on_positions_clicked)
        column.addWidget(pill)
        if option.cautions:
            check = link(_("Check before it starts"))
            check.setAccessibleName(f"{check.text()}: {option.name}")
            check.setObjectName(f"cautions-of-{option_id}")
            check.setProperty("option", option_id)
            check.clicked.connect(self._on_positions_clicked)
            column.addWidget(check)
        column.addStretch(1)
        button = Chip(_("Choose this"))
        button.setObjectName(f"choose-{option_id}")
        button.setProperty("option", option_id)
        button.clicked.connect(self._on_choose_clicked)
        self._choose[option_id] = button
        column.addWidget(button)
        return head

    def _show_rows(self, visit: Visit, rows: tuple[GridRow, ...], options: tuple[str, ...]) -> None:
        clear(self._rows)
        for row in rows:
            frame = QFrame()
            frame.setObjectName(f"grid-row-{row.id}")
            cells = QHBoxLayout(frame)
            cells.setContentsMargins(16, 10, 16, 10)
            cells.setSpacing(16)
            question = PlainLabel(row.question, "body")
            question.setProperty("numberKind", "instruction")
            question.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            font = question.font()
            font.setBold(True)
            question.setFont(font)
            cells.addWidget(_share(question), QUESTION_SHARE)
            for option in options:
                cell = self._cell(visit, row, option)
                cell.setObjectName(f"cell-{row.id}-{option}")
                cells.addWidget(_share(cell), OPTION_SHARE)
            divider = QFrame()
            divider.setProperty("surface", "divider")
            divider.setFixedHeight(1)
            self._rows.addWidget(divider)
            self._rows.addWidget(frame)
            if row.caption is not None:
                self._rows.addWidget(self._caption(visit, row, row.caption))
        self._rows.addStretch(1)

    def _cell(self, visit: Visit, row: GridRow, option: str) -> QWidget:
        if row.directory:
            return near_you_cell(visit, row, option)
        cell = visit.pack.option_by_id[option].cells.get(row.id)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        figure = visit.pack.estimate_by_id.get(cell.figure) if cell and cell.figure else None
        if isinstance(figure, Frequency):
            words = _("{n} of {total}").format(n=figure.numerator, total=figure.denominator)
            number = PlainLabel(words, "heading")
            number.setProperty("sourceIds", figure.id)
            number.setWordWrap(False)
            beside = QHBoxLayout()
            beside.setSpacing(6)
            beside.addWidget(number)
            if cell is not None:
                beside.addWidget(self._says(visit, cell.says), 1)
            column.addLayout(beside)
            other = visit.pack.estimate_by_id.get(figure.comparison_figure or "")
            if isinstance(other, Frequency):
                column.addWidget(_other_arm(figure, other))
            if row.picture:
                people = IconArray(PEOPLE_IN_A_ROW)
                people.show_count(figure.numerator, figure.denominator, "", figure.id)
                people.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                people.setFixedHeight(52)
                column.addWidget(people)
        says = cell.says if cell and not isinstance(figure, Frequency) else None
        if cell is None or (row.study and figure is None):
            says = row.outside_study or says
        if says is not None:
            column.addWidget(self._says(visit, says))
        column.addStretch(1)
        return holder

    def _caption(self, visit: Visit, row: GridRow, words: Line) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 0, 16, 10)
        caption = LineLabel("muted")
        caption.setObjectName(f"caption-{row.id}")
        caption.show_line(words, visit.pack, {})
        caption.source_requested.connect(self.source_requested)
        column.addWidget(caption)
        return holder

    def _says(self, visit: Visit, line: Line) -> LineLabel:
        label = LineLabel("body")
        label.show_line(line, visit.pack, {})
        label.source_requested.connect(self.source_requested)
        return label

    def _on_positions_clicked(self) -> None:
        self.positions_requested.emit(self.sender().property("option"))

    def _on_choose_clicked(self, checked: bool) -> None:
        self.choice_toggled.emit(self.sender().property("option"), checked)


def _other_arm(figure: Frequency, other: Frequency) -> PlainLabel:
    words = _("{n} of {total} with {comparison}").format(
        n=other.numerator, total=other.denominator, comparison=figure.comparison
    )
    label = PlainLabel(words, "muted")
    label.setProperty("sourceIds", other.id)
    return label


def _tag(visit: Visit, option: str) -> str:
    match = match_options(visit).find(option)
    return match.tag if match else ""


def _share(widget: QWidget) -> QWidget:
    """Let the layout alone decide the width, so that heads and rows stand under one another."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)
    return widget
