"""Old visits and new ones between each other, for tests of the purge."""

from datetime import date

from sdm_app.domain.events import EncounterStarted
from sdm_app.records import Records
from tests.records.builders import goal, started, summary

TODAY = date(2026, 11, 24)
LIMIT = date(2020, 1, 1)
OLD, NEW = date(2019, 12, 31), LIMIT


def begun(encounter: str, on: date, pack: str = "") -> EncounterStarted:
    return started(encounter).model_copy(update={"started_on": on, "content_sha256": pack})


def visit(records: Records, encounter: str, on: date, pack: str = "") -> None:
    """A visit of two events."""
    records.append(encounter, begun(encounter, on, pack), summary(encounter, on=on))
    records.append(encounter, goal(f"walk {encounter}"), summary(encounter, on=on))


def fill(records: Records) -> None:
    """Three old visits and two new ones, between each other, with schedules and packs."""
    for pack in "abc":
        records.keep_content(pack * 64, f"pack {pack}")
    records.content = "c" * 64
    visit(records, "old-1", OLD, "a" * 64)
    visit(records, "new-1", NEW, "b" * 64)
    visit(records, "old-2", date(2001, 2, 3))
    records.log("print", "old-1", "handout")
    visit(records, "new-2", TODAY)
    visit(records, "old-3", OLD)
    for name in ("schedule.2019-12-31", "schedule.2020-01-01", "schedule-mapping", "services"):
        records.keep_document(name, "[]")
    records.keep_document("schedule.2019-12-31", "[1]")
