"""Whether a rule holds for a visit, and which findings made it hold."""

from typing import assert_never

from sdm_app.domain import rules as r
from sdm_app.domain.screening import is_past_weeks, screen
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Helped, Verdict

_VERDICTS = (Verdict.INDICATED, Verdict.CHECK_FIRST, Verdict.CHOOSE)


def holds(rule: r.Rule, visit: Visit) -> bool:
    """Whether the rule holds for the visit as it stands."""
    encounter = visit.encounter
    match rule:
        case r.Always():
            return True
        case r.StageIs():
            return screen(visit).stage in rule.stages
        case r.RiskGroupIs():
            return (screen(visit).risk_group or "unknown") in rule.groups
        case r.FindingIs():
            return encounter.findings.get(rule.finding) in rule.answers
        case r.AnyFinding():
            return bool(matched_findings(rule, visit))
        case r.PastWeeks():
            return is_past_weeks(visit, rule.weeks)
        case r.RequestVerdictIs():
            return verdict_of(visit, rule.request) in rule.verdicts
        case r.TriedWithoutHelp():
            failed = [o for o in rule.options if encounter.tried.get(o) is Helped.NO]
            return len(failed) >= rule.at_least
        case r.AgeAtLeast():
            return visit.age is not None and visit.age >= rule.years
        case r.PriorityPicked():
            return rule.priority in encounter.priorities
        case r.All():
            return all(holds(part, visit) for part in rule.of)
        case r.AnyOf():
            return any(holds(part, visit) for part in rule.of)
        case r.Not():
            return not holds(rule.of, visit)
        case _:  # pragma: no cover
            assert_never(rule)


def matched_findings(rule: r.Rule, visit: Visit) -> tuple[str, ...]:
    """The ids of the findings that make a rule hold, in the order they are asked."""
    match rule:
        case r.FindingIs():
            return (rule.finding,) if holds(rule, visit) else ()
        case r.AnyFinding():
            return tuple(
                finding.id
                for finding in visit.pack.red_flags.flags
                if visit.encounter.findings.get(finding.id) in rule.answers
                and (not rule.actions or set(rule.actions) & set(finding.actions))
                and not set(rule.without_actions) & set(finding.actions)
                and (not rule.urgencies or finding.urgency in rule.urgencies)
                and (not rule.findings or finding.id in rule.findings)
                and finding.id not in rule.except_findings
            )
        case r.All() | r.AnyOf():
            return tuple(name for part in rule.of for name in matched_findings(part, visit))
        case _:
            return ()


def verdict_of(visit: Visit, request: str) -> Verdict:
    """What the safety check says about a request: the first of indicated, check first, choose.

    A request without a script, or with no judgement that holds, is not indicated.
    """
    script = visit.pack.request_by_id.get(request)
    if script is None:
        return Verdict.NOT_INDICATED
    held = {judgement.verdict for judgement in script.judgements if holds(judgement.when, visit)}
    return next((verdict for verdict in _VERDICTS if verdict in held), Verdict.NOT_INDICATED)
