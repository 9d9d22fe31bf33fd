"""The base of every stored record: an opaque, time-ordered public id and two times."""

import uuid

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): unguessable and ordered by time, so that it can end every key of a paged list."""
    return uuid_utils.compat.uuid7()


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True
