"""The printed plan shows how the patient is doing once there is an earlier score."""

import re
from datetime import timedelta

import pytest

from sdm_app.domain.encounter import Encounter
from sdm_app.domain.visit import Visit
from sdm_app.handout import build_handout
from tests.builders import ACUTE, MEDIUM, TODAY, pack, visit
from tests.handout.printing import CLINIC, printed
from tests.handout.reading import elements_of, objects_of, text_of

NAME = "follow-up-visit"


def scored(*scores: int) -> Visit:
    """A visit with the last of the scores, that follows others with the scores before."""
    *earlier, now = scores
    past = tuple(
        before(score, TODAY - timedelta(days=30 * (len(earlier) - number)))
        for number, score in enumerate(earlier)
    )
    fields = {"answers": ACUTE | MEDIUM | peg(now), "findings_default": "no"}
    return visit(**fields).model_copy(update={"past": past})


def before(score: int, day: object) -> Encounter:
    return visit(answers=peg(score)).encounter.model_copy(update={"started_on": day})


def peg(score: int) -> dict[str, str]:
    return {f"peg.{item}": str(score) for item in ("pain", "enjoyment", "activity")}


def paper(of: Visit) -> str:
    return text_of(build_handout(of, clinic=CLINIC))


def test_the_picture_is_named_with_every_date_and_score() -> None:
    figures = b"".join(elements_of(printed(NAME), "Figure"))

    assert b"PEG scale, 0 to 10. Higher is worse. September 27, 2026: 7.7; " in figures
    assert b"October 25, 2026: 6.3; November 22, 2026: 3.7." in figures


def test_the_change_is_said_since_last_time_and_since_the_first() -> None:
    said = text_of(printed(NAME))

    assert "Since October 25, 2026 my score went down by 2.6 points." in said
    assert "Since September 27, 2026 my score went down by 4.0 points." in said


def test_what_a_change_means_is_named_with_its_source() -> None:
    said = text_of(printed(NAME))
    sources = said[said.index(pack().handout.sources_title) :]

    assert "people who felt a little better" in said
    assert "Reed 2024" in sources
    assert pack().questionnaire_by_id["peg"].rights.rstrip(".") in said


@pytest.mark.parametrize(
    ("scores", "said"),
    [((5, 7), "went up by 2.0 points"), ((7, 5), "went down by 2.0 points"), ((5, 5), "the same")],
)
def test_each_way_a_score_can_go_is_said(scores: tuple[int, int], said: str) -> None:
    text = paper(scored(*scores))

    assert said in text
    assert text.count("my score") == 1


def test_a_first_score_alone_is_not_drawn() -> None:
    assert pack().handout.course_title not in paper(scored(5))


def test_a_visit_without_scores_prints_none() -> None:
    assert pack().handout.course_title not in text_of(printed("new-episode-medium-risk"))


def test_the_form_of_an_earlier_score_is_named_though_it_was_not_asked_today() -> None:
    unasked = scored(7, 5, 4)
    encounter = unasked.encounter.model_copy(update={"answers": ACUTE | MEDIUM})

    text = paper(unasked.model_copy(update={"encounter": encounter}))

    assert "my score went down by 2.0 points" in text
    assert "Krebs 2009" in text


def test_content_from_before_there_were_such_words_prints_no_scores() -> None:
    older = pack().handout.model_copy(update={"course_title": ""})
    seen = scored(7, 5)

    text = paper(seen.model_copy(update={"pack": pack().model_copy(update={"handout": older})}))

    assert "my score" not in text


def test_while_there_is_something_urgent_no_scores_are_printed() -> None:
    urgent = visit(findings={"saddle-numbness": "yes"}, answers=peg(5))
    seen = urgent.model_copy(update={"past": (before(8, TODAY - timedelta(days=30)),)})

    assert pack().handout.course_title not in paper(seen)


def test_many_visits_still_make_one_picture_on_two_pages() -> None:
    pdf = build_handout(scored(*range(10, 0, -1), *range(1, 11)), clinic=CLINIC)

    figures = [f for f in elements_of(pdf, "Figure") if b"PEG scale" in f]
    pages = [b for b in objects_of(pdf).values() if re.search(rb"/Type /Page\b(?!s)", b)]
    assert len(figures) == 1
    assert len(pages) == 2
