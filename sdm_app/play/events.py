"""The events that play a case, and the visit they make."""

from datetime import date

from sdm_app.domain import events as e
from sdm_app.domain.content import ContentPack
from sdm_app.domain.encounter import apply, fold
from sdm_app.domain.plan import default_review
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Step
from sdm_app.play.case import Case, CaseRequest
from sdm_app.play.referrals import events_of_referral

SURE_ITEMS = ("certain", "informed", "values", "support")


def events_of_case(case: Case, pack: ContentPack, today: date) -> list[tuple[int, e.Event]]:
    """The events that play the case, numbered from 1; not those of its earlier visits."""
    day = case.seen_on or today
    played = _numbered(_events_before_requests(case, pack, day))
    for asked in case.requests:
        visit = Visit(pack=pack, encounter=fold(played), today=day)
        played = _numbered([*(event for _, event in played), *_request_events(asked, visit)])
    closing = _closing_events(case)
    for referral in case.referrals:
        closing += events_of_referral(referral, pack, day)
    return _numbered([*(event for _, event in played), *closing])


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
            follows=case.earlier[-1].case if case.earlier else "",
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


def cases_of(case: Case) -> tuple[Case, ...]:
    """The earlier visits of a case and then the case itself, each naming the one it follows."""
    before: list[Case] = []
    for one in case.earlier:
        before.append(one.model_copy(update={"earlier": tuple(before)}))
    return (*before, case)


def visit_of_case(case: Case, pack: ContentPack, today: date) -> Visit:
    """The visit a case makes, with the earlier ones that it follows."""
    *past, encounter = (fold(events_of_case(one, pack, today)) for one in cases_of(case))
    return Visit(pack=pack, encounter=encounter, today=case.seen_on or today, past=tuple(past))
