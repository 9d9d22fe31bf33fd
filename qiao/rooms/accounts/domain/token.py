import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.errors import ExpiryOutOfRange, ScopeUnknown, TooManyTokens
from qiao.rooms.accounts.models import ApiToken, User
from qiao.rooms.accounts.scopes import scopes

MARK = "qiao"
LONGEST = timedelta(days=366)
LIMIT = 20


@transaction.atomic
def create_token(
    actor: User, *, name: str, scope_names: Iterable[str], expires_at: datetime
) -> tuple[ApiToken, str]:
    """The row and the token itself, which is shown this once."""
    require(actor, "accounts.create_token", actor)
    wanted = sorted(set(scope_names))
    _check(actor, wanted, expires_at)
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    token = ApiToken(
        user=actor, name=name, prefix=prefix, token_hash=_hash(secret), scopes=wanted, expires_at=expires_at
    )
    token.full_clean()
    token.save()
    record(actor, "accounts.token.created", token, changes={"scopes": [None, wanted], "name": None})
    return token, f"{MARK}_{prefix}_{secret}"


@transaction.atomic
def revoke_token(actor: User, token: ApiToken) -> None:
    require(actor, "accounts.revoke_token", token)
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).revoke(actor):
        record(actor, "accounts.token.revoked", token)


def authenticate(presented: str) -> ApiToken | None:
    """The usable token that was presented. Never says why one is refused."""
    mark, _, rest = presented.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or not prefix.isascii():
        return None
    token = ApiToken.objects.usable().select_related("user").filter(prefix=prefix).first()
    if not constant_time_compare(_hash(secret), token.token_hash if token else _hash("")) or token is None:
        return None
    _note_use(token)
    return token


def _note_use(token: ApiToken) -> None:
    """To the hour only: enough to find a forgotten token, too little to follow a person, and few writes."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    if token.last_used_at != hour:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=hour)


def _check(actor: User, wanted: list[str], expires_at: datetime) -> None:
    now = timezone.now()
    if not wanted or any(name not in scopes for name in wanted):
        raise ScopeUnknown
    if not now < expires_at <= now + LONGEST:
        raise ExpiryOutOfRange
    # The row is locked so that parallel requests cannot pass the limit together.
    User.objects.select_for_update().get(pk=actor.pk)
    if ApiToken.objects.usable().filter(user=actor).count() >= LIMIT:
        raise TooManyTokens(limit=LIMIT)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
