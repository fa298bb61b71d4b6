"""Ways to measure two things in turn, so that the machine's moods touch both alike."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any


def milliseconds(act: Callable[[], object], rounds: int = 15) -> list[float]:
    """What each round of an act took, after one that is not counted."""
    act()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def child(module: str, *arguments: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """What a module prints as JSON when run in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0 or not run.stdout.strip():
        raise RuntimeError(f"{module} {' '.join(arguments)} failed:\n{run.stderr}")
    printed: dict[str, Any] = json.loads(run.stdout.strip().splitlines()[-1])
    return printed


def medians(rounds: list[dict[str, Any]]) -> dict[str, float]:
    """The median of each figure over all rounds."""
    names = [name for name, value in rounds[0].items() if isinstance(value, float)]
    return {name: median(figures[name] for figures in rounds) for name in names}
