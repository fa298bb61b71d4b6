"""Imports a day's schedule: a file, its columns, what was found, and only then anything is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from sdm_app.domain.schedule import Expected
from sdm_app.i18n import gettext as _
from sdm_app.interop.csv_text import BYTES_AT_MOST, TableFault
from sdm_app.interop.day_forms import DateOrder
from sdm_app.interop.schedule_csv import read_schedule
from sdm_app.interop.schedule_found import ScheduleRead
from sdm_app.interop.schedule_mapping import ScheduleMapping, fitted
from sdm_app.interop.sheet import Sheet, read_sheet
from sdm_app.ui.background import Background
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.schedule.days import DayChips
from sdm_app.ui.schedule.found_card import FoundCards
from sdm_app.ui.schedule.mapping_form import MappingForm
from sdm_app.ui.schedule.read_words import file_words, intro_words, privacy_words
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, set_words
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.form import ending, open_once


@dataclass(frozen=True)
class Accepted:
    """What a person accepted: the rows of a day, and the mapping that read them."""

    day: date
    rows: tuple[Expected, ...]
    mapping: ScheduleMapping


class ImportDialog(QDialog):
    """`accepted_rows` carries an `Accepted`; nothing is kept before."""

    accepted_rows = Signal(object)

    def __init__(
        self,
        today: date,
        speaks: Callable[[str], bool],
        remembered: ScheduleMapping | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = self._day = today
        self._speaks = speaks
        self._remembered = remembered
        self._sheet: Sheet | None = None
        self._read = ScheduleRead()
        self.setObjectName("import-schedule-dialog")
        self.setWindowTitle(_("Import schedule"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(PlainLabel(_("Import schedule"), "title"))
        outer.addWidget(scrolled(self._build_parts(), "import-scroll"), 1)
        go = self._on_import_clicked
        outer.addLayout(ending(self, "cancel-import", "import-rows", _("Import"), go))
        button = self.findChild(QWidget, "import-rows")
        assert button is not None
        self._go = button
        self._go.setEnabled(False)
        if parent is not None:
            line = self.fontMetrics().height()
            self.resize(min(40 * line, parent.width() - 60), min(36 * line, parent.height() - 40))

    def _build_parts(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        self.file = PlainLabel(intro_words())
        self.file.setObjectName("schedule-file")
        self.file.setProperty("numberKind", "reference")
        self.choose = outline(_("Choose a file"))
        self.choose.setObjectName("choose-schedule")
        self.choose.clicked.connect(self._on_choose_clicked)
        self.fault = Card(" ")
        self.fault.setObjectName("schedule-fault")
        self.fault.setProperty("numberKind", "reference")
        self.fault.set_tone("stop")
        self.columns = Card(_("Which column holds what"))
        self.columns.setObjectName("schedule-columns")
        self.form = MappingForm()
        self.form.changed.connect(self._on_mapping_changed)
        self.lacking = PlainLabel(_("Time is needed, and a name, initials or a reference."))
        self.lacking.setObjectName("mapping-lacks")
        self.columns.body.addWidget(self.lacking)
        self.columns.body.addWidget(self.form)
        self.privacy = PlainLabel(privacy_words())
        self.days = DayChips()
        self.days.day_picked.connect(self._on_day_picked)
        self.cards = FoundCards()
        self.cards.order_picked.connect(self._on_order_picked)
        self.cards.good_ones_agreed.connect(self._on_good_ones_agreed)
        column.addWidget(self.file)
        column.addWidget(self.privacy)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.fault, self.days, self.cards, self.columns):
            column.addWidget(widget)
            widget.hide()
        column.addStretch(1)
        return inner

    def read_file(self, path: Path) -> None:
        """Read a file beside the window; what it says is shown when it is there."""
        work = Background(lambda: _raw_of(path), self)
        work.done.connect(self._on_raw)
        work.start()

    def show_raw(self, name: str, raw: bytes) -> None:
        """Show what a file says; `name` is shown and goes nowhere else."""
        self._sheet = None
        self.fault.hide()
        try:
            sheet = self._sheet = read_sheet(raw)
        except TableFault as fault:
            self._say(
                _("{file}, line {line}: {why}.").format(file=name, line=fault.line, why=fault)
            )
            return
        self.file.set_text(file_words(name, sheet))
        set_words(self.choose, _("Choose another file"))
        self.privacy.hide()
        self.columns.show()
        self.form.show_mapping(sheet, fitted(self._remembered, sheet.names))
        self._day = self._today
        self._show_read(may_move=True)

    def _say(self, sentence: str) -> None:
        self.file.set_text(intro_words())
        self.fault.set_title(sentence)
        self.fault.show()
        for widget in (self.columns, self.days, self.cards):
            widget.hide()
        self._go.setEnabled(False)

    def _show_read(self, *, may_move: bool = False) -> None:
        assert self._sheet is not None
        mapping = self.form.mapping()
        self.lacking.setVisible(not mapping.is_enough)
        self.cards.setVisible(mapping.is_enough)
        self.days.setVisible(False)
        if not mapping.is_enough:
            self._go.setEnabled(False)
            return
        read = self._read_day(mapping)
        only = {day for day, _rows in read.days if day >= self._today}
        if may_move and not read.rows and len(only) == 1 and self._day not in only:
            # The file is of another day alone, such as tomorrow's list: said on its chip.
            (self._day,) = only
            read = self._read_day(mapping)
        self._read = read
        self.days.show_days(read.days, self._day, self._today)
        self.cards.show_read(read, mapping, self._day, self._speaks)
        self._update_go(agreed=False)

    def _read_day(self, mapping: ScheduleMapping) -> ScheduleRead:
        assert self._sheet is not None
        return read_schedule(self._sheet, mapping, self._day, self._today, self._speaks)

    def _update_go(self, *, agreed: bool) -> None:
        self._go.setEnabled(bool(self._read.rows) and (agreed or not self._read.refused))

    def _on_choose_clicked(self) -> None:
        # A signal, not a call that waits: the screen may be locked over it, and this dialog closed.
        files = QFileDialog(self, _("Choose a file"))
        files.setFileMode(QFileDialog.FileMode.ExistingFile)
        files.setNameFilters([_("Schedules (*.csv *.txt *.tsv)"), _("All files (*)")])
        files.fileSelected.connect(self._on_file_selected)
        open_once(files)

    def _on_file_selected(self, path: str) -> None:
        self.read_file(Path(path))

    def _on_raw(self, answer: tuple[str, bytes, str]) -> None:
        name, raw, fault = answer
        if fault:
            self._say(_("{file} cannot be read: {why}.").format(file=name, why=fault))
        else:
            self.show_raw(name, raw)

    def _on_mapping_changed(self) -> None:
        self._show_read()

    def _on_order_picked(self, order: str) -> None:
        assert self._sheet is not None
        mapping = self.form.mapping().model_copy(update={"date_order": DateOrder(order)})
        self.form.show_mapping(self._sheet, mapping)
        self._day = self._today
        self._show_read(may_move=True)

    def _on_day_picked(self, day: date) -> None:
        self._day = day
        self._show_read()

    def _on_good_ones_agreed(self, agreed: bool) -> None:
        self._update_go(agreed=agreed)

    def _on_import_clicked(self) -> None:
        self.accept()
        self.accepted_rows.emit(Accepted(self._day, self._read.rows, self.form.mapping()))


def _raw_of(path: Path) -> tuple[str, bytes, str]:
    """The file's name, what it holds, and why it could not be read."""
    try:
        with path.open("rb") as stream:
            return path.name, stream.read(BYTES_AT_MOST + 1), ""
    except OSError as fault:
        return path.name, b"", fault.strerror or _("it is not there any more")
