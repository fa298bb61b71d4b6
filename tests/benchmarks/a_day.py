"""A day's list to measure with."""

from datetime import date
from pathlib import Path

from sdm_app.domain.events import EncounterStarted
from sdm_app.domain.vocabulary import FoundAt
from sdm_app.records import Summary, open_records
from tests.benchmarks.keyring_file import make_keys

REFERENCE = "BENCH.7"
"""The clinic's reference of one visit of the day."""


def fill_a_day(path: Path) -> None:
    """Twenty visits of today, and the keys that open them, in the folder of this file."""
    records = open_records(path, make_keys(path.parent))
    today = date.today()
    for number in range(20):
        encounter = f"bench-{number}"
        reference = REFERENCE if number == 0 else f"P.{number}"
        event = EncounterStarted(
            encounter=encounter,
            reference=reference,
            found_at=FoundAt.FRONT_DESK,
            started_on=today,
            content_id="bench",
            content_version="0",
        )
        summary = Summary(
            encounter=encounter,
            started_on=today,
            started_at=f"09:{number:02}",
            reference=reference,
            birth_year=None,
            stage=None,
            risk_group=None,
            urgency="none",
            step="screening",
            finished=False,
            referral="",
        )
        records.append(encounter, event, summary)
    records.close()
