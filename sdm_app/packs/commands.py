"""`backchoice pack`: build a folder of content, sign it, verify it, put it into use."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, time
from pathlib import Path

from sdm_app import resources, user_folders
from sdm_app.domain.freshness import Freshness, freshness_of
from sdm_app.packs import signing
from sdm_app.packs.built import Built, build, read_built, sequence_at
from sdm_app.packs.errors import ContentError
from sdm_app.packs.in_use import content_in_use, content_of, require_not_older
from sdm_app.packs.references import check_references
from sdm_app.packs.shelf import Shelf
from sdm_app.packs.signed import load_signed
from sdm_app.packs.strict_json import read_file, shown


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands' arguments to the parser of `pack`."""
    commands = parser.add_subparsers(dest="pack_command", metavar="COMMAND", required=True)
    making = commands.add_parser("build", help="build the one file that is given out")
    making.add_argument("folder", type=Path, metavar="FOLDER")
    making.add_argument("--out", type=Path, required=True, metavar="FILE")
    making.add_argument("--today", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    making.add_argument(
        "--sequence",
        type=int,
        metavar="N",
        help="higher than that of every pack before; made from the time when left out",
    )
    sign = commands.add_parser("sign", help="write the signature of a built pack beside it")
    sign.add_argument(
        "place", type=Path, metavar="FILE", help="the pack, or a folder of content to build first"
    )
    sign.add_argument("--key", type=Path, required=True, metavar="FILE", help="the secret key")
    verify = commands.add_parser("verify", help="check a built pack and its signature")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument(
        "--key", metavar="PUBLIC", help="a public key or its file; else the keys of this program"
    )
    install = commands.add_parser("install", help="use a signed pack on this computer from now on")
    install.add_argument("file", type=Path, metavar="FILE")
    install.add_argument(
        "--key", metavar="PUBLIC", help="trust this public key, or the one in its file, as well"
    )
    install.add_argument(
        "--because", default="", metavar="REASON", help="why an older one is taken"
    )
    commands.add_parser("remove", help="use the content that came with the program again")
    accept = commands.add_parser("accept", help="use the content that is here though it is older")
    accept.add_argument("--because", required=True, metavar="REASON")
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
            return _sign(arguments.place, signing.read_secret_key(arguments.key))
        case "verify":
            return _verify(arguments.file, arguments.key)
        case "install":
            return _install(arguments.file, arguments.key, arguments.because, date.today())
        case "remove":
            return _remove()
        case "accept":
            return _accept(arguments.because, date.today())
        case _:
            return _new_key(arguments.name)


def _build(arguments: argparse.Namespace) -> str:
    out, now = arguments.out, datetime.now()
    if arguments.today is not None:
        now = datetime.combine(arguments.today, time.min)
    if not arguments.folder.is_dir():
        raise ContentError(arguments.folder, 1, "", "is no folder of content")
    sequence = arguments.sequence
    if sequence is None:
        sequence = max(sequence_at(now), _sequence_of(out) + 1)
    raw = build(arguments.folder, sequence, now.date())
    _write(out, raw)
    built = read_built(raw, out)
    return f"{out}: {_told(built)}\n"


def _sequence_of(file: Path) -> int:
    """The sequence of the pack that is about to be replaced; 0 when there is none."""
    return read_built(read_file(file), file).sequence if file.exists() else 0


def _sign(place: Path, key: signing.SecretKey) -> str:
    file = place
    if place.is_dir():
        file = place.with_name(f"{place.resolve().name}.pack.json")
        now = datetime.now()
        _write(file, build(place, max(sequence_at(now), _sequence_of(file) + 1), now.date()))
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
    signed = load_signed(file, keys)
    if freshness_of(signed.built.content.info, date.today()) is Freshness.EXPIRED:
        raise ContentError(file, 1, "expires", f"expired on {signed.built.expires}")
    for path, why in check_references(signed.built.content):
        raise ContentError(file, 1, shown(("content", *path)), why)
    return f"{file}: good, signed with key {signed.key}; {_told(signed.built)}\n"


def _install(file: Path, key: str | None, because: str, today: date) -> str:
    shelf = Shelf(user_folders.content())
    added = None if key is None else _public_key(key)
    keys = {**signing.keys_in(shelf.keys), **signing.built_in_keys()}
    if added is not None:
        keys[added.id] = added
    if not keys:
        raise ContentError(file, 1, "", "no key is trusted here; name one with --key")
    raw, signature = read_file(file), read_file(signing.signature_file(file))
    content = content_of(load_signed(file, keys))
    for path, why in check_references(content.authored):
        raise ContentError(file, 1, shown(("content", *path)), why)
    if freshness_of(content.pack.info, today) is Freshness.EXPIRED:
        raise ContentError(file, 1, "expires", f"expired on {content.pack.info.expires_on}")
    came_with = resources.content()
    if came_with.is_file() and content.sequence < _sequence_of(came_with):
        raise ContentError(file, 1, "sequence", "is older than the content of this program")
    if not because:
        require_not_older(content, shelf, file)
    if added is not None:
        shelf.write(shelf.keys / f"{added.name}.pub", added.file_text().encode())
    shelf.write(signing.signature_file(shelf.installed), signature)
    shelf.write(shelf.installed, raw)
    shelf.note(content.accepted(today, because), today)
    info = content.pack.info
    return f"{info.id} {info.version}, signed with key {content.key}, is in use from now on.\n"


def _remove() -> str:
    shelf = Shelf(user_folders.content())
    if not shelf.installed.exists():
        return "No pack was installed; the program uses the content it came with.\n"
    shelf.installed.unlink()
    signing.signature_file(shelf.installed).unlink(missing_ok=True)
    return "The program uses the content it came with, unless that is older; see `pack accept`.\n"


def _accept(because: str, today: date) -> str:
    shelf = Shelf(user_folders.content())
    content = content_in_use(shelf, older=True)
    shelf.note(content.accepted(today, because), today)
    info = content.pack.info
    return f"{info.id} {info.version} is in use from now on, because: {because}\n"


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
    withdrawn = f", {len(built.content.withdrawn)} withdrawn" if built.content.withdrawn else ""
    return (
        f"{built.content.info.id} {built.content.info.version}, sequence {built.sequence}, "
        f"review by {built.review_by}, expires {built.expires}{withdrawn}."
    )


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as fault:
        raise ContentError(file, 1, "", fault.strerror or "cannot be written") from None
