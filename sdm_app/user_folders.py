"""Where this user's records and settings lie, in folders that nobody else may enter."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

OVERRIDE = "BACKCHOICE_DATA_FOLDER"
"""An environment variable that moves records and settings together, for tests and trials."""

_APPLICATION = "backchoice"
_OWNER_ONLY = 0o700


def database() -> Path:
    """The file of the visits' records; its folder exists, the file need not."""
    folder = _override() or user_data_path(_APPLICATION, appauthor=False)
    return _private(folder) / "visits.db"


def content() -> Path:
    """The folder of the content packs that were in use here; it need not exist."""
    folder = _override() or user_data_path(_APPLICATION, appauthor=False)
    return _private(folder) / "content"


def backups() -> Path:
    """The folder of the records' backups; it need not exist."""
    return database().parent / "backups"


def settings_file() -> Path:
    """The file of this user's settings; its folder exists, the file need not."""
    return (
        _private(_override() or user_config_path(_APPLICATION, appauthor=False)) / "settings.json"
    )


def _override() -> Path | None:
    folder = os.environ.get(OVERRIDE)
    return Path(folder) if folder else None


def _private(folder: Path) -> Path:
    if not folder.is_dir():
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        folder.chmod(_OWNER_ONLY)
    return folder
