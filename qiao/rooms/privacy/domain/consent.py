"""Agreeing and withdrawing: one row each, both one click."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from qiao.kit.access import require
from qiao.kit.activity.context import current
from qiao.kit.activity.enums import Channel
from qiao.kit.activity.record import record
from qiao.kit.classification import DataSubject, resolve
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.enums import Decision
from qiao.rooms.privacy.errors import TextOutdated
from qiao.rooms.privacy.models import ConsentEntry, Purpose, PurposeText


@dataclass(frozen=True)
class Switch:
    """One purpose as its person sees it. Off until switched on."""

    purpose: Purpose
    text: PurposeText
    entry: ConsentEntry | None
    is_on: bool

    @property
    def is_outdated(self) -> bool:
        """Agreed once, to words that no longer stand: asked anew."""
        return not self.is_on and self.entry is not None and self.entry.decision == Decision.GIVEN


def give_consent(actor: User, text: PurposeText) -> ConsentEntry:
    return _decide(actor, text, Decision.GIVEN, "privacy.consent.given")


def withdraw_consent(actor: User, text: PurposeText) -> ConsentEntry:
    return _decide(actor, text, Decision.WITHDRAWN, "privacy.consent.withdrawn")


@transaction.atomic
def _decide(actor: User, text: PurposeText, decision: Decision, action: str) -> ConsentEntry:
    require(actor, "privacy.decide_consent")
    purpose = Purpose.objects.select_for_update().get(pk=text.purpose_id)
    is_current = text.version == purpose.version and purpose.retired_at is None
    if decision == Decision.GIVEN and not is_current:
        raise TextOutdated
    context = current()
    entry = ConsentEntry.objects.create(
        user=actor,
        purpose=purpose,
        text=text,
        decision=decision,
        channel=context.channel if context else Channel.COMMAND,
    )
    changes = {"decision": [None, str(decision)], "version": [None, text.version]}
    record(actor, action, purpose, changes=changes)
    return entry


def has_consent(who: User | DataSubject, code: str) -> bool:
    """Whether this person has agreed to this purpose, and has not withdrawn. Other rooms ask here."""
    purpose = Purpose.objects.filter(code=code).first()
    if purpose is None:
        raise LookupError(f"unknown purpose {code!r}")
    user_id = who.pk if isinstance(who, User) else resolve(who).user_id
    return ConsentEntry.objects.filter(user=user_id, purpose=purpose).holding().exists()


def agreeing(users: QuerySet[User], code: str) -> QuerySet[User]:
    """Those of the users who have agreed: one query for a whole list."""
    holding = ConsentEntry.objects.filter(purpose__code=code).holding()
    return users.filter(pk__in=holding.values("user"))


def switches(user: User) -> list[Switch]:
    latest = {entry.purpose_id: entry for entry in _latest(user)}
    holding = set(ConsentEntry.objects.filter(user=user).holding().values_list("purpose", flat=True))
    purposes = Purpose.objects.asked().prefetch_related("texts")
    return [
        Switch(purpose, text, latest.get(purpose.pk), purpose.pk in holding)
        for purpose in purposes
        if (text := purpose.text())
    ]


def _latest(user: User) -> QuerySet[ConsentEntry]:
    return ConsentEntry.objects.filter(user=user).latest_of_each().select_related("text")
