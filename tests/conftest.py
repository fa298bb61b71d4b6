"""What every test starts from: no display, and folders of its own in place of the user's."""

import gc
import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sdm_app import process_guard, user_folders
from sdm_app.ui import patience

# A widget that is let go in the thread that saves would end or hang the process, as in the program,
# which therefore collects its garbage itself (see `ui.collecting`).
gc.disable()
_TESTS = count(1)
_A_WHOLE_LOOK_EVERY = 25
_DEFERRED_DELETE = 52
"""Qt's own number for the event that deletes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let who changed a printed page on purpose keep the new structure as the right one."""
    parser.addoption(
        "--rewrite-dumps", action="store_true", help="keep printed structures as right"
    )


@pytest.fixture(autouse=True)
def garbage_is_let_go_in_this_thread() -> Iterator[None]:
    """Collect after each test: its windows, the young, and now and then everything."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        _let_go_of_closed_windows(widgets.QApplication)
    gc.collect(2 if next(_TESTS) % _A_WHOLE_LOOK_EVERY == 0 else 1)


def _let_go_of_closed_windows(application: Any) -> None:
    """A closed window that still listens, say at a lock, would take the next test's keys."""
    for window in application.topLevelWidgets():
        if not window.isVisible() and window.parent() is None:
            window.deleteLater()
    application.sendPostedEvents(None, _DEFERRED_DELETE)


@pytest.fixture(autouse=True)
def records_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a commit may take longer than the window waits, and tests look at once."""
    monkeypatch.setattr(patience, "SECONDS", 60.0)


@pytest.fixture(autouse=True)
def this_process_may_leave_core_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command run in here must not take from later tests what they look at."""
    monkeypatch.setattr(process_guard, "keep_memory_private", lambda: None)


@pytest.fixture(autouse=True)
def users_own_folder_out_of_reach(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Records and settings go to a folder of this test."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv(user_folders.OVERRIDE, str(folder))
    return folder
