"""Equal visits give equal bytes, and no visit's words reach another's paper."""

import hashlib
import os
import random
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic, build_handout
from sdm_app.play import read_cases, visit_of_case
from tests.builders import RISK, STAGES, TODAY, pack, visit
from tests.handout.papers import papers
from tests.handout.printing import CASES, CHOSEN, FOLDER, SIZES
from tests.handout.reading import text_of
from tests.handout.words import GOALS

DIGESTS = """
from tests.handout.test_same_bytes import digests
print("\\n".join(digests()))
"""


def digests() -> list[str]:
    """One line for each paper of two cases in two languages."""
    printed = papers(cases=CASES[:2], languages=["en", "ar"])
    return [f"{paper.name} {hashlib.sha256(paper.pdf).hexdigest()}" for paper in printed]


def elsewhere(**environment: str) -> list[str]:
    """The digests as another process makes them."""
    command = [sys.executable, "-c", DIGESTS]
    surroundings = {**os.environ, **environment}
    run = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_two_processes_on_unlike_machines_print_the_same_bytes() -> None:
    one = elsewhere(PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C", LANG="C")
    other = elsewhere(PYTHONHASHSEED="2", TZ="America/Adak", LC_ALL="C.UTF-8", LANG="tr_TR.UTF-8")

    assert len(one) > 10
    assert one == other


@pytest.mark.parametrize("case", CHOSEN)
def test_another_day_changes_dates_alone(case: str) -> None:
    texts = []
    for day in (TODAY, TODAY + timedelta(days=1)):
        (read,) = read_cases(FOLDER / f"{case}.yaml", pack(), day)
        texts.append(text_of(build_handout(visit_of_case(read, pack(), day))))

    undated = [re.sub(r"[A-Z][a-z]+ \d{1,2}, \d{4}", "", text) for text in texts]

    assert undated[0] == undated[1]


def test_another_day_is_printed() -> None:
    day = TODAY + timedelta(days=1)
    (read,) = read_cases(FOLDER / "new-episode-low-risk.yaml", pack(), day)

    assert "Made together on November 23, 2026" in text_of(
        build_handout(visit_of_case(read, pack(), day))
    )


def random_visit(number: int) -> tuple[str, Visit, dict[str, Any]]:
    """A canary, a visit whose goal holds it, and how it is printed."""
    chance = random.Random(number)
    canary = f"canary{chance.getrandbits(64):016x}"
    language = chance.choice(list(GOALS))
    options = [option.id for option in pack().options]
    made = visit(
        goal=f"{canary} {GOALS[language]}",
        answers={**chance.choice(list(STAGES.values())), **chance.choice(list(RISK.values()))},
        findings_default=chance.choice(["yes", "no", "not-sure"]),
        choices=chance.sample(options, chance.randint(0, 4)),
    )
    ways = {
        "language": language,
        "page_size": chance.choice(SIZES),
        "large_print": chance.random() < 0.3,
        "clinic": Clinic(name=f"clinic of {canary}", demo=False),
    }
    return canary, made, ways


def prove_apart(count: int) -> None:
    """Print random visits by four threads at once and look for each one's canary in all."""
    visits = [random_visit(number) for number in range(count)]
    with ThreadPoolExecutor(max_workers=4) as threads:
        printed = list(threads.map(lambda one: build_handout(one[1], **one[2]), visits))

    for (canary, made, ways), pdf in zip(visits, printed, strict=True):
        text = text_of(pdf)
        assert set(re.findall(r"canary[0-9a-f]{16}", re.sub(r"\s", "", text))) == {canary}
        assert pdf == build_handout(made, **ways)


def test_twenty_visits_printed_at_once_keep_their_words_apart() -> None:
    prove_apart(20)


@pytest.mark.slow
def test_two_hundred_visits_printed_at_once_keep_their_words_apart() -> None:
    prove_apart(200)
