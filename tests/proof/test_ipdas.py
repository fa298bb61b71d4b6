"""The page on IPDAS is whole, up to date, and names only what is there."""

from collections import Counter
from pathlib import Path

from pytestqt.qtbot import QtBot

from sdm_app.domain.sources import Frequency
from sdm_app.domain.vocabulary import Certainty
from sdm_app.i18n import format_date
from sdm_app.ui.about import AboutDialog
from sdm_app.ui.text import PlainLabel
from tests.builders import pack
from tests.proof import documents
from tests.proof.named_tests import CHECKOUT, named_tests
from tests.proof.safety_case import Group, Item, Met, Source, faults_of_items, read_items

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


def test_the_items_stand_in_the_order_of_the_instrument() -> None:
    numbers = [item.number for item in read_items()]

    assert numbers[:16] == sorted(numbers[:16])
    assert numbers[16:] == [f"Q{place}" for place in range(1, 29)]


def test_an_item_read_at_second_hand_alone_is_marked() -> None:
    page = documents.pages()["ipdas.md"]
    alone = [item for item in read_items() if item.read_in == (Source.KUAI_PDA,)]

    assert page.count(" † |") == len(alone) == 20
    assert f"{len(alone)} quality items were read in the last of these alone" in page


def test_every_file_and_test_named_is_there() -> None:
    assert faults_of_items(read_items(), named_tests()) == []


def test_a_file_or_a_test_that_is_not_there_is_found() -> None:
    planted = Item(
        id="planted",
        number="Q9",
        read_in=(Source.KUAI_PDA,),
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
    rows = [row for row in pack().grid.rows if row.study is None]
    questions = [row.id for row in rows if not row.directory]

    # What is near is the clinic's to say; until it does, the row itself answers for each option.
    assert all(row.nothing_listed for row in rows if row.directory)
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


def test_the_counts_that_the_page_tells_are_those_of_the_content() -> None:
    said = " ".join(item.evidence for item in read_items())
    figures = tuple(pack().estimate_by_id.values())
    unrated = sum(one.certainty is Certainty.NOT_RATED for one in figures)
    counts = [one for one in figures if isinstance(one, Frequency)]
    options = pack().options
    counted = sum(any(isinstance(one, Frequency) for one in o.estimates) for o in options)

    assert f"For {unrated} of {len(figures)} figures" in said
    assert f"for {counted} of {len(options)} options" in said
    assert {one.denominator for one in counts} == {100, 1000}
    assert sum(one.denominator == 1000 for one in counts) == 6
    assert "for six of 1,000" in said


def test_about_says_when_by_whose_money_and_how_it_is_kept_up(qtbot: QtBot) -> None:
    info = pack().info
    dialog = AboutDialog(info)
    qtbot.addWidget(dialog)

    said = " ".join(label.text() for label in dialog.findChildren(PlainLabel))

    assert format_date(info.released) in said
    for words in (info.funding, info.conflicts, info.update_policy):
        assert words in said
