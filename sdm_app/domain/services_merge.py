"""Two people changed the clinic's directory at once: what goes together, and what must be asked."""

from collections.abc import Mapping

from sdm_app.domain.base import Frozen
from sdm_app.domain.services import Directory, Service, id_for


class Clash(Frozen):
    """One service of which both changed the same; None for one who removed it.

    Either version has what the other alone changed.
    """

    id: str
    mine: Service | None
    theirs: Service | None


class Merged(Frozen):
    """The list with the changes of both; each clash stands in it as theirs, until it is settled."""

    directory: Directory
    clashes: tuple[Clash, ...] = ()


def merge(base: Directory, mine: Directory, theirs: Directory) -> Merged:
    """Both changes in one list, in their order, with what only I added at the end.

    What one of both left as it was in `base`, be it a service or a field of one, is as the other
    made it. Two services that were added under the same id are two.

    Raises:
        ValidationError: the list of both would be longer than a directory may be.
    """
    was, my, their = _by_id(base), _by_id(mine), _by_id(theirs)
    merged: dict[str, Service] = {}
    clashes = []
    for one in dict.fromkeys((*their, *was)):
        before = was.get(one)
        left, right = _with_each_other(before, my.get(one), their.get(one))
        if before is not None and left != right:
            clashes.append(Clash(id=one, mine=left, theirs=right))
        if right is not None:
            merged[one] = right
    for one, service in my.items():
        if one not in was and service not in merged.values():
            name = one if one not in merged else id_for(service.name, {*merged, *was, *my})
            merged[name] = service.model_copy(update={"id": name})
    return Merged(directory=Directory(services=tuple(merged.values())), clashes=tuple(clashes))


def _with_each_other(
    before: Service | None, mine: Service | None, theirs: Service | None
) -> tuple[Service | None, Service | None]:
    """Both versions, each with what the other alone changed; the same one when that is all."""
    if mine == before:
        return theirs, theirs
    if theirs == before:
        return mine, mine
    if before is None or mine is None or theirs is None:
        return mine, theirs
    return _with_changes(theirs, before, mine), _with_changes(mine, before, theirs)


def _with_changes(of: Service, before: Service, after: Service) -> Service:
    names = [name for name in Service.model_fields if getattr(before, name) != getattr(after, name)]
    return of.model_copy(update={name: getattr(after, name) for name in names})


def settled(merged: Merged, keep_mine: Mapping[str, bool]) -> Directory:
    """The list after each clash was answered, by id: True keeps mine, False keeps theirs."""
    clashes = {clash.id: clash for clash in merged.clashes}
    kept = [
        service
        if service.id not in clashes or not keep_mine[service.id]
        else clashes[service.id].mine
        for service in merged.directory.services
    ]
    removed_by_them = [
        clash.mine for clash in merged.clashes if clash.theirs is None and keep_mine[clash.id]
    ]
    return Directory(services=tuple(one for one in (*kept, *removed_by_them) if one is not None))


def _by_id(directory: Directory) -> dict[str, Service]:
    return {service.id: service for service in directory.services}
