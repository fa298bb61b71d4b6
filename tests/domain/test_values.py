"""What the types themselves refuse."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sdm_app.domain.findings import Finding
from sdm_app.domain.lines import Line
from sdm_app.domain.lines_fill import fill
from sdm_app.domain.options import Option
from sdm_app.domain.outlook import outlook_for
from sdm_app.domain.questionnaires import Questionnaire
from sdm_app.domain.requests import Choice, Picture
from sdm_app.domain.sources import Estimate
from sdm_app.domain.vocabulary import Urgency
from tests.builders import pack, visit

ESTIMATE: TypeAdapter[Estimate] = TypeAdapter(Estimate)
FIGURE: dict[str, Any] = {
    "id": "a.b",
    "kind": "frequency",
    "numerator": 5,
    "outcome": "o",
    "period": "p",
    "population": "q",
    "citation": "c",
    "certainty": "low",
    "design": "cohort",
    "setting": "mixed",
    "seen": "primary_abstract",
    "reviewed_on": date(2026, 11, 22),
}


@pytest.mark.parametrize(
    "missing", ["citation", "period", "population", "certainty", "design", "reviewed_on"]
)
def test_a_figure_without_its_source_is_refused(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        ESTIMATE.validate_python({k: v for k, v in FIGURE.items() if k != missing})


def test_a_figure_cannot_count_more_people_than_there_are() -> None:
    assert ESTIMATE.validate_python(FIGURE | {"numerator": 100})
    with pytest.raises(ValidationError, match="larger than denominator"):
        ESTIMATE.validate_python(FIGURE | {"numerator": 101})


def test_a_number_in_a_line_needs_a_source() -> None:
    with pytest.raises(ValidationError, match="number without a source"):
        Line.model_validate("5 of 100 people")

    assert Line.model_validate({"text": "5 of 100", "cites": ["c"]})
    assert Line.model_validate({"text": "Walk 5 minutes", "numbers": "instruction"})
    assert Line.model_validate("On {date} we look again")


def test_fill_replaces_only_what_it_was_given() -> None:
    assert fill("On {date} {stop} {date}", {"date": "{stop}"}) == "On {stop} {stop} {stop}"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"do": None}, "needs 'do'"),
        ({"cites": ()}, "needs 'do'"),
        ({"actions": ("refer",)}, "go together"),
        ({"refer_to": "somewhere"}, "go together"),
    ],
)
def test_an_urgent_finding_says_what_to_do(change: dict[str, Any], why: str) -> None:
    finding = {"id": "f", "asks": "a", "urgency": "soon", "do": "d", "cites": ("c",)}

    with pytest.raises(ValidationError, match=why):
        Finding.model_validate(finding | change)


def test_a_picture_has_arrays_one_way() -> None:
    base = {
        "title": "t",
        "intro": "i",
        "means_title": "m",
        "means": "m",
        "when_title": "w",
        "when": "w",
        "caption": "c",
    }
    aged = [{"from_age": 20, "arrays": [{"figure": "a", "label": "l"}]}]

    both = {"arrays": aged[0]["arrays"], "by_age": aged}
    with pytest.raises(ValidationError, match="either arrays or by_age"):
        Picture.model_validate(base | both)
    with pytest.raises(ValidationError, match="needs default_age"):
        Picture.model_validate(base | {"by_age": aged})
    assert not Picture.model_validate(base).arrays


def test_a_choice_gives_equal_detail() -> None:
    choice = {
        "when": {"rule": "always"},
        "title": "t",
        "intro": "i",
        "say": ["s"],
        "caption": "c",
        "rows": [{"id": "r", "question": "q"}],
        "options": [
            {"id": "a", "name": "a", "cells": {"r": "x"}},
            {"id": "b", "name": "b", "cells": {}},
        ],
    }

    with pytest.raises(ValidationError, match="every row"):
        Choice.model_validate(choice)


def test_without_a_card_that_always_holds_there_is_no_outlook() -> None:
    content = pack().outlook.model_copy(update={"cards": ()})
    empty = pack().model_copy(update={"outlook": content})

    with pytest.raises(LookupError):
        outlook_for(visit().model_copy(update={"pack": empty}))


@pytest.mark.parametrize(
    ("ids", "why"),
    [(["other.a"], "not named after"), (["q.a", "q.a"], "same id")],
)
def test_items_are_named_after_their_questionnaire_and_each_once(ids: list[str], why: str) -> None:
    answers = [{"id": "no", "text": "No"}, {"id": "yes", "text": "Yes", "value": 1}]
    questionnaire = {
        "id": "q",
        "title": "t",
        "short": "s",
        "rights": "r",
        "licence": "ship",
        "citation": "c",
        "items": [{"id": item, "text": "t", "answer_options": answers} for item in ids],
    }

    with pytest.raises(ValidationError, match=why):
        Questionnaire.model_validate(questionnaire)


def test_an_item_is_found_by_its_id() -> None:
    item = pack().questionnaire_by_id["start-back"].item("start-back.fear")

    assert item.subscale
    assert item.has_answer("agree")
    assert not item.has_answer("perhaps")


def test_an_option_serves_a_priority_from_0_to_3() -> None:
    option = pack().option_by_id["heat"].model_dump()

    with pytest.raises(ValidationError, match="not from 0 to 3"):
        Option.model_validate(option | {"serves": {"sleep": 4}})


@pytest.mark.parametrize("urgency", list(Urgency))
def test_every_urgency_has_its_words(urgency: Urgency) -> None:
    assert pack().red_flags.wording_for(urgency).title


def test_a_guideline_set_that_the_pack_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        pack().with_guideline_set("of-the-moon")
