"""The clinic's directory as a CSV file: read whole or refused whole, and written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sdm_app.domain.services import SERVICES_AT_MOST, Service, id_for
from sdm_app.i18n import gettext as _
from sdm_app.interop.csv_table import (
    Row,
    read_table,
    write_table,
)
from sdm_app.interop.csv_text import BYTES_AT_MOST, TableFault
from sdm_app.interop.service_columns import (
    COLUMNS,
    YES_NO,
    Columns,
    called,
    column_faults,
    columns_of,
    is_column,
    word,
)
from sdm_app.interop.service_faults import faults_of

_YES, _NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


@dataclass(frozen=True)
class ServicesRead:
    """The services of a file; or each of its faults as one sentence, and then no service."""

    services: tuple[Service, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Fault:
    line: int
    field: str
    why: str


def read_services(
    raw: bytes, file: str, targets: Mapping[str, str], renamed: Mapping[str, str] | None = None
) -> ServicesRead:
    """The services of a file called `file`, in its order.

    A target is named by its id, by what it is called, as `targets` tells, or by an id it had
    earlier, as `renamed` does. A row without an id gets one.
    """
    try:
        header, *rows = read_table(raw, is_column)
        services, faults = _read(header, rows, _ids_by_name(targets, renamed or {}))
    except TableFault as fault:
        services, faults = [], [_Fault(fault.line, "", str(fault))]
    if faults:
        return ServicesRead(faults=tuple(_sentence(file, fault) for fault in faults))
    return ServicesRead(services=tuple(services))


def read_services_file(
    file: Path, targets: Mapping[str, str], renamed: Mapping[str, str] | None = None
) -> ServicesRead:
    """The services of a file on the disk; that it cannot be read is a fault like any other."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(BYTES_AT_MOST + 1)
    except OSError as fault:
        why = _("{file}: it cannot be read: {reason}.")
        return ServicesRead(faults=(why.format(file=file.name, reason=fault.strerror),))
    return read_services(raw, file.name, targets, renamed)


def write_services(services: Iterable[Service]) -> bytes:
    """The services as a file that `read_services` reads back to the same services."""
    header = (*COLUMNS, "id")
    rows = [[_cell(getattr(service, name)) for name in header] for service in services]
    return write_table([header, *rows])


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def _sentence(file: str, fault: _Fault) -> str:
    where = f"{file}:{fault.line}: {fault.field}" if fault.field else f"{file}:{fault.line}"
    return f"{where}: {fault.why}."


def _ids_by_name(targets: Mapping[str, str], renamed: Mapping[str, str]) -> dict[str, str]:
    by_name = {name.casefold(): one for one, name in targets.items()}
    return (
        by_name
        | {old: new for old, new in renamed.items() if new in targets}
        | {one: one for one in targets}
    )


def _read(
    header: Row, rows: list[Row], targets: Mapping[str, str]
) -> tuple[list[Service], list[_Fault]]:
    faults = [_Fault(header.line, column, why) for column, why in column_faults(header)]
    if faults:
        return [], faults
    columns = columns_of(header)
    lines = _lines_of_ids(rows, columns)
    faults = [fault for row in rows for fault in _doubled(row, columns, lines)]
    services = []
    taken = set(lines)
    for row in rows:
        values, faulty = _values(row, columns, targets)
        values["id"] = values.get("id") or id_for(str(values["name"]), taken)
        taken.add(str(values["id"]))
        try:
            services.append(Service.model_validate(values))
        except ValidationError as error:
            told = {fault.field for fault in faulty}
            found = [_Fault(row.line, called(columns, name), why) for name, why in faults_of(error)]
            faulty += [fault for fault in found if fault.field not in told]
        faults += faulty
    if len(rows) > SERVICES_AT_MOST:
        why = _("there are more than {most} services").format(most=SERVICES_AT_MOST)
        faults.append(_Fault(rows[SERVICES_AT_MOST].line, "", why))
    return services, sorted(faults, key=lambda fault: fault.line)


def _lines_of_ids(rows: list[Row], columns: Columns) -> dict[str, int]:
    lines: dict[str, int] = {}
    for row in rows:
        given = word(row, columns, "id")
        if given:
            lines.setdefault(given, row.line)
    return lines


def _doubled(row: Row, columns: Columns, lines: Mapping[str, int]) -> Iterator[_Fault]:
    given = word(row, columns, "id")
    if given and lines[given] != row.line:
        why = _("'{id}' is the id of line {line} already").format(id=given, line=lines[given])
        yield _Fault(row.line, called(columns, "id"), why)
    named = {place for place, _name in columns.values()}
    for place, cell in enumerate(row.cells):
        if cell and place not in named:
            why = _("'{cell}' stands under no column").format(cell=cell)
            yield _Fault(row.line, _("field {number}").format(number=place + 1), why)


def _values(
    row: Row, columns: Columns, targets: Mapping[str, str]
) -> tuple[dict[str, Any], list[_Fault]]:
    words = {field: word(row, columns, field) for field in (*COLUMNS, "id")}
    values: dict[str, Any] = dict(words)
    faults: list[_Fault] = []

    def refuse(field: str, why: str) -> None:
        faults.append(_Fault(row.line, called(columns, field), why))

    named = words["target"]
    target = targets.get(named) or targets.get(named.casefold())
    if target is None:
        refuse("target", _unknown_target(named, targets))
    values["target"] = target or "unknown"
    values["wait_days"] = words["wait_days"] or None
    values["languages"] = tuple(
        stripped for one in words["languages"].split(";") if (stripped := one.strip())
    )
    for field in YES_NO:
        said = words[field].casefold()
        values[field] = True if said in _YES else False if said in _NO else None
        if said and values[field] is None:
            refuse(field, _("'{word}' is neither yes nor no").format(word=words[field]))
    return values, faults


def _unknown_target(named: str, targets: Mapping[str, str]) -> str:
    if not named:
        return _("this is empty and must not be")
    near = get_close_matches(named.casefold(), list(targets), n=1, cutoff=0.75)
    if near:
        said = _("'{name}' is no option, perhaps '{near}' is meant")
        return said.format(name=named, near=targets[near[0]])
    return _("'{name}' is no option and no place of referral").format(name=named)
