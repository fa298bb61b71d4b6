"""Scores that are followed: never imputed, and held only against what a study measured."""

from datetime import date, timedelta

import pytest

from sdm_app.domain.course_shape import spots
from sdm_app.domain.encounter import Encounter
from sdm_app.domain.outcomes import (
    PEG,
    Against,
    Course,
    Point,
    against_a_little_better,
    courses,
    followed,
    score_of,
)
from sdm_app.domain.questionnaires import Item, ScoreRule, TypedNumber
from sdm_app.domain.visit import Visit
from sdm_app.domain.withdrawal import take_out
from tests.builders import TODAY, pack, visit

FIRST = TODAY - timedelta(days=42)


def peg(pain: int, enjoyment: int, activity: int) -> dict[str, str]:
    return {"peg.pain": str(pain), "peg.enjoyment": str(enjoyment), "peg.activity": str(activity)}


def seen_before(day: date, **answers: str) -> Encounter:
    earlier = visit(answers=answers).encounter
    return earlier.model_copy(update={"id": f"on-{day}", "started_on": day})


def followed_visit(*scores: tuple[date, dict[str, str]], now: dict[str, str]) -> Visit:
    past = tuple(seen_before(day, **answers) for day, answers in scores)
    return visit(answers=now).model_copy(update={"past": past})


def peg_course(seen: Visit) -> Course:
    return next(course for course in courses(seen) if course.questionnaire == PEG)


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        (peg(5, 5, 5), 5.0),
        (peg(7, 8, 6), 7.0),
        (peg(10, 0, 5), 5.0),
        (peg(10, 10, 10), 10.0),
        (peg(0, 0, 0), 0.0),
        (peg(7, 7, 8), 7.3),
    ],
)
def test_a_peg_score_is_the_mean_of_its_three_answers(
    answers: dict[str, str], score: float
) -> None:
    assert score_of(pack().questionnaire_by_id[PEG], answers) == score


def test_every_full_peg_agrees_with_the_sum_by_three() -> None:
    form = pack().questionnaire_by_id[PEG]

    for pain in range(11):
        for enjoyment in range(11):
            for activity in range(11):
                tenths = (10 * (pain + enjoyment + activity) + 1) // 3
                found = score_of(form, peg(pain, enjoyment, activity))
                assert found == pytest.approx(tenths / 10, abs=1e-9)


@pytest.mark.parametrize("blank", ["peg.pain", "peg.enjoyment", "peg.activity"])
def test_with_one_answer_missing_there_is_no_score(blank: str) -> None:
    answers = {item: answer for item, answer in peg(3, 4, 5).items() if item != blank}

    assert score_of(pack().questionnaire_by_id[PEG], answers) is None


def test_an_answer_that_the_form_does_not_have_is_no_answer() -> None:
    answers = peg(3, 4, 5) | {"peg.pain": "11"}

    assert score_of(pack().questionnaire_by_id[PEG], answers) is None


def test_a_form_without_a_rule_has_no_score_to_follow() -> None:
    assert score_of(pack().questionnaire_by_id["sure"], {}) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("61.2", 61.2),
        ("20", 20.0),
        ("80.0", 80.0),
        ("19.9", None),
        ("80.1", None),
        ("61.25", None),
        ("", None),
        ("-61", None),
        ("6e1", None),
        ("٦١", None),
    ],
)
def test_a_t_score_is_typed_with_at_most_one_decimal(typed: str, number: float | None) -> None:
    form = pack().questionnaire_by_id["promis-pi-4a"]

    assert score_of(form, {"promis-pi-4a.t-score": typed}) == number
    assert form.items[0].has_answer(typed) is (number is not None)


def test_promis_is_asked_only_where_the_clinic_has_a_licence() -> None:
    seen = visit()

    assert [form.id for form in followed(seen, licensed=False)] == [PEG]
    assert {form.id for form in followed(seen, licensed=True)} == {
        PEG,
        "promis-pi-4a",
        "promis-pf-4a",
    }


def test_the_words_of_promis_are_not_shipped() -> None:
    for name in ("promis-pi-4a", "promis-pf-4a"):
        form = pack().questionnaire_by_id[name]
        assert [item.text for item in form.items] == ["T-score"]
        assert form.licence == "clinic-licence"


def test_peg_comes_without_bands() -> None:
    said = pack().questionnaire_by_id[PEG].model_dump_json().casefold()

    for band in ("mild", "moderate", "severe"):
        assert band not in said


def test_a_course_runs_from_the_oldest_score_to_the_newest() -> None:
    seen = followed_visit((FIRST, peg(8, 8, 8)), now=peg(5, 5, 5))

    course = peg_course(seen)

    assert course.points == (Point(on=FIRST, score=8.0), Point(on=TODAY, score=5.0))
    assert course.is_new
    assert course.since_last == -3.0
    assert course.since_first is None


def test_a_visit_without_the_three_answers_is_left_out_of_the_course() -> None:
    middle = FIRST + timedelta(days=7)
    scores = ((FIRST, peg(8, 8, 8)), (middle, {"peg.pain": "4"}))

    course = peg_course(followed_visit(*scores, now={}))

    assert course.points == (Point(on=FIRST, score=8.0),)
    assert not course.is_new
    assert course.since_last is None


def test_with_three_scores_the_change_since_the_first_is_told_too() -> None:
    middle = FIRST + timedelta(days=7)
    seen = followed_visit((FIRST, peg(8, 8, 8)), (middle, peg(6, 6, 6)), now=peg(7, 7, 7))

    course = peg_course(seen)

    assert (course.since_last, course.since_first) == (1.0, -1.0)


def test_nobody_answered_means_no_course() -> None:
    assert courses(visit()) == ()


@pytest.mark.parametrize(
    ("now", "against"),
    [
        (peg(8, 8, 8), None),
        (peg(9, 8, 8), None),
        (peg(7, 7, 8), Against.LESS),
        (peg(7, 7, 7), Against.WITHIN),
        (peg(6, 6, 7), Against.WITHIN),
        (peg(6, 6, 6), Against.MORE),
    ],
)
def test_a_fall_is_held_against_what_people_called_a_little_better(
    now: dict[str, str], against: Against | None
) -> None:
    """The study has 1 to 1.75 points, and says nothing of scores that rise."""
    seen = followed_visit((FIRST, peg(8, 8, 8)), now=now)

    assert against_a_little_better(seen, peg_course(seen)) is against


def test_one_score_alone_is_held_against_nothing() -> None:
    seen = visit(answers=peg(8, 8, 8))

    assert against_a_little_better(seen, peg_course(seen)) is None


def test_a_figure_for_groups_is_not_held_against_one_person() -> None:
    item = "promis-pi-4a.t-score"
    seen = followed_visit((FIRST, {item: "65.2"}), now={item: "55.6"})

    (course,) = courses(seen)

    assert course.since_last == -9.6
    assert against_a_little_better(seen, course) is None


def test_where_lower_is_worse_a_rise_is_the_better_way() -> None:
    figure = (
        pack()
        .estimate_by_id["peg-a-little-better"]
        .model_copy(update={"amount": 3.0, "high_amount": None})
    )
    form = pack().questionnaire_by_id["promis-pf-4a"]
    assert form.score_rule is not None
    rule = form.score_rule.model_copy(update={"a_little_better": figure.id})
    changed = form.model_copy(update={"score_rule": rule, "estimates": (figure,)})
    forms = tuple(
        changed if one.id == form.id else one.model_copy(update={"estimates": ()})
        for one in pack().questionnaires
    )
    item = "promis-pf-4a.t-score"
    seen = followed_visit((FIRST, {item: "40.0"}), now={item: "43.0"}).model_copy(
        update={"pack": pack().model_copy(update={"questionnaires": forms})}
    )

    assert against_a_little_better(seen, courses(seen)[0]) is Against.WITHIN


def test_a_form_that_was_withdrawn_is_followed_no_more() -> None:
    reason = {"id": PEG, "reason": "PEG is not used any more."}
    taken = type(pack()).model_validate({**pack().model_dump(), "withdrawn": [reason]})
    seen = followed_visit((FIRST, peg(8, 8, 8)), now=peg(5, 5, 5))

    assert courses(seen.model_copy(update={"pack": take_out(taken)})) == ()


def test_an_item_is_picked_or_typed() -> None:
    number = TypedNumber(lowest=0, highest=1)
    options = ({"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"})

    with pytest.raises(ValueError, match="at least 2 answer_options"):
        Item.model_validate({"id": "a.b", "text": "A", "answer_options": options[:1]})
    with pytest.raises(ValueError, match="not both"):
        Item.model_validate(
            {"id": "a.b", "text": "A", "answer_options": options, "typed": number.model_dump()}
        )


def test_a_score_has_a_low_and_a_high_end() -> None:
    with pytest.raises(ValueError, match="lowest is not below highest"):
        ScoreRule(lowest=5, highest=5, higher_is_worse=True, direction="d", citation="c")


def course_on(*days: int, score: float = 5.0) -> Course:
    rule = pack().questionnaire_by_id[PEG].score_rule
    assert rule is not None
    points = tuple(Point(on=FIRST + timedelta(days=day), score=score) for day in days)
    return Course(questionnaire=PEG, rule=rule, points=points, is_new=True)


def test_a_score_stands_as_high_as_it_is() -> None:
    heights = [spots(course_on(0, score=score), 0.2)[0].up for score in (0.0, 2.5, 10.0)]

    assert heights == [0.0, 0.25, 1.0]


def test_one_score_stands_in_the_middle() -> None:
    assert [spot.across for spot in spots(course_on(0), 0.2)] == [0.5]


def test_time_runs_from_edge_to_edge_in_proportion() -> None:
    across = [spot.across for spot in spots(course_on(0, 30, 90), 0.2)]

    assert across[0] == 0
    assert across[2] == pytest.approx(1)
    assert 0.3 < across[1] < 0.45


def test_two_visits_of_one_day_do_not_hide_each_other() -> None:
    across = [spot.across for spot in spots(course_on(0, 0, 90), 0.2)]

    assert across[1] - across[0] >= 0.1


def test_many_visits_share_the_width() -> None:
    across = [spot.across for spot in spots(course_on(*range(0, 400, 10)), 0.2)]

    assert across == sorted(set(across))
    assert across[0] == 0
    assert across[-1] == pytest.approx(1)


def test_a_date_without_room_is_left_out_but_never_the_first_or_last() -> None:
    dated = [spot.dated for spot in spots(course_on(0, 5, 45, 85, 90), 0.3)]

    assert dated == [True, False, True, False, True]
