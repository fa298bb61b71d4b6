"""Checks what no single value can: that every id a pack names exists, and no script has a dead end."""

from collections.abc import Iterator

from pydantic import BaseModel

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.domain.lines import Line
from sdm_app.domain.requests import RequestScript, Route
from sdm_app.domain.rules import (
    AnyFinding,
    FindingIs,
    PriorityPicked,
    RequestVerdictIs,
    TriedWithoutHelp,
)
from sdm_app.domain.sources import Difference, Frequency, Quantity
from sdm_app.domain.vocabulary import OutcomeCode, Seen, SourceKind

Path = tuple[str | int, ...]
Fault = tuple[Path, str]

_MAY_QUOTE = (SourceKind.GUIDELINE, SourceKind.HTA, SourceKind.FUNDER_REPORT)


def check_references(pack: ContentPack) -> Iterator[Fault]:
    """Every fault, with the path it stands at in the pack."""
    yield from _doubles(pack)
    for path, value in _walk(pack, ()):
        yield from _names(pack, path, value)
    for at, script in enumerate(pack.requests):
        yield from _script_faults(("requests", at), script)


def _walk(value: object, path: Path) -> Iterator[tuple[Path, Frozen]]:
    if isinstance(value, BaseModel):
        if isinstance(value, Frozen):
            yield path, value
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _walk(item, (*path, at))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, (*path, str(key)))


def _doubles(pack: ContentPack) -> Iterator[Fault]:
    for part in ("citations", "guidelines", "questionnaires", "options", "requests"):
        seen: set[str] = set()
        for at, value in enumerate(getattr(pack, part)):
            if value.id in seen:
                yield (part, at, "id"), f"a second '{value.id}'"
            seen.add(value.id)
    seen = set()
    for path, value in _walk(pack, ()):
        if isinstance(value, Frequency | Difference | Quantity):
            if value.id in seen:
                yield (*path, "id"), f"a second estimate '{value.id}'"
            seen.add(value.id)


def _names(pack: ContentPack, path: Path, value: Frozen) -> Iterator[Fault]:
    known = {
        "option": set(pack.option_by_id),
        "finding": set(pack.finding_by_id),
        "request": set(pack.request_by_id),
        "citation": set(pack.citation_by_id),
        "guideline": set(pack.guideline_by_id),
        "estimate": set(pack.estimate_by_id),
        "priority": {priority.id for priority in pack.what_matters.priorities},
        "barrier": {barrier.id for barrier in pack.what_matters.barriers},
        "row": {row.id for row in pack.grid.rows},
    }

    def missing(kind: str, ids: tuple[str, ...], *field: str | int) -> Iterator[Fault]:
        for name in ids:
            if name not in known[kind]:
                yield (*path, *field), f"unknown {kind} '{name}'"

    if hasattr(value, "cites"):
        yield from missing("citation", value.cites, "cites")
    if isinstance(getattr(value, "citation", None), str):
        yield from missing("citation", (value.citation,), "citation")  # type: ignore[attr-defined]
    if isinstance(value, Line):
        yield from missing("estimate", value.figures, "figures")
        yield from _figures_repeated(pack, path, value)
    if isinstance(getattr(value, "figure", None), str):
        yield from missing("estimate", (value.figure,), "figure")  # type: ignore[attr-defined]
    if isinstance(getattr(value, "guideline", None), str):
        yield from missing("guideline", (value.guideline,), "guideline")  # type: ignore[attr-defined]
    if hasattr(value, "serves"):
        yield from missing("priority", tuple(value.serves), "serves")
        yield from missing("barrier", value.hindered_by, "hindered_by")  # type: ignore[attr-defined]
        yield from missing("row", tuple(value.cells), "cells")  # type: ignore[attr-defined]
        for row in pack.grid.rows:
            if row.id not in value.cells:  # type: ignore[attr-defined]
                yield (*path, "cells"), f"no cell for row '{row.id}'"
    if hasattr(value, "may_be_offered"):
        yield from missing("option", value.recommended, "recommended")  # type: ignore[attr-defined]
        yield from missing("option", value.may_be_offered, "may_be_offered")
        yield from missing("option", tuple(value.not_recommended), "not_recommended")  # type: ignore[attr-defined]
    match value:
        case FindingIs():
            yield from missing("finding", (value.finding,), "finding")
        case AnyFinding():
            yield from missing("finding", value.findings, "findings")
            yield from missing("finding", value.except_findings, "except_findings")
        case RequestVerdictIs():
            yield from missing("request", (value.request,), "request")
        case TriedWithoutHelp():
            yield from missing("option", value.options, "options")
        case PriorityPicked():
            yield from missing("priority", (value.priority,), "priority")
        case _:
            pass
    seen = getattr(value, "seen", None)
    if seen is Seen.SECONDARY:
        citation = pack.citation_by_id.get(value.citation)  # type: ignore[attr-defined]
        if citation and not (citation.kind in _MAY_QUOTE and citation.note):
            why = "read at second hand from a source that is no guideline, HTA or funder's report"
            yield (*path, "seen"), why


def _figures_repeated(pack: ContentPack, path: Path, line: Line) -> Iterator[Fault]:
    for name in line.figures:
        estimate = pack.estimate_by_id.get(name)
        if not isinstance(estimate, Frequency):
            continue
        if str(estimate.numerator) not in line.text and "{n}" not in line.text:
            yield (*path, "text"), f"does not repeat the {estimate.numerator} of '{name}'"


def _script_faults(path: Path, script: RequestScript) -> Iterator[Fault]:
    routes = {route.id for route in script.routes}
    for at, concern in enumerate(script.concerns):
        if concern.route is not None and concern.route not in routes:
            yield (*path, "concerns", at, "route"), f"unknown route '{concern.route}'"
    branches: tuple[RequestScript | Route, ...] = (script, *script.routes)
    for branch in branches:
        codes = {outcome.code for outcome in branch.outcomes}
        for code in (OutcomeCode.UNFINISHED, OutcomeCode.STILL_WANTS):
            if code not in codes:
                yield (*path, "outcomes"), f"no '{code}': a dead end"
        for outcome in branch.outcomes:
            if outcome.code is OutcomeCode.STILL_WANTS and not outcome.offers:
                yield (*path, "outcomes"), "'still-wants' offers nothing: a dead end"
