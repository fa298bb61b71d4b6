"""The directory as a file: what other programs write is read, what is faulty is refused whole."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdm_app.domain.services import LANGUAGES_AT_MOST, SERVICES_AT_MOST, Directory, Service
from sdm_app.interop.csv_text import BYTES_AT_MOST
from sdm_app.interop.services_csv import ServicesRead, read_services, write_services

TARGETS = {"physical-therapy": "Physical therapy", "yoga": "Yoga", "rheumatology": "Rheumatology"}
HEADER = "target,name,phone,wait,wait_days,self_referral,languages\r\n"
ROW = 'physical-therapy,"River PT, Main St",555 0100,about 1 week,7,yes,English; Español\r\n'
RIVER = Service(
    id="river-pt-main-st",
    target="physical-therapy",
    name="River PT, Main St",
    phone="555 0100",
    wait="about 1 week",
    wait_days=7,
    self_referral=True,
    languages=("English", "Español"),
)


def read(text: str | bytes) -> ServicesRead:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_services(raw, "near.csv", TARGETS)


def faults(text: str | bytes) -> list[str]:
    """Why a file is refused; nothing of it is taken then."""
    found = read(text)
    assert found.services == ()
    return list(found.faults)


def test_a_service_is_read_with_quoted_commas() -> None:
    assert read(HEADER + ROW) == ServicesRead(services=(RIVER,))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_encoding_and_line_end_in_use_is_told(encoding: str, end: str) -> None:
    text = (HEADER + ROW).replace("\r\n", end)

    assert read(text.encode(encoding)).services == (RIVER,)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_told_by_the_header(separator: str) -> None:
    rows = csv.reader(io.StringIO(HEADER + ROW))
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)

    assert read(out.getvalue()).services == (RIVER,)


def test_columns_are_known_by_what_clinics_call_them() -> None:
    header = "Option, Who ,Telephone,Waiting time,Wait in days,Self-referral,Language\n"

    assert read(header + ROW).services == (RIVER,)


@pytest.mark.parametrize("name", ["physical-therapy", "Physical therapy", "PHYSICAL THERAPY"])
def test_a_target_is_known_by_its_id_and_by_its_name(name: str) -> None:
    (service,) = read(f"target,name\n{name},River PT\n").services

    assert service.target == "physical-therapy"


def test_a_target_is_known_by_an_id_of_earlier() -> None:
    raw = b"target,name\nold-yoga,A\n"

    found = read_services(raw, "f", TARGETS, {"old-yoga": "yoga"})

    assert [service.target for service in found.services] == ["yoga"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        *((word, True) for word in ("yes", "Y", "TRUE", "1", "x")),
        *((word, False) for word in ("no", "N", "false", "0")),
        ("", None),
    ],
)
def test_yes_and_no_are_read_as_they_are_written(said: str, means: bool | None) -> None:
    (service,) = read(f"target,name,telehealth\nyoga,A,{said}\n").services

    assert service.telehealth is means


def test_empty_rows_and_cut_off_ends_of_rows_are_no_fault() -> None:
    text = "\n" + HEADER + "yoga,A\n,,,,,,\n\nyoga,B,,,,,,,\n"

    assert [service.name for service in read(text).services] == ["A", "B"]


def test_services_of_one_name_get_ids_of_their_own() -> None:
    text = "target,name,id\nyoga,A,\nyoga,A,a\nyoga,A,\n"

    assert [service.id for service in read(text).services] == ["a-2", "a", "a-3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "near.csv:1: the file is empty."),
        ("\r\n,\r\n", "near.csv:1: the file is empty."),
        ("target,name,fax\n", "near.csv:1: fax: this column is not known."),
        ("target,name,who\n", "near.csv:1: who: this column stands twice."),
        ("target\n", "near.csv:1: name: this column is missing."),
        (
            "target,name\nmassages,A\n",
            "near.csv:2: target: 'massages' is no option and no place of referral.",
        ),
        (
            "target,name\nphysical-terapy,A\n",
            "near.csv:2: target: 'physical-terapy' is no option, perhaps 'physical-therapy' is"
            " meant.",
        ),
        ("target,name\n,A\n", "near.csv:2: target: this is empty and must not be."),
        ("Option,Who\nyoga,\n", "near.csv:2: Who: this is empty and must not be."),
        (
            "target,name,wait_days\nyoga,A,soon\n",
            "near.csv:2: wait_days: this is no whole number of days from 0 to 730.",
        ),
        (
            "target,name,wait_days\nyoga,A,731\n",
            "near.csv:2: wait_days: this is no whole number of days from 0 to 730.",
        ),
        (
            "target,name,wait_days\nyoga,A," + "9" * 5000 + "\n",
            "near.csv:2: wait_days: this is no whole number of days from 0 to 730.",
        ),
        (
            "target,name,telehealth\nyoga,A,perhaps\n",
            "near.csv:2: telehealth: 'perhaps' is neither yes nor no.",
        ),
        ("target,name\nyoga," + "n" * 81, "near.csv:2: name: this has more than 80 letters."),
        (
            'target,name\nyoga,"A\nB"\n',
            "near.csv:2: name: this holds a line break or a character that cannot be seen.",
        ),
        (
            "target,name,languages\nyoga,A," + "x;" * (LANGUAGES_AT_MOST + 1),
            "near.csv:2: languages: these are more than 12.",
        ),
        (
            "target,name,id\nyoga,A,My Id\n",
            "near.csv:2: id: this may hold small letters, digits and hyphens alone.",
        ),
        (
            "target,name,id\nyoga,A,a\nyoga,B,a\n",
            "near.csv:3: id: 'a' is the id of line 2 already.",
        ),
        ("target,name\nyoga,A,555\n", "near.csv:2: field 3: '555' stands under no column."),
        (
            'target,name\nyoga,"A\nyoga,B\n',
            "near.csv:2: the quotation marks are not closed as they should be.",
        ),
        (
            "target,name\n" + "yoga,A\n" * (SERVICES_AT_MOST + 1),
            f"near.csv:{SERVICES_AT_MOST + 2}: there are more than 500 services.",
        ),
        (
            b"target,name\nyoga,A\x81\n",
            "near.csv:2: the letters are in an encoding that is not known.",
        ),
        (b"PK\x03\x04", "near.csv:1: this is a file of Excel; save it as CSV first."),
        (
            b"target,name\nyoga,A\x01\n",
            "near.csv:2: this is no text: it holds what no table holds.",
        ),
        (b"t" * (BYTES_AT_MOST + 1), "near.csv:1: the file is larger than 5 MB."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_faulty_file_is_refused_by_line_and_field(text: str | bytes, expected: str) -> None:
    assert faults(text) == [expected]


def test_all_faults_are_told_at_once_and_in_their_order() -> None:
    text = "target,name,wait_days,telehealth\nyoga,,x,\nyoga,A,,\nmassage,B,,maybe\n"

    assert [fault.split(": ")[:2] for fault in faults(text)] == [
        ["near.csv:2", "name"],
        ["near.csv:2", "wait_days"],
        ["near.csv:4", "target"],
        ["near.csv:4", "telehealth"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_what_a_spreadsheet_would_work_out_is_written_as_words(start: str) -> None:
    service = RIVER.model_copy(update={"phone": f"{start}1 555 0100"})

    raw = write_services([service])

    (row,) = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert row["phone"] == f"'{start}1 555 0100"
    assert read(raw).services == (service,)


def test_what_is_written_follows_the_rules_of_the_format() -> None:
    raw = write_services([RIVER])

    assert raw.startswith(b"\xef\xbb\xbftarget,name,phone,")
    assert raw.count(b"\r\n") == 2
    assert b'"River PT, Main St"' in raw
    assert "\r\n" not in raw.replace(b"\r\n", b"").decode("utf-8-sig")


SEEN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
ODD = st.sampled_from("'\"=+-@,;\t ")


def words(at_most: int, at_least: int = 0) -> st.SearchStrategy[str]:
    """Words that are fit for a field, odd beginnings more often than not."""
    text = st.text(SEEN | st.sampled_from("'\"=+-@, "), min_size=at_least, max_size=at_most)
    return text.map(str.strip).filter(lambda one: len(one) >= at_least and _fits(one))


def _fits(text: str) -> bool:
    try:
        Service(id="a", target="yoga", name="a", cover=text)
    except ValueError:
        return False
    return True


SAID = st.none() | st.booleans()


@st.composite
def services(draw: st.DrawFn) -> tuple[Service, ...]:
    ids = draw(
        st.lists(st.from_regex(r"\A[a-z0-9]{1,4}(-[a-z0-9]{1,4})?\Z"), unique=True, max_size=5)
    )
    language = words(10, 1).filter(lambda one: ";" not in one)
    return tuple(
        Service(
            id=one,
            target=draw(st.sampled_from(sorted(TARGETS))),
            name=draw(words(20, 1)),
            phone=draw(words(20)),
            address=draw(words(20)),
            distance=draw(words(20)),
            wait=draw(words(20)),
            wait_days=draw(st.none() | st.integers(0, 730)),
            cover=draw(words(20)),
            self_referral=draw(SAID),
            telehealth=draw(SAID),
            group_visits=draw(SAID),
            linked_visits=draw(SAID),
            co_located=draw(SAID),
            languages=tuple(draw(st.lists(language, max_size=4))),
            cost_note=draw(words(20)),
        )
        for one in ids
    )


@given(services())
def test_what_is_written_is_read_back_the_same(listed: tuple[Service, ...]) -> None:
    found = read(write_services(listed))

    assert found == ServicesRead(services=listed)
    assert Directory(services=found.services).services == listed


@given(st.binary(max_size=300) | st.text(ODD, max_size=60).map(str.encode))
def test_no_file_is_taken_half_or_ends_the_program(raw: bytes) -> None:
    found = read(b"target,name,phone\nyoga,A,1\n" + raw)

    assert bool(found.services) is not bool(found.faults)
    assert all(fault.startswith("near.csv:") and fault.endswith(".") for fault in found.faults)
