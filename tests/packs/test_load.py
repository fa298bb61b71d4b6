"""The whole pack: what it refuses."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sdm_app import resources
from sdm_app.domain.sources import Frequency
from sdm_app.domain.vocabulary import Seen, SourceKind
from sdm_app.packs import ContentError, load_pack
from tests.builders import pack


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of the content with one replacement made in one file."""

    def edit(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "content"
        shutil.copytree(resources.content(), folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("options/heat.yaml", "id: heat", "id: Heat", r"content/options/heat.yaml:\d+: id: "),
        ("options/heat.yaml", "tagline:", "tag_line:", r"heat.yaml:\d+: .*tagline"),
        (
            "matched_care.yaml",
            "stay-active",
            "stay-actve",
            r"matched_care.yaml:\d+: .*unknown option",
        ),
        ("priorities.yaml", "sleep", "slepe", r"unknown priority 'sleep'"),
        ("pack.yaml", "version:", "id: x\nversion:", r"pack.yaml:\d+: id: stands here twice"),
    ],
)
def test_a_fault_names_file_line_and_field(
    edited: Callable[[str, str, str], Path], file: str, old: str, new: str, message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        load_pack(edited(file, old, new))


def test_an_unknown_rule_refuses_the_pack(edited: Callable[[str, str, str], Path]) -> None:
    with pytest.raises(ContentError, match="matched_care.yaml"):
        load_pack(edited("matched_care.yaml", "rule: always", "rule: sometimes"))


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="No such file"):
        load_pack(tmp_path)


def test_no_figure_is_second_hand_from_a_source_that_may_not_quote() -> None:
    for estimate in pack().estimate_by_id.values():
        citation = pack().citation_by_id[estimate.citation]
        if estimate.seen is Seen.SECONDARY:
            assert citation.kind in (
                SourceKind.GUIDELINE,
                SourceKind.HTA,
                SourceKind.FUNDER_REPORT,
            )
            assert citation.note


def test_pictures_of_one_row_come_from_one_study() -> None:
    for row in pack().grid.rows:
        cells = [o.cells[row.id] for o in pack().options if row.id in o.cells]
        figures = [cell.figure for cell in cells if cell.figure]
        estimates = [pack().estimate_by_id[figure] for figure in figures if figure]
        assert len({estimate.citation for estimate in estimates}) <= 1
        assert all(isinstance(estimate, Frequency) for estimate in estimates)
