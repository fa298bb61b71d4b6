"""A second opinion on what a screen reader says of each paper, by the checker `outloud`.

It has an environment of its own, since what it needs is no part of what is tested or shipped.
"""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.handout.papers import MAKERS, Paper, papers
from tests.handout.printing import CHOSEN, printed

OUTLOUD = Path(__file__).resolve().parents[2] / "build" / "outloud-venv" / "bin" / "outloud"

pytestmark = pytest.mark.slow


def errors_of(judged: Iterable[Paper], folder: Path) -> list[str]:
    """Each error, with the paper it is in; an unreadable file is one too."""
    if not OUTLOUD.is_file():
        pytest.fail("outloud is not installed: `make test-slow` installs it", pytrace=False)
    names = {}
    for number, paper in enumerate(judged):
        file = folder / f"{number}.pdf"
        file.write_bytes(paper.pdf)
        names[str(file)] = paper.name
    command = [str(OUTLOUD), "--json", "-", *names]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    results = json.loads(run.stdout)["results"]
    assert len(results) == len(names)
    unreadable = [f"{names[one['path']]}: {one['error']}" for one in results if one["error"]]
    return unreadable + [
        f"{names[one['path']]}: {finding['rule']} {finding['message']}"
        for one in results
        for finding in one["findings"]
        if finding["severity"] == "error"
    ]


@pytest.mark.parametrize("maker", MAKERS)
def test_no_paper_has_an_error(maker: str, tmp_path: Path) -> None:
    assert errors_of(papers([maker], sizes=["letter"]), tmp_path) == []


def test_a_picture_without_words_is_an_error(tmp_path: Path) -> None:
    spoilt = printed(CHOSEN[0]).replace(b"/Alt ", b"/Alx ")

    assert errors_of([Paper("spoilt", spoilt)], tmp_path)
