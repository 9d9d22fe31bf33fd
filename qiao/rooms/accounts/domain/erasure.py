"""Finding and erasing what this room holds about a person."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.accounts.domain.session import end_all_sessions
from qiao.rooms.accounts.models import ApiToken, Invitation, User

SIGN_IN_ROWS: tuple[Any, ...] = (EmailAddress, Authenticator, SocialAccount, UserSession, ApiToken)


def find_users(subject: DataSubject) -> QuerySet[User]:
    addresses = EmailAddress.objects.filter(email__in=subject.emails, verified=True)
    found: QuerySet[User] = User.objects.filter(
        Q(pk=subject.user_id) | Q(pk__in=addresses.values("user_id")) | Q(email__in=subject.emails)
    )
    return found


def find_invitations(subject: DataSubject) -> QuerySet[Invitation]:
    users = find_users(subject)
    addresses = EmailAddress.objects.filter(user__in=users).values("email")
    return Invitation.objects.filter(
        Q(email__in=subject.emails) | Q(email__in=addresses) | Q(accepted_by__in=users)
    )


def find_by_user(model: type[Any], subject: DataSubject) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(user__in=find_users(subject))
    return found


@transaction.atomic
def erase_users(users: QuerySet[User]) -> int:
    """The row stays without a person in it, for what it did is part of others' records."""
    found = list(users)
    for user in found:
        end_all_sessions(user)
        for model in SIGN_IN_ROWS:
            model.objects.filter(user=user).delete()
        user.email = f"erased-{user.pk}@erased.invalid"
        user.is_active = False
        user.last_login = None
        user.set_unusable_password()
        user.save()
    return len(found)


@transaction.atomic
def erase_invitations(invitations: QuerySet[Invitation]) -> int:
    """That somebody was invited stays; who, and the words written about them, go."""
    found = list(invitations)
    for row in found:
        row.email, row.details = f"erased-{row.pk}@erased.invalid", {}
        row.save(update_fields=["email", "details", "updated_at"])
    return len(found)


def erase_rows(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]
