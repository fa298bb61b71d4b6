"""A visit is opened with the visits it follows, for those who may see them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sdm_app.domain import events as e
from sdm_app.domain.encounter import fold
from sdm_app.domain.permissions import Action
from sdm_app.domain.visit import Visit
from sdm_app.domain.vocabulary import FoundAt
from sdm_app.records import Records, UnreadableRecords
from sdm_app.records.summary import summary_of
from sdm_app.ui.desk import Desk, open_desk
from sdm_app.ui.earlier_visits import MOST_VISITS, read_earlier
from tests.builders import content, pack
from tests.records.builders import KEY

TODAY = date.today()


def begin(records: Records, name: str, follows: str = "", days_ago: int = 30) -> None:
    started = e.EncounterStarted(
        encounter=name,
        reference="R.T.",
        birth_year=1968,
        found_at=FoundAt.FRONT_DESK,
        started_on=TODAY - timedelta(days=days_ago),
        content_id=pack().info.id,
        content_version=pack().info.version,
        follows=follows,
    )
    visit = Visit(pack=pack(), encounter=fold([(1, started)]), today=TODAY)
    records.append(name, started, summary_of(visit, "09:10"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(Records(tmp_path / "records.db", KEY), TODAY, content())


def names(desk: Desk) -> list[str]:
    assert desk.controller.visit is not None
    return [encounter.id for encounter in desk.controller.visit.past]


def test_a_visit_is_opened_with_those_before_it(desk: Desk) -> None:
    begin(desk.records, "first", days_ago=60)
    begin(desk.records, "second", follows="first")
    begin(desk.records, "third", follows="second", days_ago=0)

    desk.controller.open_visit("third")

    assert names(desk) == ["first", "second"]


def test_a_visit_that_is_begun_as_a_follow_up_has_them_at_once(desk: Desk) -> None:
    begin(desk.records, "first")

    desk.controller.start_visit("R.T.", 1968, "front-desk", "first")

    assert names(desk) == ["first"]
    assert desk.controller.visit is not None
    assert desk.controller.visit.encounter.follows == "first"
    kept = desk.records.events_of(desk.controller.visit.encounter.id)[0][1]
    assert isinstance(kept, e.EncounterStarted)
    assert kept.follows == "first"


def test_the_next_visit_knows_nothing_of_the_one_before_it_in_the_room(desk: Desk) -> None:
    begin(desk.records, "first")
    desk.controller.start_visit("R.T.", 1968, "front-desk", "first")

    desk.controller.start_visit("X.Y.", 1970, "front-desk")

    assert names(desk) == []


def test_who_may_not_see_the_plan_does_not_see_the_earlier_one(desk: Desk) -> None:
    begin(desk.records, "first")
    desk.controller.ask_first(lambda action: action is not Action.CLINICAL_STEPS)

    desk.controller.start_visit("R.T.", 1968, "front-desk", "first")

    assert names(desk) == []


def test_a_visit_that_was_purged_ends_the_row(desk: Desk) -> None:
    begin(desk.records, "second", follows="purged")
    begin(desk.records, "third", follows="second", days_ago=0)

    desk.controller.open_visit("third")

    assert names(desk) == ["second"]


def test_an_earlier_visit_that_cannot_be_read_does_not_close_today_s(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk.records, "second", follows="first")
    whole = desk.records.events_of

    def damaged(name: str) -> object:
        if name == "first":
            raise UnreadableRecords("This visit cannot be read.")
        return whole(name)

    monkeypatch.setattr(desk.records, "events_of", damaged)

    assert [fold(events).id for events in read_earlier(desk.records, "second")] == ["second"]


def test_visits_that_follow_each_other_in_a_ring_end(desk: Desk) -> None:
    begin(desk.records, "one", follows="two")
    begin(desk.records, "two", follows="one")

    assert len(read_earlier(desk.records, "two")) == 2


def test_a_long_row_is_read_only_so_far_back(desk: Desk) -> None:
    for number in range(MOST_VISITS + 3):
        begin(desk.records, f"v{number}", follows=f"v{number - 1}" if number else "")

    found = read_earlier(desk.records, f"v{MOST_VISITS + 2}")

    assert len(found) == MOST_VISITS
