"""Who is here? A name from the list and its PIN; also the way in when the screen is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.ui.lock.pin_pad import TARGET, PinPad
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import link, outline
from sdm_app.ui.widgets.card import Card
from sdm_app.ui.widgets.flow import clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdm_app.domain.staff import StaffMember

_NAMES_WIDE = 300
"""Pixels of the list of names at the least."""


class SignIn(QWidget):
    """`pin_given` carries a person's id and the PIN; `emergency_requested` asks for the way round.

    `given_up` says that somebody else was chosen while a PIN was being checked.
    """

    pin_given = Signal(str, str)
    emergency_requested = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds = 0
        self._checked = ""
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._on_second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._build_names(), 1)
        row.addWidget(self._build_pin(), 1)
        column.addLayout(row, 1)
        emergency = link(_("Emergency: open visits without a PIN"))
        emergency.setObjectName("emergency")
        emergency.clicked.connect(self.emergency_requested)
        column.addWidget(emergency, 0, Qt.AlignmentFlag.AlignHCenter)

    @property
    def chosen(self) -> str:
        """The id of who is chosen; empty for nobody."""
        button = self._group.checkedButton()
        return str(button.property("person")) if isinstance(button, QPushButton) else ""

    def show_people(self, people: Sequence[StaffMember], chosen: str) -> None:
        """Show who may sign in, with one chosen already when it was they who were here."""
        before = self.chosen
        for button in self._group.buttons():
            self._group.removeButton(button)
        clear(self._names)
        for person in people:
            button = outline("")
            button.setText(person.name.replace("&", "&&"))
            button.setAccessibleName(person.name)
            button.setObjectName(f"person-{person.id}")
            button.setProperty("person", person.id)
            button.setProperty("numberKind", "reference")
            button.setCheckable(True)
            button.setMinimumHeight(TARGET)
            button.setChecked(person.id == chosen or len(people) == 1)
            self._group.addButton(button)
            self._names.addWidget(button)
        self._names.addStretch(1)
        if self.chosen != before or not before:
            self._on_person_clicked()

    def say(self, sentence: str) -> None:
        """Say what came of the last try; an empty sentence says nothing."""
        self.fault.set_text(sentence)
        self._pad.clear()
        self._pad.field.setFocus()

    def tell(self, sentence: str) -> None:
        """Say something that has nothing to do with what is being typed, or is checked."""
        if not self._checked:
            self.fault.set_text(sentence)

    def show_checking(self, is_on: bool) -> None:
        """Say that the PIN is being checked, and take no other meanwhile."""
        if is_on == bool(self._checked):
            return
        self._checked = self.chosen if is_on else ""
        self._pad.rest(is_on)
        self.fault.set_text(_("Checking…") if is_on else "")

    def wait(self, seconds: int) -> None:
        """Take no PIN for so many seconds, and count them down."""
        self._seconds = seconds
        self._pad.setEnabled(seconds <= 0)
        if seconds > 0:
            self._pad.clear()
            self.fault.set_text(_("Next try in {seconds} s.").format(seconds=seconds))
            self._second.start()
        else:
            self._second.stop()
            self.say("")

    def focus(self) -> None:
        """Put the keyboard where the next thing is to be done."""
        names = self._group.buttons()
        if self._group.checkedButton() is not None or not names:
            self._pad.field.setFocus()
        else:
            names[0].setFocus()

    def forget(self) -> None:
        """Let go of a PIN half typed and of what was said."""
        self.show_checking(False)
        self._second.stop()
        self._pad.setEnabled(True)
        self._pad.clear()
        self.fault.set_text("")

    def _build_names(self) -> Card:
        card = Card(_("Who is here?"))
        inner = QWidget()
        self._names = QVBoxLayout(inner)
        self._names.setContentsMargins(2, 2, 8, 2)
        self._names.setSpacing(8)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_person_clicked)
        card.body.addWidget(scrolled(inner, "people-scroll"), 1)
        card.setMinimumWidth(_NAMES_WIDE)
        return card

    def _build_pin(self) -> Card:
        card = Card(_("PIN"))
        self._pad = PinPad()
        self._pad.given.connect(self._on_given)
        card.body.addWidget(self._pad)
        self.fault = PlainLabel("", "body")
        self.fault.setObjectName("sign-in-fault")
        self.fault.setProperty("numberKind", "date")
        self.fault.setMinimumHeight(2 * self.fault.fontMetrics().lineSpacing())
        card.body.addWidget(self.fault)
        card.body.addStretch(1)
        return card

    def _on_person_clicked(self) -> None:
        if self._checked:
            if self.chosen == self._checked:
                return
            self.given_up.emit()
        self.wait(0)
        self.focus()

    def _on_given(self, pin: str) -> None:
        if not self.chosen:
            self.say(_("Choose your name first."))
        else:
            self.pin_given.emit(self.chosen, pin)

    def _on_second(self) -> None:
        self.wait(self._seconds - 1)
