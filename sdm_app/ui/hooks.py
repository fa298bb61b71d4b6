"""Catches what nothing else caught: Python exceptions in slots, and Qt's own messages.

Only types and places are written, never messages: an exception's words may repeat an answer.
"""

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

_NAMES = {
    QtMsgType.QtDebugMsg: "debug",
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}


class Faults(QObject):
    """Tells the window of an exception that reached nobody; `happened` carries its type."""

    happened = Signal(str)

    def install(self) -> None:
        """Take over Python's and Qt's last resort."""
        sys.excepthook = self._on_exception
        qInstallMessageHandler(_on_qt_message)

    def _on_exception(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        sys.stderr.write(f"{kind.__name__} at\n")
        for frame in traceback.extract_tb(trace):
            sys.stderr.write(f"  {frame.filename}:{frame.lineno} {frame.name}\n")
        self.happened.emit(kind.__name__)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    sys.stderr.write(f"Qt {_NAMES.get(kind, 'message')}: {message}\n")
