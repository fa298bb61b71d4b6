"""Holds the monthly restore drill when nobody needs the computer, and says when one is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from sdm_app.i18n import format_date
from sdm_app.i18n import gettext as _
from sdm_app.records.lasting import Work
from sdm_app.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.records import Records
    from sdm_app.records.drill import Drill
    from sdm_app.ui.backing_up import Places

LOOK_EVERY_MS = 15 * 60 * 1000
FIRST_LOOK_MS = 3 * 60 * 1000
"""The program has just been opened because somebody wants to work."""
_SECONDS_TO_END = 1.0


class Drilling(QObject):
    """`troubled` carries a sentence for somebody to see to, empty when there is nothing.

    A drill begins only while `is_free` says that no visit is open, and gives way to one that opens.
    """

    troubled = Signal(str)

    def __init__(
        self, records: Records, places: Places, is_free: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._records, self._places, self._is_free = records, places, is_free
        self._work: Work | None = None
        self._background: Background | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        app = QCoreApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self.stop)

    def start(self) -> None:
        """Look in a few minutes, and from then on every quarter of an hour."""
        from sdm_app.records.drill import sweep_drill  # noqa: PLC0415

        # Of a program that was killed meanwhile.
        sweep_drill(self._places.slots)
        self.tell()
        self._timer.start()
        QTimer.singleShot(FIRST_LOOK_MS, self, self.look)

    def look(self) -> None:
        """Hold a drill if one is due and nobody is in a visit."""
        from sdm_app.records.drill import is_drill_due  # noqa: PLC0415

        self.tell()
        places, now = self._places, datetime.now(UTC)
        is_idle = self._work is None and self._is_free()
        if is_idle and is_drill_due(places.slots, places.folder, now):
            self._begin()

    def give_way(self) -> None:
        """End a drill for now: somebody opens a visit. It is held at a later look."""
        if self._work is not None:
            self._work.halt()

    def stop(self) -> None:
        """End a drill for good: the program ends, and leaves nothing of it."""
        self._timer.stop()
        if self._background is not None:
            self.give_way()
            self._background.wait(_SECONDS_TO_END)

    def tell(self) -> None:
        """Say what somebody has to see to."""
        from sdm_app.records.drill import last_drill, without_good_since  # noqa: PLC0415

        places = self._places
        last = last_drill(places.slots)
        since = without_good_since(places.slots, places.folder, datetime.now(UTC))
        if last is not None and not last.is_good:
            self.troubled.emit(
                _("A test of the newest backup failed; tell whoever looks after this computer")
            )
        elif since is not None:
            self.troubled.emit(
                _(
                    "No backup was tested since {day}; tell whoever looks after this computer"
                ).format(day=format_date(since))
            )
        else:
            self.troubled.emit("")

    def _begin(self) -> None:
        self._work = work = Work()
        self._background = Background(_drilling(self._records, self._places, work), self)
        self._background.done.connect(self._on_ended)
        self._background.failed.connect(self._on_ended)
        self._background.start()

    def _on_ended(self, _answer: object) -> None:
        self._work, self._background = None, None
        self.tell()


def _drilling(records: Records, places: Places, work: Work) -> Callable[[], Drill]:
    def hold() -> Drill:
        from sdm_app.records.drill import hold_drill  # noqa: PLC0415

        drill = hold_drill(places.slots, places.folder, places.key, datetime.now(UTC), work)
        said = f"restored in a test, {drill.visits} visits" if drill.is_good else "test failed"
        records.log("check", drill.backup, said)
        return drill

    return hold
