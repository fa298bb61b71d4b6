"""Programs that write are killed, at random and at each statement (F01, F13)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.records_invariants import say

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and signals")

CHECKOUT = Path(__file__).resolve().parents[2]


def counts_of(
    folder: Path, campaign: str, amount: int, of: str = "records_kills"
) -> dict[str, int]:
    command = [sys.executable, "-m", f"tests.faults.{of}", str(folder), campaign]
    run = subprocess.run(
        [*command, str(amount)], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    counts: dict[str, int] = json.loads(run.stdout)
    say(f"kills ({campaign}): {counts}, 0 lost")
    return counts


@pytest.mark.parametrize("kills", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_a_kill_at_any_moment_loses_nothing_acknowledged(tmp_path: Path, kills: int) -> None:
    counts = counts_of(tmp_path, "random", kills)

    assert counts["kills"] == kills
    assert counts["acknowledged"] > 5 * kills


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_a_kill_at_a_statement_keeps_all_of_an_event_or_nothing(
    tmp_path: Path, stride: int
) -> None:
    counts = counts_of(tmp_path, "statements", stride)

    assert counts["kills"] > 100 // stride
    assert counts["acknowledged"] > 0


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_a_migration_killed_at_a_statement_leaves_the_old_tables_or_the_new(
    tmp_path: Path, stride: int
) -> None:
    counts = counts_of(tmp_path, "migration", stride)

    assert counts["old"] > 0
    assert counts["new"] > 0
    assert counts["old"] + counts["new"] == counts["kills"]


@pytest.mark.parametrize("stride", [9, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("campaign", ["version-2", "purge"])
def test_version_2_or_a_purge_killed_at_a_statement_is_done_wholly_or_not_at_all(
    tmp_path: Path, campaign: str, stride: int
) -> None:
    counts = counts_of(tmp_path, campaign, stride, of="records_kills_steps")

    assert counts["old"] > 0
    assert counts["new"] > 0
    assert counts["old"] + counts["new"] == counts["kills"]


@pytest.mark.parametrize("kills", [8, pytest.param(100, marks=pytest.mark.slow)])
def test_a_purge_killed_at_any_moment_is_done_wholly_or_not_at_all(
    tmp_path: Path, kills: int
) -> None:
    counts = counts_of(tmp_path, "purge-random", kills, of="records_kills_steps")

    assert counts["old"] + counts["new"] == kills
