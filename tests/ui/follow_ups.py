"""Visits that follow earlier ones."""

from datetime import date, timedelta

from sdm_app.domain.encounter import Encounter
from sdm_app.domain.visit import Visit
from tests.builders import TODAY
from tests.ui.first_pages import new_visit

BEFORE = TODAY - timedelta(days=28)


def peg(score: int) -> dict[str, str]:
    return {f"peg.{item}": str(score) for item in ("pain", "enjoyment", "activity")}


def seen_on(day: date, **fields: object) -> Encounter:
    case = {"findings_default": "no", **fields}
    return new_visit(**case).encounter.model_copy(update={"id": f"on-{day}", "started_on": day})


def follow_up(*past: Encounter, **fields: object) -> Visit:
    visit = new_visit(**fields)
    encounter = visit.encounter.model_copy(update={"follows": past[-1].id if past else "gone"})
    return visit.model_copy(update={"encounter": encounter, "past": past})


def last_time(**fields: object) -> Encounter:
    case = {"answers": peg(8), "choices": ["stay-active", "heat"], "goal": "Lift my grandson"}
    return seen_on(BEFORE, **{**case, **fields})


def put_off(request: str, review_on: date) -> dict[str, object]:
    return {"request": request, "outcome": "deferred", "review_on": review_on}
