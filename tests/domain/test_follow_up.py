"""A later visit finds the earlier plan, and the requests that were put off."""

from datetime import date, timedelta
from typing import Any

import pytest

from sdm_app.domain.chart_note import chart_note
from sdm_app.domain.encounter import Encounter
from sdm_app.domain.follow_up import earlier_plan, put_off
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Helped
from tests.builders import ACUTE, MEDIUM, TODAY, pack, visit

BEFORE = TODAY - timedelta(days=28)


def before(day: date = BEFORE, **fields: Any) -> Encounter:
    encounter = visit(answers=ACUTE | MEDIUM, findings_default="no", **fields).encounter
    return encounter.model_copy(update={"id": f"on-{day}", "started_on": day})


def after(*past: Encounter, **fields: Any) -> Visit:
    return visit(**fields).model_copy(update={"past": past})


def asked(review_on: date, outcome: str = "deferred", **fields: Any) -> dict[str, Any]:
    return {"request": "imaging", "outcome": outcome, "review_on": review_on, **fields}


def test_a_visit_that_follows_none_has_no_earlier_plan() -> None:
    assert visit().earlier is None
    assert earlier_plan(visit()) is None
    assert put_off(visit()) == ()


def test_the_plan_is_that_of_the_visit_just_before() -> None:
    first = before(BEFORE - timedelta(days=30), choices=["heat"], goal="Sleep")
    last = before(choices=["stay-active", "physical-therapy"], goal="Lift my grandson")

    plan = earlier_plan(after(first, last))

    assert plan is not None
    assert [one.option for one in plan.choices] == ["stay-active", "physical-therapy"]
    assert (plan.goal, plan.made_on) == ("Lift my grandson", BEFORE)


def test_what_the_patient_said_they_would_do_stands_before_the_authored_action() -> None:
    last = before(choices=["stay-active", "heat"]).model_copy(
        update={"actions": {"heat": "Warm bath at 8"}}
    )

    plan = earlier_plan(after(last))

    assert plan is not None
    authored = pack().option_by_id["stay-active"].first_action.text
    assert [one.action for one in plan.choices] == [authored, "Warm bath at 8"]


def test_how_it_went_is_what_was_said_at_this_visit() -> None:
    last = before(choices=["stay-active", "heat"], tried=["nsaid", "heat"])

    plan = earlier_plan(after(last, tried=[{"option": "heat", "helped": "a-little"}]))

    assert plan is not None
    assert [one.helped for one in plan.choices] == [None, Helped.A_LITTLE]
    assert plan.tried == ((pack().option_by_id["nsaid"].short_name, Helped.UNKNOWN),)


def test_an_option_that_the_content_no_longer_has_is_left_out() -> None:
    last = before(choices=["stay-active"], tried=["heat"]).model_copy(
        update={"choices": ("gone", "stay-active"), "tried": {"gone": Helped.NO}}
    )

    plan = earlier_plan(after(last))

    assert plan is not None
    assert [one.option for one in plan.choices] == ["stay-active"]
    assert plan.tried == ()


@pytest.mark.parametrize(("days", "due"), [(-1, True), (0, True), (1, False)])
def test_a_request_is_due_from_its_day_on(days: int, due: bool) -> None:
    review_on = TODAY + timedelta(days=days)

    (one,) = put_off(after(before(requests=[asked(review_on)])))

    assert (one.request, one.review_on, one.due) == ("imaging", review_on, due)
    assert one.asked_on == BEFORE
    assert one.revisit_if == pack().request_by_id["imaging"].look_again.revisit_if


def test_a_request_that_was_still_wanted_is_looked_at_again_too() -> None:
    (one,) = put_off(after(before(requests=[asked(TODAY, "still-wants")])))

    assert one.due


@pytest.mark.parametrize("outcome", ["resolved", "granted-choice", "unfinished"])
def test_a_request_that_was_not_put_off_does_not_come_back(outcome: str) -> None:
    assert put_off(after(before(requests=[asked(TODAY, outcome)]))) == ()


def test_a_request_settled_today_is_open_no_more() -> None:
    now = [{"request": "imaging", "outcome": "resolved"}]

    assert put_off(after(before(requests=[asked(TODAY)]), requests=now)) == ()


def test_a_later_visit_has_the_last_word_on_a_request() -> None:
    first = before(BEFORE - timedelta(days=30), requests=[asked(BEFORE)])
    last = before(requests=[asked(TODAY, "resolved")])

    assert put_off(after(first, last)) == ()


def test_a_request_put_off_two_visits_ago_is_not_forgotten() -> None:
    first = before(BEFORE - timedelta(days=30), requests=[asked(TODAY)])

    assert [one.request for one in put_off(after(first, before()))] == ["imaging"]


def test_a_request_put_off_without_a_day_is_never_due() -> None:
    last = before(requests=[asked(TODAY)])
    state = last.request_state("imaging")
    assert state.settled is not None
    open_ended = state.model_copy(
        update={"settled": state.settled.model_copy(update={"review_on": None})}
    )

    assert put_off(after(last.model_copy(update={"requests": {"imaging": open_ended}}))) == ()


def test_a_talk_that_was_opened_and_not_ended_is_not_put_off() -> None:
    last = before(requests=[asked(TODAY)])
    begun = last.request_state("imaging").model_copy(update={"settled": None})

    assert put_off(after(last.model_copy(update={"requests": {"imaging": begun}}))) == ()


def test_the_first_due_comes_first() -> None:
    requests = [asked(TODAY), {"request": "surgery", "outcome": "deferred", "review_on": BEFORE}]

    found = put_off(after(before(requests=requests)))

    assert [one.request for one in found] == ["surgery", "imaging"]


def test_the_branch_that_was_talked_about_says_what_would_change_our_mind() -> None:
    request = {
        "request": "opioids",
        "concern": "taking-daily",
        "outcome": "deferred",
        "review_on": TODAY,
    }
    script = pack().request_by_id["opioids"]
    route = script.routes[0]

    (one,) = put_off(after(before(requests=[request])))

    assert one.revisit_if == route.look_again.revisit_if
    assert one.revisit_if != script.look_again.revisit_if


def test_the_chart_note_says_that_a_score_is_of_an_earlier_visit() -> None:
    scored = {"peg.pain": "8", "peg.enjoyment": "8", "peg.activity": "8"}
    last = before().model_copy(update={"answers": scored})

    note = chart_note(after(last))

    assert f"PEG (0 to 10): not scored at this visit; before: 8.0 on {BEFORE}." in note


def test_a_first_score_stands_alone_in_the_chart_note() -> None:
    note = chart_note(visit(answers={"peg.pain": "8", "peg.enjoyment": "8", "peg.activity": "8"}))

    assert "PEG (0 to 10): 8.0. Higher is worse." in note


def test_an_encounter_that_is_printed_by_mistake_says_nothing_of_the_patient() -> None:
    said = repr(after(before(goal="Lift my grandson"), goal="Dance").past)

    assert f"on-{BEFORE}" in said
    assert "grandson" not in said
    assert "T.T." not in said
