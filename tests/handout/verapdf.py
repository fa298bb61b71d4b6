"""Asks veraPDF which rules of PDF/UA-1 a file breaks, through one Java machine in a child process.

The child keeps Java's signal handlers and memory out of the tests' own process.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

from tests.handout.verapdf_child import NO_JAVA


class NoVerdict(Exception):
    """veraPDF could not be asked."""


@dataclass(frozen=True)
class Failure:
    """A rule that a file breaks: its clause in ISO 14289-1, its number there, and where."""

    clause: str
    test: int
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.test} {self.message} ({self.where})"


@dataclass(frozen=True)
class Verdict:
    """How many checks were made of a file, and what failed."""

    checked: int
    failures: tuple[Failure, ...]


class VeraPdf:
    """A child process that judges one file after another."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        self._command = command or (sys.executable, "-m", "tests.handout.verapdf_child")

    def __enter__(self) -> "VeraPdf":
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=pipe)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.communicate()

    def judge(self, pdf: bytes) -> Verdict:
        """What veraPDF says of a file.

        Raises:
            NoVerdict: there is no Java, or the child ended; says so in one sentence.
        """
        source, answers = self._child.stdin, self._child.stdout
        assert source is not None
        assert answers is not None
        try:
            source.write(f"{len(pdf)}\n".encode() + pdf)
            source.flush()
        except BrokenPipeError:
            raise NoVerdict(self._why_none()) from None
        answer = answers.readline()
        if not answer:
            raise NoVerdict(self._why_none())
        said = json.loads(answer)
        failures = tuple(Failure(**failure) for failure in said["failures"])
        if said["compliant"] != (not failures):
            raise NoVerdict("veraPDF's verdict and its failures do not fit together")
        return Verdict(said["checked"], failures)

    def _why_none(self) -> str:
        if self._child.wait() == NO_JAVA:
            return "veraPDF needs Java, which is not installed: install default-jre-headless"
        assert self._child.stderr is not None
        last = self._child.stderr.read().decode(errors="replace").strip().splitlines()[-1:]
        return f"veraPDF ended with status {self._child.returncode}: {''.join(last)}"
