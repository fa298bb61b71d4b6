"""Built packs and keys for tests."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from sdm_app import resources
from sdm_app.packs.built import build
from sdm_app.packs.signing import SecretKey, signature_file
from tests.builders import TODAY

SEQUENCE = 7
KEY = SecretKey(b"backchse", bytes(range(32)))
OTHER_KEY = SecretKey(b"stranger", bytes(range(1, 33)))


@cache
def built_bytes(sequence: int = SEQUENCE) -> bytes:
    """Our content in its built form."""
    return build(resources.content(), sequence, TODAY)


def built_value() -> dict[str, Any]:
    """The same as a value to spoil."""
    value: dict[str, Any] = json.loads(built_bytes())
    return value


def written(value: dict[str, Any], ensure_ascii: bool = False) -> bytes:
    """A value in the built form, with the hash of its content set right."""
    content = json.dumps(value["content"], ensure_ascii=ensure_ascii, separators=(",", ":"))
    head = {name: part for name, part in value.items() if name != "content"}
    head["sha256"] = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    start = json.dumps(head, ensure_ascii=ensure_ascii, separators=(",", ":"))
    return f'{start[:-1]},"content":{content}}}\n'.encode("utf-8", "surrogatepass")


def write_signed(folder: Path, raw: bytes, key: SecretKey = KEY) -> Path:
    """A pack and its signature on disk."""
    file = folder / "pack.json"
    file.write_bytes(raw)
    signature_file(file).write_text(key.sign(raw, "made for a test"), encoding="utf-8")
    return file
