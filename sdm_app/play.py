"""A whole visit from a case file, with no window: the same events through the same fold."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from sdm_app.domain import events as e
from sdm_app.domain.base import Frozen
from sdm_app.domain.chart_note import chart_note
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import apply, fold
from sdm_app.domain.judging import judge
from sdm_app.domain.matching import MatchedOption, match_options
from sdm_app.domain.ordering import order_by_priorities
from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.plan import build_plan, default_review
from sdm_app.domain.safety import assess
from sdm_app.domain.screening import screen
from sdm_app.domain.sources import Frequency
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import (
    AnsweredBy,
    FindingAnswer,
    FoundAt,
    Helped,
    OutcomeCode,
    Step,
    Verdict,
    YesNo,
)
from sdm_app.packs import ContentError
from sdm_app.packs.strict_yaml import Document, read_documents

Language = Literal["en", "es", "fr", "ar", "zh", "ru"]
SURE_ITEMS = ("certain", "informed", "values", "support")


class Patient(Frozen):
    """Who the case is about."""

    reference: str = Field(min_length=1, max_length=40)
    birth_year: int | None = Field(default=None, ge=1900)
    language: Language = "en"


class Tried(Frozen):
    """Something tried before; a bare option id leaves open whether it helped."""

    option: str
    helped: Helped = Helped.UNKNOWN

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: Any) -> Any:
        return {"option": value} if isinstance(value, str) else value


class CaseRequest(Frozen):
    """A request of the case, why it was made and how it ended."""

    request: str
    concern: str | None = None
    outcome: OutcomeCode = OutcomeCode.UNFINISHED
    review_on: date | None = None
    stop_on: date | None = None
    reason: str = ""
    in_own_words: str = ""
    confidence: int | None = Field(default=None, ge=0, le=10)


class Sure(Frozen):
    """The four SURE answers."""

    certain: YesNo | None = None
    informed: YesNo | None = None
    values: YesNo | None = None
    support: YesNo | None = None


class Case(Frozen):
    """One visit, written down."""

    case: str = Field(min_length=1)
    patient: Patient
    found_at: FoundAt = FoundAt.CLINICIAN
    answered_by: AnsweredBy = AnsweredBy.PATIENT
    episode_weeks: int | None = Field(default=None, ge=0, le=5200)
    answers: dict[str, str] = {}
    findings: dict[str, FindingAnswer] = {}
    findings_default: FindingAnswer | None = None
    priorities: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    compare: tuple[str, ...] | None = None
    requests: tuple[CaseRequest, ...] = ()
    choices: tuple[str, ...] = ()
    goal: str = Field(default="", max_length=500)
    sure: Sure = Sure()
    follow_up: date | None = None


def read_cases(path: Path, pack: ContentPack, today: date) -> list[Case]:
    """The cases of a file, one a YAML document.

    Raises:
        ContentError: a field is missing, misspelt, or names what the pack does not have.
    """
    documents = read_documents(path)
    if not documents:
        raise ContentError(str(path), 1, "", "holds no case")
    return [_case(document, pack, today) for document in documents]


def _case(document: Document, pack: ContentPack, today: date) -> Case:
    if not isinstance(document.value, dict):
        raise document.error((), "a case is a list of named fields")
    try:
        case = Case.model_validate(document.value)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        raise document.error(first["loc"], first["msg"]) from None
    year = case.patient.birth_year
    if year is not None and year > today.year:
        raise document.error(("patient", "birth_year"), f"{year} is after this year")
    _check_names(case, document, pack)
    return case


def _check_names(case: Case, document: Document, pack: ContentPack) -> None:
    def known(kind: str, ids: Any, names: Any, *path: str | int) -> None:
        for at, name in enumerate(ids):
            if name not in names:
                where = name if isinstance(ids, dict) else at
                raise document.error((*path, where), f"unknown {kind} '{name}'")

    items = {i.id: i for q in pack.questionnaires for i in q.items if q.id != "sure"}
    known("item", case.answers, items, "answers")
    for item, answer in case.answers.items():
        if not items[item].has_answer(answer):
            raise document.error(("answers", item), f"'{answer}' is no answer to '{item}'")
    known("finding", case.findings, pack.finding_by_id, "findings")
    known("priority", case.priorities, [p.id for p in pack.what_matters.priorities], "priorities")
    known("barrier", case.barriers, [b.id for b in pack.what_matters.barriers], "barriers")
    known("option", case.compare or (), pack.option_by_id, "compare")
    known("option", case.choices, pack.option_by_id, "choices")
    for at, tried in enumerate(case.tried):
        known("option", (tried.option,), pack.option_by_id, "tried", at)
    for at, asked in enumerate(case.requests):
        if asked.request not in pack.request_by_id:
            why = f"unknown request '{asked.request}'"
            raise document.error(("requests", at, "request"), why)
        concerns = [c.id for c in pack.request_by_id[asked.request].concerns]
        if asked.concern is not None and asked.concern not in concerns:
            why = f"unknown concern '{asked.concern}'"
            raise document.error(("requests", at, "concern"), why)


def events_of_case(case: Case, pack: ContentPack, today: date) -> list[tuple[int, e.Event]]:
    """The events that play the case, numbered from 1."""
    played = _numbered(_events_before_requests(case, pack, today))
    for asked in case.requests:
        visit = Visit(pack=pack, encounter=fold(played), today=today)
        played = _numbered([*(event for _, event in played), *_request_events(asked, visit)])
    return _numbered([*(event for _, event in played), *_closing_events(case)])


def _numbered(events: list[e.Event]) -> list[tuple[int, e.Event]]:
    return list(enumerate(events, start=1))


def _events_before_requests(case: Case, pack: ContentPack, today: date) -> list[e.Event]:
    events: list[e.Event] = [
        e.EncounterStarted(
            encounter=case.case,
            reference=case.patient.reference,
            birth_year=case.patient.birth_year,
            language=case.patient.language,
            found_at=case.found_at,
            started_on=today,
            content_id=pack.info.id,
            content_version=pack.info.version,
        ),
        e.AnsweredBySet(answered_by=case.answered_by),
    ]
    if case.episode_weeks is not None:
        events.append(e.EpisodeWeeksGiven(weeks=case.episode_weeks))
    events += [e.ItemAnswered(item=i, answer=a) for i, a in case.answers.items()]
    events.append(e.StepOpened(step=Step.SAFETY))
    events += [e.FindingsAnswered(findings=(f,), answer=a) for f, a in case.findings.items()]
    rest = tuple(f for f in pack.finding_by_id if f not in case.findings)
    if case.findings_default is not None and rest:
        events.append(e.FindingsAnswered(findings=rest, answer=case.findings_default))
    events.append(e.PrioritiesPicked(priorities=case.priorities))
    events.append(e.BarriersMarked(barriers=case.barriers))
    events += [e.TriedMarked(option=t.option, helped=t.helped) for t in case.tried]
    if case.compare is not None:
        events.append(e.OptionsCompared(options=case.compare))
    return events


def _request_events(asked: CaseRequest, visit: Visit) -> list[e.Event]:
    events: list[e.Event] = [e.StepOpened(step=Step.QUESTIONS, request=asked.request)]
    if asked.concern is not None:
        events.append(e.ConcernPicked(request=asked.request, concern=asked.concern))
    encounter = visit.encounter
    for event in events:
        encounter = apply(encounter, event)
    asked_visit = visit.model_copy(update={"encounter": encounter})
    review_on = asked.review_on or default_review(asked_visit, asked.request, asked.outcome)
    settled = e.RequestSettled(
        request=asked.request,
        outcome=asked.outcome,
        review_on=review_on,
        stop_on=asked.stop_on,
        reason=asked.reason,
        in_own_words=asked.in_own_words,
        confidence=asked.confidence,
    )
    return [*events, settled]


def _closing_events(case: Case) -> list[e.Event]:
    events: list[e.Event] = [e.StepOpened(step=Step.PLAN)]
    if case.choices:
        events.append(e.OptionsChosen(options=case.choices))
    if case.goal:
        events.append(e.GoalWritten(goal=case.goal))
    for item in SURE_ITEMS:
        answer = getattr(case.sure, item)
        if answer is not None:
            events.append(e.SureAnswered(item=f"sure.{item}", answer=answer))
    if case.follow_up is not None:
        events.append(e.FollowUpSet(on=case.follow_up))
    return events


def visit_of_case(case: Case, pack: ContentPack, today: date) -> Visit:
    """The visit a case makes."""
    return Visit(pack=pack, encounter=fold(events_of_case(case, pack, today)), today=today)


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
