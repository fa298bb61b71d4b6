"""The user's folders are private and can be moved."""

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from sdm_app import i18n, resources, user_folders


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_a_new_folder_is_closed_to_everyone_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(user_folders.OVERRIDE, str(tmp_path / "a" / "b"))

    database = user_folders.database()

    assert database == tmp_path / "a" / "b" / "visits.db"
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700


def test_tests_never_reach_the_users_own_folder(tmp_path: Path) -> None:
    assert user_folders.settings_file().is_relative_to(tmp_path.parent)


def test_assets_and_content_are_found() -> None:
    assert resources.content().exists()
    assert resources.asset("fonts").is_dir()


def test_dates_are_in_words() -> None:
    assert i18n.format_date(date(2026, 12, 20), "en") == "December 20, 2026"


def test_a_word_without_a_translation_stays_as_it_is() -> None:
    assert i18n.gettext("no such sentence") == "no such sentence"
