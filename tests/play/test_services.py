"""A case is played with a clinic's directory, and a faulty one is refused with each fault."""

from pathlib import Path

import pytest

from sdm_app.__main__ import main
from tests.handout.reading import text_of

CASE = Path(__file__).parent.parent / "cases" / "new-episode-medium-risk.yaml"


def play(tmp_path: Path, services: str) -> tuple[int, Path]:
    file, handout = tmp_path / "near.csv", tmp_path / "plan.pdf"
    file.write_text(services, encoding="utf-8")
    arguments = ["play", str(CASE), "--handout", str(handout), "--today", "2026-11-22"]
    return main([*arguments, "--services", str(file)]), handout


def test_the_plan_names_the_services_of_the_file(tmp_path: Path) -> None:
    services = "target,name,phone,wait\nphysical-therapy,River PT,555 0100,about 1 week\n"

    status, handout = play(tmp_path, services)

    assert status == 0
    assert "River PT" in text_of(handout.read_bytes())


def test_every_fault_of_the_file_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, handout = play(tmp_path, "target,name\nphysical-therapy,\nyogurt,A\n")

    assert status == 2
    assert not handout.exists()
    assert capsys.readouterr().err.splitlines() == [
        "backchoice: near.csv:2: name: this is empty and must not be.",
        "backchoice: near.csv:3: target: 'yogurt' is no option and no place of referral.",
    ]


def test_a_file_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", str(CASE), "--services", str(tmp_path / "gone.csv")]) == 2
    assert "gone.csv: it cannot be read: " in capsys.readouterr().err
