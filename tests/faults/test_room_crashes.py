"""F61: whatever breaks, no word of a patient is written anywhere."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdm_app.ui.hooks import Faults
from tests.builders import visit

CANARY = "ZQXJGOAL"
REPOSITORY = Path(__file__).parents[2]

_PROGRAM = f"""
import gc, os, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication
from sdm_app import process_guard

process_guard.keep_memory_private()
from sdm_app.ui.hooks import Faults
from tests.ui.builders import open_window

app = QApplication([])
window, desk = open_window(Path(sys.argv[1]) / "visits.db")
faults = Faults()
faults.happened.connect(window.unsaved.show_fault)
faults.install()
desk.controller.start_visit("{CANARY}", 1980, "rooming")
desk.controller.step_opened(sys.argv[2])
desk.controller.goal_written("{CANARY}")
answer = "{CANARY}"


class Careless:
    def __del__(self):
        raise ValueError(answer)

    def __repr__(self):
        return answer


def fail():
    raise ValueError(f"cannot use {{answer}} of {{desk.controller.visit!r}}")


def in_thread():
    raise KeyError(answer)


def act():
    match sys.argv[3]:
        case "slot":
            fail()
        case "thread":
            thread = threading.Thread(target=in_thread)
            thread.start()
            thread.join()
        case "unraisable":
            Careless()
            gc.collect()
        case "qt":
            qWarning(f"QString::arg: Argument missing: {{answer}}, 5")
        case "abort":
            os.abort()


QTimer.singleShot(0, act)
QTimer.singleShot(300, lambda: (print(window.unsaved.is_asking), app.exit(0)))
app.exec()
"""

STEPS = ("screening", "safety", "outlook", "what-matters", "options", "questions", "plan")


def crash(folder: Path, step: str, how: str) -> "subprocess.CompletedProcess[str]":
    """Break the program under a page that shows canaries, in a folder of its own."""
    return run_program(_PROGRAM, folder, step, how)


def run_program(
    program: str, folder: Path, step: str, how: str
) -> "subprocess.CompletedProcess[str]":
    """Run it in a folder, which is also its home."""
    # As many bytes as a user's shell may allow for a core file.
    limits = resource.getrlimit(resource.RLIMIT_CORE)
    return subprocess.run(
        [sys.executable, "-c", program, str(folder), step, how],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "HOME": str(folder)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (limits[1], limits[1])),
    )


def files_with_canary(folder: Path) -> list[Path]:
    return [
        file
        for file in folder.rglob("*")
        if file.is_file() and CANARY.encode() in file.read_bytes()
    ]


@pytest.mark.parametrize("how", ["slot", "thread", "unraisable", "qt"])
def test_what_is_logged_of_a_fault_is_its_kind_and_place(tmp_path: Path, how: str) -> None:
    run = crash(tmp_path, "what-matters", how)

    assert run.returncode == 0, run.stderr
    written = run.stderr + run.stdout
    assert CANARY not in written
    kinds = {
        "slot": "ValueError",
        "thread": "KeyError",
        "unraisable": "ValueError",
        "qt": "QString",
    }
    assert kinds[how] in written
    if how in ("slot", "thread", "unraisable"):
        assert "True" in run.stdout, "and whoever works is told that the action was broken off"
    assert not files_with_canary(tmp_path)


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_under_any_page_leaves_no_picture_of_memory(tmp_path: Path, step: str) -> None:
    run = crash(tmp_path, step, "abort")

    assert run.returncode == -signal.SIGABRT
    assert CANARY not in run.stderr + run.stdout
    assert not list(tmp_path.glob("*core*"))
    assert not files_with_canary(tmp_path)


@pytest.mark.skipif(
    resource.getrlimit(resource.RLIMIT_CORE)[1] == 0
    or Path("/proc/sys/kernel/core_pattern").read_text(encoding="utf-8").strip() != "core",
    reason="core files are off on this machine, or go elsewhere",
)
def test_without_the_guard_the_same_crash_leaves_one(tmp_path: Path) -> None:
    """Or the test above could not fail."""
    unguarded = _PROGRAM.replace("process_guard.keep_memory_private()", "")
    run_program(unguarded, tmp_path, "what-matters", "abort")

    cores = list(tmp_path.glob("*core*"))
    held_canary = files_with_canary(tmp_path)
    for core in cores:
        core.unlink()  # as large as the process was
    assert cores
    assert held_canary


_GUARDED = """
import resource, sys
from sdm_app import process_guard

process_guard.keep_memory_private()
print(resource.getrlimit(resource.RLIMIT_CORE))
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked for this")
def test_core_files_are_off_and_no_other_process_may_look_in() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _GUARDED],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )

    assert run.stdout.splitlines() == ["(0, 0)", "0"]


def test_the_program_guards_itself_before_it_opens_a_window() -> None:
    source = (REPOSITORY / "sdm_app" / "__main__.py").read_text(encoding="utf-8")
    body = source[source.index("def main(") :]

    assert body.index("keep_memory_private()") < body.index("_window()")


def test_a_visit_says_nothing_of_its_patient_when_it_is_printed_by_mistake() -> None:
    held = visit(goal=CANARY, patient={"reference": CANARY, "birth_year": 1980})

    shown = f"{held!r} {held} {held.encounter!r} {held.encounter}"

    assert CANARY not in shown


@pytest.fixture
def hooks() -> Iterator[Faults]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    faults = Faults()
    faults.install()
    yield faults
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(None)


def test_qt_may_still_say_which_plugin_is_missing(
    qtbot: QtBot, hooks: Faults, capfd: pytest.CaptureFixture[str]
) -> None:
    from PySide6.QtCore import QLoggingCategory, qCWarning

    # The stubs ask for bytes, which the calls themselves refuse.
    plugins = QLoggingCategory("qt.qpa.plugin")  # type: ignore[arg-type]
    qCWarning(plugins, "Could not load the plugin xcb")  # type: ignore[arg-type]
    qWarning("QLayout: Attempting to add words of a patient")

    written = capfd.readouterr().err
    assert "Could not load the plugin xcb" in written
    assert "QLayout:" in written
    assert "words of a patient" not in written


def test_an_exception_reaches_the_window_by_its_kind(qtbot: QtBot, hooks: Faults) -> None:
    def fail() -> None:
        raise RuntimeError(CANARY)

    with qtbot.captureExceptions() as caught:
        hooks.install()
        QTimer.singleShot(0, fail)
        with qtbot.waitSignal(hooks.happened) as happened:
            pass

    assert happened.args == ["RuntimeError"]
    assert not caught
    assert QApplication.instance() is not None
