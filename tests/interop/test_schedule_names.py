"""Of who is expected, initials and year are kept; of the reason, what speaks of the pain."""

from dataclasses import asdict

import pytest

from tests.builders import pack
from tests.interop.schedules import HEADER, SIMPLE, as_csv, read, simple


def test_no_full_name_and_no_birth_date_is_left_in_what_was_read() -> None:
    rows = [
        HEADER,
        (
            "2026-11-24",
            "9:05",
            "Quillfeather, Zebediah",
            "1980-07-19",
            "Zebediah Quillfeather (555) 010-4477 zq@example.org: LBP since July",
            "",
            "",
        ),
    ]

    found = read(as_csv(rows))

    said = repr(asdict(found)).casefold()
    assert found.rows[0].reference == "Z.Q."
    assert found.rows[0].reason == "… … … …: LBP since July"
    for private in ("quillfeather", "zebediah", "1980-07", "555", "example.org"):
        assert private not in said


def test_a_long_reason_keeps_its_mark_and_is_cut() -> None:
    (row,) = read(simple(f"9:05,2026-11-24,J.D.,1980,{'much more ' * 20}and LBP"), SIMPLE).rows

    assert row.reason == "back pain"


def test_who_is_called_as_the_pain_is_keeps_the_mark() -> None:
    rows = [HEADER, ("2026-11-24", "9:05", "Back, Low", "1980", "low back pain", "", "")]

    (row,) = read(as_csv(rows)).rows

    assert pack().schedule.speaks(row.reason)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Doe, John A.", "J.A.D."),
        ("Dr. John Doe", "J.D."),
        ("DOE,JOHN", "J.D."),
        ("María José Pérez-López", "M.J.P.L."),
        ("O'Brien, Sean", "S.O."),
        ("van der Berg, Anna", "A.V.D.B."),
        ("Doe, John (Johnny)", "J.D."),
        ("Mr", "M."),
    ],
)
def test_a_name_becomes_initials(name: str, kept: str) -> None:
    (row,) = read(as_csv([HEADER, ("2026-11-24", "9:05", name, "1980", "", "", "")])).rows

    assert row.reference == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("jd", "J.D."),
        ("J.D.", "J.D."),
        ("MRN 4711", "MRN 4711"),
        ("4711", "4711"),
        ("Doe John", "D.J."),
        ("Smith", "S."),
        ("John Smith 1980", "J.S. 1980"),
    ],
)
def test_a_full_name_in_the_column_of_references_becomes_initials_too(
    written: str, kept: str
) -> None:
    (row,) = read(simple(f"9:05,2026-11-24,{written},1980,LBP"), SIMPLE).rows

    assert row.reference == kept
