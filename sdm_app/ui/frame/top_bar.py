"""The bar at the top: whose visit it is, and the controls that work everywhere."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QPushButton, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.overriding import override
from sdm_app.ui.text import PlainLabel, set_tip
from sdm_app.ui.widgets.buttons import plain
from sdm_app.ui.widgets.chip import Tag


@dataclass(frozen=True)
class VisitWords:
    """What the chips say of the open visit; empty words show no chip."""

    patient: str = ""
    stage: str = ""
    risk: str = ""
    risk_tone: str = "plain"
    urgency: str = ""


class TopBar(QFrame):
    """Brand, chips of the visit, and controls; when they do not fit, the chips go below."""

    text_smaller_requested = Signal()
    text_larger_requested = Signal()
    contrast_requested = Signal()
    hide_requested = Signal()
    lock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "top")
        self._grid = QGridLayout(self)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._grid.setContentsMargins(24, 8, 24, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._brand = self._build_brand()
        self._chips = self._build_chips()
        self._controls = self._build_controls()
        self._narrow: bool | None = None
        self._lock: QPushButton | None = None
        self._grid.addWidget(self._brand, 0, 0)
        self._grid.addWidget(self._controls, 0, 2)
        self._arrange()

    def show_words(self, words: VisitWords) -> None:
        """Show whose visit it is; empty words outside a visit."""
        for chip, text in (
            (self.patient, words.patient),
            (self.stage, words.stage),
            (self.risk, words.risk),
            (self.urgency, words.urgency),
        ):
            chip.set_text(text)
            chip.setVisible(bool(text))
        self.risk.set_tone(words.risk_tone)
        self._arrange()

    def show_person(self, name: str) -> None:
        """Show who is signed in, and the way to lock; empty before anybody is."""
        if self._lock is None:
            self._lock = self._add_lock()
        self.person.set_text(name)
        self.person.setVisible(bool(name))
        self._lock.setVisible(bool(name))
        self._arrange()

    def arrange_anew(self) -> None:
        """Fit the bar after the size of text changed."""
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        # The chips may go below, so they do not keep the window wide.
        without_motto = self._controls_width() - self._motto.sizeHint().width()
        width = max(self._chips.sizeHint().width(), without_motto)
        return QSize(width + 2 * 24, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        controls = self._controls_width()
        needed = controls + self._chips.sizeHint().width() + 2 * 24 + 16
        self._motto.setVisible(controls + 2 * 24 <= self.width())
        narrow = needed > self.width()
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._grid.removeWidget(self._chips)
        if narrow:
            self._grid.addWidget(self._chips, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self._chips, 0, 1)

    def _controls_width(self) -> int:
        brand = self._brand_name.sizeHint().width() + 6 + self._motto.sizeHint().width()
        return brand + self._controls.sizeHint().width() + 16

    def _build_brand(self) -> QWidget:
        box, row = _row()
        self._brand_name = PlainLabel(_("Backchoice"), "brand")
        self._brand_name.setWordWrap(False)
        self._motto = PlainLabel(_("· deciding together"), "heading-plain")
        self._motto.setWordWrap(False)
        row.addWidget(self._brand_name)
        row.addWidget(self._motto)
        row.setSpacing(6)
        return box

    def _build_chips(self) -> QWidget:
        box, row = _row()
        self.patient = Tag("", "soft")
        self.patient.setProperty("numberKind", "reference")
        self.stage = Tag("", "plain")
        self.stage.setProperty("numberKind", "instrument")
        self.risk = Tag("", "plain")
        self.urgency = Tag("", "stop")
        chips = (self.patient, self.stage, self.risk, self.urgency)
        for chip, name in zip(chips, ("patient", "stage", "risk", "urgency"), strict=True):
            chip.setObjectName(f"{name}-chip")
            chip.hide()
            row.addWidget(chip)
        row.addStretch(1)
        self.person = Tag("", "plain")
        self.person.setObjectName("person-chip")
        self.person.setProperty("numberKind", "reference")
        self.person.hide()
        row.addWidget(self.person)
        return box

    def _build_controls(self) -> QWidget:
        box, row = _row()
        language = Tag(_("English"), "plain")
        language.setObjectName("language")
        language.setAccessibleName(_("Language: English"))
        row.addWidget(language)
        smaller = plain("A−")
        larger = plain("A+")
        contrast = plain(_("◐ Contrast"))
        hide = plain(_("Hide screen  F12"))
        hide.setProperty("numberKind", "key")
        table = (
            (smaller, "text-smaller", _("Smaller text"), "Ctrl+-", self.text_smaller_requested),
            (larger, "text-larger", _("Larger text"), "Ctrl++", self.text_larger_requested),
            (contrast, "contrast", _("Change contrast"), "Ctrl+Shift+C", self.contrast_requested),
            (hide, "hide-screen", _("Hide the screen"), "F12", self.hide_requested),
        )
        for button, name, spoken, key, signal in table:
            button.setObjectName(name)
            button.setAccessibleName(spoken)
            set_tip(button, f"{spoken} ({key})")
            button.clicked.connect(signal)
            row.addWidget(button)
        row.setSpacing(8)
        self._controls_row = row
        return box

    def _add_lock(self) -> QPushButton:
        # Built when somebody signs in: the first frame has nobody to lock out.
        lock = plain(_("Lock  Ctrl+L"))
        lock.setObjectName("lock")
        lock.setAccessibleName(_("Lock the screen"))
        lock.setProperty("numberKind", "key")
        lock.clicked.connect(self.lock_requested)
        self._controls_row.addWidget(lock)
        return lock


def _row() -> tuple[QWidget, QHBoxLayout]:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    return box, row
