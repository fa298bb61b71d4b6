"""The command line: its arguments, and which part of the program each command calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sdm_app import __version__, process_guard

if TYPE_CHECKING:
    import argparse

    from sdm_app.domain.content import ContentPack
    from sdm_app.domain.services import Service

FAULT = 2

_RECORDS_COMMANDS = (
    ("backup", "keep a copy of the records that is read again before it counts"),
    ("restore", "put a backup in the place of the records, which are kept aside"),
    ("purge", "remove visits from before a day, for good"),
    ("records", "look through the records"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command, or open the window; 2 is bad input, named in one sentence."""
    # No other package of this machine has a say in our values; looking for such takes time, too.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    process_guard.keep_memory_private()
    words = sys.argv[1:] if argv is None else argv
    if not words:
        return _window()
    arguments = _parser(words[0]).parse_args(words)
    match arguments.command:
        case "play":
            return _play(arguments)
        case "check":
            return _check(arguments)
        case "pack":
            return _pack(arguments)
        case "backup" | "restore" | "purge" | "records":
            return _records(arguments)
        case _:
            return _self_check()


def _parser(command: str) -> argparse.ArgumentParser:
    # Imported here: the window is opened without a word, and its first frame must not wait.
    import argparse  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="backchoice", description="A shared decision-making aid for low back pain."
    )
    parser.add_argument("--version", action="version", version=f"backchoice {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    play = commands.add_parser("play", help="play a visit from a case file, without a window")
    play.add_argument("cases", nargs="+", type=Path, metavar="CASE.yaml")
    play.add_argument("--handout", type=Path, metavar="OUT.pdf", help="write the printed plan")
    letter = "write the letter of the first signed referral"
    play.add_argument("--letter", type=Path, metavar="OUT.pdf", help=letter)
    play.add_argument("--note", type=Path, metavar="OUT.txt", help="write the chart note")
    play.add_argument("--result", type=Path, metavar="OUT.json", help="write the result")
    play.add_argument(
        "--services", type=Path, metavar="LIST.csv", help="the clinic's directory, for the plan"
    )
    play.add_argument("--language", choices=("en", "es", "fr", "ar", "zh", "ru"))
    play.add_argument("--today", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    play.add_argument("--large-print", action="store_true", help="print the plan in 18 point")
    check = commands.add_parser("check", help="check a folder of content, for those who write it")
    check.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    check.add_argument("--summary", action="store_true", help="print what the content holds")
    pack = commands.add_parser("pack", help="build, sign and verify the content that is given out")
    if command == "pack":
        # Imported here: other commands need no cryptography.
        from sdm_app.packs.commands import add_to  # noqa: PLC0415

        add_to(pack)
    for name, what in _RECORDS_COMMANDS:
        parsed = commands.add_parser(name, help=what)
        if command == name:
            # Imported here: other commands need no database.
            from sdm_app.records.commands import add_to as add_records  # noqa: PLC0415

            add_records(name, parsed)
    commands.add_parser("self-check", help="check that this installation is whole")
    return parser


def _play(arguments: argparse.Namespace) -> int:
    # Imported here: the window's first frame must not pay for pydantic.
    from sdm_app import packs, play  # noqa: PLC0415
    from sdm_app.domain.freshness import Freshness, freshness_of  # noqa: PLC0415

    today = arguments.today or date.today()
    try:
        pack = packs.current()
        if freshness_of(pack.info, today) is Freshness.EXPIRED:
            return _fault(f"the content expired on {pack.info.expires_on}; nothing was written")
        cases = [case for file in arguments.cases for case in play.read_cases(file, pack, today)]
    except packs.ContentError as fault:
        return _fault(str(fault))
    near_by = _services(arguments.services, pack) if arguments.services else ()
    if near_by is None:
        return FAULT
    played = [play.visit_of_case(case, pack, today) for case in cases]
    visits = [visit.model_copy(update={"services": near_by}) for visit in played]
    if len(visits) > 1 and (arguments.handout or arguments.note or arguments.letter):
        return _fault("--handout, --letter and --note take one case; several were given")
    outputs: list[tuple[Path, bytes]] = []
    if arguments.handout:
        # Imported here: reportlab is needed for a handout alone.
        from sdm_app.handout import build_handout  # noqa: PLC0415

        pdf = build_handout(visits[0], large_print=arguments.large_print)
        outputs.append((arguments.handout, pdf))
    if arguments.letter:
        # Imported here: reportlab is needed for a letter alone.
        from sdm_app.handout import referral_letter  # noqa: PLC0415

        signed = referral_letter.signed_referrals(visits[0])
        if not signed:
            return _fault("no referral of this case is signed; nothing was written")
        outputs.append((arguments.letter, referral_letter.build_letter(visits[0], signed[0].to)))
    if arguments.note:
        note = play.result_of(visits[0])["chart_note"]
        outputs.append((arguments.note, note.encode()))
    result = play.result_json(visits)
    if arguments.result:
        outputs.append((arguments.result, result.encode()))
    elif not outputs:
        sys.stdout.write(result)
    return _write(outputs)


def _services(file: Path, pack: ContentPack) -> tuple[Service, ...] | None:
    """The services of a file; None once each of its faults was said."""
    # Imported here: few cases are played with a directory.
    from sdm_app.interop.services_csv import read_services_file  # noqa: PLC0415

    options = {option.id: option.name for option in pack.options}
    targets = options | {place.id: place.name for place in pack.referral_targets}
    read = read_services_file(file, targets, pack.renamed)
    for fault in read.faults:
        _fault(fault)
    return None if read.faults else read.services


def _check(arguments: argparse.Namespace) -> int:
    # Imported here: the window's first frame must not pay for pydantic.
    from sdm_app import resources  # noqa: PLC0415
    from sdm_app.packs import check  # noqa: PLC0415

    folder = arguments.folder or resources.content()
    if not folder.is_dir():
        return _fault(f"{folder}: this is no folder of content; name the one to check")
    checked = check.check_folder(folder, date.today())
    for fault in checked.faults:
        _fault(str(fault))
    for warning in checked.warnings:
        print(f"warning: {warning}")
    if checked.pack is None:
        return FAULT
    if arguments.summary:
        for kind, count in check.summary(checked.pack):
            print(f"{count:5} {kind}")
    print(f"{folder}: no fault, {len(checked.warnings)} to look at.")
    return 0


def _pack(arguments: argparse.Namespace) -> int:
    # Imported here: other commands need no cryptography.
    from sdm_app.packs import ContentError, commands  # noqa: PLC0415

    try:
        sys.stdout.write(commands.run(arguments))
    except ContentError as fault:
        return _fault(str(fault))
    return 0


def _records(arguments: argparse.Namespace) -> int:
    # Imported here: other commands need no database.
    from sdm_app.records import RecordsError, commands  # noqa: PLC0415

    try:
        sys.stdout.write(commands.run(arguments))
    except commands.FaultsFound as found:
        sys.stderr.write(f"{found}\n")
        return 1
    except RecordsError as fault:
        return _fault(str(fault))
    return 0


def _write(outputs: list[tuple[Path, bytes]]) -> int:
    for file, _ in outputs:
        if not file.parent.is_dir():
            return _fault(f"{file}: the folder does not exist; nothing was written")
    for file, data in outputs:
        try:
            file.write_bytes(data)
        except OSError as fault:
            return _fault(f"{file}: {fault.strerror}")
    return 0


def _self_check() -> int:
    from sdm_app.ui.self_check import main as check  # noqa: PLC0415

    return check()


def _window() -> int:
    from sdm_app.ui.app import main as open_window  # noqa: PLC0415

    return open_window(sys.argv[:1])


def _fault(sentence: str) -> int:
    sys.stderr.write(f"backchoice: {sentence}\n")
    return FAULT


if __name__ == "__main__":
    sys.exit(main())
