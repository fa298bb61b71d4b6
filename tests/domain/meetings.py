"""Meetings of two people in one visit, and the visit once somebody has chosen."""

from datetime import date

from sdm_app.domain import events as e
from sdm_app.domain.conflicts import Meeting, meet
from sdm_app.domain.encounter import Encounter, fold
from sdm_app.domain.places import Place
from sdm_app.domain.vocabulary import FoundAt

STARTED = e.EncounterStarted(
    encounter="v1",
    reference="T.T.",
    found_at=FoundAt.ROOMING,
    started_on=date(2026, 11, 22),
    content_id="p",
    content_version="1",
)


def met(theirs: e.Event, *mine: e.Event, known: tuple[e.Event, ...] = ()) -> Meeting:
    """The meeting of two people who both knew the start and what is `known`."""
    both = list(enumerate((STARTED, *known), start=1))
    return meet(both, [(len(both) + 1, theirs)], mine)


def item(answer: str, of: str = "a.b") -> e.ItemAnswered:
    return e.ItemAnswered(item=of, answer=answer)


def fold_after(meeting: Meeting, mine: list[Place]) -> Encounter:
    """The visit once the choices were made."""
    both = [*meeting.known, *meeting.theirs]
    return fold([*both, *enumerate(meeting.choosing(mine), start=len(both) + 1)])
