"""What was found in a schedule, what is open in it, and which rows cannot be taken."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.interop.day_forms import DateOrder
from sdm_app.interop.schedule_found import ScheduleRead, Unclear, sentences_of
from sdm_app.interop.schedule_mapping import ScheduleMapping
from sdm_app.ui.schedule.mapping_form import part_words
from sdm_app.ui.schedule.preview import Preview
from sdm_app.ui.schedule.read_words import found_words, privacy_words
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.chip import Chip


class FoundCards(QWidget):
    """`order_picked` carries a `DateOrder`; `good_ones_agreed` whether the rest may go without."""

    order_picked = Signal(str)
    good_ones_agreed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("numberKind", "reference")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._build_order(column)
        self.refused = Card(" ")
        self.refused.setObjectName("schedule-refused")
        self.refused.set_tone("caution")
        self._refused = PlainLabel("", "small")
        self._refused.setObjectName("refused-rows")
        self.go_without = Chip("")
        self.go_without.setObjectName("go-without")
        self.go_without.setMinimumHeight(44)
        self.go_without.toggled.connect(self.good_ones_agreed)
        self.refused.body.addWidget(self.go_without)
        self.refused.body.addWidget(self._refused)
        column.addWidget(self.refused)
        self.found = Card(_("What will be kept"))
        self.found.setObjectName("schedule-found")
        self._words = PlainLabel("", "body")
        self._words.setObjectName("found-words")
        self.preview = Preview()
        for widget in (self._words, self.preview, PlainLabel(privacy_words(), "muted")):
            self.found.body.addWidget(widget)
        column.addWidget(self.found)

    def _build_order(self, column: QVBoxLayout) -> None:
        self.order = Card(" ")
        self.order.setObjectName("schedule-order")
        self.order.set_tone("caution")
        self._orders = QButtonGroup(self)
        self._orders.idClicked.connect(self._on_order_clicked)
        for place, order in enumerate(DateOrder):
            button = QRadioButton()
            button.setObjectName(f"order-{order}")
            self._orders.addButton(button, place)
            self.order.body.addWidget(button)
        column.addWidget(self.order)

    def show_read(
        self,
        read: ScheduleRead,
        mapping: ScheduleMapping,
        day: date,
        speaks: Callable[[str], bool],
    ) -> None:
        """Show what a file says of a day, or ask what it leaves open."""
        if read.unclear is not None:
            self._ask(read.unclear, read.order)
        self.order.setVisible(read.unclear is not None)
        self.found.setVisible(not read.is_asking)
        self.refused.setVisible(bool(read.refused))
        self.go_without.setChecked(False)
        self.go_without.setVisible(bool(read.rows))
        if read.is_asking:
            return
        many = len(read.refused)
        self.refused.set_title(_("{rows} rows cannot be taken").format(rows=many))
        if many == 1:
            self.refused.set_title(_("1 row cannot be taken"))
        without = _("Import the other {rows} without them").format(rows=len(read.rows))
        self.go_without.set_words(without)
        self._refused.set_text("\n".join(sentences_of(read.refused, part_words)))
        self._words.set_text("\n".join(found_words(read, mapping, day, speaks)))
        self.preview.show_rows(read.rows, speaks)
        self.preview.setVisible(bool(read.rows))

    def _ask(self, unclear: Unclear, order: DateOrder | None) -> None:
        asked = _("{date} could be two days. Which is meant?").format(date=unclear.written)
        self.order.set_title(asked)
        self.order.set_tone("caution" if order is None else "plain")
        self._orders.setExclusive(False)
        ways = (
            (_("{day}: the month comes first"), unclear.month_first),
            (_("{day}: the day comes first"), unclear.day_first),
        )
        for button, (words, day) in zip(self._orders.buttons(), ways, strict=True):
            said = words.format(day=format_date(day))
            button.setText(said)
            button.setAccessibleName(said)
        for place, one in enumerate(DateOrder):
            self._orders.button(place).setChecked(one is order)
        self._orders.setExclusive(True)

    def _on_order_clicked(self, place: int) -> None:
        self.order_picked.emit(str(tuple(DateOrder)[place]))
