"""Prints hostile plans in a process that notes what it opens; a test runs it.

`python -m tests.faults.watched_print [plant]` prints one line for each file, socket, process or
piece of code that printing asked for, after a first harmless print has read fonts and the like;
with `plant` it then opens a file, so that the test knows the watch is kept.
"""

import sys

from sdm_app.handout import build_handout
from tests.faults.markup import CLINIC, marked_visits

WATCHED = ("open", "socket.", "subprocess.", "os.", "urllib.", "exec", "compile", "ctypes.")
"""Audit events, or what they begin with; a time of day (`os.stat` raises none) is no event."""


def main(argv: list[str]) -> None:
    """Print every visit twice, the second time watched."""
    visits = marked_visits()
    for visit in visits:
        build_handout(visit, clinic=CLINIC)
    seen: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(WATCHED):
            seen.append(f"{event} {arguments[:1]!r}")

    sys.addaudithook(watch)
    for visit in visits:
        build_handout(visit, clinic=CLINIC)
        build_handout(visit, clinic=CLINIC, page_size="a4", large_print=True)
    if "plant" in argv:
        open("/dev/null").close()
    noted = tuple(seen)
    sys.stdout.write("".join(f"{line}\n" for line in noted) + f"{len(visits)} visits printed\n")


if __name__ == "__main__":
    main(sys.argv)
