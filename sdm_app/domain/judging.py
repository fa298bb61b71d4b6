"""Whether a request is right today, and why."""

from sdm_app.domain.base import Frozen
from sdm_app.domain.lines import Line
from sdm_app.domain.requests import Judgement
from sdm_app.domain.rules_eval import holds, matched_findings, verdict_of
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Verdict


class Judged(Frozen):
    """The verdict on a request, the ids of its reasons, and the sentences that explain them."""

    verdict: Verdict
    reasons: tuple[str, ...]
    says: tuple[Line, ...]


def judge(visit: Visit, request: str) -> Judged:
    """Judge a request by its script's judgements.

    The reasons are those of the verdict; a request that is not indicated, or not yet, gives the
    reasons of every judgement that holds.
    """
    verdict = verdict_of(visit, request)
    script = visit.pack.request_by_id[request]
    only = (verdict,) if verdict in (Verdict.INDICATED, Verdict.CHOOSE) else tuple(Verdict)
    held = [j for j in script.judgements if j.verdict in only and holds(j.when, visit)]
    reasons = [reason for judgement in held for reason in _reasons(judgement, visit)]
    return Judged(
        verdict=verdict,
        reasons=tuple(dict.fromkeys(reasons)),
        says=tuple(judgement.says for judgement in held if judgement.says),
    )


def _reasons(judgement: Judgement, visit: Visit) -> list[str]:
    if "{finding}" not in judgement.reason:
        return [judgement.reason] if judgement.reason else []
    found = matched_findings(judgement.when, visit)
    return [judgement.reason.replace("{finding}", finding) for finding in found]
