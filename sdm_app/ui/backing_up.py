"""Takes the backups that are due while the window is open, and says when one was not kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sdm_app.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdm_app.records import Records
    from sdm_app.records.backup import BackedUp
    from sdm_app.records.lasting import Work

LOOK_EVERY_MS = 15 * 60 * 1000


@dataclass(frozen=True)
class Places:
    """The data key, the folder of its slots, and where backups lie: one folder, and maybe another.

    A second folder is best on another disk.
    """

    key: bytes = field(repr=False)
    slots: Path
    folder: Path
    second: Path | None = None


class BackingUp(QObject):
    """`troubled` carries a sentence for somebody to see to: no backup, or no second one.

    It is empty once there is nothing to see to any more. `began` carries the `Work` of a backup,
    and `ended` comes when it is over.
    """

    troubled = Signal(str)
    began = Signal(object)
    ended = Signal()

    def __init__(self, records: Records, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self._records, self._places = records, places
        self._work: Work | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.back_up_if_due)

    def start(self, *, is_new_content: bool) -> None:
        """Look now and every quarter of an hour; new content is a reason to back up at once."""
        self._timer.start()
        if is_new_content:
            self.back_up_now()
        else:
            self.back_up_if_due()

    def back_up_if_due(self) -> None:
        """Back up when the newest backup is four hours old, or there is none."""
        from sdm_app.records.backup import is_due  # noqa: PLC0415

        if self._work is None and is_due(self._places.folder, datetime.now(UTC)):
            self._begin()

    def back_up_now(self) -> None:
        """Back up whether it is due or not."""
        if self._work is None:
            self._begin()

    def _begin(self) -> None:
        from sdm_app.records.lasting import Work  # noqa: PLC0415

        self._work = Work()
        background = Background(_backing_up(self._records, self._places, self._work), self)
        background.done.connect(self._on_done)
        background.failed.connect(self._on_failed)
        background.start()
        self.began.emit(self._work)

    def _on_done(self, backed_up: BackedUp) -> None:
        self._end()
        self.troubled.emit(backed_up.trouble)

    def _on_failed(self, fault: Exception) -> None:
        is_halted = self._work is not None and self._work.is_halted
        self._end()
        if not is_halted:
            self.troubled.emit(str(fault))

    def _end(self) -> None:
        self._work = None
        self.ended.emit()


def _backing_up(records: Records, places: Places, work: Work) -> Callable[[], BackedUp]:
    def back_up_all() -> BackedUp:
        from sdm_app.records.backup import back_up  # noqa: PLC0415

        places.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return back_up(
            records,
            places.key,
            places.slots,
            places.folder,
            datetime.now(UTC),
            second=places.second,
            work=work,
        )

    return back_up_all
