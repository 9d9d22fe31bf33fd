"""Who may do what at an exchange, as sentences. Rights come from memberships of the partners and from being
head or member of a delegation; among the owners nobody is above another."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.rules import edits, stands
from qiao.rooms.exchanges.entries import MEMBERS, acts_for, entries_of
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, OVER, OWNING
from qiao.rooms.exchanges.remembering import remembered


def _exchange_id(subject: Any) -> Any:
    return getattr(subject, "exchange_id", None) or getattr(subject, "pk", None)


@rules.predicate
def acts_for_the_organisation(actor: Any, organisation: Any = None) -> bool:
    return organisation is not None and acts_for(actor, organisation.pk)


@rules.predicate
def belongs_to_the_organisation(actor: Any, organisation: Any = None) -> bool:
    return organisation is not None and acts_for(actor, organisation.pk, MEMBERS)


@rules.predicate
@remembered
def owns_the_exchange(actor: Any, subject: Any = None) -> bool:
    """An owner or manager of an organiser or co-organiser."""
    if subject is None or not is_signed_in(actor):
        return False
    owning = Organisation.objects.filter(
        partnerships__exchange=_exchange_id(subject), partnerships__role__in=OWNING
    )
    return owning.filter(pk__in=entries_of(actor)).exists()


@rules.predicate
@remembered
def belongs_to_a_partner(actor: Any, exchange: Any = None) -> bool:
    if exchange is None or not is_signed_in(actor):
        return False
    return bool(exchange.partners.filter(organisation__in=entries_of(actor, MEMBERS)).exists())


@rules.predicate
def is_public(_actor: Any, exchange: Any = None) -> bool:
    return bool(exchange is not None and exchange.is_public)


@rules.predicate
@remembered
def takes_part(actor: Any, exchange: Any = None) -> bool:
    """Head or member of a delegation to it."""
    if exchange is None or not is_signed_in(actor):
        return False
    led = actor.headed_delegations.filter(exchange=exchange.pk).exclude(state__in=OVER)
    own = actor.delegation_places.filter(delegation__exchange=exchange.pk, state__in=ACTIVE_MEMBERS)
    return bool(led.exists() or own.exists())


@rules.predicate
def acts_for_the_partner(actor: Any, partner: Any = None) -> bool:
    return bool(partner is not None and acts_for(actor, partner.organisation_id))


@rules.predicate
def is_owning(_actor: Any, partner: Any = None) -> bool:
    return bool(partner is not None and partner.is_owning)


@rules.predicate
def may_give_seats(_actor: Any, partner: Any = None) -> bool:
    return bool(partner is not None and partner.may_give_seats)


@rules.predicate
def acts_for_a_giving_partner(actor: Any, exchange: Any = None) -> bool:
    if exchange is None or not is_signed_in(actor):
        return False
    own = exchange.partners.filter(organisation__in=entries_of(actor))
    return any(partner.may_give_seats for partner in own)


@rules.predicate
def acts_for_the_proposer(actor: Any, decision: Any = None) -> bool:
    return bool(decision is not None and acts_for(actor, decision.organisation_id))


@rules.predicate
def acts_for_the_inviting_partner(actor: Any, delegation: Any = None) -> bool:
    return bool(delegation is not None and acts_for(actor, delegation.partner.organisation_id))


@rules.predicate
def is_approved_by_its_partner(_actor: Any, delegation: Any = None) -> bool:
    """The partner that invited it has an approval right of its own; the others leave it alone."""
    return bool(delegation is not None and delegation.partner.approves)


@rules.predicate
def heads_the_delegation(actor: Any, delegation: Any = None) -> bool:
    return bool(delegation is not None and is_signed_in(actor) and delegation.head_id == actor.pk)


@rules.predicate
def is_in_the_delegation(actor: Any, delegation: Any = None) -> bool:
    if delegation is None or not is_signed_in(actor):
        return False
    return bool(delegation.members.filter(user=actor, state__in=ACTIVE_MEMBERS).exists())


@rules.predicate
def heads_its_delegation(actor: Any, part: Any = None) -> bool:
    """A member or an offer of seats."""
    return part is not None and bool(heads_the_delegation(actor, part.delegation))


@rules.predicate
def is_the_member(actor: Any, member: Any = None) -> bool:
    return bool(member is not None and is_signed_in(actor) and member.user_id == actor.pk)


@rules.predicate
def has_no_head(_actor: Any, delegation: Any = None) -> bool:
    """Nobody has followed a link yet; whoever does decides alone from then on."""
    return bool(delegation is not None and delegation.head_id is None)


@rules.predicate
def fills_its_seats(actor: Any, member: Any = None) -> bool:
    return member is not None and bool(fills_the_seats(actor, member.delegation))


looks_after_the_delegation = acts_for_the_inviting_partner | owns_the_exchange
fills_the_seats = heads_the_delegation | (has_no_head & looks_after_the_delegation)
approves_the_delegation = (is_approved_by_its_partner & acts_for_the_inviting_partner) | (
    ~is_approved_by_its_partner & owns_the_exchange
)


def add_permissions() -> None:
    rules.add_perm("exchanges.view_exchange", is_public | belongs_to_a_partner | takes_part | is_operator)
    rules.add_perm("exchanges.create_exchange", stands & (edits | is_operator))
    rules.add_perm("exchanges.change_exchange", owns_the_exchange)
    rules.add_perm("exchanges.clone_exchange", owns_the_exchange)
    rules.add_perm("exchanges.archive_exchange", owns_the_exchange | is_operator)

    rules.add_perm("exchanges.change_partner", owns_the_exchange)
    rules.add_perm("exchanges.view_partners", owns_the_exchange | is_operator)
    rules.add_perm("exchanges.view_partner", acts_for_the_partner | owns_the_exchange | is_operator)
    rules.add_perm("exchanges.change_sender", acts_for_the_partner | is_operator)
    rules.add_perm(
        "exchanges.remove_partner", acts_for_the_partner | (owns_the_exchange & ~is_owning) | is_operator
    )
    rules.add_perm("exchanges.decide", is_owning & acts_for_the_partner)
    rules.add_perm("exchanges.view_decisions", owns_the_exchange | is_operator)
    rules.add_perm("exchanges.withdraw_decision", acts_for_the_proposer)

    rules.add_perm("exchanges.invite_delegations", acts_for_a_giving_partner)
    rules.add_perm("exchanges.invite_delegation", may_give_seats & acts_for_the_partner)
    rules.add_perm(
        "exchanges.view_delegation",
        heads_the_delegation | is_in_the_delegation | looks_after_the_delegation | is_operator,
    )
    rules.add_perm("exchanges.list_delegations", belongs_to_a_partner | is_operator)
    rules.add_perm("exchanges.invite_head", heads_the_delegation | acts_for_the_inviting_partner)
    rules.add_perm("exchanges.lead_delegation", heads_the_delegation)
    rules.add_perm("exchanges.approve_delegation", approves_the_delegation)
    rules.add_perm("exchanges.withdraw_delegation", heads_the_delegation | looks_after_the_delegation)
    rules.add_perm("exchanges.move_delegation", owns_the_exchange)
    rules.add_perm("exchanges.fill_seats", fills_the_seats)
    rules.add_perm("exchanges.answer_for_delegation", has_no_head & looks_after_the_delegation)
    rules.add_perm("exchanges.change_member", fills_its_seats)
    rules.add_perm("exchanges.leave_delegation", is_the_member | heads_its_delegation)
    rules.add_perm("exchanges.answer_offer", heads_its_delegation)
