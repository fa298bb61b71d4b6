"""Small inputs for the fuzzers to begin with, cut from the real content.

`python -m tests.fuzz.seeds FOLDER` writes `packs/` and `signatures/` below the folder.
"""

import sys
from pathlib import Path
from typing import Any

from tests.fuzz.signed import SIGNED
from tests.packs.builders import KEY, built_bytes, built_value, written

_AT_LEAST_TWO = ("answer_options", "concerns", "revisit_if")
"""Lists of which the format wants more than one."""


def small_pack(*parts: str) -> bytes:
    """Our pack with one value left in most lists, its hash set right again.

    Of each of the `parts`, such as "options", the first that is left is withdrawn.
    """
    value = built_value()
    content = value["content"]
    small = {name: _cut(part) for name, part in content.items() if name != "handout"}
    if parts:
        reason = "It was wrong."
        small["withdrawn"] = [{"id": small[part][0]["id"], "reason": reason} for part in parts]
    value["content"] = {**small, "handout": content["handout"]}
    return written(value)


def _cut(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _cut(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_cut(part) for part in value[: 2 if name in _AT_LEAST_TWO else 1]]
    return value


def pack_seeds() -> dict[str, bytes]:
    """A small pack, one with an escaped letter, one that withdraws, and a piece of the whole."""
    return {
        "small.json": small_pack(),
        "escaped.json": small_pack().replace(b'"sequence"', b'"\\u0073equence"'),
        "withdrawn.json": small_pack("options", "citations", "questionnaires"),
        "beginning.json": built_bytes()[:4_000],
        "empty.json": b"{}",
    }


def signature_seeds() -> dict[str, bytes]:
    """Good signatures with a plain and with an empty comment."""
    comments = ("timestamp:1\tfile:pack.json", "", "é")
    return {
        f"{at}.minisig": KEY.sign(SIGNED, comment).encode() for at, comment in enumerate(comments)
    }


def main(folder: Path) -> None:
    """Write both sets of seeds."""
    for name, seeds in (("packs", pack_seeds()), ("signatures", signature_seeds())):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, raw in seeds.items():
            (folder / name / file).write_bytes(raw)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
