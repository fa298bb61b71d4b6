"""The visit as sentences for the clinic's own record: neutral words, ISO dates, no name."""

from sdm_app.domain.follow_up import put_off
from sdm_app.domain.lines_fill import fill
from sdm_app.domain.outcomes import Point, courses
from sdm_app.domain.plan import Plan, build_plan
from sdm_app.domain.referrals import Referral
from sdm_app.domain.safety import assess
from sdm_app.domain.screening import START_BACK, screen
from sdm_app.domain.script_run import ScriptRun, run
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FindingAnswer, ReferralStatus
from sdm_app.domain.withdrawal import reason_of

_NOT_RECORDED = "not recorded"


def chart_note(visit: Visit) -> str:
    """The chart note, a paragraph a line. Scores are out of 9 (total) and 5 (subscale)."""
    plan = build_plan(visit)
    encounter = visit.encounter
    paragraphs = [
        f"Low back pain, shared decision visit {visit.today.isoformat()}.",
        _screening(visit),
        _scores(visit),
        _safety(visit),
        _what_matters(visit),
        *(_request(visit, request) for request in encounter.requests),
        _still_put_off(visit),
        _plan(visit, plan),
        _checks(visit),
        f"Content {visit.pack.info.id} {visit.pack.info.version}.",
    ]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _screening(visit: Visit) -> str:
    result = screen(visit)
    stage = f"Stage: {result.stage or 'not told'}."
    if visit.encounter.episode_weeks is not None:
        stage += f" Episode: {visit.encounter.episode_weeks} weeks."
    withdrawn = reason_of(visit.pack, START_BACK)
    if withdrawn is not None:
        return f"{stage} STarT Back taken out of use: {withdrawn.text}"
    if not result.due:
        return f"{stage} STarT Back not due."
    if result.complete:
        return (
            f"{stage} STarT Back: total {result.total_score} of 9, "
            f"subscale {result.subscale_score} of 5, {result.risk_group} risk."
        )
    group = f"{result.risk_group} risk" if result.risk_group else "risk group cannot be told"
    return f"{stage} STarT Back: {len(result.missing)} of 9 items unanswered, {group}."


def _scores(visit: Visit) -> str:
    """The scores of this visit beside earlier ones, the newest first; earlier ones alone say so."""
    told = []
    for course in courses(visit):
        form = visit.pack.questionnaire_by_id[course.questionnaire]
        *before, newest = course.points
        earlier = [_on(point) for point in reversed(before)]
        now = f"{newest.score:.1f}"
        if not course.is_new:
            now, earlier = "not scored at this visit", [_on(newest), *earlier]
        told.append(
            f"{form.short} ({course.rule.lowest:g} to {course.rule.highest:g}): {now}"
            + (f"; before: {', '.join(earlier)}" if earlier else "")
            + f". {course.rule.direction}"
        )
    return " ".join(told)


def _on(point: Point) -> str:
    return f"{point.score:.1f} on {point.on.isoformat()}"


def _still_put_off(visit: Visit) -> str:
    left = [
        f"{one.question} ({'due' if one.due else 'not due until'} {one.review_on.isoformat()})"
        for one in put_off(visit)
    ]
    return f"Put off earlier and not settled yet: {'; '.join(left)}" if left else ""


def _named(visit: Visit, answer: FindingAnswer) -> str:
    findings = visit.encounter.findings
    found = [f.asks for f in visit.pack.red_flags.all_findings if findings.get(f.id) is answer]
    return "; ".join(found)


def _safety(visit: Visit) -> str:
    safety = assess(visit)
    parts = [f"Safety check: urgency {safety.urgency.replace('_', ' ')}."]
    for label, answer in (("Present", FindingAnswer.YES), ("Not sure", FindingAnswer.NOT_SURE)):
        named = _named(visit, answer)
        if named:
            parts.append(f"{label}: {named}.")
    absent = sum(a is FindingAnswer.NO for a in visit.encounter.findings.values())
    parts.append(f"Absent: {absent}. Not asked: {len(safety.unanswered)}.")
    if safety.overridden and visit.encounter.override:
        was = safety.computed.replace("_", " ")
        reason = visit.encounter.override.reason or _NOT_RECORDED
        parts.append(f"Urgency set by the clinician (findings alone: {was}); reason: {reason}.")
    return " ".join(parts)


def _what_matters(visit: Visit) -> str:
    labels = {p.id: p.label for p in visit.pack.what_matters.priorities}
    barriers = {b.id: b.label for b in visit.pack.what_matters.barriers}
    encounter = visit.encounter
    parts = []
    if encounter.priorities:
        named = ", ".join(labels[priority] for priority in encounter.priorities)
        parts.append(f"What matters most: {named}.")
    if encounter.tried:
        options = visit.pack.option_by_id
        tried = [
            f"{options[option].short_name} (helped: {helped.replace('-', ' ')})"
            for option, helped in encounter.tried.items()
        ]
        parts.append(f"Tried: {', '.join(tried)}.")
    if encounter.barriers:
        parts.append(f"In the way: {', '.join(barriers[b] for b in encounter.barriers)}.")
    return " ".join(parts)


def _request(visit: Visit, request: str) -> str:
    state = visit.encounter.requests[request]
    settled = state.settled
    if settled is None:
        return ""
    walk = run(visit, request)
    findings = visit.encounter.findings
    by_id = visit.pack.finding_by_id
    checked = [f for f in walk.script.gate.findings if f in findings]
    unsure = {FindingAnswer.NOT_SURE: " (not sure)"}
    present = [
        by_id[f].asks + unsure.get(findings[f], "")
        for f in checked
        if findings[f] is not FindingAnswer.NO
    ]
    values = {
        "request": walk.script.name,
        "concern": walk.concern.label if walk.concern else _NOT_RECORDED,
        "checked": f"{len(checked)} of {len(walk.script.gate.findings)} safety items",
        "present": "; ".join(present) or "none",
        "facts": _told(walk),
        "plan": ", ".join(item.name for item in build_plan(visit).items) or "pain plan",
        "outcome": settled.outcome.replace("-", " "),
        "review": settled.review_on.isoformat() if settled.review_on else "none set",
        "words": settled.in_own_words or _NOT_RECORDED,
        "confidence": (
            f"{settled.confidence} of 10" if settled.confidence is not None else _NOT_RECORDED
        ),
    }
    text = fill(walk.script.chart, values)
    if settled.stop_on:
        text += f" Stop date {settled.stop_on.isoformat()}."
    if settled.reason:
        text += f" Reason: {settled.reason}."
    return text


def _told(walk: ScriptRun) -> str:
    """What was looked at: the choice, the picture, or else the question itself."""
    if walk.choice is not None:
        return walk.choice.title
    return walk.picture.title if walk.picture else walk.script.question


def _plan(visit: Visit, plan: Plan) -> str:
    parts = []
    if plan.urgent and plan.urgency.stops_the_aid:
        parts.append("Act now: " + " ".join(f.do.text for f in plan.urgent if f.do))
    if plan.items:
        chosen = "; ".join(
            f"{item.name} ({item.own_words})" if item.own_words else item.name
            for item in plan.items
        )
        parts.append(f"Plan: {chosen}.")
    if plan.goal:
        parts.append(f'Goal in own words: "{plan.goal}".')
    parts += [_referral(referral, visit) for referral in plan.referrals]
    follow_up = plan.follow_up.isoformat() if plan.follow_up else "not set"
    parts.append(f"Follow-up: {follow_up}.")
    return " ".join(parts)


def _referral(referral: Referral, visit: Visit) -> str:
    why = f" ({referral.reason})" if referral.reason else ""
    told = f"Referral {referral.status}: {referral.name}{why}"
    state = referral.state
    if state is None:
        return f"{told}."
    if referral.status is ReferralStatus.SIGNED:
        by = f" by {state.by}" if state.by else ""
        on = f" on {state.signed_on.isoformat()}" if state.signed_on else ""
        signed = f"; signed{by}{on}" if by or on else ""
        return f"{told}{signed}{'; letter printed' if state.printed else ''}."
    if state.instead:
        told = f"{told}; changed to {visit.pack.referral_name(state.instead)}"
    return f"{told}; reason: {state.reason}." if state.reason else f"{told}."


def _checks(visit: Visit) -> str:
    sure = visit.encounter.sure
    parts = []
    if sure:
        yes = sum(answer == "yes" for answer in sure.values())
        parts.append(f"SURE: {yes} yes of {len(sure)} answered.")
    if visit.encounter.teach_back:
        parts.append(f"Teach-back: {visit.encounter.teach_back.replace('-', ' ')}.")
    return " ".join(parts)
