"""A file of any form is read in little time as a table of rows, or refused in a sentence."""

import codecs
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sdm_app.domain.schedule import ScheduleRow
from sdm_app.interop.csv_text import TableFault
from sdm_app.interop.schedule_csv import read_schedule
from sdm_app.interop.schedule_mapping import Part, ScheduleMapping, guessed
from sdm_app.interop.sheet import read_sheet
from tests.builders import pack
from tests.interop.schedules import DAY, a_day, as_csv, read

ENCODINGS = [
    (b"", "utf-8", "UTF-8"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (b"", "windows-1252", "Windows-1252"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
    (b"", "utf-16-le", "UTF-16 LE"),
    (b"", "utf-16-be", "UTF-16 BE"),
]


@pytest.mark.parametrize(("mark", "codec", "name"), ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encoding_and_separator_are_told_from_the_file(
    mark: bytes, codec: str, name: str, separator: str
) -> None:
    raw = mark + as_csv(a_day(12), separator).encode(codec)

    sheet, found = read_sheet(raw), read(raw)

    assert (sheet.encoding, sheet.separator) == (name, separator)
    assert (len(found.rows), found.refused) == (12, ())
    first = found.rows[0]
    assert (first.time, first.reference, first.birth_year) == ("08:00", "F.Q.", 1940)
    assert "Z.V.D.P." in {row.reference for row in found.rows}


@pytest.mark.parametrize("american", [True, False])
def test_five_hundred_rows_take_less_than_a_second_of_the_processor(american: bool) -> None:
    raw = as_csv(a_day(500, american)).encode("windows-1252")

    began = time.process_time()
    found = read(raw)
    took = time.process_time() - began

    assert (len(found.rows) + found.children, found.refused, found.repeated) == (500, (), ())
    assert took < 1.0


def test_quoted_commas_quotes_and_new_lines_stay_in_their_cell() -> None:
    found = read(as_csv(a_day(6)))

    assert found.rows[0].reason == "Low back pain, 2 weeks"
    assert [row.reason for row in found.rows][2:5] == [
        'pt says "my back went out"',
        "cough; fever",
        "F/U HTN call back with labs",
    ]


def test_cells_of_any_length_are_read_at_once() -> None:
    began = time.process_time()
    for letter in ("a", "(", "1", " 1", "@", ".", "J."):
        cell = letter * (120_000 // len(letter))
        read(f"Time,Name,DOB,Reason\n9:05,{cell},{cell},{cell}\n")

    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("raw", "line", "why"),
    [
        (b"", 1, "empty"),
        (b" \r\n\r\n", 1, "empty"),
        (b"PK\x03\x04 and so on", 1, "Excel"),
        (b"%PDF-1.7", 1, "PDF"),
        (b"only words\nand more", 1, "columns"),
        (b"Time,Ref\n", 1, "below"),
        (b'Time,Ref\n9:05,"J.D.\n', 2, "quotation marks"),
        (b"Time,Ref\n9:05,J\x01D\n", 2, "no text"),
        (b"Time,Ref\n9:05,J\x81D\n", 2, "encoding"),
        (b"Time,Ref\n" + b"9:05,J.D.\n" * 5001, 5002, "more than 5000 rows"),
        (b"x" * 5_000_001, 1, "5 MB"),
    ],
)
def test_a_file_that_is_no_schedule_is_refused_in_a_sentence(
    raw: bytes, line: int, why: str
) -> None:
    with pytest.raises(TableFault, match=why) as told:
        read_sheet(raw)

    assert told.value.line == line


lines = st.text(alphabet=st.sampled_from('09:/.-AaPM ,;\t"\n\r24nov é…\x00'), max_size=200)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), lines.map(lambda text: f"Time,Name,DOB\n{text}".encode()))
)
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\x00a\x00\x00\x00")
@example(b"Time,Date,Name\n9:05,1/1/0000,x\n")
@example("Time,Name,DOB\n9:05,a,²/³/1980\n".encode())
def test_no_file_crashes_it(raw: bytes) -> None:
    try:
        sheet = read_sheet(raw)
    except TableFault:
        return
    for mapping in (
        guessed(sheet.names),
        ScheduleMapping(**{str(part): sheet.names[-1] for part in Part}),
        ScheduleMapping(**{str(part): sheet.names[0] for part in Part}),
    ):
        found = read_schedule(sheet, mapping, DAY, DAY, pack().schedule.speaks)
        for one in found.rows:
            assert ScheduleRow(**one.model_dump(), id="1").reference == one.reference
        if not found.is_asking:
            told = len(found.rows) + len(found.refused) + len(found.repeated)
            assert told + found.other_days + found.children == len(sheet.rows)
