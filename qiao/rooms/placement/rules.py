"""Who may do what with matching rounds, as sentences. Nobody but its person opens a list before the run."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.exchanges.entries import acts_for, entries_of
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.rules import acts_for_the_organisation, owns_the_exchange


@rules.predicate
def may_run_rounds(actor: Any, runner: Any = None) -> bool:
    """Owners of an exchange, or owners and managers of an organisation."""
    if isinstance(runner, Exchange):
        return bool(owns_the_exchange(actor, runner))
    return bool(acts_for_the_organisation(actor, runner))


@rules.predicate
def runs_the_round(actor: Any, subject: Any = None) -> bool:
    """Of a round, a post, a run: whatever belongs to one."""
    if subject is None or not is_signed_in(actor):
        return False
    found = getattr(subject, "round", subject)
    if found.exchange_id is not None:
        return bool(owns_the_exchange(actor, found.exchange))
    return acts_for(actor, found.organisation_id)


@rules.predicate
def hosts_a_post(actor: Any, matching_round: Any = None) -> bool:
    if matching_round is None or not is_signed_in(actor):
        return False
    return bool(matching_round.posts.filter(intake__opportunity__host__in=entries_of(actor)).exists())


@rules.predicate
def hosts_the_post(actor: Any, post: Any = None) -> bool:
    return post is not None and acts_for(actor, post.intake.opportunity.host_id)


@rules.predicate
def ranks_in_it(actor: Any, matching_round: Any = None) -> bool:
    if matching_round is None or not is_signed_in(actor):
        return False
    if matching_round.is_prepared:
        return False
    return bool(matching_round.lists.filter(profile__user=actor).exists())


@rules.predicate
def is_out(_actor: Any, matching_round: Any = None) -> bool:
    return bool(matching_round is not None and matching_round.is_out)


@rules.predicate
def is_known(_actor: Any, matching_round: Any = None) -> bool:
    """People rank in it, or have ranked."""
    return bool(matching_round is not None and matching_round.nonce_digest)


@rules.predicate
def is_the_person(actor: Any, entry: Any = None) -> bool:
    """Of a rank-order list."""
    return bool(entry is not None and is_signed_in(actor) and entry.profile.user_id == actor.pk)


@rules.predicate
def is_one_of_the_pair(actor: Any, pair: Any = None) -> bool:
    if pair is None or not is_signed_in(actor):
        return False
    return actor.pk in (pair.first.profile.user_id, pair.second.profile.user_id)


@rules.predicate
def is_the_placed_person(actor: Any, placement: Any = None) -> bool:
    return placement is not None and bool(is_the_person(actor, placement.entry))


def add_permissions() -> None:
    rules.add_perm("placement.list_rounds", is_signed_in)
    rules.add_perm("placement.create_round", may_run_rounds)
    rules.add_perm("placement.view_round", runs_the_round | hosts_a_post | ranks_in_it | is_operator)
    rules.add_perm("placement.verify_round", is_out | runs_the_round)
    rules.add_perm("placement.view_seed", is_out | is_known)
    rules.add_perm("placement.change_round", runs_the_round)
    rules.add_perm("placement.run_round", runs_the_round)
    rules.add_perm("placement.view_post", hosts_the_post | runs_the_round)
    rules.add_perm("placement.rank_applicants", hosts_the_post)
    rules.add_perm("placement.rank_choices", is_the_person)
    rules.add_perm("placement.rank_together", is_one_of_the_pair)
    rules.add_perm("placement.answer_placement", is_the_placed_person)
