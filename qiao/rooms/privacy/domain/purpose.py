"""Purposes and their words. A published text is never changed: a new version stands beside it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.enums import PurposeKind
from qiao.rooms.privacy.errors import BothLanguagesNeeded, RecipientNeeded
from qiao.rooms.privacy.models import Purpose, PurposeText
from qiao.rooms.privacy.purposes import PurposeDefinition, purposes


@dataclass(frozen=True)
class Words:
    title: str
    body: str
    recipient: str = ""
    recipient_contact: str = ""
    recipient_country: str = ""


@transaction.atomic
def create_purpose(actor: User, *, code: str, kind: PurposeKind, words: dict[str, Words]) -> Purpose:
    require(actor, "privacy.publish_purpose")
    purpose = Purpose(code=code, kind=kind)
    purpose.full_clean()
    purpose.save()
    _write(purpose, words)
    record(
        actor, "privacy.purpose.created", purpose, changes={"code": [None, code], "kind": [None, str(kind)]}
    )
    return purpose


@transaction.atomic
def publish_text(actor: User, purpose: Purpose, *, words: dict[str, Words], asks_again: bool) -> Purpose:
    """`asks_again`: consents to earlier words no longer hold, for the purpose or the kind of data changed."""
    require(actor, "privacy.publish_purpose")
    purpose = Purpose.objects.select_for_update().get(pk=purpose.pk)
    purpose.version += 1
    purpose.valid_from = purpose.version if asks_again else purpose.valid_from
    purpose.save()
    _write(purpose, words)
    changes = {"version": [purpose.version - 1, purpose.version], "valid_from": [None, purpose.valid_from]}
    record(actor, "privacy.purpose.text_published", purpose, changes=changes)
    return purpose


@transaction.atomic
def retire_purpose(actor: User, purpose: Purpose) -> None:
    """Nobody is asked any more, and no consent to it holds."""
    require(actor, "privacy.publish_purpose")
    if Purpose.objects.asked().filter(pk=purpose.pk).update(retired_at=timezone.now()):
        record(actor, "privacy.purpose.retired", purpose)


def _write(purpose: Purpose, words: dict[str, Words]) -> None:
    if set(words) != {code for code, _name in settings.LANGUAGES}:
        raise BothLanguagesNeeded
    for language, text in words.items():
        if PurposeKind(purpose.kind).names_recipient and not (text.recipient and text.recipient_contact):
            raise RecipientNeeded
        row = PurposeText(purpose=purpose, version=purpose.version, language=language, **vars(text))
        row.full_clean()
        row.save()


def keep_registered_purposes() -> None:
    """Writes what the rooms registered and is not there yet. Runs after every migration."""
    for code, definition in purposes.items():
        _keep(code, definition)


@transaction.atomic
def _keep(code: str, definition: PurposeDefinition) -> None:
    purpose = Purpose.objects.filter(code=code).first() or Purpose(code=code, kind=definition.kind, version=0)
    if purpose.version >= definition.version:
        return
    purpose.version, purpose.valid_from = definition.version, definition.valid_from
    purpose.save()
    _write(purpose, {language: _said(definition, language) for language, _name in settings.LANGUAGES})


def _said(definition: PurposeDefinition, language: str) -> Words:
    with translation.override(language):
        return Words(str(definition.title), str(definition.body))
