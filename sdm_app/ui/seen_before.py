"""Before a visit begins: was this patient seen before, and is it a follow-up of that?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sdm_app.domain.screening import START_BACK
from sdm_app.domain.withdrawal import reason_of
from sdm_app.i18n import gettext as _
from sdm_app.ui.asking import Asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.records import Records, Summary
    from sdm_app.ui.desk import Desk
    from sdm_app.ui.main_window import MainWindow


@dataclass(frozen=True)
class SeenPatient:
    """Somebody with this reference and birth year: the newest visit, and what tells them apart.

    `visits` counts the visits that follow each other; `risk_group` is the newest that was told.
    """

    encounter: str
    seen_on: date
    started_at: str
    risk_group: str | None
    visits: int


@dataclass(frozen=True)
class ToStart:
    """What was asked for: a visit of this reference and year, that nobody has begun yet."""

    reference: str
    birth_year: int | None
    found_at: str
    appointment: str = ""


def patients_of(summaries: tuple[Summary, ...], *, with_risk: bool = True) -> list[SeenPatient]:
    """Earlier visits, newest first, as the rows of visits that follow each other.

    Two patients with the same initials and year give two rows; so does one whose second visit was
    not begun as a follow-up.
    """
    by_id = {summary.encounter: summary for summary in summaries}
    followed = {summary.follows for summary in summaries}
    found = []
    for newest in summaries:
        if newest.encounter in followed:
            continue
        row = _row(newest, by_id)
        risks = (one.risk_group for one in row if one.risk_group is not None)
        found.append(
            SeenPatient(
                encounter=newest.encounter,
                seen_on=newest.started_on,
                started_at=newest.started_at,
                risk_group=next(risks, None) if with_risk else None,
                visits=len(row),
            )
        )
    return found


def _row(newest: Summary, by_id: dict[str, Summary]) -> list[Summary]:
    row = [newest]
    known = {newest.encounter}
    while row[-1].follows in by_id and row[-1].follows not in known:
        row.append(by_id[row[-1].follows])
        known.add(row[-1].encounter)
    return row


class SeenBefore(QObject):
    """Begins visits; whose reference and birth year were seen before is asked about first.

    A reference alone is not enough to be taken for the same patient. Where another workstation
    began the visit of the same row of the schedule, that one is opened, also after the question.
    """

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.asking = Asking(desk.records, self)
        self._wanted: ToStart | None = None

    def start(self, wanted: ToStart) -> None:
        """Begin the visit, at once or when the person at the screen has said whose it is."""
        if wanted == self._wanted and self.asking.is_open:
            # Pressed again before a slow server answered.
            return
        self._wanted = wanted
        self._unless_begun(wanted, lambda: self._look_back(wanted))

    def _unless_begun(self, wanted: ToStart, go: Callable[[], None]) -> None:
        if not wanted.appointment:
            go()
            return
        self.asking.ask(
            _begun_from(wanted.appointment, date.today()),
            lambda begun: self._window.open_visit(begun) if begun else go(),
            lambda fault: self._window.footer.show_note(str(fault)),
        )

    def _look_back(self, wanted: ToStart) -> None:
        if wanted.birth_year is None:
            self._begin(wanted, "")
            return
        self.asking.ask(
            _earlier(wanted),
            lambda found: self._offer(wanted, found),
            lambda _fault: self._begin_without(wanted),
        )

    def _offer(self, wanted: ToStart, summaries: tuple[Summary, ...]) -> None:
        with_risk = reason_of(self._desk.pack, START_BACK) is None
        patients = patients_of(summaries, with_risk=with_risk)
        if not patients:
            self._begin(wanted, "")
            return
        # Imported here: most visits are first ones.
        from sdm_app.ui.seen_before_dialog import SeenBeforeDialog  # noqa: PLC0415
        from sdm_app.ui.widgets.form import open_once  # noqa: PLC0415

        dialog = SeenBeforeDialog(wanted, patients, date.today(), self._window)
        dialog.follow_up_requested.connect(self._on_follow_up_requested)
        dialog.first_visit_requested.connect(self._on_first_visit_requested)
        dialog.open_requested.connect(self._window.open_visit)
        open_once(dialog)

    def _on_follow_up_requested(self, wanted: ToStart, follows: str) -> None:
        self._unless_begun(wanted, lambda: self._begin(wanted, follows))

    def _on_first_visit_requested(self, wanted: ToStart) -> None:
        self._unless_begun(wanted, lambda: self._begin(wanted, ""))

    def _begin_without(self, wanted: ToStart) -> None:
        self._begin(wanted, "")
        self._window.footer.show_note(_("Earlier visits could not be looked up."))

    def _begin(self, wanted: ToStart, follows: str) -> None:
        controller = self._desk.controller
        controller.set_today(date.today())
        controller.start_visit(
            wanted.reference, wanted.birth_year, wanted.found_at, follows, wanted.appointment
        )


def _earlier(wanted: ToStart) -> Callable[[Records], tuple[Summary, ...]]:
    return lambda records: records.earlier_visits(wanted.reference, wanted.birth_year)


def _begun_from(row: str, day: date) -> Callable[[Records], str]:
    """Finds the visit that began from a row of the day's schedule; empty for none."""

    def find(records: Records) -> str:
        rows = records.list_on(day)
        return next((summary.encounter for summary in rows if summary.appointment == row), "")

    return find
