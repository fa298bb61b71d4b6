"""`backchoice pack`: build a folder of content, sign it, verify it, make a key."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from sdm_app.packs import signing
from sdm_app.packs.built import WITHDRAWN, Built, build, read_built
from sdm_app.packs.errors import ContentError
from sdm_app.packs.references import check_references
from sdm_app.packs.signed import load_signed
from sdm_app.packs.strict_json import read_file, shown
from sdm_app.packs.walking import walk


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands' arguments to the parser of `pack`."""
    commands = parser.add_subparsers(dest="pack_command", metavar="COMMAND", required=True)
    making = commands.add_parser("build", help="build the one file that is given out")
    making.add_argument("folder", type=Path, metavar="FOLDER")
    making.add_argument("--out", type=Path, required=True, metavar="FILE")
    making.add_argument("--today", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    making.add_argument("--expires", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    making.add_argument(
        "--sequence",
        type=int,
        metavar="N",
        help="higher than that of every pack before; made from the day when left out",
    )
    sign = commands.add_parser("sign", help="write the signature of a built pack beside it")
    sign.add_argument("file", type=Path, metavar="FILE")
    sign.add_argument("--key", type=Path, required=True, metavar="FILE", help="the secret key")
    verify = commands.add_parser("verify", help="check a built pack and its signature")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument(
        "--key", metavar="PUBLIC", help="a public key or its file; else the keys of this program"
    )
    key = commands.add_parser("new-key", help="make NAME.key, to be kept secret, and NAME.pub")
    key.add_argument("name", type=Path, metavar="NAME")


def run(arguments: argparse.Namespace) -> str:
    """Do what the arguments ask, and tell what was done.

    Raises:
        ContentError: bad input, in one sentence.
    """
    match arguments.pack_command:
        case "build":
            return _build(arguments)
        case "sign":
            return _sign(arguments.file, signing.read_secret_key(arguments.key))
        case "verify":
            return _verify(arguments.file, arguments.key)
        case _:
            return _new_key(arguments.name)


def _build(arguments: argparse.Namespace) -> str:
    out, today = arguments.out, arguments.today or date.today()
    if not arguments.folder.is_dir():
        raise ContentError(arguments.folder, 1, "", "is no folder of content")
    sequence = arguments.sequence
    if sequence is None:
        sequence = max(int(f"{today:%Y%m%d}01"), _sequence_of(out) + 1)
    raw = build(arguments.folder, sequence, today, arguments.expires)
    _write(out, raw)
    built = read_built(raw, out)
    known = {getattr(value, "id", None) for _, value in walk(built.content)}
    unknown = [one.id for one in built.withdrawn if one.id not in known]
    notes = [f"{WITHDRAWN}: '{name}' is no id of this content.\n" for name in unknown]
    return "".join(notes) + f"{out}: {_told(built)}\n"


def _sequence_of(file: Path) -> int:
    """The sequence of the pack that is about to be replaced; 0 when there is none."""
    return read_built(read_file(file), file).sequence if file.exists() else 0


def _sign(file: Path, key: signing.SecretKey) -> str:
    raw = read_file(file)
    built = read_built(raw, file)
    for path, why in check_references(built.content):
        raise ContentError(file, 1, shown(("content", *path)), why)
    signed_at = int(datetime.now(UTC).timestamp())
    comment = f"timestamp:{signed_at}\tfile:{_plain_name(file)}\tsequence:{built.sequence}"
    beside = signing.signature_file(file)
    _write(beside, key.sign(raw, comment).encode())
    return f"{beside}: signed with key {key.public.name}, {_told(built)}\n"


def _plain_name(file: Path) -> str:
    return file.name if file.name.isprintable() else ascii(file.name)


def _verify(file: Path, key: str | None) -> str:
    keys = signing.built_in_keys() if key is None else signing.trusted([_public_key(key)])
    if not keys:
        raise ContentError(file, 1, "", "no key is trusted here; name one with --key")
    signed = load_signed(file, keys, 0)
    for path, why in check_references(signed.built.content):
        raise ContentError(file, 1, shown(("content", *path)), why)
    return f"{file}: good, signed with key {signed.key}; {_told(signed.built)}\n"


def _public_key(key: str) -> signing.PublicKey:
    file = Path(key)
    return signing.read_public_key(file) if file.is_file() else signing.public_key(key)


def _new_key(name: Path) -> str:
    secret_file, public_file = (name.with_name(f"{name.name}.{end}") for end in ("key", "pub"))
    key = signing.new_key()
    signing.write_new_key(key, secret_file, public_file)
    return (
        f"{secret_file}: keep it secret, on no machine that runs Backchoice; it has no password.\n"
        f"{public_file}: key {key.public.name}, for everyone.\n"
    )


def _told(built: Built) -> str:
    withdrawn = f", {len(built.withdrawn)} withdrawn" if built.withdrawn else ""
    return (
        f"{built.content.info.id} {built.content.info.version}, sequence {built.sequence}, "
        f"review by {built.review_by}, expires {built.expires}{withdrawn}."
    )


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as fault:
        raise ContentError(file, 1, "", fault.strerror or "cannot be written") from None
