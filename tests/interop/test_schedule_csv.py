"""A schedule as another program wrote it: read right, or refused by row with the reason."""

import codecs
import time
from dataclasses import asdict

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sdm_app.domain.schedule import ScheduleRow
from sdm_app.interop.csv_text import TableFault
from sdm_app.interop.day_forms import DateOrder
from sdm_app.interop.schedule_csv import read_schedule
from sdm_app.interop.schedule_found import sentences_of
from sdm_app.interop.schedule_mapping import Part, ScheduleMapping, fitted, guessed
from sdm_app.interop.sheet import read_sheet
from tests.builders import pack
from tests.interop.schedules import DAY, HEADER, a_day, as_csv, read

ENCODINGS = [
    (b"", "utf-8", "UTF-8"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (b"", "windows-1252", "Windows-1252"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
    (b"", "utf-16-le", "UTF-16 LE"),
    (b"", "utf-16-be", "UTF-16 BE"),
]
SIMPLE = ScheduleMapping(time="Time", date="Date", reference="Ref", birth="Born", reason="Reason")


def simple(*rows: str, header: str = "Time,Date,Ref,Born,Reason") -> str:
    return "\n".join((header, *rows))


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


def test_a_row_behind_one_of_two_lines_is_named_by_its_own_line() -> None:
    raw = simple('9:00,2026-11-24,A.B.,1980,"two\nlines"', "nine,2026-11-24,C.D.,1980,LBP")

    (refused,) = read(raw, SIMPLE).refused

    assert (refused.line, refused.part) == (4, Part.TIME)


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("11/24/2026", None),
        ("24.11.2026", None),
        ("2026-11-24", None),
        ("24-Nov-2026", None),
        ("Nov 24 2026", None),
    ],
)
def test_a_date_that_can_be_one_day_alone_needs_no_word(
    written: str, order: DateOrder | None
) -> None:
    found = read(simple(f"9:05,{written},J.D.,1980,LBP"), SIMPLE)

    assert (len(found.rows), found.unclear, found.order) == (1, None, order)


def test_a_date_that_could_be_two_days_is_asked_about_and_never_guessed() -> None:
    raw = simple("9:05,03/04/2026,J.D.,1980,LBP", "9:10,03/04/2026,M.A.,1980,LBP")

    found = read(raw, SIMPLE)

    assert (found.rows, found.is_asking) == ((), True)
    assert found.unclear is not None
    assert (found.unclear.month_first.month, found.unclear.day_first.month) == (3, 4)


@pytest.mark.parametrize(("order", "month"), [("month-first", 3), ("day-first", 4)])
def test_the_mapping_says_how_such_a_date_is_read(order: str, month: int) -> None:
    mapping = SIMPLE.model_copy(update={"date_order": DateOrder(order)})
    day = DAY.replace(month=month, day=7 - month)

    found = read(simple("9:05,03/04/2026,J.D.,1980,LBP"), mapping, day)

    assert len(found.rows) == 1
    assert found.order == order
    assert not found.is_asking


def test_another_date_of_the_file_tells_how_it_is_read() -> None:
    rows = ("9:05,03/04/2026,J.D.,1980,LBP", "9:10,03/24/2026,M.A.,1980,LBP")

    found = read(simple(*rows), SIMPLE, DAY.replace(month=3, day=4))

    assert [row.reference for row in found.rows] == ["J.D."]
    assert found.order is DateOrder.MONTH_FIRST


def test_dates_of_birth_tell_too() -> None:
    found = read(simple("9:05,03/04/2026,J.D.,24/12/1980,LBP"), SIMPLE, DAY.replace(month=4, day=3))

    assert len(found.rows) == 1
    assert found.order is DateOrder.DAY_FIRST


def test_what_the_file_says_beats_what_was_remembered() -> None:
    mapping = SIMPLE.model_copy(update={"date_order": DateOrder.DAY_FIRST})

    assert len(read(simple("9:05,11/24/2026,J.D.,1980,LBP"), mapping).rows) == 1


def test_with_dates_of_both_kinds_in_a_column_the_open_ones_are_refused() -> None:
    rows = ("24/11/2026", "11/24/2026", "11/12/2026")

    found = read(simple(*(f"9:05,{day},J.D.,1980,LBP" for day in rows)), SIMPLE)

    assert [(fault.line, fault.part) for fault in found.refused] == [(4, Part.DATE)]
    assert len(found.rows) + len(found.repeated) == 2


def test_two_forms_of_dates_in_one_file_are_both_read() -> None:
    found = read(simple("9:05,2026-11-24,J.D.,5/4/1980,LBP", "9:10,11/24/2026,M.A.,1950,x"), SIMPLE)

    assert [row.birth_year for row in found.rows] == [1980, 1950]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("9:05", "09:05"),
        ("09:05", "09:05"),
        ("9:05 AM", "09:05"),
        ("9:05pm", "21:05"),
        ("12:05 a.m.", "00:05"),
        ("12:00 PM", "12:00"),
        ("0905", "09:05"),
        ("9 AM", "09:00"),
        ("9.05", "09:05"),
        ("09:05:00", "09:05"),
        ("2026-11-24T09:05:00", "09:05"),
        ("11/24/2026 9:05 AM", "09:05"),
    ],
)
def test_a_time_is_read_in_its_many_forms(written: str, kept: str) -> None:
    (row,) = read(simple(f"{written},2026-11-24,J.D.,1980,LBP"), SIMPLE).rows

    assert row.time == kept


@pytest.mark.parametrize(
    "written", ["", "9", "24:00", "9:60", "13:05 PM", "905", "noon", "2026-11-24T09:05:00Z"]
)
def test_what_is_no_time_is_refused(written: str) -> None:
    found = read(simple(f"{written},2026-11-24,J.D.,1980,LBP"), SIMPLE)

    assert [fault.part for fault in found.refused] == [Part.TIME]


@pytest.mark.parametrize("written", ["1980", "5/4/1980", "1980-05-04", "04-MAY-80", "5/4/80"])
def test_of_a_date_of_birth_the_year_alone_is_kept(written: str) -> None:
    (row,) = read(simple(f"9:05,2026-11-24,J.D.,{written},LBP"), SIMPLE).rows

    assert row.birth_year == 1980


def test_every_bad_row_is_told_at_once_and_the_good_ones_are_read() -> None:
    found = read(
        simple(
            "9:00,2026-11-24,A.B.,1980,LBP",
            "late,2026-11-24,C.D.,1980,LBP",
            "9:10,someday,E.F.,1980,LBP",
            "9:20,2026-11-24,,1980,LBP",
            "9:30,2026-11-24,G.H.,1880,LBP",
            "9:40,2026-11-24,I.J.,5/4/08,LBP",
            "9:50,2026-11-24,K.L.,1980,LBP,one cell too many",
            "Total: 7",
            f"9:55,2026-11-24,{'9' * 41},1980,LBP",
            "9:56,2026-11-24,M.N.,soon,LBP",
        ),
        SIMPLE,
    )

    assert [row.reference for row in found.rows] == ["A.B."]
    assert [(fault.line, str(fault.part or "row")) for fault in found.refused] == [
        (3, "time"),
        (4, "date"),
        (5, "reference"),
        (6, "birth"),
        (7, "birth"),
        (8, "row"),
        (9, "date"),
        (10, "reference"),
        (11, "birth"),
    ]
    sentences = list(sentences_of(found.refused, str))
    assert sentences[0] == "Line 3, time: no time such as 9:05 or 2:30 PM."
    assert sentences[5].startswith("Line 8: more cells than there are columns")


def test_a_row_that_stands_twice_is_named_and_taken_once() -> None:
    rows = ("9:05,2026-11-24,J.D.,1980,physical", "9:05,2026-11-24,J.D.,1980,LBP")

    found = read(
        simple(*rows, "9:05,2026-11-24,J.D.,1981,x", "9:10,2026-11-24,J.D.,1980,x"), SIMPLE
    )

    assert [(one.line, one.first) for one in found.repeated] == [(3, 2)]
    assert len(found.rows) == 3
    assert found.rows[0].reason == "LBP"


def test_two_people_of_the_same_initials_at_one_time_stay_two() -> None:
    raw = as_csv(
        [HEADER]
        + [
            ("2026-11-24", "9:05", name, born, "LBP", "", "")
            for name, born in (("Doe, Jan", "1980-02-01"), ("Dee, Jo", "1980-03-01"))
        ]
    )

    found = read(raw)

    assert [row.reference for row in found.rows] == ["J.D.", "J.D. 2"]
    assert found.repeated == ()


def test_rows_of_another_day_are_counted() -> None:
    found = read(
        simple("9:05,2026-11-24,J.D.,1980,LBP", *["9:05,2026-11-25,M.A.,1980,LBP"] * 2), SIMPLE
    )

    assert (len(found.rows), found.other_days) == (1, 2)
    assert found.days == ((DAY, 1), (DAY.replace(day=25), 2))


@pytest.mark.parametrize(("born", "children"), [(2008, 0), (2009, 1)])
def test_a_child_is_passed_over_and_counted(born: int, children: int) -> None:
    found = read(simple(f"9:05,2026-11-24,J.D.,{born},LBP"), SIMPLE)

    assert (found.children, len(found.rows)) == (children, 1 - children)


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


def test_empty_cells_past_the_last_column_do_no_harm() -> None:
    assert len(read(simple("9:05,2026-11-24,J.D.,1980,LBP,,,"), SIMPLE).rows) == 1


def test_a_long_reason_keeps_its_mark_and_is_cut() -> None:
    (row,) = read(simple(f"9:05,2026-11-24,J.D.,1980,{'much more ' * 20}and LBP"), SIMPLE).rows

    assert row.reason == "back pain"


def test_cells_of_any_length_are_read_at_once() -> None:
    began = time.process_time()
    for letter in ("a", "(", "1", " 1", "@", ".", "J."):
        cell = letter * (120_000 // len(letter))
        read(f"Time,Name,DOB,Reason\n9:05,{cell},{cell},{cell}\n")

    assert time.process_time() - began < 2


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


def test_first_and_last_name_may_have_columns_of_their_own() -> None:
    raw = "Start,Last Name,First Name,YOB\n9:05,Doe,Jan,1980"

    (row,) = read(raw).rows

    assert row.reference == "J.D."


def test_a_title_above_the_header_and_a_word_on_the_separator_are_passed_over() -> None:
    raw = "sep=;\nSchedule of Tuesday\nTime;Initials;DOB\n9:05;J.D.;5/4/1980\n"

    found = read(raw)

    assert [(row.time, row.birth_year) for row in found.rows] == [("09:05", 1980)]
    assert read(raw.replace("J.D.", "")).refused[0].line == 4


@pytest.mark.parametrize(
    "when", ["9:05", "9:05 AM", "2026-11-24T09:05", "24-Nov-2026 9:05", "0905", "Nov 24, 2026"]
)
def test_columns_without_names_are_called_by_their_numbers_never_by_a_patient(when: str) -> None:
    sheet = read_sheet(as_csv([(when, "Doe, Jan", "LBP"), (when, "Roe, Max", "cough")]).encode())

    assert sheet.names == ("Column 1", "Column 2", "Column 3")
    assert len(sheet.rows) == 2
    assert not guessed(sheet.names).is_enough


def test_a_column_whose_name_stands_twice_is_told_apart() -> None:
    assert read_sheet(b"Name,Name,\na,b,c\n").names == ("Name", "Name (2)", "Column 3")


def test_a_mapping_is_kept_while_its_columns_are_there() -> None:
    names = ("When", "Who", "Time", "Initials")
    kept = ScheduleMapping(time="When", reference="Who", date_order=DateOrder.DAY_FIRST)

    assert fitted(kept, names) == kept
    assert fitted(None, names).time == "Time"
    other = fitted(kept, names[1:])
    assert (other.time, other.date_order) == ("Time", DateOrder.DAY_FIRST)
    assert ScheduleMapping.model_validate_json(kept.model_dump_json()) == kept


def test_a_chart_number_is_taken_only_where_nothing_else_names_anybody() -> None:
    assert guessed(("Time", "MRN", "Patient")).reference == ""
    assert guessed(("Time", "MRN")).reference == "MRN"


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
