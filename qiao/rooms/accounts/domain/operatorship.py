from django.db import IntegrityError, transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.account import create_account, find_account
from qiao.rooms.accounts.errors import AlreadyOperator, LastOperator, NoSuchAccount
from qiao.rooms.accounts.models import Operatorship, User


@transaction.atomic
def grant(actor: User, user: User) -> Operatorship:
    require(actor, "accounts.grant_operatorship", user)
    return appoint(user, actor)


def appoint(user: User, actor: User | None) -> Operatorship:
    """Without the check: for an accepted invitation (checked when it was sent) and the command line."""
    try:
        with transaction.atomic():
            row = Operatorship.objects.create(user=user, granted_by=actor, granted_at=timezone.now())
    except IntegrityError as error:
        raise AlreadyOperator from error
    _forget(user)
    record(actor, "accounts.operatorship.granted", user)
    return row


@transaction.atomic
def end(actor: User, user: User) -> None:
    require(actor, "accounts.end_operatorship", user)
    _dismiss(user, actor)


@transaction.atomic
def appoint_from_command_line(email: str) -> User:
    """The first operator has nobody to ask; whoever can run commands owns the server anyway."""
    user = find_account(email) or create_account(email)
    if not user.operatorships.filter(ended_at=None).exists():
        appoint(user, None)
    return user


@transaction.atomic
def dismiss_from_command_line(email: str) -> User:
    user = find_account(email)
    if user is None:
        raise NoSuchAccount
    _dismiss(user, None)
    return user


def _dismiss(user: User, actor: User | None) -> None:
    """Every open row is locked, or two operators could dismiss each other at the same moment."""
    rows = list(Operatorship.objects.select_for_update().filter(ended_at=None).order_by("id"))
    own = [row for row in rows if row.user_id == user.pk]
    if not own:
        return
    if len(rows) == len(own) and actor is not None:
        raise LastOperator
    Operatorship.objects.filter(pk=own[0].pk).update(ended_at=timezone.now(), ended_by=actor)
    _forget(user)
    record(actor, "accounts.operatorship.ended", user)


def _forget(user: User) -> None:
    user.__dict__.pop("is_operator", None)
