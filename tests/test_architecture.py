"""Imports point down one list only; what was only written down once leaked."""

from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.failure import pop_failures

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("ui",),
    ("self_check",),
    ("play",),
    ("interop", "handout", "reports"),
    ("records",),
    ("packs",),
    ("domain",),
)
"""Highest first. A part may import the parts in later rows and nothing beside or above it."""

FOR_ALL_BUT_DOMAIN = ("resources", "i18n", "settings", "user_folders", "process_guard")

OURS = "sdm_app"
PACKAGE = Path(__file__).resolve().parents[1] / OURS


def forbidden_to(part: str) -> tuple[str, ...]:
    """The parts that a part must not import."""
    row = next(number for number, parts in enumerate(LAYERS) if part in parts)
    above = [other for parts in LAYERS[: row + 1] for other in parts if other != part]
    return (*above, *FOR_ALL_BUT_DOMAIN) if part == "domain" else tuple(above)


def modules_of(package: str, part: str) -> tuple[str, str]:
    """Patterns for a part, be it one module or a folder of them."""
    return f"{package}.{part}", f"{package}.{part}.*"


def check_part(package: str, part: str, forbidden: tuple[str, ...]) -> None:
    """Fail when a module of the part imports a forbidden part, wherever in the module."""
    patterns = [pattern for other in forbidden for pattern in modules_of(package, other)]
    rule = archrule(f"{part} imports downwards only").match(*modules_of(package, part))
    rule.should_not_import(*patterns).check(package, only_direct_imports=True)


PARTS = [
    part
    for parts in LAYERS
    for part in parts
    if (PACKAGE / f"{part}.py").is_file() or any((PACKAGE / part).glob("*.py"))
]


@pytest.mark.parametrize("part", [part for part in PARTS if forbidden_to(part)])
def test_imports_point_down_the_list(part: str) -> None:
    check_part(OURS, part, forbidden_to(part))


@pytest.mark.parametrize("module", FOR_ALL_BUT_DOMAIN)
def test_what_all_may_use_uses_no_layer(module: str) -> None:
    layers = tuple(part for parts in LAYERS for part in parts)

    check_part(OURS, module, layers)


def test_every_part_has_its_row() -> None:
    known = {part for parts in LAYERS for part in parts} | {*FOR_ALL_BUT_DOMAIN, "__init__"}

    found = {
        place.stem
        for place in PACKAGE.iterdir()
        if place.suffix == ".py" or (place.is_dir() and any(place.rglob("*.py")))
    }

    assert found <= known


def test_domain_needs_only_pydantic_and_the_standard_library() -> None:
    packages = ("PySide6", "sqlalchemy", "yaml", "babel", "reportlab", "platformdirs")
    modules = ("pathlib", "locale", "os", "sqlite3", "time")
    patterns = [*modules, *packages, *(f"{package}.*" for package in packages)]

    rule = archrule("domain stands alone").match(*modules_of(OURS, "domain"))
    rule.should_not_import(*patterns).check(OURS, only_direct_imports=True)


@pytest.mark.parametrize(
    "planted",
    [
        "from planted import ui",
        "def later():\n    from planted.ui import window\n    return window",
    ],
)
def test_a_planted_violation_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    package = tmp_path / "planted"
    for folder in (package, package / "domain", package / "ui"):
        folder.mkdir()
        (folder / "__init__.py").touch()
    (package / "ui" / "window.py").touch()
    (package / "domain" / "choices.py").write_text(planted, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    check_part("planted", "domain", ("ui",))

    (caught,) = pop_failures()
    assert "planted.domain.choices" in caught.reason
    assert "FORBIDDEN import planted.ui" in caught.reason
