import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record

KEPT_FOR = timedelta(days=1)


def opaque(salt: str, value: bytes | str) -> str:
    """A keyed digest: equal values can be found again, and the table alone tells nothing."""
    return salted_hmac(f"qiao.idempotency.{salt}", value, algorithm="sha256").hexdigest()


def scope_of_user(user_id: uuid.UUID) -> str:
    return opaque("scope", f"user:{user_id}")


def in_a_day() -> datetime:
    return timezone.now() + KEPT_FOR


class KeyedRequest(Record):
    """The first result of a request that carried a key, for a day.

    The result is sealed with the key, which is not stored: only whoever sends the key again can read it.
    """

    scope = models.CharField(_("whose"), max_length=64)
    key = models.CharField(_("key"), max_length=64)
    fingerprint = models.CharField(_("fingerprint of the request"), max_length=64)
    sealed = models.TextField(_("sealed result"), blank=True)
    expires_at = models.DateTimeField(_("expires at"), default=in_a_day, db_index=True)

    class Meta:
        verbose_name = _("repeated request")
        verbose_name_plural = _("repeated requests")
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_scope_key")]


def forget_expired() -> int:
    """Removes the rows of yesterday. Housekeeping calls it; a late call harms nothing."""
    removed, _by_model = KeyedRequest.objects.filter(expires_at__lt=timezone.now()).delete()
    return removed
