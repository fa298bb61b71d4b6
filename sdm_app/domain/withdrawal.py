"""Takes out of a pack what was withdrawn, and leaves the reason in its place.

A withdrawn figure goes with the other arm of its comparison and with every line and picture that
shows it. A withdrawn citation takes its figures along, and the lines that rest on nothing else. A
withdrawn option stays under its name, is offered nowhere, and says why; its figures stay, which
others are compared with. A withdrawn questionnaire is not asked, and answers given earlier are no
longer scored. The safety check and the lines on when to get help lose nothing: they are mended by a
new pack.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack, Withdrawn
from sdm_app.domain.findings import Finding, UrgencyWording
from sdm_app.domain.handout_content import HandoutContent
from sdm_app.domain.lines import Line
from sdm_app.domain.options import (
    Cell,
    MatchedCareRow,
    Option,
    PositionStatement,
    SuggestedReferral,
)
from sdm_app.domain.outlook_content import OutlookCard
from sdm_app.domain.questionnaires import Questionnaire, ScoreRule
from sdm_app.domain.requests import AgedArrays, ArrayOfPeople, Picture
from sdm_app.domain.sources import Difference, Frequency, Quantity
from sdm_app.domain.vocabulary import ReasonKind

_SAFETY_NET = ("get_help", "get_help_call", "call_soon", "call_again")
_NO_SCORING = {"cut_offs": None, "stage_rule": None, "score_rule": None}


def take_out(pack: ContentPack, withdrawn: tuple[Withdrawn, ...] | None = None) -> ContentPack:
    """The pack without what is withdrawn in it or, where given, in a later one.

    Ids that the pack does not have change nothing.
    """
    listed = pack.withdrawn if withdrawn is None else withdrawn
    if not listed:
        return pack
    reasons = {one.id: one.reason for one in listed}
    taking = _Taking(reasons, _figures(pack, reasons))
    left: ContentPack = _changed(pack, taking)
    return left.model_copy(update={"withdrawn": listed})


def reason_of(pack: ContentPack, name: str) -> Line | None:
    """Why an id is withdrawn; None when it is in use."""
    return next((one.reason for one in pack.withdrawn if one.id == name), None)


@dataclass(frozen=True)
class _Taking:
    reasons: Mapping[str, Line]
    figures: Mapping[str, Line]


def _figures(pack: ContentPack, reasons: Mapping[str, Line]) -> dict[str, Line]:
    """The figures that go, each with the reason: named, by citation, or as the other arm."""
    gone = {
        figure.id: reasons[name]
        for figure in pack.estimate_by_id.values()
        for name in (figure.citation, figure.id)
        if name in reasons
    }
    arms = [
        (figure.id, figure.comparison_figure)
        for figure in pack.estimate_by_id.values()
        if isinstance(figure, Frequency) and figure.comparison_figure
    ]
    for one, other in (*arms, *((other, one) for one, other in arms)):
        if one in gone:
            gone.setdefault(other, gone[one])
    return gone


def _changed(value: Any, taking: _Taking) -> Any:
    """The value with everything inside it changed, the inner before the outer."""
    if isinstance(value, Finding | UrgencyWording):
        return value
    if isinstance(value, Frozen):
        stay = _SAFETY_NET if isinstance(value, HandoutContent) else ()
        fields = [name for name in type(value).model_fields if name not in stay]
        parts = {name: getattr(value, name) for name in fields}
        changed = {name: _changed(part, taking) for name, part in parts.items()}
        moved = {name: part for name, part in changed.items() if part is not parts[name]}
        return _without(value.model_copy(update=moved) if moved else value, taking)
    if isinstance(value, tuple):
        items = tuple(_changed(item, taking) for item in value)
        if all(new is old for new, old in zip(items, value, strict=True)):
            return value
        kept = tuple(item for item in items if item is not None)
        return tuple(dict.fromkeys(kept)) if all(isinstance(x, Line) for x in kept) else kept
    if isinstance(value, dict):
        entries = {key: _changed(item, taking) for key, item in value.items()}
        return value if all(entries[key] is value[key] for key in value) else entries
    return value


def _without(value: Frozen, taking: _Taking) -> Frozen | None:
    """The value as it stands once something is gone; None when it goes altogether."""
    match value:
        case Line():
            return _line(value, taking)
        case Frequency() | Difference() | Quantity():
            return None if value.id in taking.figures else value
        case ArrayOfPeople():
            return None if value.figure in taking.figures else value
        case AgedArrays():
            return value if value.arrays else None
        case Picture():
            ages = {aged.from_age for aged in value.by_age}
            lacks_default = value.default_age is not None and value.default_age not in ages
            return value.model_copy(update={"by_age": ()}) if lacks_default else value
        case Cell():
            return _cell(value, taking)
        case OutlookCard():
            return _card(value, taking)
        case PositionStatement():
            return None if all(cite in taking.reasons for cite in value.cites) else value
        case MatchedCareRow():
            return _row(value, taking)
        case SuggestedReferral():
            return None if value.to in taking.reasons else value
        case Option():
            return _option(value, taking)
        case ScoreRule() if value.a_little_better in taking.figures:
            return value.model_copy(update={"a_little_better": None})
        case Questionnaire() if value.id in taking.reasons:
            return value.model_copy(update=_NO_SCORING)
        case _:
            return value


def _line(line: Line, taking: _Taking) -> Line:
    gone = [taking.figures[figure] for figure in line.figures if figure in taking.figures]
    cites = tuple(cite for cite in line.cites if cite not in taking.reasons)
    if cites != line.cites and not cites and not line.figures:
        gone += [taking.reasons[cite] for cite in line.cites if cite in taking.reasons]
    if gone:
        return _in_place_of(line, gone[0])
    return line if cites == line.cites else line.model_copy(update={"cites": cites})


def _in_place_of(line: Line, reason: Line) -> Line:
    """The reason as a line of the same kind, such as one that is spoken."""
    said = {name: getattr(reason, name) for name in Line.model_fields}
    return line.model_copy(update=said)


def _cell(cell: Cell, taking: _Taking) -> Cell:
    reason = taking.figures.get(cell.figure or "")
    return cell if reason is None else Cell(says=reason)


def _card(card: OutlookCard, taking: _Taking) -> OutlookCard:
    reason = taking.figures.get(card.figure or "")
    if reason is None:
        return card
    gone = {"intro": reason, "figure": None, "did": "", "did_not": "", "compare": ()}
    return card.model_copy(update=gone)


def _row(row: MatchedCareRow, taking: _Taking) -> MatchedCareRow:
    named = (*row.recommended, *row.may_be_offered, *row.not_recommended)
    if not any(option in taking.reasons for option in named):
        return row
    keep = {
        "recommended": tuple(o for o in row.recommended if o not in taking.reasons),
        "may_be_offered": tuple(o for o in row.may_be_offered if o not in taking.reasons),
        "not_recommended": {
            o: reason for o, reason in row.not_recommended.items() if o not in taking.reasons
        },
    }
    return row.model_copy(update=keep)


def _option(option: Option, taking: _Taking) -> Option:
    reason = taking.reasons.get(option.id)
    if reason is None:
        return option
    gone = {
        "cells": {row: Cell(says=reason) for row in option.cells},
        "serves": {},
        "first_action": reason,
        "not_chosen_line": None,
        "needs_referral": False,
        "cautions": (),
        "differ": None,
        "unnamed_reason": ReasonKind.WITHDRAWN,
        "reasons": {ReasonKind.WITHDRAWN: reason},
        "positions": (),
    }
    return option.model_copy(update=gone)
