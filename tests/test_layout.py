"""Rules about files that no type checker sees."""

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SOURCES = sorted((CHECKOUT / "sdm_app").rglob("*.py"))
NO_PACKAGES = ("packaging", "content", "translations", "assets", "docs")


def named(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def matching(pattern: str, *, outside: str) -> list[str]:
    """The program's files outside a folder in which the pattern occurs."""
    found = re.compile(pattern)
    return [
        named(path)
        for path in SOURCES
        if not named(path).startswith(outside) and found.search(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("folder", NO_PACKAGES)
def test_no_data_folder_is_a_package(folder: str) -> None:
    """`packaging/__init__.py` would hide the package of that name from every build tool."""
    assert list((CHECKOUT / folder).rglob("__init__.py")) == []


def test_only_the_theme_sets_style_sheets() -> None:
    assert matching(r"\bsetStyleSheet\s*\(", outside="sdm_app/ui/theme/") == []


def test_only_the_window_knows_qt() -> None:
    assert matching(r"\b(PySide6|shiboken6)\b", outside="sdm_app/ui/") == []


def test_only_resources_knows_where_built_data_lies() -> None:
    assert matching(r"""["'/]_data\b""", outside="sdm_app/resources.py") == []


def test_only_the_strict_loader_reads_yaml() -> None:
    assert matching(r"(?m)^\s*(import|from) yaml\b", outside="sdm_app/packs/") == []


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 20
