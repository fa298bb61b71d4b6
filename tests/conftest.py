"""What every test starts from: no display, and folders of its own in place of the user's."""

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sdm_app import user_folders

# A widget that is let go in the thread that saves would end or hang the process, as in the program,
# which therefore collects its garbage itself (see `ui.collecting`).
gc.disable()
_TESTS = count(1)
_A_WHOLE_LOOK_EVERY = 25


@pytest.fixture(autouse=True)
def garbage_is_let_go_in_this_thread() -> Iterator[None]:
    """Collect after each test: the young, and now and then everything."""
    yield
    gc.collect(2 if next(_TESTS) % _A_WHOLE_LOOK_EVERY == 0 else 1)


@pytest.fixture(autouse=True)
def users_own_folder_out_of_reach(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Records and settings go to a folder of this test."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv(user_folders.OVERRIDE, str(folder))
    return folder
