"""Two people change the directory at once, and no change of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sdm_app.domain.services import SERVICES_AT_MOST, Directory, Service
from sdm_app.domain.services_merge import Clash, Merged, merge, settled

BASE = {"a": "1", "b": "1"}


def directory(phones: dict[str, str]) -> Directory:
    """A list by id, each with the telephone number that tells its versions apart."""
    return Directory(
        services=tuple(
            Service(id=one, target="yoga", name=one, phone=phone) for one, phone in phones.items()
        )
    )


def phones(of: Directory) -> dict[str, str]:
    return {one.id: one.phone for one in of.services}


def merged(mine: dict[str, str], theirs: dict[str, str]) -> Merged:
    return merge(directory(BASE), directory(mine), directory(theirs))


def test_changes_to_different_services_go_together() -> None:
    both = merged({"a": "2", "b": "1"}, {"a": "1", "b": "3"})

    assert phones(both.directory) == {"a": "2", "b": "3"}
    assert both.clashes == ()


def test_what_both_changed_alike_is_no_clash() -> None:
    assert merged({"a": "2", "b": "1"}, {"a": "2", "b": "1"}).clashes == ()


def test_what_one_removed_and_the_other_left_is_gone() -> None:
    assert phones(merged({"b": "1"}, BASE).directory) == {"b": "1"}
    assert phones(merged(BASE, {"b": "1"}).directory) == {"b": "1"}


def test_what_both_changed_is_asked_with_both_versions() -> None:
    both = merged({"a": "2", "b": "1"}, {"a": "3", "b": "1"})

    (clash,) = both.clashes
    assert (clash.mine, clash.theirs) == (
        directory({"a": "2"}).services[0],
        directory({"a": "3"}).services[0],
    )
    assert phones(settled(both, {"a": True})) == {"a": "2", "b": "1"}
    assert phones(settled(both, {"a": False})) == {"a": "3", "b": "1"}


def test_changes_to_different_fields_of_a_service_go_together() -> None:
    (was,) = directory({"a": "1"}).services
    base, mine, theirs = (
        Directory(services=(was.model_copy(update=change),))
        for change in ({}, {"phone": "2"}, {"wait": "a week"})
    )

    both = merge(base, mine, theirs)

    assert both.clashes == ()
    (one,) = both.directory.services
    assert (one.phone, one.wait) == ("2", "a week")


def test_a_clash_in_one_field_keeps_what_each_changed_beside_it() -> None:
    (was,) = directory({"a": "1"}).services
    base, mine, theirs = (
        Directory(services=(was.model_copy(update=change),))
        for change in ({}, {"phone": "2", "cover": "all"}, {"phone": "3", "wait": "a week"})
    )

    both = merge(base, mine, theirs)

    for keep_mine, phone in ((True, "2"), (False, "3")):
        (one,) = settled(both, {"a": keep_mine}).services
        assert (one.phone, one.wait, one.cover) == (phone, "a week", "all")


def test_what_one_removed_and_the_other_changed_is_asked() -> None:
    removed = merged({"b": "1"}, {"a": "3", "b": "1"})
    changed = merged({"a": "2", "b": "1"}, {"b": "1"})

    assert removed.clashes == (Clash(id="a", mine=None, theirs=directory({"a": "3"}).services[0]),)
    assert phones(settled(removed, {"a": True})) == {"b": "1"}
    assert phones(settled(removed, {"a": False})) == {"a": "3", "b": "1"}
    assert phones(settled(changed, {"a": True})) == {"b": "1", "a": "2"}
    assert phones(settled(changed, {"a": False})) == {"b": "1"}


def test_what_both_added_under_one_id_are_two_services() -> None:
    both = merged({**BASE, "c": "2"}, {**BASE, "c": "3"})

    assert phones(both.directory) == {**BASE, "c": "3", "c-2": "2"}


def test_what_both_added_alike_is_one_service() -> None:
    assert phones(merged({**BASE, "c": "2"}, {**BASE, "c": "2"}).directory) == {**BASE, "c": "2"}


def test_a_list_that_grows_too_long_is_refused() -> None:
    half = range(SERVICES_AT_MOST // 2 + 1)
    mine, theirs = ({f"{who}{number}": "1" for number in half} for who in "mt")

    with pytest.raises(ValidationError):
        merge(Directory(), directory(mine), directory(theirs))


LISTS = st.dictionaries(st.sampled_from("abcde"), st.sampled_from("123"))


@given(LISTS, LISTS, LISTS)
def test_no_change_of_either_is_lost(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    both = merge(directory(base), directory(mine), directory(theirs))
    asked = {clash.id for clash in both.clashes}
    kept = phones(both.directory)

    for one in {*base, *mine, *theirs} - asked:
        was, my, their = base.get(one), mine.get(one), theirs.get(one)
        if was is None and my is not None:
            assert my in {phone for name, phone in kept.items() if name.startswith(one)}
        elif my != was:
            assert kept.get(one) == my
        if their != was:
            assert kept.get(one) == their
    for answer in (True, False):
        assert {one.id for one in settled(both, dict.fromkeys(asked, answer)).services} >= (
            set(kept) - asked
        )
