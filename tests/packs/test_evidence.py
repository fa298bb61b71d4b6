"""The evidence pages say what the content says, and every figure of it."""

from pathlib import Path

from sdm_app.packs.evidence import evidence, evidence_ids, main
from tests.builders import pack

DOCS = Path(__file__).parents[2] / "docs"


def test_the_pages_are_those_of_this_content() -> None:
    assert (DOCS / "evidence.md").read_text(encoding="utf-8") == evidence(pack()), "make docs"
    assert (DOCS / "evidence-ids.md").read_text(encoding="utf-8") == evidence_ids(pack())


def test_every_figure_and_source_stands_in_it() -> None:
    page = evidence(pack())

    for estimate in pack().estimate_by_id.values():
        assert f"### `{estimate.id}`" in page
    for citation in pack().citations:
        assert f"(`{citation.id}`)" in page


def test_every_figure_appears_somewhere() -> None:
    assert "as the other arm alone" not in evidence(pack())


def test_both_pages_are_written(tmp_path: Path) -> None:
    main(tmp_path)

    assert (tmp_path / "evidence.md").is_file()
    assert (tmp_path / "evidence-ids.md").is_file()
