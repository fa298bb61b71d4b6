"""The hazard log is whole, up to date, and every control in it is proved or marked open."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.proof import documents
from tests.proof.named_tests import CHECKOUT, named_tests
from tests.proof.safety_case import HAZARDS, Hazard, faults_of_hazards, read_hazards

HAZARD = """
id: planted
hazard: Planted
cause: Planted
effect: Planted
harm: Planted
before: {likelihood: 2, severity: 5}
after: {likelihood: 1, severity: 5}
controls:
  - does: Something
    tests: [tests/test_planted.py::test_sound]
"""
TESTS = '''
import pytest

def test_sound(): assert condition

def test_raising():
    with pytest.raises(OSError): open("")

@pytest.mark.skipif(condition, reason="some machines")
def test_skipped_on_some_machines(): assert condition

@pytest.mark.parametrize("a", [1, pytest.param(2, marks=pytest.mark.skip)])
def test_with_a_case_that_runs(a): assert condition

@pytest.mark.skip(reason="later")
def test_skipped(): assert condition

@pytest.mark.skip
def test_skipped_without_reason(): assert condition

@pytest.mark.skipif(True, reason="later")
def test_skipped_by_a_constant(): assert condition

@pytest.mark.xfail
def test_that_may_fail(): assert condition

@pytest.mark.xfail(reason="later", strict=False)
def test_that_may_fail_with_a_reason(): assert condition

def test_skipped_inside():
    pytest.skip("later")
    assert condition

def test_failing_inside():
    pytest.xfail("later")
    assert condition

@pytest.mark.parametrize("a", [])
def test_without_a_case(a): assert condition

@pytest.mark.parametrize("a", [
    pytest.param(2, marks=[pytest.mark.xfail]), pytest.param(3, marks=pytest.mark.skip)
])
def test_with_every_case_off(a): assert condition

def test_empty(): """Nothing."""

def test_that_cannot_fail(): assert True
'''
PROVES = {
    "test_sound",
    "test_raising",
    "test_skipped_on_some_machines",
    "test_with_a_case_that_runs",
}
IDLE = sorted(set(re.findall(r"def (test_\w+)", TESTS)) - PROVES)


def planted(folder: Path, old: str = "", new: str = "") -> tuple[Hazard, ...]:
    """The hazards of a folder with one hazard in it, changed."""
    assert old in HAZARD
    (folder / "planted.yaml").write_text(HAZARD.replace(old, new, 1), encoding="utf-8")
    return read_hazards(folder)


@pytest.fixture
def known(tmp_path: Path) -> dict[str, bool]:
    """The tests of a checkout with one file of tests."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_planted.py").write_text(TESTS, encoding="utf-8")
    return named_tests(tmp_path)


def test_every_control_names_a_test_that_runs_or_what_is_open() -> None:
    assert faults_of_hazards(read_hazards(), named_tests()) == []


def test_there_are_hazards_and_each_has_a_file_of_its_own() -> None:
    assert len(read_hazards()) == len(list(HAZARDS.iterdir())) >= 18


def test_a_high_risk_that_remains_names_what_is_open() -> None:
    assert [one.id for one in read_hazards() if one.after.rating >= 10 and not one.open] == []


def test_the_log_is_that_of_the_hazards() -> None:
    page = (CHECKOUT / "docs" / "safety" / "hazard-log.md").read_text(encoding="utf-8")

    assert page == documents.pages()["safety/hazard-log.md"], "make docs"


def test_what_is_open_stands_in_the_log(tmp_path: Path) -> None:
    hazards = planted(
        tmp_path, "tests/test_planted.py::test_sound]", "tests/a.py::test_b]\n    open: All of it"
    )

    log = documents.hazard_log(hazards)

    assert "    * **open**: All of it" in log
    assert "1 hazards, 1 of them with\nsomething open" in log


def test_a_control_that_names_a_sound_test_has_no_fault(
    tmp_path: Path, known: dict[str, bool]
) -> None:
    assert faults_of_hazards(planted(tmp_path), known) == []


def test_a_planted_control_whose_test_is_not_there_is_found(
    tmp_path: Path, known: dict[str, bool]
) -> None:
    hazards = planted(tmp_path, "::test_sound", "::test_gone")

    assert faults_of_hazards(hazards, known) == [
        "planted: there is no test tests/test_planted.py::test_gone"
    ]


@pytest.mark.parametrize("name", IDLE)
def test_a_planted_control_whose_test_proves_nothing_is_found(
    tmp_path: Path, known: dict[str, bool], name: str
) -> None:
    hazards = planted(tmp_path, "::test_sound", f"::{name}")

    assert faults_of_hazards(hazards, known) == [
        f"planted: tests/test_planted.py::{name} is skipped, may fail or asserts nothing"
    ]


def test_only_tests_that_run_and_assert_prove_something(known: dict[str, bool]) -> None:
    proving = {name.partition("::")[2] for name, proves in known.items() if proves}

    assert len(known) == TESTS.count("def test_")
    assert proving == PROVES


@pytest.mark.parametrize("mark", ["pytest.mark.skip", "[pytest.mark.skip(reason='later')]"])
def test_a_module_that_is_skipped_proves_nothing(tmp_path: Path, mark: str) -> None:
    (tmp_path / "tests").mkdir()
    file = tmp_path / "tests" / "test_off.py"
    file.write_text(f"pytestmark = {mark}\n\ndef test_a(): assert True\n", encoding="utf-8")

    assert named_tests(tmp_path) == {"tests/test_off.py::test_a": False}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("harm: Planted\n", "", "harm"),
        ("    tests: [tests/test_planted.py::test_sound]\n", "", "names its tests"),
        ("    tests: [tests/test_planted.py::test_sound]\n", "    open: All\n", "no control"),
        ("tests/test_planted.py::test_sound", "by looking", "controls.0.tests.0"),
        ("likelihood: 2, severity: 5", "likelihood: 6, severity: 5", "before.likelihood"),
        ("likelihood: 1, severity: 5", "likelihood: 3, severity: 5", "above the risk before"),
        ("harm: Planted\n", "harm: Planted\nnote: Planted\n", "note"),
    ],
)
def test_a_faulty_hazard_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        planted(tmp_path, old, new)


def test_a_file_is_named_after_its_hazard(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"planted\.yaml: holds other"):
        planted(tmp_path, "id: planted", "id: other")
