"""YAML without its traps: `no` stays a word, equal keys and anchors are refused."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sdm_app.packs.errors import ContentError

_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
_LARGEST = 2_000_000


@dataclass(frozen=True)
class Document:
    """One YAML document: its value, and the line each part stands on (by path, counted from 1)."""

    file: str
    value: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def line_of(self, path: tuple[str | int, ...]) -> tuple[int, tuple[str | int, ...]]:
        """The line of the deepest part of `path` that the file has, and that part's path.

        Parts of `path` that the file does not have (a union's tag, a missing key) are passed over.
        """
        known: tuple[str | int, ...] = ()
        for part in path:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines.get(known, 1), known

    def error(self, path: tuple[str | int, ...], why: str) -> ContentError:
        """A fault at this path, or at the nearest part of it that the file has."""
        line, known = self.line_of(path)
        named = known
        if path and isinstance(path[-1], str) and path[-1] not in known:
            named = (*known, path[-1])
        return ContentError(self.file, line, ".".join(str(part) for part in named), why)


def read_documents(path: Path, shown_as: str | None = None) -> list[Document]:
    """Every YAML document of a UTF-8 file.

    Raises:
        ContentError: not readable, not UTF-8, not YAML, or something the strict reader refuses.
    """
    name = shown_as or str(path)
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise ContentError(name, 1, "", fault.strerror or "cannot be read") from None
    if len(raw) > _LARGEST:
        raise ContentError(name, 1, "", f"larger than {_LARGEST} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise ContentError(name, line, "", "not UTF-8 text") from None
    return _documents(text, name)


def _documents(text: str, name: str) -> list[Document]:
    documents = []
    try:
        for node in yaml.compose_all(text, Loader=yaml.CSafeLoader):
            lines: dict[tuple[str | int, ...], int] = {}
            value = _value(node, (), lines, name, set())
            documents.append(Document(name, value, lines))
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise ContentError(name, line, "", fault.problem or "not YAML") from None
    except yaml.YAMLError:
        raise ContentError(name, 1, "", "holds a character that YAML does not allow") from None
    except RecursionError:
        raise ContentError(name, 1, "", "nested too deeply") from None
    return documents


def _value(
    node: yaml.Node,
    path: tuple[str | int, ...],
    lines: dict[tuple[str | int, ...], int],
    name: str,
    seen: set[int],
) -> Any:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise ContentError(name, line, ".".join(map(str, path)), "anchors are not allowed")
    seen.add(id(node))
    lines[path] = line
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            where = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise ContentError(name, where, ".".join(map(str, path)), "a key must be a word")
            if key in mapping:
                field_path = ".".join(map(str, (*path, key)))
                raise ContentError(name, where, field_path, "stands here twice")
            mapping[key] = _value(value_node, (*path, key), lines, name, seen)
            lines[(*path, key)] = where
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, at), lines, name, seen) for at, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return _scalar(node)


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:
        return text
    if text.lower() in _WORDS and text == text.lower():
        return _WORDS[text]
    if _INTEGER.fullmatch(text) and len(text) < 16:
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
