"""The plan of a visit: what was chosen, what was settled, what to watch for."""

from collections.abc import Iterable
from datetime import date

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.domain.findings import Finding
from sdm_app.domain.lines import Line
from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.referrals import Referral, referrals_of
from sdm_app.domain.requests import Outcome
from sdm_app.domain.rules_eval import holds
from sdm_app.domain.safety import assess
from sdm_app.domain.script_run import run
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer, OutcomeCode, Urgency
from sdm_app.domain.withdrawal import reason_of


class PlanItem(Frozen):
    """One thing the patient will do; `own_words`, where written, replaces the authored action.

    Of an option withdrawn since, the action is the reason.
    """

    option: str
    name: str
    action: Line
    own_words: str
    referral: bool
    withdrawn: bool = False


class SettledRequest(Frozen):
    """How a request ended, and what the printed plan says of it."""

    request: str
    name: str
    outcome: OutcomeCode
    line: Line | None
    review_on: date | None
    stop_on: date | None
    declined: bool


class Plan(Frozen):
    """Everything the printed plan, the plan page and the chart note need.

    While the visit is stopped `outlook` and `items` are empty and `urgent` says what to do now.
    """

    goal: str
    outlook: OutlookCard | None
    items: tuple[PlanItem, ...]
    settled: tuple[SettledRequest, ...]
    referrals: tuple[Referral, ...]
    urgency: Urgency
    urgent: tuple[Finding, ...]
    follow_up: date | None
    name_for_it: Line
    expect: tuple[Line, ...]
    checked: tuple[str, ...]
    unasked: int
    sources: tuple[str, ...]


def build_plan(visit: Visit) -> Plan:
    """The plan as the visit stands now."""
    safety = assess(visit)
    stopped = safety.blocks
    card = None if stopped else outlook_for(visit)
    items = () if stopped else tuple(_item(visit, option) for option in visit.encounter.choices)
    settled = tuple(_settled(visit, request) for request in visit.encounter.requests)
    told = tuple(request for request in settled if request is not None)
    urgent = tuple(visit.pack.finding_by_id[finding] for finding in safety.present)
    expect = () if stopped else _expect(visit)
    lines = [
        *((card.handout,) if card else ()),
        *(item.action for item in items),
        *(request.line for request in told if request.line),
        *(finding.do for finding in urgent if finding.do),
        *expect,
    ]
    return Plan(
        goal=visit.encounter.goal,
        outlook=card,
        items=items,
        settled=told,
        referrals=referrals_of(visit),
        urgency=safety.urgency,
        urgent=urgent,
        follow_up=visit.encounter.follow_up,
        name_for_it=_name_for_it(visit),
        expect=expect,
        checked=tuple(
            finding.patient_words
            for finding in visit.pack.red_flags.flags
            if visit.encounter.findings.get(finding.id) is FindingAnswer.NO
            and finding.patient_words
        ),
        unasked=len(safety.unanswered),
        sources=citations_of(visit.pack, lines, (card.figure,) if card and card.figure else ()),
    )


def citations_of(
    pack: ContentPack, lines: Iterable[Line], figures: Iterable[str] = ()
) -> tuple[str, ...]:
    """The citations that lines and figures rest on, each once, in order of first use."""
    lines = tuple(lines)
    used = [*figures, *(figure for line in lines for figure in line.figures)]
    cited = [pack.estimate_by_id[figure].citation for figure in used]
    return tuple(dict.fromkeys([*cited, *(cite for line in lines for cite in line.cites)]))


def default_review(visit: Visit, request: str, outcome: OutcomeCode) -> date | None:
    """When a request is looked at again unless said: sooner if it is still wanted."""
    walk = run(visit, request)
    if outcome is OutcomeCode.DEFERRED:
        return walk.review_on
    return walk.sooner_on if outcome is OutcomeCode.STILL_WANTS else None


def _item(visit: Visit, option_id: str) -> PlanItem:
    option = visit.pack.option_by_id[option_id]
    is_withdrawn = reason_of(visit.pack, option_id) is not None
    return PlanItem(
        option=option.id,
        name=option.name,
        action=option.first_action,
        own_words="" if is_withdrawn else visit.encounter.actions.get(option.id, ""),
        referral=option.needs_referral,
        withdrawn=is_withdrawn,
    )


def _settled(visit: Visit, request: str) -> SettledRequest | None:
    settled = visit.encounter.requests[request].settled
    if settled is None:
        return None
    walk = run(visit, request)
    outcomes = (walk.route or walk.script).outcomes
    outcome = _outcome(visit, outcomes, settled.outcome)
    return SettledRequest(
        request=request,
        name=walk.script.name,
        outcome=settled.outcome,
        line=outcome.handout if outcome else None,
        review_on=settled.review_on,
        stop_on=settled.stop_on,
        declined=outcome.declined if outcome else False,
    )


def _outcome(visit: Visit, outcomes: tuple[Outcome, ...], code: OutcomeCode) -> Outcome | None:
    same = [outcome for outcome in outcomes if outcome.code is code]
    return next((o for o in same if holds(o.when, visit)), same[0] if same else None)


def _name_for_it(visit: Visit) -> Line:
    names = visit.pack.handout.names_for_it
    return next((name.line for name in names if holds(name.when, visit)), names[-1].line)


def _expect(visit: Visit) -> tuple[Line, ...]:
    return next((e.lines for e in visit.pack.handout.expect if holds(e.when, visit)), ())
