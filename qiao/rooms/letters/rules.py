"""Who may do what with letters, as sentences. Nobody decides on a letter that is for them or that they
asked for; passport data are open to who entered them, to their person, and to one reviewer while deciding."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.exchanges.rules import (
    heads_its_delegation,
    heads_the_delegation,
    is_the_member,
    owns_the_exchange,
    takes_part,
)
from qiao.rooms.letters.enums import LetterState


@rules.predicate
def is_the_person(actor: Any, letter: Any = None) -> bool:
    if letter is None or not is_signed_in(actor):
        return False
    return actor.pk in (letter.user_id, letter.member.user_id)


@rules.predicate
def is_the_asker(actor: Any, letter: Any = None) -> bool:
    return bool(letter is not None and is_signed_in(actor) and letter.asked_by_id == actor.pk)


@rules.predicate
def asked_as_the_head(actor: Any, letter: Any = None) -> bool:
    """A head who was replaced no longer answers for what they asked for."""
    return bool(is_the_asker(actor, letter) and heads_the_delegation(actor, letter.delegation))


@rules.predicate
def heads_that_delegation(actor: Any, letter: Any = None) -> bool:
    return letter is not None and bool(heads_the_delegation(actor, letter.delegation))


@rules.predicate
def is_filed(_actor: Any, letter: Any = None) -> bool:
    return bool(letter is not None and letter.submitted_at)


@rules.predicate
def is_issued(_actor: Any, letter: Any = None) -> bool:
    return bool(letter is not None and letter.state == LetterState.ISSUED)


@rules.predicate
def is_deciding(actor: Any, letter: Any = None) -> bool:
    if letter is None or not is_signed_in(actor):
        return False
    return bool(letter.state == LetterState.UNDER_REVIEW and letter.reviewer_id == actor.pk)


answers_for_it = is_the_person | asked_as_the_head
reviews_it = is_filed & owns_the_exchange & ~is_the_person & ~is_the_asker


def add_permissions() -> None:
    rules.add_perm("letters.ask_letter", is_the_member | heads_its_delegation)
    rules.add_perm("letters.list_own", owns_the_exchange | takes_part)
    rules.add_perm(
        "letters.view_letter", answers_for_it | heads_that_delegation | (is_filed & owns_the_exchange)
    )
    rules.add_perm("letters.change_letter", answers_for_it)
    rules.add_perm("letters.open_passport", answers_for_it | (reviews_it & is_deciding))
    rules.add_perm("letters.wipe_letter", answers_for_it)
    rules.add_perm("letters.fetch_paper", answers_for_it & is_issued)
    rules.add_perm("letters.list_letters", owns_the_exchange)
    rules.add_perm("letters.review_letter", reviews_it)
    rules.add_perm("letters.follow_letter", is_filed & owns_the_exchange)
    rules.add_perm("letters.revoke_letter", is_issued & owns_the_exchange)
    rules.add_perm("letters.change_settings", owns_the_exchange)
