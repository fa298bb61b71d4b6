"""Two people changed the clinic's directory at once: what goes together, and what must be asked."""

from collections.abc import Mapping

from sdm_app.domain.base import Frozen
from sdm_app.domain.services import Directory, Service, id_for


class Clash(Frozen):
    """One service that both changed, each in another way; None for one who removed it."""

    id: str
    mine: Service | None
    theirs: Service | None


class Merged(Frozen):
    """The list with the changes of both; each clash stands in it as theirs, until it is settled."""

    directory: Directory
    clashes: tuple[Clash, ...] = ()


def merge(base: Directory, mine: Directory, theirs: Directory) -> Merged:
    """Both changes in one list, in their order, with what only I added at the end.

    A service that one of both left as it was in `base` is as the other made it. Two that were added
    under the same id are two services.

    Raises:
        ValidationError: the list of both would be longer than a directory may be.
    """
    was, my, their = _by_id(base), _by_id(mine), _by_id(theirs)
    merged: dict[str, Service] = {}
    clashes = []
    for one in dict.fromkeys((*their, *was)):
        before, left, right = was.get(one), my.get(one), their.get(one)
        if left in (right, before):
            chosen = right
        elif right == before:
            chosen = left
        else:
            chosen = right
            if before is not None:
                clashes.append(Clash(id=one, mine=left, theirs=right))
        if chosen is not None:
            merged[one] = chosen
    for one, service in my.items():
        if one not in was and service not in merged.values():
            name = one if one not in merged else id_for(service.name, {*merged, *was, *my})
            merged[name] = service.model_copy(update={"id": name})
    return Merged(directory=Directory(services=tuple(merged.values())), clashes=tuple(clashes))


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
