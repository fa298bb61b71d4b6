"""The clinic's reminder for rooming: shown quietly on the list, set by who manages the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, ValidationError
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from sdm_app.domain.base import Frozen
from sdm_app.domain.permissions import Action
from sdm_app.domain.staff import Role
from sdm_app.i18n import gettext as _
from sdm_app.ui.asking import Asking
from sdm_app.ui.text import PlainLabel
from sdm_app.ui.widgets.buttons import outline
from sdm_app.ui.widgets.form import add_field, ending, open_once

if TYPE_CHECKING:
    from sdm_app.records import Records
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow

DOCUMENT = "prompts"
LENGTH = 160
"""Letters that a reminder has at most: it is one line beside other work."""


class Prompts(Frozen):
    """What the clinic reminds of; `rooming` is shown while `rooming_is_on`, and empty until set."""

    rooming_is_on: bool = False
    rooming: str = Field(default="", max_length=LENGTH)


def suggested() -> str:
    """The reminder until a clinic writes its own."""
    return _("Ask everyone about pain. Back pain? Start the screening.")


def read_prompts(records: Records) -> tuple[Prompts, int]:
    """The clinic's reminders and the document's number, 0 for none; in the records' thread.

    What this program cannot use, such as a newer form, reminds of nothing.
    """
    document = records.document(DOCUMENT)
    if document is None:
        return Prompts(), 0
    try:
        return Prompts.model_validate_json(document.text), document.number
    except ValidationError:
        return Prompts(), document.number


class PromptsDialog(QDialog):
    """`changed` carries the `Prompts` as they were saved by the one who pressed Save."""

    changed = Signal(object)

    def __init__(self, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prompts-dialog")
        self.setWindowTitle(_("Reminder for rooming"))
        self.setMinimumWidth(30 * self.fontMetrics().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Reminder for rooming"), "title"))
        says = _("One line above today’s list, seen by front desk and rooming alone.")
        column.addWidget(PlainLabel(says))
        self._group = QButtonGroup(self)
        for place, (name, words) in enumerate((("off", _("Not shown")), ("on", _("Shown")))):
            button = QRadioButton(words)
            button.setObjectName(f"reminder-{name}")
            button.setAccessibleName(words)
            button.setChecked(prompts.rooming_is_on is bool(place))
            self._group.addButton(button, place)
            column.addWidget(button)
        text = prompts.rooming or suggested()
        self.text = add_field(column, "reminder-text", _("What it says"), text)
        self.text.setMaxLength(LENGTH)
        self.text.setCursorPosition(0)
        column.addSpacing(8)
        go = self._on_save_clicked
        column.addLayout(ending(self, "cancel-prompts", "save-prompts", _("Save"), go))

    def _on_save_clicked(self) -> None:
        says = " ".join(self.text.text().split())
        is_on = self._group.checkedId() == 1 and bool(says)
        self.accept()
        self.changed.emit(Prompts(rooming_is_on=is_on, rooming=says))


class RoomingReminder(QObject):
    """Reads the reminder each time the list was read, and shows it to front desk and rooming."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._number = 0
        self.asking = Asking(desk.records, self)
        self.line = PlainLabel("", "lead")
        self.line.setObjectName("rooming-reminder")
        self.line.setProperty("numberKind", "instruction")
        self.line.hide()
        self.button = outline(_("Reminder for rooming"))
        self.button.setObjectName("open-prompts")
        self.button.clicked.connect(self.ask)
        today = window.pages.today
        today.add_below_head(self.line)
        today.add_to_side(self.button)
        today.listed.connect(self.read)
        window.signed.changed.connect(self._show_button)
        self._show_button()

    def read(self) -> None:
        """Read the reminder and show it."""
        self.asking.ask(read_prompts, self._on_read, self._say, waits=False)

    def ask(self) -> None:
        """Show what is set to those who manage the settings."""
        if self._window.signed.allows(Action.MANAGE_SETTINGS):
            self.asking.ask(read_prompts, self._open_dialog, self._say)

    def _is_for(self) -> bool:
        """Whether the one at the screen rooms patients; where nobody signs in, everybody may."""
        signed = self._window.signed
        if signed.person is None:
            return not signed.is_guarded
        return Role.FRONT_DESK in signed.person.roles

    def _on_read(self, answer: tuple[Prompts, int]) -> None:
        # The number stays that of the text in the dialog, which may be open over the list.
        prompts, _number = answer
        self.line.set_text(prompts.rooming)
        self.line.setVisible(prompts.rooming_is_on and self._is_for())

    def _open_dialog(self, answer: tuple[Prompts, int]) -> None:
        prompts, self._number = answer
        dialog = PromptsDialog(prompts, self._window)
        dialog.changed.connect(self._on_changed)
        open_once(dialog)

    def _on_changed(self, prompts: Prompts) -> None:
        text, expected = prompts.model_dump_json(), self._number
        self.asking.ask(
            lambda records: records.keep_document(DOCUMENT, text, expected=expected),
            lambda _number: self.read(),
            self._on_not_kept,
        )

    def _on_not_kept(self, fault: Exception) -> None:
        self._say(fault)
        self.read()

    def _say(self, fault: Exception) -> None:
        self._window.footer.show_note(str(fault))

    def _show_button(self) -> None:
        self.button.setVisible(self._window.signed.may(Action.MANAGE_SETTINGS))
