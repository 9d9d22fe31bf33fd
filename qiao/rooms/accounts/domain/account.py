from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.session import end_all_sessions
from qiao.rooms.accounts.errors import EmailTaken
from qiao.rooms.accounts.models import ApiToken, User


@transaction.atomic
def create_account(
    email: str,
    password: str | None = None,
    language: str = "zh-hans",
    *,
    verified: bool = True,
    time_zone: str = "Asia/Shanghai",
) -> User:
    """For the command line and the sample exchange; people sign up through the pages."""
    email = email.strip().lower()
    if find_account(email):
        raise EmailTaken
    user: User = User.objects.create_user(email, password, language=language, time_zone=time_zone)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=verified)
    record(None, "accounts.account.created", user)
    return user


def find_account(email: str) -> User | None:
    """By any of its addresses; a confirmed one wins over one that is only claimed."""
    email = email.strip().lower()
    addresses = EmailAddress.objects.filter(email=email).order_by("-verified", "-primary")
    owner = addresses.values_list("user_id", flat=True).first()
    found: User | None = User.objects.filter(Q(pk=owner) if owner else Q(email=email)).first()
    return found


def confirmed_addresses(user: User) -> set[str]:
    return set(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))


@transaction.atomic
def change_profile(
    actor: User, user: User, *, language: str | None = None, time_zone: str | None = None
) -> User:
    require(actor, "accounts.change_account", user)
    wanted = {"language": language, "time_zone": time_zone}
    changes = {
        name: [getattr(user, name), value]
        for name, value in wanted.items()
        if value is not None and value != getattr(user, name)
    }
    for name, (_old, new) in changes.items():
        setattr(user, name, new)
    if changes:
        user.full_clean()
        user.save(update_fields=[*changes, "updated_at"])
        record(actor, "accounts.profile.changed", user, changes=changes)
    return user


@transaction.atomic
def disable_account(actor: User, user: User) -> None:
    """The person is out at once: sessions end and tokens stop."""
    require(actor, "accounts.disable_account", user)
    user.is_active = False
    user.save(update_fields=["is_active", "updated_at"])
    end_all_sessions(user)
    ApiToken.objects.filter(user=user, revoked_at=None).revoke(actor)
    record(actor, "accounts.account.disabled", user)


@transaction.atomic
def enable_account(actor: User, user: User) -> None:
    require(actor, "accounts.disable_account", user)
    user.is_active = True
    user.save(update_fields=["is_active", "updated_at"])
    record(actor, "accounts.account.enabled", user)
