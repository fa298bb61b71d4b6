"""What a played visit comes to, in the published format."""

import json
from typing import Any

from sdm_app.domain.chart_note import chart_note
from sdm_app.domain.follow_up import put_off
from sdm_app.domain.judging import judge
from sdm_app.domain.matching import MatchedOption, match_options
from sdm_app.domain.ordering import order_by_priorities
from sdm_app.domain.outcomes import courses
from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.plan import build_plan
from sdm_app.domain.safety import assess
from sdm_app.domain.screening import screen
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import OutcomeCode, Verdict


def result_of(visit: Visit) -> dict[str, Any]:
    """The result of a visit in the published format; every key is always there."""
    screening = screen(visit)
    safety = assess(visit)
    plan = build_plan(visit)
    matched = match_options(visit)
    return {
        "stage": screening.stage,
        "screening": {
            "total_score": screening.total_score,
            "subscale_score": screening.subscale_score,
            "risk_group": screening.risk_group,
            "complete": screening.complete,
            "missing": list(screening.missing),
        },
        "safety": {
            "urgency": safety.urgency,
            "findings": [*safety.present, *safety.examination],
            "unanswered": list(safety.unanswered),
        },
        "outlook": _outlook(visit),
        "options": {
            "recommended": _ordered(visit, matched.recommended),
            "may_be_offered": _ordered(visit, matched.may_be_offered),
            "not_recommended": _ordered(visit, matched.not_recommended),
        },
        "requests": [_request(visit, request) for request in visit.encounter.requests],
        "referrals": [{"to": r.to, "status": r.status, "reason": r.reason} for r in plan.referrals],
        "plan": {
            "choices": list(visit.encounter.choices),
            "follow_up": plan.follow_up.isoformat() if plan.follow_up else None,
        },
        "chart_note": chart_note(visit),
        "content": {"id": visit.pack.info.id, "version": visit.pack.info.version},
        "follow_up": _follow_up(visit),
    }


def result_json(visits: list[Visit]) -> str:
    """The result of one visit as JSON, of several as JSON Lines in order."""
    if len(visits) == 1:
        return json.dumps(result_of(visits[0]), ensure_ascii=False, indent=2) + "\n"
    return "".join(json.dumps(result_of(v), ensure_ascii=False) + "\n" for v in visits)


def _outlook(visit: Visit) -> dict[str, Any] | None:
    if assess(visit).blocks:
        return None
    card = outlook_for(visit)
    estimate = visit.pack.estimate_by_id[card.figure] if card.figure else None
    if not isinstance(estimate, Frequency):
        return None
    return {
        "numerator": estimate.numerator,
        "denominator": estimate.denominator,
        "period": estimate.period,
        "citation": estimate.citation,
    }


def _ordered(visit: Visit, matches: tuple[MatchedOption, ...]) -> list[str]:
    return list(order_by_priorities(visit, (match.option for match in matches)))


def _request(visit: Visit, request: str) -> dict[str, Any]:
    judged = judge(visit, request)
    settled = visit.encounter.requests[request].settled
    review_on = settled.review_on if settled else None
    return {
        "request": request,
        "indicated": judged.verdict is Verdict.INDICATED,
        "reasons": list(judged.reasons),
        "outcome": settled.outcome if settled else OutcomeCode.UNFINISHED,
        "review_on": review_on.isoformat() if review_on else None,
    }


def _follow_up(visit: Visit) -> dict[str, Any]:
    return {
        "follows": visit.encounter.follows or None,
        "scores": {
            course.questionnaire: {
                "points": [[point.on.isoformat(), point.score] for point in course.points],
                "since_last": course.since_last,
                "since_first": course.since_first,
            }
            for course in courses(visit)
        },
        "put_off": [
            {"request": one.request, "review_on": one.review_on.isoformat(), "due": one.due}
            for one in put_off(visit)
        ],
    }
