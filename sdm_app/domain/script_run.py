"""One patient's walk through a request script: which lines may be said now, and how it can end."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from sdm_app.domain.base import Frozen
from sdm_app.domain.judging import Judged, judge
from sdm_app.domain.lines import SpokenLine
from sdm_app.domain.requests import (
    ArrayOfPeople,
    Choice,
    Concern,
    Fact,
    Outcome,
    Picture,
    RequestScript,
    Route,
)
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.safety import assess
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Verdict


class StepState(StrEnum):
    """Whether a step of the guide can be said now."""

    READY = "ready"
    CONCERN_FIRST = "concern-first"
    GATE_FIRST = "gate-first"


class GuideStep(Frozen):
    """One step of the conversation guide: ask, check, say, plan, fact, again or agree."""

    id: str
    lines: tuple[SpokenLine, ...]
    state: StepState = StepState.READY


class ScriptRun(Frozen):
    """Where the talk about one request stands.

    `gate_open` are the findings still to be asked; no declining line is in `steps` before it is
    empty and the verdict is not indicated. `stopped` means an emergency or same-day urgency takes
    the place of the script. `outcomes` are the endings open now; there is always one. `picture` is
    that of the fact; beside a choice it is there only if the fact leans to neither road.
    """

    script: RequestScript
    judged: Judged
    gate_open: tuple[str, ...]
    gate_passed: bool
    stopped: bool
    concern: Concern | None
    route: Route | None
    steps: tuple[GuideStep, ...]
    fact: Fact | None
    picture: Picture | None
    arrays: tuple[ArrayOfPeople, ...]
    arrays_from_age: int | None
    choice: Choice | None
    outcomes: tuple[Outcome, ...]
    review_on: date
    sooner_on: date


def run(visit: Visit, request: str) -> ScriptRun:
    """Where the talk about a request stands; KeyError when the pack has no such script."""
    script = visit.pack.request_by_id[request]
    state = visit.encounter.request_state(request)
    judged = judge(visit, request)
    concern = next((c for c in script.concerns if c.id == state.concern), None)
    route = next((r for r in script.routes if concern and r.id == concern.route), None)
    gate_open = tuple(f for f in script.gate.findings if f not in visit.encounter.findings)
    branch = route or script
    fact = _first(visit, branch.facts)
    choice = _choice(visit, script, judged.verdict) if route is None else None
    picture = fact.picture if fact and (choice is None or _leans_nowhere(fact)) else None
    from_age, arrays = _arrays(visit, picture)
    return ScriptRun(
        script=script,
        judged=judged,
        gate_open=gate_open,
        gate_passed=not gate_open,
        stopped=assess(visit).blocks,
        concern=concern,
        route=route,
        steps=_steps(visit, script, judged.verdict, concern, route, choice, not gate_open),
        fact=fact,
        picture=picture,
        arrays=arrays,
        arrays_from_age=from_age,
        choice=choice,
        outcomes=_open_outcomes(visit, script, branch.outcomes, not gate_open),
        review_on=visit.today + timedelta(days=branch.look_again.default_days),
        sooner_on=visit.today + timedelta(days=branch.look_again.sooner_days),
    )


def _steps(
    visit: Visit,
    script: RequestScript,
    verdict: Verdict,
    concern: Concern | None,
    route: Route | None,
    choice: Choice | None,
    passed: bool,
) -> tuple[GuideStep, ...]:
    branch = route or script
    after_gate = StepState.READY if passed else StepState.GATE_FIRST
    plan = next((p for p in branch.pain_plan if holds(p.when, visit)), None)
    may_decline = passed and verdict is Verdict.NOT_INDICATED and not _may_grant(visit, script)
    say = _concern_lines(concern, may_decline)
    told = _told(visit, script, route, choice, verdict) if passed else ()
    again = branch.look_again.say if passed and verdict is not Verdict.INDICATED else ()
    steps = (
        GuideStep(id="ask", lines=script.ask),
        GuideStep(id="check", lines=()),
        GuideStep(
            id="say", lines=say, state=StepState.READY if concern else StepState.CONCERN_FIRST
        ),
        GuideStep(id="plan", lines=plan.say if plan else ()),
        GuideStep(id="fact", lines=told, state=after_gate),
        GuideStep(id="again", lines=again, state=after_gate),
        GuideStep(id="agree", lines=script.agree),
    )
    return tuple(
        step.model_copy(update={"lines": _sayable(step.lines, may_decline)}) for step in steps
    )


def _sayable(lines: Iterable[SpokenLine], may_decline: bool) -> tuple[SpokenLine, ...]:
    return tuple(line for line in lines if may_decline or not line.declines)


def _may_grant(visit: Visit, script: RequestScript) -> bool:
    """Whether the script has grant checks and all are done: then nothing is declined."""
    checks = {check.id for check in script.gate.checks}
    return bool(checks) and checks <= set(visit.encounter.request_state(script.id).checks)


def _concern_lines(concern: Concern | None, may_decline: bool) -> tuple[SpokenLine, ...]:
    if concern is None:
        return ()
    return concern.acknowledge + concern.answer if may_decline else concern.acknowledge


def _leans_nowhere(fact: Fact) -> bool:
    """Whether a fact may be looked at beside a choice: it declines nothing."""
    return not any(line.declines for line in fact.say)


def _choice(visit: Visit, script: RequestScript, verdict: Verdict) -> Choice | None:
    if verdict is not Verdict.CHOOSE:
        return None
    return next((choice for choice in script.choices if holds(choice.when, visit)), None)


def _told(
    visit: Visit,
    script: RequestScript,
    route: Route | None,
    choice: Choice | None,
    verdict: Verdict,
) -> tuple[SpokenLine, ...]:
    if verdict is Verdict.INDICATED:
        return script.grant_say
    if verdict is Verdict.CHECK_FIRST:
        return script.check_first_say
    if choice is not None:
        return choice.say
    fact = _first(visit, (route or script).facts)
    return fact.say if fact else ()


def _first(visit: Visit, facts: tuple[Fact, ...]) -> Fact | None:
    return next((fact for fact in facts if holds(fact.when, visit)), None)


def _arrays(visit: Visit, picture: Picture | None) -> tuple[int | None, tuple[ArrayOfPeople, ...]]:
    if picture is None or not picture.by_age:
        return None, picture.arrays if picture else ()
    age = visit.age if visit.age is not None else picture.default_age
    reached = [aged for aged in picture.by_age if age is not None and aged.from_age <= age]
    aged = reached[-1] if reached else picture.by_age[0]
    return aged.from_age, aged.arrays


def _open_outcomes(
    visit: Visit, script: RequestScript, outcomes: tuple[Outcome, ...], passed: bool
) -> tuple[Outcome, ...]:
    done = set(visit.encounter.request_state(script.id).checks)
    checked = {check.id for check in script.gate.checks} <= done
    return tuple(
        outcome
        for outcome in outcomes
        if outcome.code is OutcomeCode.UNFINISHED
        or (
            holds(outcome.when, visit)
            and (passed or outcome.code is OutcomeCode.ESCALATED)
            and (checked or not outcome.needs_checks)
        )
    )
