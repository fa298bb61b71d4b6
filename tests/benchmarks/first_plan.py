"""A child process that prints its first plan and says how long that took, with all it imports."""

import json
import sys
import time
from datetime import date
from pathlib import Path

from sdm_app import packs, play


def main() -> None:
    """Play the case that is named, then import, build and print the milliseconds."""
    pack, today = packs.current(), date.today()
    visit = play.visit_of_case(play.read_cases(Path(sys.argv[1]), pack, today)[0], pack, today)
    began = time.perf_counter()
    from sdm_app.handout import build_handout

    build_handout(visit, language=sys.argv[2])
    taken = (time.perf_counter() - began) * 1000
    sys.stdout.write(json.dumps({"first": taken}) + "\n")


if __name__ == "__main__":
    main()
