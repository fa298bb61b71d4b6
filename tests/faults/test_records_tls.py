"""A server that cannot prove who it is gets nothing, not even a password (fault row F31)."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sdm_app.records import Unreachable, open_records
from tests.faults.records_server import made_database
from tests.postgres import Server, give_to_administrator
from tests.records.builders import KEY, started, summary

pytestmark = pytest.mark.slow

HOST = "db.clinic.test"
NOW = datetime.now(UTC)

Key = ec.EllipticCurvePrivateKey


class Authority:
    """A certificate authority of a clinic."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        constraint = x509.BasicConstraints(ca=True, path_length=None)
        self.certificate = (
            builder(self._name, self._name, self._key, NOW + timedelta(days=9))
            .add_extension(constraint, critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def write(self, file: Path) -> Path:
        """Its own certificate, for those who trust it."""
        file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return file

    def issue(
        self, folder: Path, host: str = HOST, until: datetime = NOW + timedelta(days=1)
    ) -> None:
        """A server's certificate and key, where the server looks for them."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        names: list[x509.GeneralName] = [x509.DNSName(host), x509.IPAddress(ip_address("10.9.9.9"))]
        certificate = (
            builder(subject, self._name, key, until)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        write_private(
            folder / "server.key",
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )
        write_private(folder / "server.crt", certificate.public_bytes(serialization.Encoding.PEM))


def builder(
    subject: x509.Name, issuer: x509.Name, key: Key, until: datetime
) -> x509.CertificateBuilder:
    """A certificate that was good from ten days ago."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=10))
        .not_valid_after(until)
    )


def write_private(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    file.chmod(0o600)
    give_to_administrator(file)


@pytest.fixture(scope="module")
def database(server: Server) -> str:
    return made_database(server)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority("The clinic's own")


def restart(server: Server, *, ssl: str) -> None:
    server.stop()
    server.settings["ssl"] = ssl
    server.start()


def url(server: Server, database: str, root: Path, host: str = HOST) -> str:
    """The address as a workstation elsewhere has it; the name leads to this machine."""
    return (
        f"postgresql+psycopg://station@{host}:{server.port}/{database}"
        f"?hostaddr=127.0.0.1&sslrootcert={root}"
    )


def test_a_server_that_proves_who_it_is_is_used_and_encrypts(
    server: Server, database: str, authority: Authority, tmp_path: Path
) -> None:
    authority.issue(Path(server.data))
    restart(server, ssl="on")

    records = open_records(url(server, database, authority.write(tmp_path / "ca.pem")), KEY)

    records.append("e1", started(), summary())
    encrypted = records.with_driver(
        lambda driver: driver.execute(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone()
    )
    records.close()
    assert encrypted == (True,)


@pytest.mark.parametrize("fault", ["wrong host", "expired", "another authority", "self-made"])
def test_a_bad_certificate_is_refused(
    server: Server, database: str, authority: Authority, tmp_path: Path, fault: str
) -> None:
    root = authority.write(tmp_path / "ca.pem")
    folder = Path(server.data)
    if fault == "wrong host":
        authority.issue(folder, "db.elsewhere.test")
    elif fault == "expired":
        authority.issue(folder, until=NOW - timedelta(days=1))
    elif fault == "another authority":
        Authority("The clinic's own").issue(folder)
    else:
        Authority(HOST).issue(folder)
    restart(server, ssl="on")

    with pytest.raises(Unreachable, match="could not prove who it is"):
        open_records(url(server, database, root), KEY)


def test_a_server_without_encryption_is_refused(
    server: Server, database: str, authority: Authority, tmp_path: Path
) -> None:
    restart(server, ssl="off")

    with pytest.raises(Unreachable, match="offers no encryption"):
        open_records(url(server, database, authority.write(tmp_path / "ca.pem")), KEY)


def test_no_authority_to_hold_a_server_against_is_no_leave_to_trust_it(
    server: Server, database: str, authority: Authority, tmp_path: Path
) -> None:
    authority.issue(Path(server.data))
    restart(server, ssl="on")

    with pytest.raises(Unreachable, match="could not prove who it is"):
        open_records(url(server, database, tmp_path / "nobody.pem"), KEY)
