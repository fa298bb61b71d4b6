"""Prints each promise of speed with what was measured here: `python -m tests.benchmarks.bench`."""

import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from sdm_app import packs, play, resources, user_folders
from sdm_app.domain.visit import Visit
from sdm_app.handout import build_handout
from sdm_app.packs import signing
from sdm_app.packs.shipping import write_shipped
from tests.benchmarks import weasy
from tests.benchmarks.a_day import fill_a_day
from tests.benchmarks.measuring import child, medians, milliseconds
from tests.packs.builders import KEY, built_bytes, write_signed

ROUNDS = 7
CASE = Path("tests/cases/new-episode-medium-risk.yaml")
WEASY_PYTHON = Path("build/bench-venv/bin/python")
"""WeasyPrint has an environment of its own: it is no part of what is tested or shipped."""

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def main() -> None:
    """Measure everything, one after another."""
    pack = packs.current()
    today = date.today()
    visit = play.visit_of_case(play.read_cases(CASE, pack, today)[0], pack, today)
    measures: tuple[Callable[[], None], ...] = (
        measure_start_up,
        measure_steps,
        lambda: measure_handout(visit),
        measure_pack,
    )
    for measure in measures:
        measure()


def say(what: str, measured: float, bar: float, unit: str = "times") -> None:
    """One line: what, how much, and the bar."""
    verdict = "ok    " if measured <= bar else "missed"
    print(f"{verdict} {what}: {measured:.2f} {unit} (bar {bar:.3g})", flush=True)


def measure_start_up() -> None:
    """CPU time to the first paint and to the list of the day, against a bare window."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**OFFSCREEN, user_folders.OVERRIDE: folder}
        fill_a_day(Path(folder) / user_folders.database().name)
        write_shipped(resources.content(), Path(folder))
        module = "tests.benchmarks.start_up"
        bare, ours = [], []
        for turn in range(ROUNDS + 1):
            floor = child(module, "bare", environment=environment)
            figures = child(module, "ours", folder, environment=environment)
            if turn:  # the first one writes byte code
                bare.append(floor)
                ours.append(figures)
    bare_seconds, our_seconds = medians(bare)["painted"], medians(ours)
    say("start to the window painted", our_seconds["painted"] / bare_seconds, 1.25)
    say("start to today's list filled", our_seconds["listed"] / bare_seconds, 2.5)
    say("start to a visit open-able", our_seconds["ready"] / bare_seconds, 2.5)


def measure_steps() -> None:
    """From a step to another, computed and painted, against a bare stack of the same area."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**OFFSCREEN, user_folders.OVERRIDE: folder}
        figures = child("tests.benchmarks.steps", environment=environment)
    say("any step to any step, 95th percentile", figures["ours"] / figures["bare"], 1.5)


def measure_handout(visit: Visit) -> None:
    """The tagged plan, warm, and against WeasyPrint's with the same words."""
    pdf = build_handout(visit)
    ours = median(milliseconds(lambda: build_handout(visit)))
    say("the plan as a PDF, warm", ours, 100, "ms")
    module = "tests.benchmarks.first_plan"
    firsts = [child(module, str(CASE), "en", environment={}) for _ in range(ROUNDS)]
    say("the first plan of the day", medians(firsts)["first"], 400, "ms")
    if not WEASY_PYTHON.is_file():
        print("       WeasyPrint is not installed: `make bench` installs it")
        return
    ratio = median(part_of_weasyprint(visit, weasy.html_of(pdf)))
    say("the plan as a part of WeasyPrint's time", ratio, 1 / 3)


def part_of_weasyprint(visit: Visit, html: str, rounds: int = 5) -> list[float]:
    """Our time by WeasyPrint's for the same words, built one right after the other."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "plan.html"
        page.write_text(html, encoding="utf-8")
        command = [str(WEASY_PYTHON), "-m", "tests.benchmarks.weasy", str(page)]
        pipe = subprocess.PIPE
        ratios = []
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
            assert other.stdin is not None
            assert other.stdout is not None
            for _ in range(rounds):
                began = time.perf_counter()
                build_handout(visit)
                ours = (time.perf_counter() - began) * 1000
                other.stdin.write("once\n")
                other.stdin.flush()
                ratios.append(ours / float(other.stdout.readline()))
            other.stdin.close()
    return ratios


def measure_pack() -> None:
    """The signed pack, verified and loaded; warm, without imports."""
    with tempfile.TemporaryDirectory() as folder:
        signed = write_signed(Path(folder), built_bytes())
        keys = signing.trusted([KEY.public])
        verified = median(milliseconds(lambda: packs.load_signed(signed, keys)))
    say("the signed content pack, verified and loaded", verified, 30, "ms")


if __name__ == "__main__":
    main()
