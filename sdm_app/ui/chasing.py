"""Shows in place of the day's list whom somebody has to chase, to the one who does so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdm_app.domain.permissions import Action
from sdm_app.domain.screening import START_BACK
from sdm_app.domain.withdrawal import reason_of
from sdm_app.i18n import gettext as _
from sdm_app.ui.asking import Asking
from sdm_app.ui.widgets.buttons import outline, set_words

if TYPE_CHECKING:
    from sdm_app.records import Summary
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow


class Chasing(QObject):
    """Counts on a button those at high risk whom nobody referred; pressed, it lists them."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.asking = Asking(desk.records, self)
        self._found: tuple[Summary, ...] = ()
        self.button = outline("")
        self.button.setObjectName("chase-referrals")
        self.button.setProperty("numberKind", "progress")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._show)
        self.button.hide()
        window.pages.today.add_to_side(self.button)
        window.pages.today.listed.connect(self.read)
        desk.controller.encounter_changed.connect(self._end)
        window.signed.changed.connect(self._end)

    def read(self) -> None:
        """Look whom there is to chase, for those who may see the list."""
        signed, pack = self._window.signed, self._desk.pack
        if not signed.may(Action.SEE_LIST) or reason_of(pack, START_BACK) is not None:
            self._on_read((signed.id, ()))
            return
        today, asked_by = date.today(), signed.id
        self.asking.ask(
            lambda records: (asked_by, records.not_referred(today)),
            self._on_read,
            self._say,
            waits=False,
        )

    def _on_read(self, answer: tuple[str, tuple[Summary, ...]]) -> None:
        asked_by, found = answer
        if self._desk.controller.visit is not None or asked_by != self._window.signed.id:
            return
        self._found = found
        words = _("High risk, no referral: {count}").format(count=len(found))
        set_words(self.button, words)
        self.button.setVisible(bool(found) or self.button.isChecked())
        self._show()

    def _show(self) -> None:
        names = self._desk.referral_names()
        chased = [(one, names.get(one.referral, one.referral)) for one in self._found]
        self._window.pages.today.show_chased(chased if self.button.isChecked() else None)

    def _end(self) -> None:
        """A visit is in view, or somebody else is there: the list comes back as the day's."""
        self._found = ()
        self.button.setChecked(False)

    def _say(self, fault: Exception) -> None:
        self._window.footer.show_note(str(fault))
