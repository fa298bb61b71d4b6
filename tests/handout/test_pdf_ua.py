"""Every paper keeps PDF/UA-1's rules, as veraPDF judges them."""

import random
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import cycle, islice

import pytest

from sdm_app.handout import Clinic, build_handout
from tests.builders import visit
from tests.handout.papers import MAKERS, Paper, papers
from tests.handout.printing import CASES, CHOSEN, SIZES, printed
from tests.handout.verapdf import NoVerdict, VeraPdf
from tests.handout.verapdf_child import NO_JAVA
from tests.handout.words import GOALS, SIGNS

_FEWEST_CHECKS = 1000
"""A file of one page has more; fewer would mean that no rules were read."""


@pytest.fixture(scope="module")
def verapdf() -> Iterator[VeraPdf]:
    """One Java machine for the tests of this module."""
    with VeraPdf() as asked:
        yield asked


def broken(verapdf: VeraPdf, printed: Iterable[Paper]) -> list[str]:
    """Each paper with each rule it breaks; where there is no Java the test fails and says so."""
    said = []
    for paper in printed:
        try:
            verdict = verapdf.judge(paper.pdf)
        except NoVerdict as none:
            pytest.fail(str(none), pytrace=False)
        assert verdict.checked > _FEWEST_CHECKS
        said += [f"{paper.name}: {failure}" for failure in verdict.failures]
    return said


def a_handful() -> Iterator[Paper]:
    """Each kind of paper in each language, the cases and sizes in turn."""
    turns = zip(cycle(CASES), cycle(SIZES), cycle(GOALS), strict=False)
    for maker in MAKERS:
        for case, size, language in islice(turns, max(len(CASES), len(GOALS))):
            yield from papers([maker], [case], [size], [language])


def test_a_handful_of_papers_break_no_rule(verapdf: VeraPdf) -> None:
    assert broken(verapdf, a_handful()) == []


@pytest.mark.slow
@pytest.mark.parametrize("maker", MAKERS)
def test_no_paper_of_any_visit_breaks_a_rule(verapdf: VeraPdf, maker: str) -> None:
    judged = list(papers([maker]))

    assert judged
    assert broken(verapdf, judged) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_typed_words_of_any_script_break_no_rule(verapdf: VeraPdf, seed: int) -> None:
    chance = random.Random(seed)

    def printed_words() -> Iterator[Paper]:
        for _ in range(75):
            typed = "".join(
                chance.choice(chance.choice(SIGNS)) for _ in range(chance.randint(1, 90))
            )
            clinic = Clinic(name=typed[:40], demo=False)
            language = chance.choice(list(GOALS))
            pdf = build_handout(visit(goal=typed), language=language, clinic=clinic)
            yield Paper(repr(typed), pdf)

    assert broken(verapdf, printed_words()) == []


@pytest.mark.parametrize(
    ("fault", "planted", "clause"),
    [
        (rb"/Alt ", b"/Alx ", "7.3-1"),
        (rb"/Lang ", b"/Lanx ", "7.2-"),
        (rb"/StructParents ", b"/StructParentx ", "7.1-"),
        (rb"<pdfuaid:part>1", b"<pdfuaid:part>3", "5-2"),
        (rb"/ToUnicode ", b"/ToUnicodx ", "7.21.7-1"),
        (rb"/S /LBody ", b"/S /XBody ", "7.1-5"),
    ],
)
def test_a_planted_fault_is_found(
    verapdf: VeraPdf, fault: bytes, planted: bytes, clause: str
) -> None:
    spoilt = re.sub(fault, planted, printed(CHOSEN[0]))

    found = broken(verapdf, [Paper("spoilt", spoilt)])

    assert any(clause in line for line in found)


def test_without_java_one_sentence_says_what_to_install() -> None:
    command = (sys.executable, "-c", f"raise SystemExit({NO_JAVA})")
    sentence = "^veraPDF needs Java, which is not installed: install default-jre-headless$"

    with VeraPdf(command) as asked, pytest.raises(NoVerdict, match=sentence):
        asked.judge(b"%PDF")


def test_a_judge_that_breaks_down_is_no_pass() -> None:
    command = (sys.executable, "-c", "raise SystemExit('no class')")

    with VeraPdf(command) as asked, pytest.raises(NoVerdict, match="no class"):
        asked.judge(b"%PDF")


def test_what_is_no_pdf_is_no_pass() -> None:
    with VeraPdf() as asked, pytest.raises(NoVerdict, match="ended with status"):
        asked.judge(b"not a file at all")
