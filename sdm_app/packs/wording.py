"""What patient lines must keep to: reading grade, length of what is said, and words that harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdm_app.domain.content import ContentPack
from sdm_app.domain.lines import PLACEHOLDER, Line, SpokenLine
from sdm_app.packs.walking import Path, walk

MOST_GRADE = 6.0
"""Flesch-Kincaid school grade that a patient line may have at most."""
MOST_SPOKEN_WORDS = 18
"""Words that a spoken sentence may have at most."""

_FOR_CLINICIANS = {"cautions", "differ", "positions", "gate", "do", "why", "caption"}
"""Fields whose lines are for the clinician, or name a study."""
_WORDS_THAT_HARM = re.compile(
    r"\b(wear and tear|worn out|degenerat\w*|arthritis|disc bulges?|non-specific|sprains?|strains?"
    r"|instability|weak core|out of place|trapped nerve|acute|chronic|recurrent|neurological"
    r"|nothing is wrong|psychological pain|it's stress|coping|false alarm|be careful"
    r"|protect your back|insurance|policy|drug[- ]seeking|refused?|non-compliant|will cure|cured"
    r")\b",
    re.IGNORECASE,
)
_UNEVEN_NUMBERS = re.compile(r"%|\bpercent\b|\b(?:1|one) in (?:\d|two|three|four|five|six|ten)\b")

Remark = tuple[Path, str]
"""What is wrong with a line, and the path it stands at."""


def patient_lines(pack: ContentPack) -> Iterator[tuple[Path, Line]]:
    """Every line a patient reads or hears."""
    for path, value in walk(pack):
        if isinstance(value, Line) and not _FOR_CLINICIANS & set(path):
            yield path, value


def reading_grade(text: str) -> float | None:
    """Flesch-Kincaid school grade; None where no measure is installed (the `editor` extra)."""
    try:
        # Imported here: those who only run the program have no need of it.
        import textstat  # noqa: PLC0415
    except ImportError:
        return None
    return float(textstat.flesch_kincaid_grade(PLACEHOLDER.sub("it", text)))


def remarks(pack: ContentPack, exceptions: frozenset[str] = frozenset()) -> Iterator[Remark]:
    """What patient lines break; texts among the `exceptions` may read above the grade."""
    for path, line in patient_lines(pack):
        harmful = _WORDS_THAT_HARM.search(line.text)
        if harmful:
            yield (*path, "text"), f"says '{harmful[0]}', a word to avoid"
        uneven = _UNEVEN_NUMBERS.search(line.text)
        if uneven:
            yield (*path, "text"), f"says '{uneven[0]}': give numbers as n of 100"
        if isinstance(line, SpokenLine):
            yield from _too_long(path, line)
        grade = reading_grade(line.text)
        if grade is not None and grade > MOST_GRADE and line.text not in exceptions:
            yield (*path, "text"), f"reads at grade {grade:.1f}, above {MOST_GRADE:.0f}"


def _too_long(path: Path, line: SpokenLine) -> Iterator[Remark]:
    for sentence in re.split(r"(?<=[.!?])\s+", line.text):
        words = len(sentence.split())
        if words > MOST_SPOKEN_WORDS:
            why = f"has a spoken sentence of {words} words, above {MOST_SPOKEN_WORDS}"
            yield (*path, "text"), why
