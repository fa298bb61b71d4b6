"""Checks what no single value can: that every id exists, and no script has a dead end."""

import re
from collections.abc import Iterable, Iterator

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack, PackInfo
from sdm_app.domain.findings import Finding
from sdm_app.domain.lines import Line
from sdm_app.domain.options import (
    Cell,
    MatchedCareRow,
    Option,
    PositionStatement,
    SuggestedReferral,
)
from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.questionnaires import CutOffs, Questionnaire, ScoreRule, StageRule
from sdm_app.domain.referral_content import ReferralContent
from sdm_app.domain.requests import ArrayOfPeople, Gate, RequestScript, Route
from sdm_app.domain.rules import (
    AnyFinding,
    FindingIs,
    PriorityPicked,
    RequestVerdictIs,
    TriedWithoutHelp,
)
from sdm_app.domain.sources import Difference, Frequency, Guideline, Quantity
from sdm_app.domain.vocabulary import OutcomeCode, Seen, SourceKind
from sdm_app.packs.walking import Path, walk

Fault = tuple[Path, str]

_MAY_QUOTE = (SourceKind.GUIDELINE, SourceKind.HTA, SourceKind.FUNDER_REPORT)


def check_references(pack: ContentPack) -> Iterator[Fault]:
    """Every fault, with the path it stands at in the pack."""
    yield from _doubles(pack)
    yield from _renames(pack)
    known = _Known(pack)
    for path, value in walk(pack):
        yield from _names(known, path, value)
        yield from _second_hand(pack, path, value)
        yield from _unlike_arms(pack, path, value)
        if isinstance(value, Line):
            yield from _figures_repeated(pack, path, value)
    for at, script in enumerate(pack.requests):
        yield from _script_faults(("requests", at), script)


def _doubles(pack: ContentPack) -> Iterator[Fault]:
    for part in ("citations", "guidelines", "questionnaires", "options", "requests"):
        seen: set[str] = set()
        for at, value in enumerate(getattr(pack, part)):
            if value.id in seen:
                yield (part, at, "id"), f"a second '{value.id}'"
            seen.add(value.id)
    seen = set()
    for path, value in walk(pack):
        if isinstance(value, Frequency | Difference | Quantity):
            if value.id in seen:
                yield (*path, "id"), f"a second estimate '{value.id}'"
            seen.add(value.id)


def _renames(pack: ContentPack) -> Iterator[Fault]:
    if not pack.renamed:
        return
    ids = {getattr(value, "id", "") for _, value in walk(pack)}
    for old, new in pack.renamed.items():
        if new not in ids:
            yield ("renamed", old), f"unknown id '{new}'"
        if old in ids:
            yield ("renamed", old), f"'{old}' is in use still"


class _Known:
    """The ids a pack has, by kind."""

    def __init__(self, pack: ContentPack) -> None:
        self.options = set(pack.option_by_id)
        self.findings = set(pack.finding_by_id)
        self.requests = set(pack.request_by_id)
        self.citations = set(pack.citation_by_id)
        self.guidelines = set(pack.guideline_by_id)
        self.estimates = set(pack.estimate_by_id)
        self.priorities = {priority.id for priority in pack.what_matters.priorities}
        self.barriers = {barrier.id for barrier in pack.what_matters.barriers}
        self.rows = {row.id for row in pack.grid.rows}
        self.of_directory = {row.id for row in pack.grid.rows if row.directory}
        self.rows_for_all = {row.id for row in pack.grid.rows if row.study is None} - (
            self.of_directory
        )
        self.guideline_sets = {one.id for one in pack.info.guideline_sets}
        self.targets = self.options | {place.id for place in pack.referral_targets}


Named = tuple[str, Iterable[str], set[str], str]
"""A field, the ids it names, those that exist, and what they are called."""


def _names(known: _Known, path: Path, value: Frozen) -> Iterator[Fault]:
    for field, ids, existing, kind in _named_by(known, value):
        for name in ids:
            if name not in existing:
                yield (*path, field), f"unknown {kind} '{name}'"
    if isinstance(value, Option):
        for row in sorted(known.rows_for_all - set(value.cells)):
            yield (*path, "cells"), f"no cell for row '{row}'"
        for row in sorted(known.of_directory & set(value.cells)):
            yield (*path, "cells", row), f"row '{row}' is the clinic's directory's to answer"


def _named_by(known: _Known, value: Frozen) -> Iterator[Named]:
    cites = getattr(value, "cites", ())
    yield "cites", cites, known.citations, "citation"
    match value:
        case Frequency():
            yield "citation", (value.citation,), known.citations, "citation"
            other_arm = (value.comparison_figure,) if value.comparison_figure else ()
            yield "comparison_figure", other_arm, known.estimates, "estimate"
        case Difference() | Quantity() | CutOffs() | StageRule() | Questionnaire():
            yield "citation", (value.citation,), known.citations, "citation"
        case ScoreRule():
            yield "citation", (value.citation,), known.citations, "citation"
            compared = (value.a_little_better,) if value.a_little_better else ()
            yield "a_little_better", compared, known.estimates, "estimate"
        case Guideline():
            yield "citation", (value.citation,), known.citations, "citation"
            yield "sets", value.sets, known.guideline_sets, "guideline set"
        case PackInfo():
            yield "guideline_set", (value.guideline_set,), known.guideline_sets, "guideline set"
        case Line():
            yield "figures", value.figures, known.estimates, "estimate"
        case Cell() | OutlookCard():
            figures = (value.figure,) if value.figure else ()
            yield "figure", figures, known.estimates, "estimate"
        case ArrayOfPeople():
            yield "figure", (value.figure,), known.estimates, "estimate"
        case PositionStatement():
            yield "guideline", (value.guideline,), known.guidelines, "guideline"
        case Option():
            yield "serves", value.serves, known.priorities, "priority"
            yield "hindered_by", value.hindered_by, known.barriers, "barrier"
            yield "cells", value.cells, known.rows, "row"
        case MatchedCareRow():
            yield "recommended", value.recommended, known.options, "option"
            yield "may_be_offered", value.may_be_offered, known.options, "option"
            yield "not_recommended", value.not_recommended, known.options, "option"
            yield "tags", value.tags, known.options, "option"
        case SuggestedReferral():
            yield "to", (value.to,), known.targets, "referral target"
        case ReferralContent():
            yield "asked_for", value.asked_for, known.targets, "referral target"
        case Finding():
            refer_to = (value.refer_to,) if value.refer_to else ()
            yield "refer_to", refer_to, known.targets, "referral target"
        case Gate():
            yield "findings", value.findings, known.findings, "finding"
        case _:
            yield from _named_by_rule(known, value)


def _named_by_rule(known: _Known, value: Frozen) -> Iterator[Named]:
    match value:
        case FindingIs():
            yield "finding", (value.finding,), known.findings, "finding"
        case AnyFinding():
            yield "findings", value.findings, known.findings, "finding"
            yield "except_findings", value.except_findings, known.findings, "finding"
        case RequestVerdictIs():
            yield "request", (value.request,), known.requests, "request"
        case TriedWithoutHelp():
            yield "options", value.options, known.options, "option"
        case PriorityPicked():
            yield "priority", (value.priority,), known.priorities, "priority"
        case _:
            pass


def _second_hand(pack: ContentPack, path: Path, value: Frozen) -> Iterator[Fault]:
    if not isinstance(value, Frequency | Difference | Quantity):
        return
    citation = pack.citation_by_id.get(value.citation)
    may_quote = citation is not None and citation.kind in _MAY_QUOTE and citation.note
    if value.seen is Seen.SECONDARY and not may_quote:
        why = "read at second hand from a source that is no guideline, HTA or funder's report"
        yield (*path, "seen"), why


def _unlike_arms(pack: ContentPack, path: Path, value: Frozen) -> Iterator[Fault]:
    if not isinstance(value, Frequency):
        return
    other = pack.estimate_by_id.get(value.comparison_figure or "")
    if other is None:
        return
    alike = (
        isinstance(other, Frequency)
        and other.denominator == value.denominator
        and (other.citation, other.period) == (value.citation, value.period)
    )
    if not alike:
        why = f"'{other.id}' is no arm of the same study, period and denominator"
        yield (*path, "comparison_figure"), why


def _figures_repeated(pack: ContentPack, path: Path, line: Line) -> Iterator[Fault]:
    for name in line.figures:
        estimate = pack.estimate_by_id.get(name)
        if not isinstance(estimate, Frequency):
            continue
        said = re.search(rf"(?<![\d.]){estimate.numerator}(?!\d)", line.text)
        if not said and "{n}" not in line.text:
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
