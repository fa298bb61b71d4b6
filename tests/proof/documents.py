"""Writes docs/ipdas.md and docs/safety/hazard-log.md from their files.

Run as `python -m tests.proof.documents`.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.proof.named_tests import CHECKOUT
from tests.proof.safety_case import (
    Control,
    Group,
    Hazard,
    Item,
    Met,
    Source,
    read_hazards,
    read_items,
)

_GROUPS = {
    Group.QUALIFYING: "Qualifying (6)",
    Group.CERTIFYING: "Certifying (6)",
    Group.CERTIFYING_TESTS: "Certifying, for tests (4)",
    Group.INFORMATION: "Quality: information (2)",
    Group.PROBABILITIES: "Quality: probabilities (6)",
    Group.VALUES: "Quality: values (1)",
    Group.GUIDANCE: "Quality: guidance (2)",
    Group.DEVELOPMENT: "Quality: development (6)",
    Group.EVIDENCE: "Quality: evidence (2)",
    Group.DISCLOSURE: "Quality: disclosure (1)",
    Group.PLAIN_LANGUAGE: "Quality: plain language (1)",
    Group.EVALUATION: "Quality: evaluation (2)",
    Group.TESTS: "Quality: tests (5)",
}
_SOURCES = {
    Source.BMJ_OPEN_2016: "an appraisal with version 4.0, BMJ Open 2016, e011918, table 2",
    Source.BREAST_2021: "items of the 2009 version, The Breast 2021;61:43, first part of a table",
    Source.BMC_2013: "its items on probabilities, BMC Health Serv Res 2013;13:225, table 5",
    Source.KUAI_PDA: "the list of version 4.0 in the source of a program (carlchanme/kuai-pda)",
}
_MET = {
    Met.YES: "met",
    Met.PARTLY: "partly met",
    Met.NO: "not met",
    Met.NEEDS_PATIENTS: "not met: needs patients",
}


def ipdas(items: tuple[Item, ...]) -> str:
    """Each item of the instrument, whether it is met and what shows it, as Markdown."""
    met, partly, missing, patients = (sum(item.met is one for item in items) for one in Met)
    return "\n".join(
        [
            "# IPDAS",
            "",
            "How Backchoice stands against the 44 items of IPDASi version 4.0 (Joseph-Williams and",
            "others, Med Decis Making 2014). Written by `make docs` from `tests/proof/ipdas.yaml`;",
            "a test fails when a file or test named here is not there.",
            "",
            f"**{met} met, {partly} partly met, {missing + patients} not met, {patients} of these",
            "because they need patients.** This is the authors' own reading. Nobody outside has",
            "scored the aid, and IPDAS has not certified it.",
            "",
            "The items stand in our own short words. We have not had the instrument's paper open;",
            "each item was read where somebody else prints it:",
            "",
            *(f"* {_SOURCES[source]} ({_count(items, source)} items)" for source in Source),
            "",
            f"{_second_hand(items)} quality items were read in the last of these alone, which is a",
            "copy at second hand; they are marked †. Check them against the paper before anyone",
            "relies on this page. The numbers of qualifying and certifying items are the",
            "instrument's own. Those of the quality items were not found: Q1 to Q28 are places in",
            "the list.",
            "",
            "The ten items on tests are answered for the one test that the aid discusses, a scan.",
            "",
            *(line for group in Group for line in _items_of(group, items)),
        ]
    )


def _count(items: tuple[Item, ...], source: Source) -> int:
    return sum(source in item.read_in for item in items)


def _second_hand(items: tuple[Item, ...]) -> int:
    return sum(item.read_in == (Source.KUAI_PDA,) for item in items)


def _items_of(group: Group, items: tuple[Item, ...]) -> Iterator[str]:
    yield from (f"## {_GROUPS[group]}", "", "| | item | | evidence |", "|---|---|---|---|")
    for item in items:
        if item.group is group:
            shown = " ".join((item.evidence, *(f"`{name}`" for name in (*item.files, *item.tests))))
            mark = " †" if item.read_in == (Source.KUAI_PDA,) else ""
            name = f"{item.item} (`{item.id}`)"
            yield f"| {item.number}{mark} | {name} | {_MET[item.met]} | {shown} |"
    yield ""


def hazard_log(hazards: tuple[Hazard, ...]) -> str:
    """Each hazard with its risk before and after and what stands against it, as Markdown."""
    return "\n".join(
        [
            "# Hazard log",
            "",
            "Written by `make docs` from `docs/safety/hazards`; [README.md](README.md) says what",
            "the numbers mean and who judged them. `make test` fails when a control names a test",
            "that is not there or does not run.",
            "",
            f"{len(hazards)} hazards, {sum(bool(one.open) for one in hazards)} of them with",
            "something open.",
            "",
            "| hazard | before | after | open |",
            "|---|---|---|---|",
            *(
                f"| [{one.hazard}](#{one.id}) | {one.before.rating} | {one.after.rating} "
                f"| {len(one.open) or ''} |"
                for one in hazards
            ),
            "",
            *(line for one in hazards for line in _hazard(one)),
        ]
    )


def _hazard(one: Hazard) -> Iterator[str]:
    before, after = one.before, one.after
    yield from (
        f'## <a id="{one.id}"></a>{one.hazard}',
        "",
        f"* cause: {one.cause}",
        f"* effect: {one.effect}",
        f"* harm: {one.harm}",
        f"* before: likelihood {before.likelihood} × severity {before.severity} = {before.rating}",
        f"* after: likelihood {after.likelihood} × severity {after.severity} = {after.rating}",
        "",
    )
    for control in one.controls:
        yield from _control(control)
    yield ""


def _control(control: Control) -> Iterator[str]:
    yield f"* {control.does}"
    for file, named in groupby(control.tests, key=lambda name: name.partition("::")[0]):
        names = ", ".join(f"`{name.partition('::')[2]}`" for name in named)
        yield f"    * `{file}`: {names}"
    if control.open:
        yield f"    * **open**: {control.open}"


def pages() -> dict[str, str]:
    """What is written, by its path under the documents' folder."""
    return {
        "ipdas.md": ipdas(read_items()),
        "safety/hazard-log.md": hazard_log(read_hazards()),
    }


def main(docs: Path) -> None:
    """Write both pages."""
    for name, text in pages().items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(CHECKOUT / "docs")
