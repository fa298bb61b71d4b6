"""Ed25519 signatures in minisign's format, so that its own tool can make and check them too.

A signature stands beside its file as `FILE.minisig`. Only prehashed signatures (`ED`) are taken:
Ed25519 over the BLAKE2b-512 hash of the file, and once more over that signature with its trusted
comment. Secret keys are minisign's own key files without a password (`minisign -G -W`); a key file
is kept by whoever signs, off the machines that run the program.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sdm_app import resources
from sdm_app.packs.errors import ContentError
from sdm_app.packs.strict_json import read_file

_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "
_LARGEST = 16_384
_LEGACY, _PREHASHED, _CHECKSUM, _NO_PASSWORD = b"Ed", b"ED", b"B2", b"\0\0"
_PUBLIC_BYTES, _SIGNATURE_BYTES, _SECRET_BYTES = 42, 74, 158


@dataclass(frozen=True)
class PublicKey:
    """What signatures are checked with; `id` is eight bytes that tell keys apart, no secret."""

    id: bytes
    raw: bytes

    @property
    def name(self) -> str:
        """The id as minisign prints it."""
        return f"{int.from_bytes(self.id, 'little'):016X}"

    def text(self) -> str:
        """The key as one line of letters, as `--key` takes it."""
        return _encoded(_LEGACY + self.id + self.raw)

    def file_text(self) -> str:
        """The content of a public key file."""
        return f"{_UNTRUSTED}minisign public key {self.name}\n{self.text()}\n"


@dataclass(frozen=True)
class SecretKey:
    """What signatures are made with."""

    id: bytes
    seed: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self.id, self._private().public_key().public_bytes_raw())

    def sign(self, data: bytes, comment: str) -> str:
        """The content of the signature file; the comment is signed too."""
        private = self._private()
        signature = private.sign(_prehash(data))
        both = private.sign(signature + comment.encode())
        return (
            f"{_UNTRUSTED}signature from Backchoice key {self.public.name}\n"
            f"{_encoded(_PREHASHED + self.id + signature)}\n"
            f"{_TRUSTED}{comment}\n{_encoded(both)}\n"
        )

    def file_text(self) -> str:
        """The content of a secret key file."""
        pair = self.seed + self.public.raw
        settings = bytes(32 + 8 + 8)  # salt and costs of a password, which there is none of
        checksum = _key_checksum(self.id, pair)
        raw = _LEGACY + _NO_PASSWORD + _CHECKSUM + settings + self.id + pair + checksum
        return f"{_UNTRUSTED}minisign unencrypted secret key\n{_encoded(raw)}\n"

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class Signature:
    """Whose signature was found good, and what was signed along with the file."""

    key: PublicKey
    comment: str


TrustedKeys = Mapping[bytes, PublicKey]
"""Keys by their id."""


def new_key() -> SecretKey:
    """A key that nobody has had before."""
    return SecretKey(secrets.token_bytes(8), Ed25519PrivateKey.generate().private_bytes_raw())


def write_new_key(key: SecretKey, secret_file: Path, public_file: Path) -> None:
    """Write both files, the secret one for its owner alone; a file that is there stays.

    Raises:
        ContentError: a file is there already, or cannot be written.
    """
    for file, text, mode in (
        (secret_file, key.file_text(), 0o600),
        (public_file, key.public.file_text(), 0o644),
    ):
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as stream:
                stream.write(text)
        except OSError as fault:
            raise ContentError(file, 1, "", fault.strerror or "cannot be written") from None


def signature_file(file: Path) -> Path:
    """Where the signature of a file stands."""
    return file.with_name(f"{file.name}.minisig")


def trusted(keys: Iterable[PublicKey]) -> TrustedKeys:
    """Keys as `verify` wants them."""
    return {key.id: key for key in keys}


def built_in_keys() -> TrustedKeys:
    """The keys this program trusts: the public key files among its assets; there may be none."""
    return keys_in(resources.asset("keys"))


def keys_in(folder: Path) -> TrustedKeys:
    """The keys whose files lie in a folder; none when there is no such folder.

    Raises:
        ContentError: a file is no public key.
    """
    return trusted(read_public_key(file) for file in sorted(folder.glob("*.pub")))


def read_public_key(file: Path) -> PublicKey:
    """The key of a public key file.

    Raises:
        ContentError: not readable, or no such file.
    """
    return _public_key(_bytes_below_comment(file, _PUBLIC_BYTES, "public key"), file)


def public_key(text: str) -> PublicKey:
    """The key of one line of letters.

    Raises:
        ContentError: no such line.
    """
    raw = _decoded(text.strip(), _PUBLIC_BYTES)
    if raw is None:
        raise ContentError("--key", 1, "", "is neither a public key nor a file that holds one")
    return _public_key(raw, "--key")


def read_secret_key(file: Path) -> SecretKey:
    """The key of a secret key file without a password.

    Raises:
        ContentError: not readable, no such file, damaged, or with a password.
    """
    raw = _bytes_below_comment(file, _SECRET_BYTES, "secret key")
    if raw[:2] != _LEGACY or raw[4:6] != _CHECKSUM:
        raise ContentError(file, 2, "", "no secret key of a kind that is known here")
    if raw[2:4] != _NO_PASSWORD:
        why = "has a password; `minisign -C -W` makes a key file without one"
        raise ContentError(file, 2, "", why)
    key_id, pair, checksum = raw[54:62], raw[62:126], raw[126:]
    key = SecretKey(key_id, pair[:32])
    # minisign writes no checksum where there is no password.
    if checksum not in (_key_checksum(key_id, pair), bytes(32)) or key.public.raw != pair[32:]:
        raise ContentError(file, 2, "", "a damaged secret key")
    return key


def verify(data: bytes, raw_signature: bytes, keys: TrustedKeys, name: Path | str) -> Signature:
    """Check a signature file against the bytes of its file; `name` is the signature's.

    Raises:
        ContentError: malformed, by a key that is not trusted, or not the signature of these bytes.
    """
    try:
        lines = raw_signature.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise ContentError(name, 1, "", "not UTF-8 text") from None
    if len(lines) != 5 or lines[4] or not lines[0].startswith(_UNTRUSTED):
        raise ContentError(name, 1, "", "is no signature in minisign's format")
    if not lines[2].startswith(_TRUSTED):
        raise ContentError(name, 3, "", f"must begin with '{_TRUSTED.strip()}'")
    signed, both = _decoded(lines[1], _SIGNATURE_BYTES), _decoded(lines[3], 64)
    if signed is None or both is None:
        raise ContentError(name, 2 if signed is None else 4, "", "is no signature")
    if signed[:2] != _PREHASHED:
        raise ContentError(name, 2, "", "a signature of a kind that is not taken; only ED is")
    comment = lines[2].removeprefix(_TRUSTED)
    if not comment.replace("\t", " ").isprintable():
        raise ContentError(name, 3, "", "holds a character that cannot be seen")
    key = keys.get(signed[2:10])
    if key is None:
        unknown = PublicKey(signed[2:10], b"").name
        raise ContentError(name, 2, "", f"signed with key {unknown}, which is not trusted here")
    signature = signed[10:]
    try:
        public = Ed25519PublicKey.from_public_bytes(key.raw)
        public.verify(signature, _prehash(data))
    except InvalidSignature:
        why = "does not fit the pack: the pack or its signature was altered"
        raise ContentError(name, 2, "", why) from None
    try:
        public.verify(both, signature + comment.encode())
    except InvalidSignature:
        raise ContentError(name, 3, "", "the comment was altered after it was signed") from None
    return Signature(key, comment)


def _public_key(raw: bytes, name: Path | str) -> PublicKey:
    if raw[:2] != _LEGACY:
        raise ContentError(name, 1, "", "no public key of a kind that is known here")
    return PublicKey(raw[2:10], raw[10:])


def _bytes_below_comment(file: Path, size: int, kind: str) -> bytes:
    lines = read_file(file, _LARGEST).decode("ascii", "replace").splitlines()
    has_form = len(lines) == 2 and lines[0].startswith(_UNTRUSTED)
    raw = _decoded(lines[1], size) if has_form else None
    if raw is None:
        raise ContentError(file, 1, "", f"is no {kind} in minisign's format")
    return raw


def _key_checksum(key_id: bytes, pair: bytes) -> bytes:
    return hashlib.blake2b(_LEGACY + key_id + pair, digest_size=32).digest()


def _prehash(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(text: str, size: int) -> bytes | None:
    """The bytes of a base64 text that has just this one spelling; None for any other."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    return raw if len(raw) == size and _encoded(raw) == text else None
