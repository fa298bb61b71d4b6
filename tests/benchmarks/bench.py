"""Prints each promise of speed with what was measured here: `python -m tests.benchmarks.bench`."""

import tempfile
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from sdm_app import packs, play, user_folders
from sdm_app.domain.content import ContentPack
from sdm_app.domain.visit import Visit
from sdm_app.handout import build_handout
from tests.benchmarks import weasy
from tests.benchmarks.a_day import fill_a_day
from tests.benchmarks.measuring import child, medians, milliseconds

ROUNDS = 7
CASE = Path("tests/cases/new-episode-medium-risk.yaml")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def main() -> None:
    """Measure everything, one after another."""
    pack = packs.current()
    today = date.today()
    visit = play.visit_of_case(play.read_cases(CASE, pack, today)[0], pack, today)
    measures: tuple[Callable[[], None], ...] = (
        lambda: measure_start_up(pack),
        measure_steps,
        lambda: measure_handout(visit),
        lambda: measure_pack(pack),
    )
    for measure in measures:
        measure()


def say(what: str, measured: float, bar: float, unit: str = "times") -> None:
    """One line: what, how much, and the bar."""
    verdict = "ok    " if measured <= bar else "missed"
    print(f"{verdict} {what}: {measured:.2f} {unit} (bar {bar:.3g})", flush=True)


def write_built(pack: ContentPack, folder: Path) -> Path:
    """The pack as the file that an installed copy reads: a checkout's YAML is not what ships."""
    built = folder / "pack.json"
    built.write_text(pack.model_dump_json(exclude_unset=True), encoding="utf-8")
    return built


def measure_start_up(pack: ContentPack) -> None:
    """CPU time to the first paint and to the list of the day, against a bare window."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**OFFSCREEN, user_folders.OVERRIDE: folder}
        fill_a_day(Path(folder) / user_folders.database().name)
        built = write_built(pack, Path(folder))
        module = "tests.benchmarks.start_up"
        bare, ours = [], []
        for turn in range(ROUNDS + 1):
            floor = child(module, "bare", environment=environment)
            figures = child(module, "ours", str(built), environment=environment)
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
    if find_spec("weasyprint") is None:
        print("     WeasyPrint is not installed here: `make bench` installs it")
        return
    html = weasy.html_of(pdf)
    theirs = median(milliseconds(lambda: weasy.build(html), rounds=5))
    say("the plan as a part of WeasyPrint's time", ours / theirs, 1 / 3)


def measure_pack(pack: ContentPack) -> None:
    """The built pack, loaded and checked; warm, without imports."""
    with tempfile.TemporaryDirectory() as folder:
        built = write_built(pack, Path(folder))
        loaded = median(milliseconds(lambda: packs.load_pack(built)))
    say("the built content pack, loaded", loaded, 30, "ms")


if __name__ == "__main__":
    main()
