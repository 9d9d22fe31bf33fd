"""The class of every field, in one place that privacy, exports and the audit read.

Each app classifies its models in `apps.ready()`; a test fails for a field that has no class, and for a model
with personal fields that does not say how a person's rows are found and erased.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.registry import Registry


class Sensitivity(models.TextChoices):
    PLAIN = "plain", _("plain")
    PERSONAL = "personal", _("personal")
    SENSITIVE = "sensitive", _("sensitive")


@dataclass(frozen=True)
class DataSubject:
    """The person whose data are asked for: an account, addresses, and entries in the directory."""

    user_id: uuid.UUID | None = None
    emails: frozenset[str] = frozenset()
    person_ids: frozenset[uuid.UUID] = frozenset()

    def is_at(self, *paths: str) -> Q:
        """Of rows that name the account at one of these; of none where there is no account."""
        if not self.user_id:
            return Q(pk__in=[])
        return Q(*((path, self.user_id) for path in paths), _connector=Q.OR)

    @property
    def addresses(self) -> set[str]:
        """As rows hold them: in small letters, and never an empty one."""
        return {address.lower() for address in self.emails} - {""}


Find = Callable[[DataSubject], models.QuerySet[Any]]
Erase = Callable[[models.QuerySet[Any]], int]


@dataclass(frozen=True)
class Classified:
    """`find` gives a person's rows; `erase` removes or empties them and returns how many it touched."""

    model: type[models.Model]
    fields: dict[str, Sensitivity]
    find: Find | None = None
    erase: Erase | None = None
    kept_because: str | Promise = ""  # the rule by which rows stay after an erasure, where `erase` is None
    secret: frozenset[str] = frozenset()  # sensitive fields that no export carries: hashes, keys, seeds

    def named(self, *classes: Sensitivity) -> list[str]:
        return [name for name, sensitivity in self.fields.items() if sensitivity in classes]

    @property
    def is_personal(self) -> bool:
        return bool(self.named(Sensitivity.PERSONAL, Sensitivity.SENSITIVE))


classified: Registry[Classified] = Registry("classified model")

# A room that knows more ids of the same person (the directory knows the person of an account) adds them.
subject_links: Registry[Callable[[DataSubject], DataSubject]] = Registry("link of a data subject")


def classify(
    model: type[models.Model],
    *,
    plain: Iterable[str] = (),
    personal: Iterable[str] = (),
    sensitive: Iterable[str] = (),
    secret: Iterable[str] = (),
    find: Find | None = None,
    erase: Erase | None = None,
    kept_because: str | Promise = "",
) -> Classified:
    fields = dict.fromkeys(plain, Sensitivity.PLAIN)
    fields |= dict.fromkeys(personal, Sensitivity.PERSONAL)
    fields |= dict.fromkeys([*sensitive, *secret], Sensitivity.SENSITIVE)
    entry = Classified(model, fields, find, erase, kept_because, frozenset(secret))
    return classified.register(model._meta.label_lower, entry)


def resolve(subject: DataSubject) -> DataSubject:
    """The subject with everything that the rooms know to be the same person."""
    for link in subject_links:
        subject = link(subject)
    return subject
