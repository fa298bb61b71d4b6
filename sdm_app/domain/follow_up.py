"""What an earlier visit left for a later one: its plan, and the requests that were put off."""

from datetime import date

from sdm_app.domain.base import Frozen
from sdm_app.domain.encounter import Encounter
from sdm_app.domain.events import RequestSettled
from sdm_app.domain.lines import Line
from sdm_app.domain.requests import LookAgain, RequestScript
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import Helped, OutcomeCode

_PUT_OFF = (OutcomeCode.DEFERRED, OutcomeCode.STILL_WANTS)


class EarlierChoice(Frozen):
    """Something chosen at the earlier visit, what was to be done, and whether it helped.

    `helped` is what was said at this visit; None while it was not asked.
    """

    option: str
    name: str
    action: str
    helped: Helped | None


class EarlierPlan(Frozen):
    """The plan of the visit before, and what had been tried by then without being chosen."""

    made_on: date
    goal: str
    choices: tuple[EarlierChoice, ...]
    tried: tuple[tuple[str, Helped], ...]


class PutOff(Frozen):
    """A request that was put off: when, until when, and what would change our mind.

    `due` says that its day has come.
    """

    request: str
    question: str
    asked_on: date
    review_on: date
    due: bool
    revisit_if: tuple[Line, ...]


def earlier_plan(visit: Visit) -> EarlierPlan | None:
    """The plan of the visit that this one follows; None when it follows none."""
    before = visit.earlier
    if before is None:
        return None
    options = visit.pack.option_by_id
    return EarlierPlan(
        made_on=before.started_on,
        goal=before.goal,
        choices=tuple(
            EarlierChoice(
                option=option,
                name=options[option].name,
                action=before.actions.get(option, "") or options[option].first_action.text,
                helped=visit.encounter.tried.get(option),
            )
            for option in before.choices
            if option in options
        ),
        tried=tuple(
            (options[option].short_name, helped)
            for option, helped in before.tried.items()
            if option in options and option not in before.choices
        ),
    )


def put_off(visit: Visit) -> tuple[PutOff, ...]:
    """The requests that earlier visits put off and nobody settled since; the first due first."""
    newest: dict[str, tuple[Encounter, RequestSettled]] = {}
    for encounter in visit.past:
        for request, state in encounter.requests.items():
            if state.settled is not None:
                newest[request] = (encounter, state.settled)
    left = [
        _put_off(visit, visit.pack.request_by_id[request], encounter, settled.review_on)
        for request, (encounter, settled) in newest.items()
        if settled.outcome in _PUT_OFF
        and settled.review_on is not None
        and request in visit.pack.request_by_id
        and visit.encounter.request_state(request).settled is None
    ]
    return tuple(sorted(left, key=lambda one: (one.review_on, one.request)))


def _put_off(visit: Visit, script: RequestScript, encounter: Encounter, review_on: date) -> PutOff:
    return PutOff(
        request=script.id,
        question=script.question,
        asked_on=encounter.started_on,
        review_on=review_on,
        due=review_on <= visit.today,
        revisit_if=_look_again(script, encounter).revisit_if,
    )


def _look_again(script: RequestScript, encounter: Encounter) -> LookAgain:
    """That of the branch the talk took."""
    picked = encounter.request_state(script.id).concern
    concern = next((one for one in script.concerns if one.id == picked), None)
    branches = (route for route in script.routes if concern and route.id == concern.route)
    return next(branches, script).look_again
