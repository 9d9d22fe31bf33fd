"""Who may see and change the programme of an exchange, as sentences."""

from typing import Any

import rules

from qiao.kit.access import may
from qiao.rooms.accounts.rules import is_operator, is_signed_in
from qiao.rooms.exchanges.rules import (
    acts_for_the_partner,
    belongs_to_a_partner,
    is_public,
    owns_the_exchange,
    takes_part,
)
from qiao.rooms.programme.enums import ItemState, MaterialAccess


@rules.predicate
def hosts_the_session(actor: Any, item: Any = None) -> bool:
    return bool(item is not None and item.host is not None and acts_for_the_partner(actor, item.host))


@rules.predicate
def belongs_to_its_partner(actor: Any, part: Any = None) -> bool:
    """A part of a programme, for the partners of its exchange."""
    return part is not None and bool(belongs_to_a_partner(actor, part.exchange))


has_a_part = belongs_to_a_partner | takes_part | is_operator


@rules.predicate
def is_of_everyone(_actor: Any, material: Any = None) -> bool:
    return bool(material is not None and material.access == MaterialAccess.PUBLIC)


@rules.predicate
def sees_its_exchange(actor: Any, material: Any = None) -> bool:
    return bool(material is not None and may(actor, "exchanges.view_exchange", material.exchange))


@rules.predicate
def is_of_organisers(_actor: Any, material: Any = None) -> bool:
    return bool(material is not None and material.access == MaterialAccess.ORGANISERS)


@rules.predicate
def has_a_part_in_its_exchange(actor: Any, part: Any = None) -> bool:
    return bool(part is not None and has_a_part(actor, part.exchange))


@rules.predicate
def its_session_is_public(_actor: Any, part: Any = None) -> bool:
    """Of the exchange as a whole, or of a session that the public page shows."""
    item = getattr(part, "item", None)
    return item is None or is_on_the_public_page(item)


def is_on_the_public_page(item: Any) -> bool:
    return bool(item.is_public and item.state != ItemState.CANCELLED)


@rules.predicate
def sees_the_session(actor: Any, item: Any = None) -> bool:
    if item is None:
        return False
    is_open = is_on_the_public_page(item) and is_public(actor, item.exchange)
    return bool(is_open or has_a_part(actor, item.exchange))


@rules.predicate
def runs_its_session(actor: Any, question: Any = None) -> bool:
    """The organisers, and the host of the session that it was asked on."""
    return bool(question is not None and runs_the_session(actor, question.item))


@rules.predicate
def sees_its_session(actor: Any, question: Any = None) -> bool:
    return bool(question is not None and sees_the_session(actor, question.item))


@rules.predicate
def is_seen(_actor: Any, question: Any = None) -> bool:
    return bool(question is not None and question.is_seen)


@rules.predicate
def asked_it(actor: Any, question: Any = None) -> bool:
    return bool(question is not None and is_signed_in(actor) and question.asker_id == actor.pk)


runs_the_session = owns_the_exchange | hosts_the_session


def add_permissions() -> None:
    """Whoever may see the exchange sees what was released; the working copy is for its partners."""
    rules.add_perm("programme.view_programme", is_public | belongs_to_a_partner | takes_part | is_operator)
    rules.add_perm("programme.view_part", has_a_part)
    rules.add_perm("programme.view_working_copy", belongs_to_a_partner | is_operator)
    rules.add_perm("programme.view_item", belongs_to_its_partner | is_operator)
    rules.add_perm("programme.edit_programme", owns_the_exchange)
    rules.add_perm("programme.edit_item", owns_the_exchange | hosts_the_session)
    add_public_permissions()


def add_public_permissions() -> None:
    rules.add_perm(
        "programme.view_material",
        (is_of_everyone & its_session_is_public & sees_its_exchange)
        | (~is_of_organisers & has_a_part_in_its_exchange)
        | owns_the_exchange,
    )
    rules.add_perm("programme.change_materials", owns_the_exchange)
    rules.add_perm("programme.view_session", sees_the_session)
    rules.add_perm("programme.ask_question", sees_the_session)
    rules.add_perm("programme.run_session", runs_the_session)
    rules.add_perm("programme.vote", is_signed_in & is_seen & sees_its_session)
    rules.add_perm("programme.view_question", runs_its_session | asked_it | (is_seen & sees_its_session))
    rules.add_perm("programme.answer_question", runs_its_session)
    rules.add_perm("programme.withdraw_question", asked_it)
    rules.add_perm("programme.moderate_questions", owns_the_exchange)
    rules.add_perm("programme.make_offline_copy", owns_the_exchange)
