"""The one fault of a content or case file: a sentence that says where."""

from pathlib import Path


class ContentError(Exception):
    """A faulty file; the message is `file:line: field: what is wrong`."""

    def __init__(self, file: Path | str, line: int, field: str, why: str) -> None:
        self.file, self.line, self.field, self.why = str(file), line, field, why
        where = f"{file}:{line}: {field}" if field else f"{file}:{line}"
        super().__init__(f"{where}: {why}")
