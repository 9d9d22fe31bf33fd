"""Who may do what with offers, as sentences. The host makes and withdraws, the applicant alone answers."""

from typing import Any

import rules

from qiao.rooms.applications.rules import edits_the_host_of_it, is_the_applicant_of_it, selects_it
from qiao.rooms.opportunities.rules import edits_the_host


@rules.predicate
def edits_the_host_of_the_intake(actor: Any, intake: Any = None) -> bool:
    return intake is not None and bool(edits_the_host(actor, intake.opportunity))


def add_permissions() -> None:
    rules.add_perm("offers.list_offers", edits_the_host_of_the_intake)
    rules.add_perm("offers.give_places", edits_the_host_of_the_intake)
    rules.add_perm("offers.change_settings", edits_the_host_of_the_intake)
    rules.add_perm("offers.make_offer", selects_it)
    rules.add_perm("offers.put_on_waiting_list", selects_it)
    rules.add_perm("offers.order_waiting_list", edits_the_host_of_the_intake)
    rules.add_perm("offers.view_offer", edits_the_host_of_it | is_the_applicant_of_it)
    rules.add_perm("offers.answer_offer", is_the_applicant_of_it)
    rules.add_perm("offers.withdraw_offer", edits_the_host_of_it)
    rules.add_perm("offers.extend_offer", edits_the_host_of_it)
