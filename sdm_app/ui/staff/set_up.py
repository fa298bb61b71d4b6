"""Makes a demonstration into a clinic's own: first person, key, and a passphrase on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sdm_app.i18n import gettext as _
from sdm_app.records.pin import hash_pin
from sdm_app.ui.background import Background
from sdm_app.ui.overriding import override
from sdm_app.ui.pages.scrolled import scrolled
from sdm_app.ui.staff.set_up_pages import (
    MeaningPage,
    PassphrasePage,
    PersonPage,
    SetUpPage,
    TypedBackPage,
)
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline, primary, set_words

if TYPE_CHECKING:
    from pathlib import Path

    from sdm_app.domain.staff import Role


class Keys(Protocol):
    """What setting up needs of `sdm_app.records.keys`."""

    def new_passphrase(self) -> str:
        """A passphrase that nobody guesses."""
        ...

    def is_typed_back(self, expected: str, typed: str) -> bool:
        """Whether the passphrase was typed as shown."""
        ...

    def set_up(self, folder: Path, passphrase: str) -> bytes:
        """Make the data key.

        Raises:
            RecordsError: nothing was made.
        """
        ...


@dataclass(frozen=True)
class SetUpDone:
    """The records' key, and the first person to add by `StaffStore.add_first`."""

    key: bytes = field(repr=False)
    name: str
    roles: tuple[Role, ...]
    pin_hash: str = field(repr=False)


class SetUp(QDialog):
    """`done_setting_up` carries a `SetUpDone` once the keys are made; nothing is made before.

    Closing it at any point before leaves the demonstration as it was.
    """

    done_setting_up = Signal(object)

    def __init__(self, keys: Keys, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._folder = folder
        self._passphrase = keys.new_passphrase()
        self._is_busy = False
        self.setObjectName("set-up")
        self.setWindowTitle(_("Set up for a clinic"))
        self.person = PersonPage()
        self.typed_back = TypedBackPage()
        self._pages: tuple[SetUpPage, ...] = (
            MeaningPage(),
            self.person,
            PassphrasePage(self._passphrase),
            self.typed_back,
        )
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(scrolled(page, "set-up-scroll"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(12)
        outer.addWidget(self._stack, 1)
        self.fault = PlainLabel("")
        self.fault.setObjectName("set-up-fault")
        self.fault.setProperty("numberKind", "instruction")
        outer.addWidget(self.fault)
        outer.addLayout(self._build_buttons())
        line = self.fontMetrics().height()
        self.resize(min(34 * line, parent.width() - 80), min(29 * line, parent.height() - 80))
        self._show(0)

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._back = outline("")
        self._back.setObjectName("set-up-back")
        self._back.clicked.connect(self._on_back_clicked)
        self._next = primary("")
        self._next.setObjectName("set-up-next")
        self._next.setDefault(True)
        self._next.clicked.connect(self._on_next_clicked)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._next)
        return row

    def _show(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.fault.set_text("")
        nexts = (_("Set up records"), _("Next"), _("I have it on paper"), _("Finish"))
        set_words(self._back, _("Back") if place else _("Stay with the demonstration"))
        set_words(self._next, nexts[place])
        self._pages[place].begin()

    def _on_back_clicked(self) -> None:
        place = self._stack.currentIndex()
        if place == 0:
            self.reject()
        else:
            self._show(place - 1)

    def _on_next_clicked(self) -> None:
        place = self._stack.currentIndex()
        fault = self._pages[place].fault()
        if fault:
            self.fault.set_text(fault)
        elif place + 1 < len(self._pages):
            self._show(place + 1)
        elif not self._keys.is_typed_back(self._passphrase, self.typed_back.typed.text()):
            self.fault.set_text(_("This is not the passphrase that was shown. Look again."))
        else:
            self._finish()

    def _finish(self) -> None:
        name, roles = self.person.name.text().strip(), self.person.roles
        pin = self.person.pins[0].text()

        def work() -> SetUpDone:
            pin_hash = hash_pin(pin)
            return SetUpDone(
                self._keys.set_up(self._folder, self._passphrase), name, roles, pin_hash
            )

        self._set_busy(True)
        self.fault.set_text(_("The records are being set up…"))
        making = Background(work, self)
        making.done.connect(self._on_made)
        making.failed.connect(self._on_failed)
        making.start()

    def _set_busy(self, is_on: bool) -> None:
        self._is_busy = is_on
        if is_on:
            self.setFocus()
        for button in (self._back, self._next):
            button.setEnabled(not is_on)

    def _on_made(self, done: SetUpDone) -> None:
        self._set_busy(False)
        self.accept()
        self.done_setting_up.emit(done)

    def _on_failed(self, fault: Exception) -> None:
        self._set_busy(False)
        self.fault.set_text(str(fault))

    @override
    def reject(self) -> None:
        """Not while keys are made: they would be there, and nobody to sign in."""
        if not self._is_busy:
            super().reject()
