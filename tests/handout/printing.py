"""The cases, and the plan of each as it is printed."""

from functools import cache
from pathlib import Path

from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic, build_handout
from sdm_app.handout.page import PageSize
from sdm_app.play import read_cases, visit_of_case
from tests.builders import TODAY, pack

FOLDER = Path(__file__).resolve().parents[1] / "cases"
CASES = sorted(file.stem for file in FOLDER.glob("*.yaml"))
SIZES: tuple[PageSize, ...] = ("letter", "a4")
EMERGENCY = "emergency-bladder-and-numbness"
CHOSEN = [name for name in CASES if name != EMERGENCY]
CLINIC = Clinic(name="Rivertown Family Practice", phone="555 0199", clinician="Dr. R", demo=True)


@cache
def played(name: str) -> Visit:
    """The visit of a case file."""
    (case,) = read_cases(FOLDER / f"{name}.yaml", pack(), TODAY)
    return visit_of_case(case, pack(), TODAY)


@cache
def printed(name: str, page_size: PageSize = "letter", *, large_print: bool = False) -> bytes:
    """The printed plan of a case file."""
    return build_handout(played(name), page_size=page_size, large_print=large_print, clinic=CLINIC)


def spaced(text: str) -> str:
    """With single spaces, as the pages are read."""
    return " ".join(text.split())
