"""What another workstation does in the visit that is open here, and what is asked then."""

from datetime import date

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold
from sdm_app.domain.places import Place
from sdm_app.domain.visit import Visit
from sdm_app.records import Records
from sdm_app.records.summary import summary_of
from sdm_app.ui.company import BothAnswered
from sdm_app.ui.desk import Desk
from sdm_app.ui.visit_controller import VisitController
from tests.builders import pack

GOAL = Place(field="goal")


def goal(controller: VisitController) -> str:
    assert controller.visit is not None
    return controller.visit.encounter.goal


def keep_both(records: Records, known: list[tuple[int, e.Event]], event: e.Event) -> None:
    """Keep an event after those that are known, in the records' own thread."""
    encounter = fold([*known, (known[-1][0] + 1, event)])
    seen = Visit(pack=pack(), encounter=encounter, today=date.today())
    records.append(encounter.id, event, summary_of(seen, "09:00"))


def written_by_another(records: Records, controller: VisitController, event: e.Event) -> None:
    """Another workstation keeps an event in the open visit."""
    assert controller.visit is not None
    keep_both(records, list(records.events_of(controller.visit.encounter.id)), event)


def comes_into_view(desk: Desk, event: e.Event) -> None:
    """Another workstation keeps an event, and this one takes it in."""
    written_by_another(desk.records, desk.controller, event)
    assert desk.controller.visit is not None
    desk.controller.take_in(desk.controller.visit.encounter.id)


def asked_of(controller: VisitController) -> list[BothAnswered]:
    """What is asked from now on."""
    asked: list[BothAnswered] = []
    controller.both_answered.connect(asked.append)
    return asked
