"""Appointing operators from the command line, where there is no operator yet to ask."""

from django.db import transaction

from qiao.rooms.accounts.domain.operatorship import appoint_from_command_line, dismiss_from_command_line

__all__ = ["appoint", "dismiss"]


@transaction.atomic
def appoint(email: str) -> str:
    user = appoint_from_command_line(email)
    return f"{user.email} is an operator. They sign in with a code sent by e-mail."


@transaction.atomic
def dismiss(email: str) -> str:
    user = dismiss_from_command_line(email)
    return f"{user.email} is no longer an operator."
