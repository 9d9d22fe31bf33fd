"""What happens around signing in, as activity rows and log lines. No secrets, no addresses in the log."""

import logging
import uuid
from typing import Any

from django.db import transaction

from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.account import find_account
from qiao.rooms.accounts.domain.session import end_other_sessions
from qiao.rooms.accounts.models import User

logger = logging.getLogger("qiao.accounts")
NOBODY = uuid.UUID(int=0)


@transaction.atomic
def note_sign_in(user: User, *, ip: str, methods: list[str]) -> None:
    record(user, "accounts.sign_in.succeeded", user)
    logger.info("sign-in of account %s from %s by %s", user.pk, ip, ", ".join(methods))


@transaction.atomic
def note_sign_out(user: User, *, ip: str) -> None:
    record(user, "accounts.sign_in.ended", user)
    logger.info("sign-out of account %s from %s", user.pk, ip)


@transaction.atomic
def note_failed_sign_in(email: str, *, ip: str, method: str) -> None:
    """The same lookup and the same row for an unknown address, or the time would tell them apart."""
    _note_failure(find_account(email), ip, method)


@transaction.atomic
def note_failed_factor(user: User, *, ip: str, method: str) -> None:
    _note_failure(user, ip, method)


@transaction.atomic
def note_factor_change(user: User, action: str, *, current_key: str | None) -> None:
    """Writes the row and ends every other session of the account."""
    record(user, action, user)
    end_other_sessions(user, current_key)
    logger.info("%s for account %s", action, user.pk)


@transaction.atomic
def note_account_change(user: User, action: str, changes: dict[str, Any] | None = None) -> None:
    record(user, action, user, changes=changes)
    logger.info("%s for account %s", action, user.pk)


def _note_failure(user: User | None, ip: str, method: str) -> None:
    record(None, "accounts.sign_in.failed", user or User(pk=NOBODY))
    logger.warning("failed sign-in of account %s from %s by %s", user.pk if user else "unknown", ip, method)
