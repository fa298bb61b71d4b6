"""Catches what nothing else caught: Python exceptions in slots, and Qt's own messages.

Only types and places are written, never messages: an exception's words may repeat an answer.
"""

import sys
import threading
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

_ANYBODY = "default"
_PLUGINS = "qt.qpa."


class Faults(QObject):
    """Tells the window of an exception that reached nobody; `happened` carries its type."""

    happened = Signal(str)

    def install(self) -> None:
        """Take over Python's and Qt's last resort, in threads and in what is let go, too."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
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

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = context.category or _ANYBODY
    # Of its display plugins Qt tells in full: they know no patient, and a clinic's IT needs it.
    # Of the rest only where it comes from: some messages repeat the text of a widget.
    said = message if category.startswith(_PLUGINS) else message.split(" ", 1)[0]
    sys.stderr.write(f"Qt {_NAMES.get(kind, 'message')} {category}: {said}\n")
