"""Who may do what with personal data, as sentences."""

from typing import Any

import rules

from qiao.rooms.accounts.rules import is_operator, is_owner, is_signed_in


@rules.predicate
def is_open_to_decision(_actor: Any, request: Any = None) -> bool:
    return bool(request is not None and request.is_decidable)


def add_permissions() -> None:
    rules.add_perm("privacy.view_own_data", is_signed_in)
    rules.add_perm("privacy.decide_consent", is_signed_in)
    rules.add_perm("privacy.export_own_data", is_signed_in)
    rules.add_perm("privacy.fetch_export", is_owner)
    rules.add_perm("privacy.make_request", is_signed_in)
    rules.add_perm("privacy.view_request", is_owner | is_operator)
    rules.add_perm("privacy.withdraw_request", is_owner)
    rules.add_perm("privacy.list_requests", is_operator)
    rules.add_perm("privacy.decide_request", is_operator & is_open_to_decision)
    rules.add_perm("privacy.complete_request", is_operator)
    rules.add_perm("privacy.view_register", is_operator)
    rules.add_perm("privacy.publish_purpose", is_operator)
    rules.add_perm("privacy.name_controller", is_operator)
