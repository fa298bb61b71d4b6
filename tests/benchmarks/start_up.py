"""A child process that opens a window, bare or ours, and says what CPU time each stage had cost."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QWidget,
)
from typing_extensions import override

from tests.benchmarks import keyring_file

REFERENCE = "BENCH.7"
"""A visit in the day's list; named again here, since `a_day` imports what must come late."""

LATE = ("pydantic", "sqlalchemy", "reportlab", "pypdfium2", "psycopg", "babel", "yaml")
"""What may be imported only after the first frame."""

NEW_VISIT = "new-visit"
"""The button that is enabled when the content is loaded, so that a visit can be begun."""

POLL_MS = 0
"""Looks in every turn of the event loop, or the import of the content would count as the list's."""

GIVE_UP_SECONDS = 20.0


class Probe(QObject):
    """Notes the CPU time at the first paint, at the filled list, and when a visit may begin."""

    def __init__(self, app: QApplication, *, waits_for_list: bool) -> None:
        super().__init__(app)
        self._app = app
        self._waits_for_list = waits_for_list
        self._stages: dict[str, float] = {}
        self._too_early: list[str] = []
        self._began = time.monotonic()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint, then for the turn of the event loop that follows it."""
        if event.type() == QEvent.Type.EnabledChange and watched.objectName() == NEW_VISIT:
            QTimer.singleShot(0, self._on_ready)
        if "painted" in self._stages:
            return False
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._too_early = [name for name in LATE if name in sys.modules]
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._on_answering)
        return False

    def _on_answering(self) -> None:
        self._stages["painted"] = time.process_time()
        if self._waits_for_list:
            for widget in self._app.allWidgets():
                if widget.objectName() == NEW_VISIT:
                    widget.installEventFilter(self)
            QTimer.singleShot(int(GIVE_UP_SECONDS * 1000), self._finish)
            self._poll.start()
        else:
            self._finish()

    def _on_poll(self) -> None:
        if is_listed(self._app):
            self._stages["listed"] = time.process_time()
            self._poll.stop()  # looking on would be counted as the program's own time
        elif time.monotonic() - self._began > GIVE_UP_SECONDS:
            self._finish()

    def _on_ready(self) -> None:
        self._stages["ready"] = time.process_time()
        self._finish()

    def _finish(self) -> None:
        self._poll.stop()
        sys.stdout.write(json.dumps({**self._stages, "too_early": self._too_early}) + "\n")
        self._app.exit(0)


def is_listed(app: QApplication) -> bool:
    """Whether the visit's reference can be seen in a label, a button or a row."""
    for widget in app.allWidgets():
        if isinstance(widget, QLabel | QAbstractButton) and REFERENCE in widget.text():
            return True
        if isinstance(widget, QAbstractItemView):
            model = widget.model()
            if model is not None and model.rowCount() > 0:
                return True
    return False


def open_bare() -> None:
    """A window with a label."""
    app = QApplication([])
    label = QLabel("Backchoice")
    label.resize(1280, 800)
    label.show()
    probe = Probe(app, waits_for_list=False)
    app.exec()
    del probe


def open_ours(shipped: str = "") -> None:
    """The program as its user starts it, with a shipped pack; only the event loop is watched."""
    keyring_file.install()
    run = QApplication.exec

    def watched() -> int:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        probe = Probe(app, waits_for_list=True)
        status = run()
        del probe
        return status

    QApplication.exec = staticmethod(watched)  # type: ignore[method-assign]
    from sdm_app import resources
    from sdm_app.__main__ import main
    from sdm_app.ui.staff.signed import Signed

    # Somebody's PIN would be waited for before the list is seen.
    Signed.guard = lambda _self: None  # type: ignore[assignment]

    if shipped:
        resources.content = lambda: Path(shipped) / "content" / "pack.json"
        plain = resources.asset
        keys = Path(shipped) / "assets" / "keys"
        resources.asset = lambda *parts: keys if parts == ("keys",) else plain(*parts)
    main([])


if __name__ == "__main__":
    {"bare": open_bare, "ours": open_ours}[sys.argv[1]](*sys.argv[2:])
