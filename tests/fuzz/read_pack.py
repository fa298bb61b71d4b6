"""Fuzzes the reader of packs and the check of signatures; `make fuzz` runs both.

`python -m tests.fuzz.read_pack packs|signatures [libFuzzer's options] [FOLDER...]`, in an
environment that has atheris. Anything but a pack or one printable sentence is a finding.
"""

import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import atheris

from tests.fuzz.signed import KEY, SIGNED

with atheris.instrument_imports(include=["sdm_app"]):
    from sdm_app.domain.withdrawal import take_out
    from sdm_app.packs.built import read_built
    from sdm_app.packs.errors import ContentError
    from sdm_app.packs.references import check_references
    from sdm_app.packs.signing import public_key, trusted, verify

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 10**15, 10**400, 1e308, float("nan"), float("inf"), [], {}),
    *([[[[]]]], {"": ""}, [None] * 100, {"text": "x", "cites": []}),
)
WORDS = (
    *("", " ", "x", "\x00", "\u202e", "\ud800", "\ufeff", "e\u0301", "{date}", "{", "%s"),
    *(
        "2026-01-01",
        "0001-01-01",
        "9999-12-31",
        "2028-02-29",
        "-1",
        "١٢",
        "a" * 20_001,
        "__class__",
    ),
)
_HASH = re.compile(rb'"sha256":"[^"]*"')
_CONTENT = b'"content":'


def pack(raw: bytes) -> None:
    """Read the bytes as they are, then with the hash of their content set right.

    Without the second look the fuzzer would never get past the hash.
    """
    _read_or_refuse(lambda: _use(raw))
    _read_or_refuse(lambda: _use(_with_its_hash(raw)))


def signature(raw: bytes) -> None:
    """Check the bytes as the signature of a file, and as a public key."""
    keys = trusted([public_key(KEY)])
    _read_or_refuse(lambda: verify(SIGNED, raw, keys, "p.minisig"))
    _read_or_refuse(lambda: public_key(raw.decode("utf-8", "replace")))


def _use(raw: bytes) -> None:
    """What the program does with a pack that it reads, ids that do not exist included."""
    content = read_built(raw, "p.json").content
    for _fault in check_references(content):
        pass
    take_out(content)


def _with_its_hash(raw: bytes) -> bytes:
    content = raw.partition(_CONTENT)[2].removesuffix(b"\n").removesuffix(b"}")
    right = b'"sha256":"%s"' % hashlib.sha256(content).hexdigest().encode()
    return _HASH.sub(right, raw, count=1)


def _read_or_refuse(read: Callable[[], object]) -> None:
    try:
        read()
    except ContentError as fault:
        sentence = str(fault)
        if not sentence.isprintable() or len(sentence) > 500:
            raise AssertionError(ascii(sentence[:500])) from fault


def change_pack(raw: bytes, largest: int, seed: int) -> bytes:
    """A changed input: mostly one value of the JSON, now and then any byte."""
    dice = random.Random(seed)
    if dice.random() < 0.7:
        try:
            value = json.loads(raw)
            container, key = dice.choice(list(_places(value)))
        except (ValueError, RecursionError, IndexError):
            return bytes(atheris.Mutate(raw, largest))
        _change(container, key, dice)
        changed = json.dumps(value, ensure_ascii=dice.random() < 0.3, separators=(",", ":"))
        return changed.encode("utf-8", "surrogatepass")[:largest]
    return bytes(atheris.Mutate(raw, largest))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a value with each of its keys."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _change(container: Any, key: Any, dice: random.Random) -> None:
    what = dice.randrange(4)
    if what == 0:
        del container[key]
    elif what == 1 and isinstance(container, dict):
        container[dice.choice(WORDS)] = container.pop(key)
    elif what == 2 and isinstance(container, list):
        container.insert(key, container[dice.randrange(len(container))])
    else:
        container[key] = dice.choice([*VALUES, *WORDS, dice.getrandbits(70), dice.random()])


def main(argv: list[str]) -> None:
    """Fuzz one of the two until libFuzzer's options end it."""
    options = [argv[0], *argv[2:]]
    if argv[1] == "packs":
        atheris.Setup(options, pack, custom_mutator=change_pack)
    else:
        atheris.Setup(options, signature)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
