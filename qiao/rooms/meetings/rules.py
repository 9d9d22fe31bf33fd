"""Who may do what in a round of meetings. A delegation is spoken for by its head, a host by those who speak
for its organisation; the owners of the exchange may speak for everybody."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.rules import (
    acts_for_the_partner,
    heads_the_delegation,
    is_in_the_delegation,
    owns_the_exchange,
)


@rules.predicate
def speaks_for_the_party(actor: Any, party: Any = None) -> bool:
    if party is None or not is_signed_in(actor):
        return False
    if party.delegation_id:
        return bool(heads_the_delegation(actor, party.delegation))
    return bool(acts_for_the_partner(actor, party.partner))


@rules.predicate
def belongs_to_the_party(actor: Any, party: Any = None) -> bool:
    """A member of the delegation, or of the host's organisation in any role, too."""
    if party is None or not is_signed_in(actor):
        return False
    if party.delegation_id:
        in_it = is_in_the_delegation(actor, party.delegation)
        return bool(heads_the_delegation(actor, party.delegation) or in_it)
    return party.partner.organisation_id in entries_of(actor, list(MembershipRole))


@rules.predicate
def has_a_party(actor: Any, meeting_round: Any = None) -> bool:
    if meeting_round is None or not is_signed_in(actor):
        return False
    return bool(meeting_round.parties.of(actor).exists())


@rules.predicate
def meets_at_the_exchange(actor: Any, exchange: Any = None) -> bool:
    if exchange is None or not is_signed_in(actor):
        return False
    return any(has_a_party(actor, each) for each in exchange.meeting_rounds.all())


@rules.predicate
def belongs_to_the_pair(actor: Any, pair: Any = None) -> bool:
    """Of a meeting, a note or a next step."""
    if pair is None:
        return False
    return bool(belongs_to_the_party(actor, pair.guest) or belongs_to_the_party(actor, pair.host))


@rules.predicate
def is_out(_actor: Any, encounter: Any = None) -> bool:
    """Until a timetable is released the two do not learn that they are to meet."""
    return bool(encounter is not None and encounter.is_out)


@rules.predicate
def wrote_for_its_side(actor: Any, note: Any = None) -> bool:
    return bool(note is not None and belongs_to_the_party(actor, note.party))


def add_permissions() -> None:
    rules.add_perm("meetings.list_rounds", meets_at_the_exchange | owns_the_exchange | is_operator)
    rules.add_perm("meetings.create_round", owns_the_exchange)
    rules.add_perm("meetings.view_round", has_a_party | owns_the_exchange | is_operator)
    rules.add_perm("meetings.change_round", owns_the_exchange)
    rules.add_perm("meetings.bring_workbook", owns_the_exchange)
    rules.add_perm("meetings.plan_round", owns_the_exchange)
    rules.add_perm("meetings.view_plan", owns_the_exchange | is_operator)
    rules.add_perm("meetings.view_party", belongs_to_the_party | owns_the_exchange | is_operator)
    rules.add_perm("meetings.speak_for_party", speaks_for_the_party | owns_the_exchange)
    knows_it = belongs_to_the_pair & is_out
    rules.add_perm("meetings.view_meeting", knows_it | owns_the_exchange | is_operator)
    rules.add_perm("meetings.write_note", belongs_to_the_party)
    rules.add_perm("meetings.change_note", wrote_for_its_side)
    rules.add_perm("meetings.agree_step", knows_it)
    rules.add_perm("meetings.mark_meeting", knows_it | owns_the_exchange)
    rules.add_perm("meetings.add_walk_in", belongs_to_the_party | owns_the_exchange)
