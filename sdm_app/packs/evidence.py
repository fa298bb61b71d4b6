"""Writes docs/evidence.md and docs/evidence-ids.md: every figure and claim, and where it appears.

Run as `python -m sdm_app.packs.evidence DOCS`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sdm_app import resources
from sdm_app.domain.content import ContentPack
from sdm_app.domain.lines import Line
from sdm_app.domain.options import PositionStatement
from sdm_app.domain.sources import Citation, Difference, Estimate, Frequency, Quantity
from sdm_app.packs.load import load_pack
from sdm_app.packs.walking import Path as ValuePath
from sdm_app.packs.walking import walk

_PARTS = {
    "options": "option",
    "requests": "talk",
    "questionnaires": "screen",
    "outlook": "outlook",
    "red_flags": "safety check",
    "grid": "option grid",
    "handout": "printed plan",
    "matched_care": "matched care",
}
"""What each part of the pack is called, by its field."""

Places = dict[str, list[str]]


def evidence_ids(pack: ContentPack) -> str:
    """Which entry of the evidence dossier each estimate was taken from, as Markdown."""
    rows = sorted((one.dossier, one.id) for one in pack.estimate_by_id.values() if one.dossier)
    return "".join(
        [
            "# Evidence ids\n\n",
            "Which entry of the evidence dossier each estimate of the content pack was taken\n",
            "from. Written by `make docs`.\n\n| dossier id | estimate id |\n|---|---|\n",
            *(f"| {dossier} | {estimate} |\n" for dossier, estimate in rows),
        ]
    )


def evidence(pack: ContentPack) -> str:
    """Every figure, claim and guideline position with its source and place, as Markdown."""
    figures, cited = _places(pack)
    return "\n".join(
        [
            "# Evidence",
            "",
            f"What {pack.info.id} {pack.info.version} says and on what it rests.",
            "Written by `make docs`. A place is a part of the content: `option` and `option grid`",
            "show on the options step, `talk` on the questions step, `outlook`, `safety check` and",
            "`screen` on the steps of these names; the printed plan repeats what was chosen.",
            "",
            "## Figures",
            "",
            *_figures(pack, figures),
            "## Claims in words",
            "",
            "Lines that cite a source and repeat no figure of it.",
            "",
            *_claims(pack),
            "",
            "## Guideline positions",
            "",
            *_positions(pack),
            "## Sources",
            "",
            *(_source(citation, cited) for citation in pack.citations),
            "",
        ]
    )


def _places(pack: ContentPack) -> tuple[Places, Places]:
    """Where each estimate is shown, and where each citation is named."""
    figures: Places = defaultdict(list)
    cited: Places = defaultdict(list)
    for option in pack.options:
        for estimate in option.estimates:
            figures[estimate.id].append(f"option {option.id}, what studies found")
    for path, value in walk(pack):
        place = _place(pack, path)
        named = getattr(value, "figures", ()) or (getattr(value, "figure", None),)
        for figure in filter(None, named):
            figures[figure].append(place)
        for citation in (*getattr(value, "cites", ()), getattr(value, "citation", None)):
            if citation:
                cited[citation].append(place)
    return figures, cited


def _place(pack: ContentPack, path: ValuePath) -> str:
    """A path of the pack in words: `option exercise, cells help`."""
    if not path:
        return ""
    part, *rest = path
    value: object = getattr(pack, str(part))
    if isinstance(value, tuple) and rest and isinstance(rest[0], int):
        rest = [getattr(value[rest[0]], "id", rest[0]), *rest[1:]]
    words = [str(one) for one in rest if not isinstance(one, int) and one not in ("says", "say")]
    owner, *inside = words or [""]
    inner = f", {' '.join(inside)}" if inside else ""
    return f"{_PARTS.get(str(part), str(part))} {owner}{inner}".strip()


def _figures(pack: ContentPack, places: Places) -> Iterator[str]:
    for estimate in sorted(pack.estimate_by_id.values(), key=lambda one: one.id):
        citation = pack.citation_by_id[estimate.citation]
        compared = f", compared with {estimate.comparison}" if estimate.comparison else ""
        reason = f" ({estimate.certainty_reason.rstrip('.')})" if estimate.certainty_reason else ""
        yield f"### `{estimate.id}`"
        yield ""
        yield f"* {_amount(estimate)}: {estimate.outcome}, {estimate.period}{compared}"
        yield f"* people: {estimate.population}"
        yield f"* certainty: {estimate.certainty.replace('_', ' ')}{reason}"
        yield f"* study: {estimate.design}, {estimate.setting}; [{citation.short}]({citation.link})"
        worked_out = "; rounded or worked out from it" if estimate.derived else ""
        seen = estimate.seen.replace("_", " ")
        yield f"* read: {seen}, {estimate.reviewed_on}{worked_out}"
        appears = "; ".join(sorted(set(places[estimate.id])))
        yield f"* appears: {appears or 'as the other arm alone'}"
        yield ""


def _amount(estimate: Estimate) -> str:
    match estimate:
        case Frequency():
            return f"{estimate.numerator} of {estimate.denominator}"
        case Difference():
            interval = (
                f" ({estimate.low:g} to {estimate.high:g})"
                if estimate.low is not None and estimate.high is not None
                else ""
            )
            return f"{estimate.amount:g}{interval} on {estimate.scale}, favours {estimate.favours}"
        case Quantity():
            upper = f" to {estimate.high_amount:g}" if estimate.high_amount is not None else ""
            return f"{estimate.amount:g}{upper} {estimate.unit}"


def _claims(pack: ContentPack) -> Iterator[str]:
    yield "| place | line | sources |"
    yield "|---|---|---|"
    for path, value in walk(pack):
        if isinstance(value, Line) and value.cites and not value.figures:
            yield f"| {_place(pack, path)} | {value.text} | {_shorts(pack, value.cites)} |"


def _positions(pack: ContentPack) -> Iterator[str]:
    for option in pack.options:
        yield f"### {option.name}"
        yield ""
        yield "| guideline | stages | position | strength | in our words |"
        yield "|---|---|---|---|---|"
        for said in option.positions:
            yield _position(pack, said)
        yield ""


def _position(pack: ContentPack, said: PositionStatement) -> str:
    guideline = pack.guideline_by_id[said.guideline]
    stages = ", ".join(said.stages) + (", with leg pain" if said.leg_pain else "")
    position = said.position.replace("_", " ")
    return f"| {guideline.short} | {stages} | {position} | {said.strength} | {said.wording.text} |"


def _source(citation: Citation, cited: Places) -> str:
    note = f" {citation.note}" if citation.note else ""
    published = f" {citation.published_in.rstrip('.')}." if citation.published_in else ""
    return (
        f"* **{citation.short}** (`{citation.id}`): {citation.authors}. {citation.title}."
        f"{published} <{citation.link}>.{note} Named {len(cited[citation.id])} times."
    )


def _shorts(pack: ContentPack, cites: tuple[str, ...]) -> str:
    return ", ".join(pack.citation_by_id[cite].short for cite in cites)


def main(folder: Path) -> None:
    """Write both pages into the folder."""
    pack = load_pack(resources.content())
    (folder / "evidence.md").write_text(evidence(pack), encoding="utf-8")
    (folder / "evidence-ids.md").write_text(evidence_ids(pack), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
