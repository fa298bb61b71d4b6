"""Checks a content folder for those who write it: its faults, and what deserves a second look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sdm_app.domain.base import Frozen
from sdm_app.domain.content import ContentPack
from sdm_app.domain.lines import Line
from sdm_app.domain.requests import RequestScript
from sdm_app.domain.vocabulary import Seen
from sdm_app.packs.catalogues import check_translations
from sdm_app.packs.errors import ContentError
from sdm_app.packs.load import read_authored
from sdm_app.packs.walking import walk
from sdm_app.packs.wording import Remark, patient_lines, remarks

if TYPE_CHECKING:
    from pathlib import Path

LONG_TERM = "long-term"
"""The row of the grid that tells of 12 months or more."""
READING_EXCEPTIONS = "reading_exceptions.yaml"
_LONG = re.compile(
    r"\b(?:1[2-9]|[2-9]\d) months\b|\b(?:\d+|one|a) years?\b|\b(?:or|many) years\b|\blong run\b",
    re.IGNORECASE,
)
_NOT_STUDIED = re.compile(
    r"\b(?:nobody|no one|no study|no trials?|no figure|not been studied)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Checked:
    """A checked folder; `faults` refuse the pack, `warnings` do not."""

    pack: ContentPack | None
    faults: tuple[ContentError, ...]
    warnings: tuple[ContentError, ...]


def check_folder(folder: Path, today: date) -> Checked:
    """Read the folder and say everything that is wrong with it or should be looked at.

    The translations beside the folder are checked with it.
    """
    authored = read_authored(folder)
    if authored.pack is None or authored.faults:
        return Checked(None, authored.faults, ())
    excepted, unread = _exceptions(folder)
    warnings = [authored.at(path, why) for path, why in remarks(authored.pack, excepted)]
    warnings += [authored.at(path, why) for path, why in _unfinished(authored.pack, today)]
    warnings += unread or _idle_exceptions(authored.pack, folder, excepted)
    spoilt = check_translations(folder.parent / "translations", authored.pack)
    return Checked(None if spoilt else authored.pack, spoilt, tuple(warnings))


def _exceptions(folder: Path) -> tuple[frozenset[str], list[ContentError]]:
    """The texts that may read above the grade; each stands with its reason in the folder."""
    # Imported here: the form that ships needs no YAML.
    from sdm_app.packs.strict_yaml import read_documents  # noqa: PLC0415

    file = folder / READING_EXCEPTIONS
    if not file.is_file():
        return frozenset(), []
    try:
        entries = read_documents(file, f"{folder.name}/{file.name}")[0].value
        texts = {entry["text"]: entry["reason"] for entry in entries}
    except ContentError as fault:
        return frozenset(), [fault]
    except (IndexError, KeyError, TypeError):
        why = "must be a list of entries with a text and a reason"
        return frozenset(), [ContentError(f"{folder.name}/{file.name}", 1, "", why)]
    return frozenset(texts), []


def _idle_exceptions(
    pack: ContentPack, folder: Path, excepted: frozenset[str]
) -> list[ContentError]:
    said = {line.text for _, line in patient_lines(pack)}
    file = f"{folder.name}/{READING_EXCEPTIONS}"
    return [ContentError(file, 1, "", f"no line says '{t}'") for t in sorted(excepted - said)]


def _unfinished(pack: ContentPack, today: date) -> Iterator[Remark]:
    if pack.info.next_review < today:
        yield ("info", "next_review"), f"the review was due on {pack.info.next_review}"
    named = {name for _, value in walk(pack) for name in _cited_by(value)}
    for at, citation in enumerate(pack.citations):
        if citation.id not in named:
            yield ("citations", at, "id"), f"nothing cites '{citation.id}'"
    ids = {getattr(value, "id", "") for path, value in walk(pack) if path[:1] != ("withdrawn",)}
    for at, one in enumerate(pack.withdrawn):
        if one.id not in ids:
            yield ("withdrawn", at, "id"), f"'{one.id}' is no id of this content"
    for at, option in enumerate(pack.options):
        cell = option.cells.get(LONG_TERM)
        if cell is not None and not _tells_long_term(pack, cell.says):
            why = "gives no figure for 12 months or more, nor says that nobody has studied it"
            yield ("options", at, "cells", LONG_TERM), why
    for at, script in enumerate(pack.requests):
        if not any(_tells_long_term(pack, line) for line in _lines_of(script)):
            why = "gives no figure for 12 months or more, nor says that nobody has studied it"
            yield ("requests", at), why


def _cited_by(value: Frozen) -> tuple[str, ...]:
    return (*getattr(value, "cites", ()), getattr(value, "citation", ""))


def _lines_of(script: RequestScript) -> Iterator[Line]:
    for _, value in walk(script):
        if isinstance(value, Line):
            yield value


def _tells_long_term(pack: ContentPack, line: Line) -> bool:
    periods = [pack.estimate_by_id[figure].period for figure in line.figures]
    if any(_LONG.search(period) for period in periods):
        return True
    return bool(_NOT_STUDIED.search(line.text) or (line.cites and _LONG.search(line.text)))


def summary(pack: ContentPack) -> tuple[tuple[str, int], ...]:
    """What the pack holds: each kind of content, and how many."""
    estimates = tuple(pack.estimate_by_id.values())
    at_source = sum(estimate.seen is not Seen.SECONDARY for estimate in estimates)
    return (
        ("questionnaire items", sum(len(q.items) for q in pack.questionnaires)),
        ("red flags", len(pack.red_flags.flags)),
        ("examination findings", len(pack.red_flags.all_findings) - len(pack.red_flags.flags)),
        ("outlook cards", len(pack.outlook.cards)),
        ("priorities", len(pack.what_matters.priorities)),
        ("barriers", len(pack.what_matters.barriers)),
        ("options", len(pack.options)),
        ("rows of the grid", len(pack.grid.rows)),
        ("rows of matched care", len(pack.matched_care.rows)),
        ("referral targets", len(pack.referral_targets) + len(pack.options)),
        ("requests", len(pack.requests)),
        ("concerns", sum(len(script.concerns) for script in pack.requests)),
        ("guidelines", len(pack.guidelines)),
        ("guideline sets", len(pack.info.guideline_sets)),
        ("guideline positions", sum(len(option.positions) for option in pack.options)),
        ("figures", len(estimates)),
        ("figures read at their source", at_source),
        ("figures read in a guideline, an HTA or a funder's report", len(estimates) - at_source),
        ("citations", len(pack.citations)),
        ("patient lines", sum(1 for _ in patient_lines(pack))),
    )
