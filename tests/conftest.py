"""What every test starts from: no display, and folders of its own in place of the user's."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sdm_app import user_folders


@pytest.fixture(autouse=True)
def users_own_folder_out_of_reach(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Records and settings go to a folder of this test."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv(user_folders.OVERRIDE, str(folder))
    return folder
