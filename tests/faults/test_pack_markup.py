"""Markup in a text is printed as it is written, and huge words still print (fault row F39)."""

import re
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest
from pydantic import ValidationError
from reportlab import rl_config
from reportlab.lib.utils import rlUrlRead

from sdm_app.domain.events import ActionWritten, GoalWritten
from sdm_app.domain.lines import Line
from sdm_app.domain.visit import Visit
from sdm_app.handout import Clinic, build_handout
from sdm_app.packs.strict_json import LONGEST
from tests.builders import ACUTE, LOW, visit
from tests.faults.markup import CLINIC, MARKUP, marked_visits
from tests.handout.reading import objects_of, pages_of, text_of

CHECKOUT = Path(__file__).resolve().parents[2]
REACHING_OUT = rb"/Annots?\b|/AA\b|/URI|/Launch|/JavaScript|/JS\b|/GoToR|/Embedded|/OpenAction"
HUGE = 200_000
LONG_WORD = "w" * LONGEST
"""As long as the built form of a pack lets a text be."""
UNSPLIT = ("title", "made_on", "get_help_title", "sources_title", "every_page")


def bare(text: str) -> str:
    """Without white space: a long word is cut at the end of a line."""
    return re.sub(r"\s", "", text)


def own(plain: Visit, **changed: object) -> Visit:
    """The visit with other words of the printed plan."""
    words = plain.pack.handout.model_copy(update=changed)
    return plain.model_copy(update={"pack": plain.pack.model_copy(update={"handout": words})})


@pytest.fixture
def plain() -> Visit:
    return visit(answers={**ACUTE, **LOW}, findings_default="no", choices=["stay-active"])


def body_of(pdf: bytes) -> str:
    """The text without white space and without what stands at the foot of each page."""
    pages = pages_of(pdf)
    bare_pages = [
        bare(page).replace(f"Page{at}of{len(pages)}", "") for at, page in enumerate(pages, start=1)
    ]
    from_the_end = zip(*(reversed(page) for page in bare_pages), strict=False)
    foot = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, from_the_end))
    assert len(pages) > 1
    assert foot > 0
    return "".join(page[:-foot] for page in bare_pages)


@pytest.mark.parametrize("place", range(len(marked_visits())))
def test_markup_is_printed_as_written(place: int) -> None:
    marked = marked_visits()[place]

    printed = body_of(build_handout(marked, clinic=CLINIC))

    assert printed.count(bare(MARKUP)) >= 30
    left = printed.replace(bare(MARKUP), "")
    assert "<" not in left
    assert ">" not in left
    for words in ("name", "phone", "clinician"):
        assert bare(f"{MARKUP} {words}") in printed


def test_markup_of_the_patient_is_printed_as_written() -> None:
    marked = marked_visits()[0]
    actions = {"stay-active": f"{MARKUP} action"}
    encounter = marked.encounter.model_copy(update={"actions": actions})

    printed = bare(text_of(build_handout(marked.model_copy(update={"encounter": encounter}))))

    assert bare(f"{MARKUP} goal") in printed
    assert bare(f"{MARKUP} action") in printed


@pytest.mark.parametrize("place", range(len(marked_visits())))
def test_nothing_in_the_file_reaches_out_of_it(place: int) -> None:
    pdf = build_handout(marked_visits()[place], clinic=CLINIC)
    written = {number: body.split(b"stream")[0] for number, body in objects_of(pdf).items()}

    assert written
    assert [body for body in written.values() if re.search(REACHING_OUT, body)] == []
    assert [body for body in written.values() if b"/Subtype /Image" in body] == []


def watched(*arguments: str) -> list[str]:
    """What a process that prints the visits said it asked for."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.watched_print", *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_printing_opens_no_file_and_runs_no_code() -> None:
    assert watched() == [f"{len(marked_visits())} visits printed"]


def test_the_watch_over_printing_is_kept() -> None:
    assert watched("plant")[0] == "open ('/dev/null',)"


def test_reportlab_may_fetch_nothing() -> None:
    assert rl_config.trustedHosts == []
    assert rl_config.trustedSchemes == []
    for address in ("file:///etc/hostname", "data:text/plain,x", "http://127.0.0.1:9/"):
        with pytest.raises(OSError, match="Cannot open resource"):
            rlUrlRead(address)


@pytest.mark.parametrize("field", UNSPLIT)
def test_a_word_as_long_as_a_pack_may_hold_is_printed(plain: Visit, field: str) -> None:
    printed = text_of(build_handout(own(plain, **{field: LONG_WORD})))

    assert printed.count("w") >= LONGEST


def test_a_line_as_long_as_a_pack_may_hold_is_printed_in_a_box(plain: Visit) -> None:
    first, *others = plain.pack.handout.get_help
    long = first.model_copy(update={"text": LONG_WORD})

    printed = text_of(build_handout(own(plain, get_help=(long, *others))))

    assert printed.count("w") >= LONGEST
    assert all(bare(line.text)[-20:] in bare(printed) for line in others)


def test_a_line_as_long_as_a_pack_may_hold_is_printed_beside_the_picture(plain: Visit) -> None:
    outlook, long = plain.pack.outlook, Line(text=LONG_WORD)
    cards = tuple(card.model_copy(update={"handout": long}) for card in outlook.cards)
    told = outlook.model_copy(update={"cards": cards})
    changed = plain.model_copy(update={"pack": plain.pack.model_copy(update={"outlook": told})})

    assert text_of(build_handout(changed)).count("w") >= LONGEST


def test_a_huge_word_of_the_clinic_is_printed(plain: Visit) -> None:
    printed = text_of(build_handout(plain, clinic=Clinic(name="w" * HUGE)))

    assert printed.count("w") >= HUGE


def test_what_the_patient_writes_is_bounded() -> None:
    with pytest.raises(ValidationError):
        GoalWritten(goal="w" * 501)
    with pytest.raises(ValidationError):
        ActionWritten(option="heat", action="w" * 501)
