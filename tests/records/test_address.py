"""The way to a server is guarded, or it is not taken (fault row F31)."""

import pytest

from sdm_app.records import RecordsError
from sdm_app.records.address import is_server, settings_for

BASE = "postgresql+psycopg://station@"


@pytest.mark.parametrize(
    "place",
    ["localhost/visits", "127.0.0.1:5433/visits", "[::1]/visits", "/visits?host=/run/postgresql"],
)
def test_on_this_machine_no_certificate_is_needed(place: str) -> None:
    assert "sslmode" not in settings_for(BASE + place, {})


@pytest.mark.parametrize(
    "place",
    [
        "db.clinic.test/visits",
        "10.0.0.7/visits",
        "db.clinic.test/visits?hostaddr=127.0.0.1",
        "localhost/visits?hostaddr=10.0.0.7",
        "127.0.0.1/visits?host=10.0.0.7",
        "/visits?host=localhost,10.0.0.7",
        "/visits?host=localhost&host=db.clinic.test",
        "127.0.0.1.clinic.test/visits",
        "localhost.clinic.test/visits",
        "0.0.0.0/visits",
    ],
)
def test_on_another_machine_the_server_has_to_prove_who_it_is(place: str) -> None:
    found = settings_for(BASE + place, {})

    assert found["sslmode"] == "verify-full"
    assert found["gssencmode"] == "disable"
    for weaker in ("disable", "allow", "prefer", "require", "verify-ca", "", "Verify-Full"):
        joined = f"{BASE}{place}{'&' if '?' in place else '?'}sslmode={weaker}"
        if weaker:
            with pytest.raises(RecordsError, match="only verify-full is taken"):
                settings_for(joined, {})
        else:
            assert settings_for(joined, {})["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("postgresql+psycopg://", "is to be"),
        ("postgresql://station@localhost/visits", "is to be"),
        ("postgresql+psycopg://localhost/visits", "is to be"),
        ("postgresql+psycopg://station@localhost", "is to be"),
        ("postgresql+psycopg://station@/visits", "names no server"),
        ("postgresql+psycopg://station:s3cret@localhost:port/visits", "cannot be read"),
        (f"{BASE}localhost/visits?options=-csearch_path=mine", "setting we do not take: options"),
        (f"{BASE}localhost/visits?service=other", "setting we do not take: service"),
        (f"{BASE}localhost/visits?target_session_attrs=any", "setting we do not take: target"),
    ],
)
def test_another_address_is_refused_without_its_password(location: str, says: str) -> None:
    with pytest.raises(RecordsError, match=says) as refused:
        settings_for(location, {})

    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("name", ["PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE"])
def test_a_variable_that_would_lead_elsewhere_is_named(name: str) -> None:
    with pytest.raises(RecordsError, match=name):
        settings_for(f"{BASE}localhost/visits", {name: "x"})


def test_only_a_url_is_a_server() -> None:
    assert is_server(f"{BASE}localhost/visits")
    assert not is_server("visits.db")
