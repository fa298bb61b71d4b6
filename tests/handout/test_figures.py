"""The printed plan names its sources, its numbers have one, and its picture counts right."""

import re

import pytest

from sdm_app.domain.lines import Line
from sdm_app.domain.outcomes import courses
from sdm_app.domain.plan import build_plan
from sdm_app.domain.sources import Frequency
from sdm_app.handout import build_handout
from tests.builders import pack, visit
from tests.handout.printing import CASES, CLINIC, played, printed, spaced
from tests.handout.reading import painted_on, text_of


@pytest.mark.parametrize("name", CASES)
def test_every_source_of_the_plan_is_named(name: str) -> None:
    text = text_of(printed(name))
    sources = text[text.index(pack().handout.sources_title) :]

    used = build_plan(played(name)).sources

    assert used
    for citation in used:
        assert pack().citation_by_id[citation].short in sources


@pytest.mark.parametrize("name", CASES)
def test_every_printed_number_is_sourced_or_no_finding(name: str) -> None:
    """No digit is left once sourced lines, dates and what is no finding are taken out."""
    plan, content = build_plan(played(name)), pack()
    lines: list[Line] = [
        *(item.action for item in plan.items),
        *(settled.line for settled in plan.settled if settled.line),
        *(finding.do for finding in plan.urgent if finding.do),
        *([plan.outlook.handout] if plan.outlook else []),
        *(one.rule.change_says for one in courses(played(name)) if one.rule.change_says),
    ]
    kept = [line for line in lines if line.figures or line.cites or line.numbers]
    known = [
        *(spaced(line.text) for line in kept),
        *(citation.short for citation in content.citations),
        *(form.rights.rstrip(".") for form in content.questionnaires),
        content.info.version,
        CLINIC.phone,
        *scores_in(name),
    ]
    text = text_of(printed(name))

    text = re.sub(r"Page \d of \d|[A-Z][a-z]+ \d{1,2}, \d{4}", "", text)
    for piece in sorted(known, key=len, reverse=True):
        text = text.replace(piece, "")

    assert not re.findall(r".{0,30}\d.{0,30}", text)


def scores_in(name: str) -> list[str]:
    """The scores over time as they stand on paper, with the ends of their scale."""
    found: list[str] = []
    for course in courses(played(name)):
        lowest, highest = f"{course.rule.lowest:g}", f"{course.rule.highest:g}"
        changes = [c for c in (course.since_last, course.since_first) if c is not None]
        found += [f"{lowest} to {highest}.", f"worse. {lowest} {highest} "]
        found += [f" {point.score:.1f} " for point in course.points]
        found += [f"by {abs(change):.1f} points" for change in changes]
    return found


def test_counted_people_are_filled_and_the_others_only_outlined() -> None:
    name = "new-episode-medium-risk"
    card = build_plan(played(name)).outlook
    assert card is not None
    assert card.figure is not None
    estimate = pack().estimate_by_id[card.figure]
    assert isinstance(estimate, Frequency)

    picture = painted_on(printed(name))[0].split("/Figure ")[1].split("EMC")[0]
    ends = re.findall(r"(?m)(?:^|\s)([fSB]\*?)\s*$", picture)

    assert set(ends) <= {"f", "f*", "S"}
    filled = sum(end.startswith("f") for end in ends)
    assert (filled, len(ends) - filled) == (2 * estimate.numerator, 2 * (100 - estimate.numerator))


def test_content_past_its_review_says_so() -> None:
    late = visit().model_copy(update={"today": pack().info.next_review.replace(year=2099)})
    text = text_of(build_handout(late, clinic=CLINIC))

    assert "It was to be reviewed by" in text
