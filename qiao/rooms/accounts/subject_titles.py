"""How activity rows call this room's records, and where they are shown."""

import uuid
from collections.abc import Sequence

from django.urls import reverse

from qiao.kit.activity.subjects import Titles
from qiao.rooms.accounts.models import ApiToken, Invitation, User


def users(ids: Sequence[uuid.UUID]) -> Titles:
    return {user.pk: (user.email, "") for user in User.objects.filter(pk__in=ids).only("email")}


def invitations(ids: Sequence[uuid.UUID]) -> Titles:
    found = Invitation.objects.filter(pk__in=ids).only("email")
    return {row.pk: (row.email, reverse("accounts:invitation_detail", args=[row.pk])) for row in found}


def tokens(ids: Sequence[uuid.UUID]) -> Titles:
    url = reverse("accounts:tokens")
    return {token.pk: (token.name, url) for token in ApiToken.objects.filter(pk__in=ids).only("name")}
