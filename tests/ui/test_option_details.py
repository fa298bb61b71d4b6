"""What is known of an option: guidelines by the clinic's set, where they differ, and studies."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sdm_app.ui.pages.option_details import OptionDetails
from sdm_app.ui.widgets.icon_array import IconArray
from sdm_app.ui.widgets.study_card import StudyCard
from tests.builders import CHRONIC, pack, visit
from tests.ui.builders import found


def details(qtbot: QtBot, option: str, guideline_set: str = "traeger-2019-six") -> OptionDetails:
    seen = visit(answers=CHRONIC, findings_default="no")
    shown = OptionDetails()
    qtbot.addWidget(shown)
    chosen = seen.pack.with_guideline_set(guideline_set)
    shown.show_positions(seen.model_copy(update={"pack": chosen}), option)
    return shown


def words(shown: OptionDetails) -> list[str]:
    return [label.text() for label in shown.findChildren(QLabel)]


def test_a_study_of_two_groups_shows_both_on_one_card(qtbot: QtBot) -> None:
    shown = details(qtbot, "exercise")

    card = found(shown, "study-exercise.beam-3-months")
    counts = [array.accessibleName() for array in card.findChildren(IconArray)]
    assert counts == ["60 of 100 people", "49 of 100 people"]


def test_the_card_says_who_when_how_sure_and_what_was_read(qtbot: QtBot) -> None:
    shown = details(qtbot, "exercise")

    card = found(shown, "study-exercise.pain")
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    for words_of_it in (
        "Who: ",
        "When: ",
        "Compared with: ",
        "Certainty: moderate",
        "Read: a table",
    ):
        assert words_of_it in said


def test_the_other_arm_has_no_card_of_its_own(qtbot: QtBot) -> None:
    for option in pack().options:
        arms = {getattr(one, "comparison_figure", None) for one in option.estimates}
        shown = details(qtbot, option.id)
        for estimate in option.estimates:
            card = shown.findChild(StudyCard, f"study-{estimate.id}")
            assert (card is not None) == (estimate.id not in arms)


def test_guidelines_outside_the_clinics_set_stand_apart(qtbot: QtBot) -> None:
    six = words(details(qtbot, "duloxetine"))
    american = words(details(qtbot, "duloxetine", "united-states"))

    assert "Counted here: Six guidelines of six countries" in six
    assert "Counted here: United States" in american
    assert six.index("Other guidelines, not counted") < six.index("WHO 2023: advises against it")
    assert "Where guidelines disagree" in six
