"""Qt's half of the check, which is also the guard on the pinned version of PySide6."""

import os
import subprocess
import sys

from pytestqt.qtbot import QtBot

from sdm_app.ui import self_check


def test_void_calls_cost_none_no_reference() -> None:
    assert self_check.check_void_calls().passed


def test_a_widget_paints_with_our_font(qtbot: QtBot) -> None:
    assert self_check.check_window().passed


def test_the_command_needs_no_display() -> None:
    without = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in without}

    run = subprocess.run(
        [sys.executable, "-m", "sdm_app", "self-check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "FAULT" not in run.stdout
    assert run.stdout.count("ok ") == 5
