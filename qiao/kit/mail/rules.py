"""Who may look after mail. `is_operator` is a property that the accounts give to their users."""

from typing import Any

import rules


@rules.predicate
def is_operator(actor: Any) -> bool:
    return bool(getattr(actor, "is_operator", False))


for permission in ("view_outbox", "retry_mail", "cancel_mail", "send_trial", "clear_trouble"):
    rules.add_perm(f"mail.{permission}", is_operator)
