"""The plan, its referrals, and the chart note."""

from datetime import date

import pytest
from pydantic import ValidationError

from sdm_app.domain.chart_note import chart_note
from sdm_app.domain.encounter import apply
from sdm_app.domain.events import ActionWritten, ConcernPicked, TeachBackDone, UrgencyOverridden
from sdm_app.domain.handout_content import HandoutContent
from sdm_app.domain.plan import build_plan
from sdm_app.domain.script_run import run
from sdm_app.domain.vocabulary import TeachBack, Urgency
from tests.builders import ACUTE, CHRONIC, HIGH, LOW, RECURRENT, SUBACUTE, pack, visit


def test_a_plan_holds_what_was_chosen_with_own_words() -> None:
    chosen = visit(answers=ACUTE, choices=["stay-active", "physical-therapy"], goal="Dance")
    own = apply(chosen.encounter, ActionWritten(option="stay-active", action="Walk to the mill"))

    plan = build_plan(chosen.model_copy(update={"encounter": own}))

    assert [item.option for item in plan.items] == ["stay-active", "physical-therapy"]
    assert plan.items[0].own_words == "Walk to the mill"
    assert plan.goal == "Dance"
    assert [r.to for r in plan.referrals] == ["physical-therapy"]


@pytest.mark.parametrize(
    ("answers", "suggested"),
    [(ACUTE | HIGH, True), (RECURRENT | HIGH, True), (ACUTE | LOW, False), (CHRONIC, False)],
)
def test_high_risk_suggests_psychologically_informed_pt_at_any_stage_but_chronic(
    answers: dict[str, str], suggested: bool
) -> None:
    plan = build_plan(visit(answers=answers, findings_default="no"))

    assert ("psychologically-informed-pt" in [r.to for r in plan.referrals]) == suggested


@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_a_finding_refers_where_it_says(answer: str) -> None:
    plan = build_plan(visit(findings={"inflammatory-pattern": answer}))

    assert [r.to for r in plan.referrals] == ["rheumatology"]


def test_a_stopped_visit_plans_only_what_to_do_now() -> None:
    plan = build_plan(visit(findings={"fever": "yes"}, choices=["heat"]))

    assert plan.items == ()
    assert plan.outlook is None
    assert [finding.id for finding in plan.urgent] == ["fever"]
    assert plan.sources


def test_a_deferred_request_gets_its_scripts_date_and_a_line() -> None:
    asked = [{"request": "imaging", "concern": "proof", "outcome": "deferred"}]
    plan = build_plan(visit(answers=ACUTE, findings_default="no", requests=asked))

    settled = plan.settled[0]
    assert settled.review_on == date(2026, 12, 20)
    assert settled.line is not None
    assert settled.declined


def test_a_request_not_settled_is_not_in_the_plan() -> None:
    before = visit(findings_default="no")
    picked = ConcernPicked(request="imaging", concern="proof")
    opened = before.model_copy(update={"encounter": apply(before.encounter, picked)})

    assert build_plan(opened).settled == ()
    assert "Asked about" not in chart_note(opened)


def test_an_outcome_that_is_not_open_still_has_its_words() -> None:
    asked = [{"request": "imaging", "outcome": "granted-indicated"}]

    settled = build_plan(visit(findings_default="no", requests=asked)).settled[0]

    assert settled.outcome == "granted-indicated"


def test_a_long_term_user_goes_to_that_branch() -> None:
    asked = [{"request": "opioids", "concern": "taking-daily", "outcome": "resolved"}]

    settled = build_plan(visit(findings_default="no", requests=asked)).settled[0]

    assert settled.outcome == "resolved"


def test_an_outcome_the_script_lacks_has_no_line() -> None:
    asked = [{"request": "opioids", "outcome": "granted-indicated"}]

    settled = build_plan(visit(findings_default="no", requests=asked)).settled[0]

    assert settled.line is None
    assert not settled.declined


def test_a_full_chart_note_says_what_happened() -> None:
    seen = visit(
        answers=ACUTE | HIGH,
        episode_weeks=3,
        findings={"past-cancer": "not-sure", "long-term-steroids": "yes"},
        findings_default="no",
        priorities=["sleep"],
        barriers=["cost"],
        tried=["heat"],
        choices=["stay-active"],
        goal="Dance",
        requests=[
            {
                "request": "opioids",
                "concern": "unbearable",
                "outcome": "granted-outside-guideline",
                "stop_on": "2026-11-24",
                "reason": "clinician judgement",
                "in_own_words": "Three days and then I call",
                "confidence": 8,
            }
        ],
        sure={"certain": "yes", "informed": "no"},
        follow_up="2026-12-01",
    )
    encounter = apply(seen.encounter, ActionWritten(option="stay-active", action="Walk daily"))
    encounter = apply(encounter, TeachBackDone(result=TeachBack.SAID_BACK))

    note = chart_note(seen.model_copy(update={"encounter": encounter}))

    for part in (
        "total 9 of 9, subscale 5 of 5, high risk",
        "Episode: 3 weeks",
        "urgency soon",
        "What matters most",
        "helped: unknown",
        "Three days and then I call",
        "Stop date 2026-11-24",
        "Reason: clinician judgement",
        "Walk daily",
        "Follow-up: 2026-12-01",
        "SURE: 1 yes of 2",
        "said back",
    ):
        assert part in note
    assert "T.T." not in note


@pytest.mark.parametrize(
    ("answers", "part"),
    [
        ({}, "Stage: not told"),
        (CHRONIC, "STarT Back not due"),
        (ACUTE, "risk group cannot be told"),
        (
            ACUTE | {k: v for k, v in HIGH.items() if k != "start-back.fear"},
            "1 of 9 items unanswered, high risk",
        ),
    ],
)
def test_the_note_says_what_the_screening_could_tell(answers: dict[str, str], part: str) -> None:
    assert part in chart_note(visit(answers=answers))


def test_the_note_of_an_emergency_says_act_now_and_an_override_says_why() -> None:
    before = visit(findings={"fever": "yes"})
    override = UrgencyOverridden(urgency=Urgency.SOON, reason="seen today", findings=("fever",))
    after = before.model_copy(update={"encounter": apply(before.encounter, override)})

    assert "Act now" in chart_note(before)
    assert "seen today" in chart_note(after)
    assert "Act now" not in chart_note(after)


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"barriers": ["cost"]}, "In the way: "),
        ({"tried": ["heat"]}, "Tried: "),
        ({"priorities": ["sleep"]}, "What matters most: "),
    ],
)
def test_the_note_names_what_was_told_and_nothing_else(
    fields: dict[str, list[str]], part: str
) -> None:
    parts = {"In the way: ", "Tried: ", "What matters most: "}

    note = chart_note(visit(**fields))

    assert {p for p in parts if p in note} == {part}


def test_the_note_says_in_words_how_far_something_helped() -> None:
    note = chart_note(visit(answers=ACUTE, tried=[{"option": "heat", "helped": "a-little"}]))

    assert "(helped: a little)" in note


def test_the_note_of_a_request_says_which_finding_is_not_sure() -> None:
    note = chart_note(
        visit(
            findings={"past-cancer": "not-sure", "long-term-steroids": "yes"},
            requests=[{"request": "imaging", "outcome": "unfinished"}],
        )
    )

    asks = {name: pack().finding_by_id[name].asks for name in ("past-cancer", "long-term-steroids")}
    assert f"{asks['past-cancer']} (not sure)" in note
    assert f"{asks['long-term-steroids']} (not sure)" not in note


def test_the_note_of_a_deferred_request_has_its_date_and_no_stop_date() -> None:
    asked = [{"request": "imaging", "concern": "proof", "outcome": "deferred"}]

    note = chart_note(visit(findings_default="no", requests=asked))

    assert "review: 2026-12-20" in note
    assert "Stop date" not in note
    assert "Reason" not in note


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ({}, "An episode of back pain"),
        ({"leg-pain-dominant": "yes"}, "An episode of back pain"),
        ({"leg-pain-dominant": "yes", "radicular-signs": "yes"}, "an irritated nerve"),
        ({"neurogenic-claudication": "yes"}, "less room for the nerves"),
    ],
)
def test_the_plan_names_the_picture_that_was_found(findings: dict[str, str], words: str) -> None:
    plan = build_plan(visit(answers=ACUTE, findings=findings, findings_default="no"))

    assert words in plan.name_for_it.text


def test_every_visit_has_a_name() -> None:
    words = pack().handout.model_dump() | {"names_for_it": [pack().handout.names_for_it[0]]}

    with pytest.raises(ValidationError, match="must hold always"):
        HandoutContent.model_validate(words)


def test_a_choice_that_was_talked_over_stands_in_the_chart_note() -> None:
    seen = visit(
        answers=SUBACUTE,
        episode_weeks=8,
        findings={"leg-pain-dominant": "yes", "radicular-signs": "yes"},
        findings_default="no",
        requests=[{"request": "imaging", "outcome": "granted-choice"}],
    )
    choice = run(seen, "imaging").choice

    assert choice is not None
    assert choice.title in chart_note(seen)
