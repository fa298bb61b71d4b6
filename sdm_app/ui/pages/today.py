"""Today's visits: the home of the program. Painted before the records are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.needs_you import NeedsYou
from sdm_app.ui.qt_values import CENTRED, NO_FOCUS
from sdm_app.ui.text import PlainLabel, set_tip
from sdm_app.ui.widgets.arranged import Arranged, side_by_side
from sdm_app.ui.widgets.buttons import outline, primary
from sdm_app.ui.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sdm_app.records.summary import Summary
    from sdm_app.ui.pages.due_row import Due
    from sdm_app.ui.pages.today_row import TodayRows

_LINES_OF_LIST = 8
"""Heights of a line that the list has at least when it stands above the side."""
_ROOM_FOR_TWO = 46
"""Heights of a line that list and side need, side by side."""


class TodayPage(Arranged):
    """One row a visit; `visit_requested` carries an encounter's id.

    `listed` comes each time the list was read. `due_requested` carries the id of a row of the
    schedule whose visit begins.
    """

    visit_requested = Signal(str)
    due_requested = Signal(str)
    new_visit_requested = Signal()
    settings_requested = Signal()
    listed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Today’s visits"))
        self._named: list[tuple[Summary, str]] | None = None
        self._places: Mapping[str, tuple[str, ...]] = {}
        self._shown: TodayRows | None = None
        self._due: tuple[Due, ...] = ()
        self._chased: list[tuple[Summary, str]] | None = None
        self._year = 0
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(40, 24, 40, 16)
        outer.setSpacing(16)
        outer.addLayout(self._build_head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._columns.addWidget(self._build_list(), 3)
        self._columns.addLayout(self._build_side(), 1)
        columns = QWidget()
        columns.setProperty("surface", "scrolled")
        columns.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setObjectName("today-scroll")
        area.setWidgetResizable(True)
        area.setProperty("focusPolicy", NO_FOCUS)
        area.setFrameStyle(0)
        area.setWidget(columns)
        outer.addWidget(area, 1)

    @override
    def arrange(self) -> None:
        has_room = self.has_room(_ROOM_FOR_TWO)
        self._columns.setDirection(side_by_side(has_room))
        high = 0 if has_room else _LINES_OF_LIST * self.fontMetrics().height()
        self._list.setMinimumHeight(high)

    def show_ready(self) -> None:
        """Say that the records are open and a visit can start."""
        self.new_visit.setEnabled(True)
        self.new_visit.setFocus()
        self.find_field.setEnabled(True)
        self.settings.setEnabled(True)

    def show_list(self, summaries: Sequence[Summary], names: Mapping[str, str], year: int) -> None:
        """Show the visits of the day; `names` are what referral targets are called."""
        named = [(summary, names.get(summary.referral, summary.referral)) for summary in summaries]
        if (named, year) != (self._named, self._year):
            self._named, self._year = named, year
            self._fill()
        self.listed.emit()

    def show_open_at(self, places: Mapping[str, tuple[str, ...]]) -> None:
        """Say of the visits that are open elsewhere at which workstations they are."""
        self._places = places
        if self._shown is not None:
            self._shown.show_open_at(places)

    def show_due(self, due: Sequence[Due]) -> None:
        """Show who is due among the visits of the day; whose visit has begun is one of those."""
        if tuple(due) != self._due:
            self._due = tuple(due)
            self._fill()

    def show_chased(self, chased: Sequence[tuple[Summary, str]] | None) -> None:
        """Show these visits with their days in place of the day's list; None for the day's list."""
        shown = None if chased is None else list(chased)
        self._title.set_text(
            _("Today’s visits") if shown is None else _("High risk, no referral: two weeks")
        )
        if shown != self._chased:
            self._chased = shown
            self._fill()

    def forget(self) -> None:
        """Show no visit until the list is filled again: the next patient may see the screen."""
        if self._named is not None or self._due or self._chased:
            self._named, self._due = None, ()
            self.show_chased(None)
            self.find_field.setText("")
            self._fill()
            self.needs_you.show_waiting(())

    def add_to_side(self, widget: QWidget) -> None:
        """Put one more thing beside the list."""
        self._side.insertWidget(self._side.count() - 1, widget)

    def add_below_head(self, widget: QWidget) -> None:
        """Put one thing between the head and the list."""
        self._outer.insertWidget(1, widget)

    def show_fault(self, sentence: str) -> None:
        """Say why no visit can be shown."""
        self.empty.set_text(sentence)
        self.empty.show()

    def focus_find(self) -> None:
        """Put the cursor where a reference is typed."""
        # Imported here: importing `Qt` costs the first frame dear (see `qt_values`).
        from PySide6.QtCore import Qt  # noqa: PLC0415

        self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_field.selectAll()

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._title = PlainLabel(_("Today’s visits"), "title")
        self.find_field = QLineEdit()
        self.find_field.setObjectName("find-visit")
        self.find_field.setPlaceholderText(_("Find by reference"))
        self.find_field.setAccessibleName(_("Find a visit by reference"))
        set_tip(self.find_field, "Ctrl+F")
        self.find_field.setClearButtonEnabled(True)
        self.find_field.setMinimumWidth(280)
        self.find_field.setMinimumHeight(48)
        self.find_field.setEnabled(False)
        self.find_field.textChanged.connect(self._on_find_changed)
        self.find_field.returnPressed.connect(self._on_find_returned)
        self.new_visit = primary(_("New visit  Ctrl+N"))
        self.new_visit.setObjectName("new-visit")
        self.new_visit.setAccessibleName(_("New visit"))
        self.new_visit.setEnabled(False)
        self.new_visit.clicked.connect(self.new_visit_requested)
        row.addWidget(self._title, 1)
        row.addWidget(self.find_field)
        row.addWidget(self.new_visit)
        return row

    def _build_list(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(2, 2, 2, 8)
        card.body.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        inner = QWidget()
        inner.setProperty("surface", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
        self.empty = PlainLabel(_("Opening the records…"), "lead")
        self.empty.setObjectName("list-empty")
        self.empty.setProperty("numberKind", "progress")
        self.empty.setProperty("alignment", CENTRED)
        self.empty.setContentsMargins(24, 40, 24, 40)
        column.addWidget(self.empty)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("focusPolicy", NO_FOCUS)
        area.setWidget(inner)
        card.body.addWidget(area)
        card.setAccessibleName(_("Visits"))
        self._list = card
        return card

    def _build_side(self) -> QVBoxLayout:
        self.needs_you = NeedsYou()
        self.settings = outline(_("Clinic settings"))
        self.settings.setObjectName("open-settings")
        self.settings.setEnabled(False)
        self.settings.clicked.connect(self.settings_requested)
        column = self._side = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.needs_you)
        column.addWidget(self.settings)
        column.addStretch(1)
        return column

    def _fill(self) -> None:
        # Imported here: the window's first frame has no rows.
        from sdm_app.ui.pages.due_row import first_due, search_key  # noqa: PLC0415
        from sdm_app.ui.pages.today_row import TodayRows  # noqa: PLC0415
        from sdm_app.ui.widgets.keep_focus import focus_again, focused_name  # noqa: PLC0415

        was_at = focused_name(self._list)
        words = search_key(self.find_field.text())
        is_chase = self._chased is not None
        named = (self._chased if is_chase else self._named) or ()
        rows = [(s, name) for s, name in named if words in search_key(s.reference)]
        begun = {summary.appointment for summary, _name in named}
        waiting = () if is_chase else [one for one in self._due if one.id not in begun]
        due = [one for one in waiting if words in search_key(one.reference)]
        _clear(self._rows)
        built = first_due(due)
        self._shown = shown = TodayRows(rows, self._year, self, built, has_days=is_chase)
        shown.visit_requested.connect(self.visit_requested)
        shown.due_requested.connect(self.due_requested)
        shown.show_open_at(self._places)
        self._rows.addWidget(shown)
        focus_again(shown, was_at)
        more = len(due) - len(built)
        self.empty.setVisible(not shown.ways_in or more > 0)
        if more:
            said = _("{count} more are on the schedule. Find them by reference.")
            self.empty.set_text(said.format(count=more))
        elif words:
            self.empty.set_text(_("No visit of today has this reference."))
        elif is_chase:
            self.empty.set_text(_("Everybody at high risk has a referral, or a reason for none."))
        else:
            self.empty.set_text(
                _("No visits yet today. Start one with New visit, or import the schedule.")
            )

    def _on_find_changed(self) -> None:
        self._fill()

    def _on_find_returned(self) -> None:
        """Go into the only visit that was found; of several none is guessed."""
        from sdm_app.ui.pages.due_row import search_key  # noqa: PLC0415

        ways = self._shown.ways_in if self._shown and search_key(self.find_field.text()) else []
        if len(ways) == 1:
            ways[0].click()
        elif ways:
            ways[0].setFocus()


def _clear(layout: QVBoxLayout) -> None:
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
