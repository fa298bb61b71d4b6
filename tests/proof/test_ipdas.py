"""The page on IPDAS is whole, up to date, and names only what is there."""

from collections import Counter
from pathlib import Path

from sdm_app.domain.sources import Frequency
from tests.builders import pack
from tests.proof import documents
from tests.proof.named_tests import CHECKOUT, named_tests
from tests.proof.safety_case import Group, Item, Met, faults_of_items, read_items

COUNTS = {
    Group.QUALIFYING: 6,
    Group.CERTIFYING: 6,
    Group.CERTIFYING_TESTS: 4,
    Group.INFORMATION: 2,
    Group.PROBABILITIES: 6,
    Group.VALUES: 1,
    Group.GUIDANCE: 2,
    Group.DEVELOPMENT: 6,
    Group.EVIDENCE: 2,
    Group.DISCLOSURE: 1,
    Group.PLAIN_LANGUAGE: 1,
    Group.EVALUATION: 2,
    Group.TESTS: 5,
}


def test_all_items_stand_once_in_their_group() -> None:
    items = read_items()

    assert Counter(item.group for item in items) == COUNTS
    assert len({item.id for item in items}) == len(items) == 44


def test_every_file_and_test_named_is_there() -> None:
    assert faults_of_items(read_items(), named_tests()) == []


def test_a_file_or_a_test_that_is_not_there_is_found() -> None:
    planted = Item(
        id="planted",
        group=Group.VALUES,
        item="Planted",
        met=Met.YES,
        evidence="None",
        files=("content/nowhere.yaml",),
        tests=("tests/proof/test_ipdas.py::test_nothing",),
    )

    faults = faults_of_items((planted,), named_tests(), CHECKOUT)

    assert faults == [
        "planted: there is no test tests/proof/test_ipdas.py::test_nothing",
        "planted: there is no content/nowhere.yaml",
    ]


def test_what_needs_people_is_not_claimed() -> None:
    needing = [one for one in read_items() if one.group in (Group.DEVELOPMENT, Group.EVALUATION)]

    assert {item.met for item in needing} <= {Met.NO, Met.NEEDS_PATIENTS}


def test_the_page_is_that_of_the_items() -> None:
    page = (CHECKOUT / "docs" / "ipdas.md").read_text(encoding="utf-8")

    assert page == documents.pages()["ipdas.md"], "make docs"


def test_both_pages_are_written(tmp_path: Path) -> None:
    documents.main(tmp_path)

    for name, text in documents.pages().items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_every_option_answers_every_question_of_the_grid() -> None:
    questions = [row.id for row in pack().grid.rows if row.study is None]

    assert {"involves", "help", "risks", "cost-access"} <= set(questions)
    for option in pack().options:
        assert [row for row in questions if row not in option.cells] == [], option.id


def test_both_arms_of_a_figure_count_the_same_number_of_people() -> None:
    figures = pack().estimate_by_id
    pairs = [
        (one, figures[one.comparison_figure])
        for one in figures.values()
        if isinstance(one, Frequency) and one.comparison_figure
    ]

    assert pairs
    for one, other in pairs:
        assert isinstance(other, Frequency)
        assert one.denominator == other.denominator
        assert one.period == other.period
