"""Builds visits from the fields of a case, so that a clinician can read what a test is about."""

from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from sdm_app.domain.content import ContentPack
from sdm_app.domain.visit import Visit
from sdm_app.packs import Content, Shelf, content_in_use
from sdm_app.play import Case, visit_of_case

TODAY = date(2026, 11, 22)
ACUTE = {"nih-chronic.duration": "under-1-month"}
SUBACUTE = {"nih-chronic.duration": "1-to-3-months"}
RECURRENT = {
    "nih-chronic.duration": "over-5-years",
    "nih-chronic.frequency": "less-than-half-the-days",
}
CHRONIC = {
    "nih-chronic.duration": "over-5-years",
    "nih-chronic.frequency": "at-least-half-the-days",
}
STAGES = {"acute": ACUTE, "subacute": SUBACUTE, "recurrent": RECURRENT, "chronic": CHRONIC}
BINARY = (
    "leg-pain",
    "shoulder-neck",
    "walking",
    "dressing",
    "fear",
    "worry",
    "catastrophising",
    "mood",
)
BOTHERSOME = ("not-at-all", "slightly", "moderately", "very-much", "extremely")


@cache
def content() -> Content:
    """The checkout's own content."""
    return content_in_use(Shelf(Path("no-shelf")), Path(__file__).parents[1] / "content")


@cache
def pack() -> ContentPack:
    """The checkout's own content pack."""
    return content().pack


def visit(**fields: Any) -> Visit:
    """A visit from the fields of a case; reference and birth year 1980 unless given."""
    case = {"case": "test", "patient": {"reference": "T.T.", "birth_year": 1980}, **fields}
    return visit_of_case(Case.model_validate(case), pack(), TODAY)


def start_back(pattern: str, bothersomeness: str) -> dict[str, str]:
    """Answers to items 1 to 8 from a pattern of 0, 1 and - (blank), and to item 9 ("" blank)."""
    answers = {
        f"start-back.{item}": "agree" if mark == "1" else "disagree"
        for item, mark in zip(BINARY, pattern, strict=True)
        if mark != "-"
    }
    if bothersomeness:
        answers["start-back.bothersomeness"] = bothersomeness
    return answers


LOW = start_back("00000000", "not-at-all")
MEDIUM = start_back("11110000", "not-at-all")
HIGH = start_back("11111111", "extremely")
RISK = {"low": LOW, "medium": MEDIUM, "high": HIGH}


def every_pattern() -> list[tuple[str, str]]:
    """All 1,280 complete answer patterns: eight yes/no items times five answers to the ninth."""
    patterns = ["".join(marks) for marks in product("01", repeat=8)]
    return [(pattern, answer) for pattern in patterns for answer in BOTHERSOME]
