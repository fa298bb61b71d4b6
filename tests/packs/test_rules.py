"""One fault planted for each rule that holds between files; each is named by file, line and id."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sdm_app import resources
from sdm_app.packs.check import check_folder
from tests.builders import TODAY

RULES = {
    "a citation that does not exist": (
        ("options/heat.yaml", "- acp-2017", "- acp-2071"),
        r"heat.yaml:\d+: cells.risks.says.cites: unknown citation 'acp-2071'",
    ),
    "a figure that does not exist": (
        ("options/heat.yaml", "- heat.relief", "- heat.releif"),
        r"heat.yaml:\d+: cells.help.says.figures: unknown estimate 'heat.releif'",
    ),
    "a priority that does not exist": (
        ("options/heat.yaml", "  sleep: 1", "  slepe: 1"),
        r"heat.yaml:\d+: serves: unknown priority 'slepe'",
    ),
    "a barrier that does not exist": (
        ("options/yoga.yaml", "hindered_by:\n  - ", "hindered_by:\n  - un"),
        r"yoga.yaml:\d+: hindered_by: unknown barrier 'un",
    ),
    "a row that does not exist": (
        ("options/heat.yaml", "  time-to-help:", "  time-of-help:"),
        r"heat.yaml:\d+: cells: unknown row 'time-of-help'",
    ),
    "a row without its cell": (
        ("options/heat.yaml", "  time-to-help:", "  time-of-help:"),
        r"heat.yaml:\d+: cells: no cell for row 'time-to-help'",
    ),
    "a cell in a row of the directory": (
        ("options/heat.yaml", "  time-to-help:", "  near-you: {says: Here}\n  time-to-help:"),
        r"heat.yaml:\d+: cells.near-you: row 'near-you' is the clinic's directory's to answer",
    ),
    "a row of the directory without a line for nothing": (
        ("grid.yaml", "    nothing_listed: Ask us.\n", ""),
        r"grid.yaml:\d+: .*a row of the directory, and no other, has nothing_listed",
    ),
    "a place of referral that does not exist": (
        ("red_flags.yaml", "refer_to: spine-surgery", "refer_to: spine-surgary"),
        r"red_flags.yaml:\d+: .*refer_to: unknown referral target 'spine-surgary'",
    ),
    "a finding that does not exist": (
        ("requests/imaging.yaml", "    - urinary-retention", "    - urinary-detention"),
        r"imaging.yaml:\d+: gate.findings: unknown finding 'urinary-detention'",
    ),
    "a request that does not exist": (
        (
            "requests/cure.yaml",
            "request-verdict-is, request: cure",
            "request-verdict-is, request: cur",
        ),
        r"cure.yaml:\d+: .*request: unknown request 'cur'",
    ),
    "an option that does not exist": (
        (
            "matched_care.yaml",
            "tried-without-help, options: [stay-active]",
            "tried-without-help, options: [stay]",
        ),
        r"matched_care.yaml:\d+: .*options: unknown option 'stay'",
    ),
    "a guideline set that does not exist": (
        ("pack.yaml", "guideline_set: traeger-2019-six", "guideline_set: traeger"),
        r"pack.yaml:\d+: guideline_set: unknown guideline set 'traeger'",
    ),
    "a branch of a talk that does not exist": (
        ("requests/opioids.yaml", "route: long-term-user", "route: long-term"),
        r"opioids.yaml:\d+: concerns.\d.route: unknown route 'long-term'",
    ),
    "a talk without an end": (
        ("requests/surgery.yaml", "code: unfinished", "code: escalated"),
        r"surgery.yaml:\d+: outcomes: no 'unfinished': a dead end",
    ),
    "the same option twice": (
        ("options/heat.yaml", "id: heat\n", "id: massage\n"),
        r"massage.yaml:\d+: id: a second 'massage'",
    ),
    "a figure at second hand from a study": (
        ("options/nsaid.yaml", "seen: primary_table", "seen: secondary"),
        r"nsaid.yaml:\d+: .*seen: read at second hand",
    ),
    "a line that says another number than its figure": (
        ("options/nsaid.yaml", "In short trials 10 of 100", "In short trials 9 of 100"),
        r"nsaid.yaml:\d+: cells.risks.says.text: does not repeat the 10 of 'nsaid.side-effect'",
    ),
    "a number without a source": (
        ("options/heat.yaml", "You wear a heat wrap", "You wear 2 heat wraps"),
        r"heat.yaml:\d+: cells.involves.says: a number without a source",
    ),
    "content that expires before its review": (
        ("pack.yaml", "next_review: 2027-05-24", "next_review: 2027-05-24\nexpires: 2027-05-23"),
        r"pack.yaml:\d+: expires stands before next_review",
    ),
    "an option that calls itself withdrawn": (
        ("options/heat.yaml", "step: 1", "step: 1\nunnamed_reason: withdrawn"),
        r"heat.yaml:\d+: an option is withdrawn by withdrawn.yaml alone",
    ),
    "a new name that nothing has": (
        ("renamed.yaml", "", "warmth: haet\n"),
        r"renamed.yaml:1: warmth: unknown id 'haet'",
    ),
    "an earlier name that is in use still": (
        ("renamed.yaml", "", "massage: heat\n"),
        r"renamed.yaml:1: massage: 'massage' is in use still",
    ),
    "something withdrawn that nothing is called": (
        ("withdrawn.yaml", "", "- {id: haet, reason: We no longer use this.}\n"),
        r"withdrawn.yaml:1: 0.id: 'haet' is no id of this content",
    ),
    "something withdrawn twice": (
        ("withdrawn.yaml", "", "- {id: heat, reason: Old.}\n- {id: heat, reason: Old.}\n"),
        r"withdrawn names an id twice",
    ),
    "a reason for patients that is hard to read": (
        ("withdrawn.yaml", "", "- {id: heat, reason: Musculoskeletal disability ameliorated.}\n"),
        r"withdrawn.yaml:1: 0.reason.text: reads at grade \d+",
    ),
}


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str, str], Path]:
    def edit(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "content"
        shutil.copytree(resources.content(), folder)
        text = (folder / file).read_text(encoding="utf-8") if old else ""
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1) or new, encoding="utf-8")
        return folder

    return edit


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_finds_what_breaks_it(edited: Callable[[str, str, str], Path], rule: str) -> None:
    edit, expected = RULES[rule]

    checked = check_folder(edited(*edit), TODAY)

    said = [str(one) for one in (*checked.faults, *checked.warnings)]
    assert [sentence for sentence in said if re.search(expected, sentence)], said
