"""Whether this installation is whole, apart from the window: data, content and records."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sdm_app import packs, resources
from sdm_app.domain.events import EncounterStarted
from sdm_app.domain.vocabulary import FoundAt, Step, Urgency
from sdm_app.records import RecordsError, Summary, open_records
from sdm_app.records.cipher import library

_FONTS = tuple(
    f"{name}-{weight}.ttf"
    for name in ("NotoSans", "NotoNaskhArabic", "NotoSansSC")
    for weight in ("Regular", "Bold")
)


@dataclass(frozen=True)
class Check:
    """What was looked at, whether it is well, and one sentence on what was found."""

    name: str
    passed: bool
    says: str


def run_checks() -> tuple[Check, ...]:
    """Look at everything that needs no window. Nothing of the user's is touched."""
    checks: tuple[Callable[[], Check], ...] = (check_content, check_fonts, check_records)
    return tuple(check() for check in checks)


def report(checks: tuple[Check, ...]) -> str:
    """One line a check, for a person or a log."""
    return "".join(
        f"{'ok    ' if check.passed else 'FAULT '} {check.name}: {check.says}\n" for check in checks
    )


def check_content() -> Check:
    """The content pack is found and sound."""
    try:
        info = packs.current().info
    except (packs.ContentError, OSError) as fault:
        return Check("content", False, str(fault))
    says = f"{info.id} {info.version}, next review {info.next_review.isoformat()}"
    return Check("content", True, says)


def check_fonts() -> Check:
    """The fonts of the printed plan are there."""
    missing = [font for font in _FONTS if not resources.asset("fonts", font).is_file()]
    if missing:
        return Check("fonts", False, f"missing: {', '.join(missing)}")
    return Check("fonts", True, "all there")


def check_records() -> Check:
    """A visit can be kept and read back, tried in a folder that is then removed."""
    try:
        # Windows cannot remove a file that a failed check still holds open.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            _keep_and_read(Path(folder) / "visits.db")
    except (RecordsError, OSError) as fault:
        return Check("records", False, str(fault))
    return Check("records", True, f"kept and read back, {library()}")


def _keep_and_read(path: Path) -> None:
    event = EncounterStarted(
        encounter="check",
        reference="check",
        found_at=FoundAt.CLINICIAN,
        started_on=date.min,
        content_id="check",
        content_version="check",
    )
    summary = Summary(
        encounter="check",
        started_on=event.started_on,
        started_at="00:00",
        reference="check",
        birth_year=None,
        stage=None,
        risk_group=None,
        urgency=Urgency.NONE,
        step=Step.SCREENING,
        finished=False,
        referral="",
    )
    records = open_records(path, os.urandom(32))
    try:
        records.append("check", event, summary)
        if records.events_of("check") != ((1, event),):
            raise RecordsError("what was read back is not what was kept")
    finally:
        records.close()
