"""What referrals need of the window: who signs, what waits in the list, and the letter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from sdm_app.domain.permissions import Action
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step
from sdm_app.ui.asking import Asking
from sdm_app.ui.pages.plan import PlanPage
from sdm_app.ui.waiting import read_waiting
from sdm_app.ui.widgets.form import open_once

if TYPE_CHECKING:
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow
    from sdm_app.ui.pages.needs_you import Waiting


class Referring(QObject):
    """Joins the pages that show referrals to the one at the screen."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._asking = Asking(desk.records, self)
        self._under_review = ""
        desk.controller.sign_as(self._signer)
        desk.controller.encounter_changed.connect(self._on_encounter_changed)
        window.pages.letter_requested.connect(self._on_letter_requested)
        window.pages.today.listed.connect(self._on_listed)
        window.pages.today.needs_you.review_requested.connect(self._on_review_requested)

    def _signer(self) -> str:
        person = self._window.signed.person
        return self._window.settings.clinician if person is None else person.name

    def _on_listed(self) -> None:
        signed = self._window.signed
        if not signed.may(Action.SEE_LIST):
            self._window.pages.today.needs_you.show_waiting(())
            return
        today, names = date.today(), self._desk.referral_names()
        may_sign = signed.may(Action.SIGN_REFERRAL)
        self._asking.ask(
            lambda records: (signed.id, read_waiting(records, today, names, may_sign=may_sign)),
            self._on_read,
            self._on_not_read,
        )

    def _on_read(self, answer: tuple[str, tuple[Waiting, ...]]) -> None:
        asked_by, waiting = answer
        is_list = self._desk.controller.visit is None
        if is_list and asked_by == self._window.signed.id:
            self._window.pages.today.needs_you.show_waiting(waiting)

    def _on_not_read(self, fault: Exception) -> None:
        self._window.footer.show_note(str(fault))

    def _on_review_requested(self, encounter: str) -> None:
        self._under_review = encounter
        self._window.open_visit(encounter)

    def _on_encounter_changed(self, visit: Visit) -> None:
        """Open the plan of a visit that was asked for to be reviewed, where that may be seen."""
        asked_for, self._under_review = self._under_review, ""
        is_asked = bool(asked_for) and visit.encounter.id == asked_for
        if is_asked and self._window.signed.may(Action.CLINICAL_STEPS):
            self._desk.controller.step_opened(str(Step.PLAN))
            # Once the page is laid out: before that nothing has a place to scroll to.
            QTimer.singleShot(0, self, self._show_referrals)

    def _show_referrals(self) -> None:
        page = self._window.pages.page()
        if isinstance(page, PlanPage):
            page.show_referrals()

    def _on_letter_requested(self, target: str) -> None:
        from sdm_app.ui.widgets.referral_letter_view import LetterDialog  # noqa: PLC0415

        visit, window = self._desk.controller.visit, self._window
        if visit is None or not window.signed.allows(Action.PRINT):
            return
        demo = self._desk.records.is_demonstration
        dialog = LetterDialog(visit, target, window.settings, demo=demo, parent=window)
        dialog.preview.refuse_to_print(window.content.why_not_printed)
        dialog.preview.show_visit(visit)
        dialog.handed_out.connect(self._desk.controller.referral_printed)
        self._desk.controller.encounter_changed.connect(dialog.see)
        open_once(dialog)
