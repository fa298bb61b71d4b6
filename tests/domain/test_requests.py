"""Judging requests, and walking every path of every script."""

import re
from itertools import product
from typing import Any

import pytest

from sdm_app.domain.encounter import apply
from sdm_app.domain.events import GateChecked
from sdm_app.domain.judging import judge
from sdm_app.domain.requests import RequestScript, Route
from sdm_app.domain.script_run import ScriptRun, run
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Verdict
from tests.builders import ACUTE, CHRONIC, RISK, STAGES, pack, visit
from tests.domain.test_safety import TABLE

FLAGS = {finding: row for finding, row in TABLE.items() if row[0] != "none"}
SCIATICA = {"leg-pain-dominant": "yes", "radicular-signs": "yes"}


@pytest.mark.parametrize("finding", FLAGS)
@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_imaging_is_indicated_by_the_table_of_the_design(finding: str, answer: str) -> None:
    urgency, actions = FLAGS[finding]
    scanned = bool(actions & {"mri", "xray"})

    judged = judge(visit(findings={finding: answer}, findings_default="no"), "imaging")

    indicated = scanned and (answer == "yes" or urgency in ("emergency", "same_day"))
    assert (judged.verdict is Verdict.INDICATED) == indicated
    if indicated:
        assert judged.reasons == (finding,)
    elif answer == "not-sure" and urgency == "soon":
        assert judged.verdict is Verdict.CHECK_FIRST
        assert f"check-first:{finding}" in judged.reasons
    else:
        assert judged.verdict is Verdict.NOT_INDICATED
        assert [reason for reason in judged.reasons if reason.endswith(finding)]
        assert judged.says


@pytest.mark.parametrize("finding", FLAGS)
@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_surgery_is_indicated_by_an_emergency_that_needs_a_scan(finding: str, answer: str) -> None:
    urgency, actions = FLAGS[finding]

    judged = judge(visit(findings={finding: answer}, findings_default="no"), "surgery")

    assert (judged.verdict is Verdict.INDICATED) == (urgency == "emergency" and "mri" in actions)


@pytest.mark.parametrize("finding", FLAGS)
def test_opioids_are_never_indicated_by_a_finding(finding: str) -> None:
    judged = judge(visit(findings={finding: "yes"}, findings_default="no"), "opioids")

    assert judged.verdict is not Verdict.INDICATED


@pytest.mark.parametrize("request_id", ["imaging", "surgery"])
@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"answers": ACUTE, "findings": SCIATICA}, Verdict.NOT_INDICATED),
        ({"answers": ACUTE, "findings": SCIATICA, "episode_weeks": 7}, Verdict.CHOOSE),
        ({"answers": CHRONIC, "findings": SCIATICA}, Verdict.CHOOSE),
        ({"findings": {"neurogenic-claudication": "yes"}}, Verdict.CHOOSE),
        ({"answers": CHRONIC}, Verdict.NOT_INDICATED),
    ],
)
def test_leg_pain_past_six_weeks_is_a_choice(
    request_id: str, fields: dict[str, Any], verdict: Verdict
) -> None:
    judged = judge(visit(**fields, findings_default="no"), request_id)

    assert judged.verdict is verdict


def situations() -> list[dict[str, Any]]:
    """Kinds of visit that lead a script down its different branches."""
    findings: list[dict[str, Any]] = [
        {},
        {"findings_default": "no"},
        {"findings_default": "no", "findings": {"past-cancer": "not-sure"}},
        {"findings_default": "no", "findings": {"past-cancer": "yes"}},
        {"findings_default": "no", "findings": {"inflammatory-pattern": "yes"}},
        {"findings_default": "no", "findings": {"saddle-numbness": "yes"}},
        {"findings_default": "no", "findings": SCIATICA, "episode_weeks": 3},
        {"findings_default": "no", "findings": SCIATICA, "episode_weeks": 8},
        {"findings_default": "no", "findings": SCIATICA, "episode_weeks": 20},
        {"findings_default": "no", "findings": {"neurogenic-claudication": "yes"}},
    ]
    answers = [stage | risk for stage, risk in product(STAGES.values(), [*RISK.values(), {}])]
    return [{**f, "answers": a} for f, a in product(findings, answers)]


def walks() -> list[tuple[Visit, ScriptRun]]:
    """Every script with every concern (and none), in every kind of visit, checks done and not."""
    walked = []
    for script, fields in product(pack().requests, situations()):
        for concern in (None, *(c.id for c in script.concerns)):
            asked = visit(**fields, requests=[{"request": script.id, "concern": concern}])
            walked.append((asked, run(asked, script.id)))
            checked = asked.encounter
            for check in script.gate.checks:
                event = GateChecked(request=script.id, check=check.id, done=True)
                checked = apply(checked, event)
            if script.gate.checks:
                after = asked.model_copy(update={"encounter": checked})
                walked.append((after, run(after, script.id)))
    return walked


@pytest.fixture(scope="module")
def every_walk() -> list[tuple[Visit, ScriptRun]]:
    return walks()


CONCERNS = {
    "imaging": "something-serious friend-had-one find-the-cause proof pain-at-night told-to-ask",
    "opioids": "unbearable worked-before nothing-else-works must-work taking-daily feels-judged",
    "surgery": "fix-for-good scan-showed friend-had-surgery fear-of-wheelchair tried-everything",
    "injection": "quick-relief fewer-pills friend-got-better worked-before",
    "muscle-relaxant": "spasm sleep worked-before tense-and-worried other-pill",
    "specialist-referral": (
        "something-missed wants-an-expert not-getting-better family-or-work-pushed second-view"
    ),
    "work-note": "heavy-job needs-proof fear-of-harm no-time-or-money pay-or-claim",
    "cure": "gone-for-good fear-it-returns lost-hope when-normal",
}


def test_the_eight_scripts_have_their_concerns() -> None:
    concerns = {script.id: {c.id for c in script.concerns} for script in pack().requests}

    assert set(concerns) == set(CONCERNS)
    for script, named in CONCERNS.items():
        assert set(named.split()) <= concerns[script]


def test_a_choice_is_shown_as_one(every_walk: list[tuple[Visit, ScriptRun]]) -> None:
    chosen = set()
    for asked, walk in every_walk:
        is_choice = walk.judged.verdict is Verdict.CHOOSE and walk.route is None
        done = set(asked.encounter.request_state(walk.script.id).checks)
        checked = {check.id for check in walk.script.gate.checks} <= done
        assert (walk.choice is not None) == is_choice
        if is_choice:
            chosen.add(walk.script.id)
            if walk.gate_passed and checked:
                assert OutcomeCode.GRANTED_CHOICE in {o.code for o in walk.outcomes}
    assert chosen == {
        "imaging",
        "surgery",
        "injection",
        "muscle-relaxant",
        "specialist-referral",
        "work-note",
    }


def test_every_talk_opens_with_an_open_question(every_walk: list[tuple[Visit, ScriptRun]]) -> None:
    for _, walk in every_walk:
        first = walk.steps[0].lines[0].text
        assert first.startswith(("What", "How", "Where", "Tell me"))


def test_what_is_not_granted_has_a_date_and_what_would_change_it(
    every_walk: list[tuple[Visit, ScriptRun]],
) -> None:
    for asked, walk in every_walk:
        if walk.gate_passed and walk.judged.verdict is not Verdict.INDICATED:
            again = next(step for step in walk.steps if step.id == "again")
            assert again.lines
            assert asked.today < walk.sooner_on <= walk.review_on
            look_again = (walk.route or walk.script).look_again
            assert len(look_again.revisit_if) >= 2
            assert look_again.sooner_if


def test_high_risk_never_hears_what_low_risk_hears() -> None:
    for script, stage in product(pack().requests, STAGES.values()):
        plans = {
            risk: next(
                step.lines
                for step in run(
                    visit(answers=stage | RISK[risk], findings_default="no"), script.id
                ).steps
                if step.id == "plan"
            )
            for risk in ("low", "high")
        }
        if stage != CHRONIC:
            assert plans["high"] != plans["low"]


def test_the_chart_speaks_neutrally() -> None:
    for script in pack().requests:
        assert not re.search(r"demand|seeking|refus|non-compliant|claims", script.chart)
        assert "{" in script.chart


def test_no_declining_line_before_the_gate_or_when_not_declined(
    every_walk: list[tuple[Visit, ScriptRun]],
) -> None:
    seen = 0
    for _, walk in every_walk:
        declining = [line for step in walk.steps for line in step.lines if line.declines]
        seen += len(declining)
        if not walk.gate_passed or walk.judged.verdict is not Verdict.NOT_INDICATED:
            assert not declining
    assert seen


def test_no_path_is_a_dead_end(every_walk: list[tuple[Visit, ScriptRun]]) -> None:
    for _, walk in every_walk:
        codes = {outcome.code for outcome in walk.outcomes}
        assert OutcomeCode.UNFINISHED in codes
        if walk.gate_passed and walk.judged.verdict is Verdict.INDICATED:
            assert codes & {OutcomeCode.GRANTED_INDICATED, OutcomeCode.ESCALATED}
        elif walk.gate_passed:
            wanted = {OutcomeCode.RESOLVED, OutcomeCode.DEFERRED, OutcomeCode.STILL_WANTS}
            assert wanted <= codes
            assert codes & {OutcomeCode.GRANTED_OUTSIDE_GUIDELINE, OutcomeCode.GRANTED_CHOICE}


def test_every_ready_step_of_a_told_story_has_words(
    every_walk: list[tuple[Visit, ScriptRun]],
) -> None:
    for _, walk in every_walk:
        lines = {step.id: step.lines for step in walk.steps}
        assert list(lines) == ["ask", "check", "say", "plan", "fact", "again", "agree"]
        assert lines["ask"]
        assert lines["plan"]
        assert lines["agree"]
        if walk.gate_passed:
            assert lines["fact"]
        if walk.concern:
            assert lines["say"]


def test_every_authored_part_is_reached(every_walk: list[tuple[Visit, ScriptRun]]) -> None:
    for script in pack().requests:
        mine = [walk for _, walk in every_walk if walk.script.id == script.id]
        codes = {outcome.code for walk in mine for outcome in walk.outcomes}
        branches: tuple[RequestScript | Route, ...] = (script, *script.routes)
        authored = {o.code for branch in branches for o in branch.outcomes}
        assert codes == authored
        assert {walk.route.id for walk in mine if walk.route} == {r.id for r in script.routes}
        facts = {walk.fact.id for walk in mine if walk.fact}
        assert facts == {f.id for branch in branches for f in branch.facts}


def test_a_grant_by_choice_of_opioids_needs_the_checks_and_a_stop_within_three_days() -> None:
    fields = {"answers": ACUTE, "findings_default": "no"}
    asked = visit(**fields, requests=[{"request": "opioids", "concern": "unbearable"}])
    checked = asked.encounter
    for check in pack().request_by_id["opioids"].gate.checks:
        checked = apply(checked, GateChecked(request="opioids", check=check.id, done=True))

    before = run(asked, "opioids")
    after = run(asked.model_copy(update={"encounter": checked}), "opioids")

    assert OutcomeCode.GRANTED_CHOICE not in {o.code for o in before.outcomes}
    assert not [line for step in after.steps for line in step.lines if line.declines]
    granted = [o for o in after.outcomes if o.code is OutcomeCode.GRANTED_CHOICE]
    assert [o.stop_within_days for o in granted] == [3]


def test_the_picture_is_of_the_patients_decade() -> None:
    fallback = pack().request_by_id["imaging"].facts[0].picture.default_age
    for born, decade in ((1980, 40), (1936, 80), (2008, 20), (None, fallback)):
        asked = visit(
            patient={"reference": "A", "birth_year": born},
            findings_default="no",
            requests=[{"request": "imaging", "concern": "proof"}],
        )

        assert run(asked, "imaging").arrays_from_age == decade


def test_a_stopped_visit_stops_the_script() -> None:
    asked = visit(findings={"fever": "yes"}, requests=[{"request": "imaging"}])

    assert run(asked, "imaging").stopped


def test_a_narrow_canal_is_not_told_of_back_pain_alone() -> None:
    asked = visit(findings={"neurogenic-claudication": "yes"}, findings_default="no")

    fact = run(asked, "injection").fact

    assert fact is not None
    assert fact.id == "narrow-canal"
