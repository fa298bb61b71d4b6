"""Whether this installation is whole, the window's half included, without needing a display."""

import os
import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from sdm_app import resources, self_check
from sdm_app.self_check import Check

VOID_CALLS = 20_000
"""More calls than `None` has references at start, about 5,000."""


def main() -> int:
    """Check everything and say what was found; exit status 1 when something is amiss."""
    # Before the window's half, which ends the process where Qt's binding is the faulty one.
    rest = self_check.run_checks()
    sys.stdout.write(self_check.report(rest))
    sys.stdout.flush()
    window = run_checks()
    sys.stdout.write(self_check.report(window))
    return 0 if all(check.passed for check in (*rest, *window)) else 1


def run_checks() -> tuple[Check, ...]:
    """Look at what needs Qt."""
    return check_void_calls(), check_window()


def check_void_calls() -> Check:
    """A call that returns nothing leaves `None` its references.

    PySide6 6.12.0 on Python 3.11 takes one away each time, and ends the process when none is left.
    """
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(VOID_CALLS):
        probe.setObjectName("probe")
    lost = before - sys.getrefcount(None)
    says = f"{VOID_CALLS} calls, {max(lost, 0)} references lost"
    return Check("Qt calls", lost < VOID_CALLS // 100, says)


def check_window() -> Check:
    """A widget paints, with the program's own font."""
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Kept in a variable: an application that nobody holds is destroyed at once.
    application = QApplication.instance() or QApplication([])
    font = QFontDatabase.addApplicationFont(str(resources.asset("fonts", "NotoSans-Regular.ttf")))
    label = QLabel("Backchoice")
    painted = not label.grab().isNull()
    label.deleteLater()
    platform = QGuiApplication.platformName()
    del application
    if font < 0:
        return Check("window", False, "the program's font cannot be loaded")
    return Check("window", painted, f"painted on {platform}")
