"""What differs between two agendas, and whose own day it changes."""

import pytest
from hypothesis import given, settings

from qiao.rooms.programme.agenda import Both
from qiao.rooms.programme.releases.difference import (
    OF_A_DAY,
    Agenda,
    Facet,
    Party,
    PartyKind,
    day_of,
    days,
    difference,
    own_changes,
    parties,
    shown,
)
from qiao.rooms.programme.releases.frozen import People
from tests.rooms.programme.releases.agendas import (
    ANN,
    BEN,
    CAI,
    CENTRE,
    COLUMBIA,
    DUKE,
    PEOPLE,
    agenda,
    agendas,
    entry,
)

pytestmark = pytest.mark.once

ANNS, BENS, CAIS = (Party(PartyKind.MEMBER, key) for key in (ANN, BEN, CAI))


def test_difference_of_an_agenda_with_itself_is_empty() -> None:
    same = [entry("p"), entry("q", 2)]

    assert difference(same, same) == []
    assert own_changes(agenda(*same), agenda(*same)) == {}


def test_difference_tells_every_facet() -> None:
    old = [entry("p", 0), entry("q", 1), entry("r", 2), entry("s", 3), entry("t", 4)]
    new = [
        entry("p", 0.5),
        entry("q", 1, room="B"),
        entry("r", 2, title=Both("换", "Changed")),
        entry("s", 3, delegations=frozenset({DUKE})),
        entry("u", 5),
    ]

    found = {change.entry.key: change for change in difference(old, new)}

    assert found["test:p"].facets == {Facet.TIME}
    assert found["test:q"].facets == {Facet.PLACE}
    assert found["test:r"].facets == {Facet.TITLE}
    assert found["test:s"].facets == {Facet.PEOPLE}
    assert found["test:t"].is_gone
    assert found["test:u"].is_new


def test_difference_ignores_a_translation_that_is_added() -> None:
    old, new = entry("p", title=Both("讲座")), entry("p", title=Both("讲座", "Talk"))

    assert difference([old], [new]) == []


def test_own_changes_reach_those_who_are_named_and_nobody_else() -> None:
    old = agenda(entry("p", 0, members=frozenset({ANN})), entry("q", 2, partners=frozenset({CENTRE})))
    new = agenda(entry("p", 1, members=frozenset({ANN})), entry("q", 2, partners=frozenset({CENTRE})))

    assert set(own_changes(old, new)) == {ANNS, Party(PartyKind.DELEGATION, COLUMBIA)}


def test_own_changes_of_a_delegation_reach_its_members() -> None:
    old = agenda(entry("p", 0, delegations=frozenset({COLUMBIA})))
    new = agenda(entry("p", 0, room="B", delegations=frozenset({COLUMBIA})))

    assert set(own_changes(old, new)) == {ANNS, BENS, Party(PartyKind.DELEGATION, COLUMBIA)}


def test_own_changes_leave_out_who_stays_when_others_join() -> None:
    old = agenda(entry("p", delegations=frozenset({COLUMBIA})))
    new = agenda(entry("p", delegations=frozenset({COLUMBIA, DUKE})))

    found = own_changes(old, new)

    assert set(found) == {CAIS, Party(PartyKind.DELEGATION, DUKE)}
    assert found[CAIS][0].is_new
    assert found[CAIS][0].stands


def test_frame_is_shown_only_where_nothing_inside_is_ones_own() -> None:
    block = entry("block", 0, 3, for_everyone=True, is_frame=True)
    meeting = entry("meeting", 1, delegations=frozenset({COLUMBIA}))
    plan = agenda(block, meeting)

    assert [e.key for e in shown(day_of(ANNS, plan))] == ["test:meeting"]
    assert [e.key for e in shown(day_of(CAIS, plan))] == ["test:block"]


def test_frame_that_moves_is_no_change_for_whom_it_is_filled() -> None:
    meeting = entry("meeting", 1, delegations=frozenset({COLUMBIA}))
    old = agenda(entry("block", 0, 3, for_everyone=True, is_frame=True), meeting)
    new = agenda(entry("block", 0, 4, for_everyone=True, is_frame=True), meeting)

    found = own_changes(old, new)

    assert ANNS not in found
    assert CAIS in found


def test_first_release_is_new_for_all_who_have_something_in_it() -> None:
    found = own_changes(Agenda(), agenda(entry("p", delegations=frozenset({DUKE}))))

    assert set(found) == {CAIS, Party(PartyKind.DELEGATION, DUKE)}


def test_who_has_left_is_told_nothing() -> None:
    old = agenda(entry("p", for_everyone=True))
    people = People({COLUMBIA: frozenset({ANN})}, PEOPLE.partners)
    new = agenda(entry("p", 1, for_everyone=True), people=people)

    assert BENS not in own_changes(old, new)
    assert ANNS in own_changes(old, new)


@settings(max_examples=60, deadline=None)
@given(agendas(), agendas())
def test_who_is_told_has_a_change_and_who_has_a_change_is_told(before: Agenda, after: Agenda) -> None:
    """By another way: what each person reads, entry by entry, on the page before and on the page after."""
    found = own_changes(before, after)

    for party in parties(after.people):
        old = days(before).get(party, {})
        new = days(after)[party]
        visible = {e.key for e in shown(old)} | {e.key for e in shown(new)}
        differs = {key for key in visible if _reads(old.get(key)) != _reads(new.get(key))}
        told = {change.entry.key for change in found.get(party, [])}
        assert told <= visible
        assert differs - told <= {key for key in visible if _only_translated(old.get(key), new.get(key))}
        assert told <= differs


@settings(max_examples=20, deadline=None)
@given(agendas())
def test_nothing_applied_is_nothing_told(plan: Agenda) -> None:
    assert difference(plan.entries, plan.entries) == []
    assert own_changes(plan, plan) == {}


@settings(max_examples=30, deadline=None)
@given(agendas(), agendas())
def test_own_changes_are_a_part_of_the_difference_or_of_who_takes_part(before: Agenda, after: Agenda) -> None:
    changed = {change.entry.key: change for change in difference(before.entries, after.entries)}

    for changes in own_changes(before, after).values():
        for change in changes:
            if change.facets & OF_A_DAY:
                assert change.facets <= changed[change.entry.key].facets


def _reads(row: object) -> object:
    return row and (row.starts_at, row.ends_at, row.place, row.title)  # type: ignore[attr-defined]


def _only_translated(old: object, new: object) -> bool:
    return bool(old and new) and _reads(old)[:3] == _reads(new)[:3]  # type: ignore[index]
