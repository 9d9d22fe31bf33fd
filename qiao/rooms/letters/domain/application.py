"""From the passport's data to the submitted letter: what the person, or the head for them, does."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED, ExchangeState
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.letters.domain.settings import require_settings
from qiao.rooms.letters.domain.step import locked, note_step, require_state, step
from qiao.rooms.letters.enums import WITH_THE_ASKER, LetterState
from qiao.rooms.letters.errors import AlreadyAsked, ConsentMissing, NotTakingPart, StayOutside
from qiao.rooms.letters.models import Letter, Passport
from qiao.rooms.letters.purpose_names import PASSPORT
from qiao.rooms.letters.rules import is_the_person
from qiao.rooms.privacy.domain.consent import give_consent, has_consent
from qiao.rooms.privacy.models import PurposeText

OF_THE_PASSPORT = (
    *("name_latin", "name_native", "nationality", "number", "born_on", "sex", "expires_on", "applies_at"),
)


@transaction.atomic
def ask_letter(
    member: DelegationMember,
    *,
    actor: User,
    stay_from: dt.date,
    stay_to: dt.date,
    passport: Mapping[str, Any],
) -> Letter:
    """A draft: only who enters it and its person see it."""
    require(actor, "letters.ask_letter", member)
    member = _taking_part(member)
    exchange = member.delegation.exchange
    require_stay(exchange, stay_from, stay_to)
    letter = Letter(
        exchange=exchange,
        delegation=member.delegation,
        member=member,
        user=member.user,
        asked_by=actor,
        stay_from=stay_from,
        stay_to=stay_to,
    )
    _store(letter)
    data = Passport(letter=letter, **_of_the_passport(passport))
    data.full_clean()
    data.save(force_insert=True)
    note_step(letter, None, actor=actor)
    return letter


@transaction.atomic
def change_letter(
    letter: Letter, *, actor: User, stay_from: dt.date, stay_to: dt.date, passport: Mapping[str, Any]
) -> Letter:
    require(actor, "letters.change_letter", letter)
    letter = locked(letter)
    require_state(letter, *WITH_THE_ASKER)
    require_stay(letter.exchange, stay_from, stay_to)
    changes = apply(letter, {"stay_from": stay_from, "stay_to": stay_to})
    changes |= apply(letter.passport, _of_the_passport(passport))
    if changes:
        record(actor, "letters.letter.changed", letter, changes=changes)
    return letter


@transaction.atomic
def submit_letter(letter: Letter, *, actor: User, agreed: PurposeText | None = None) -> Letter:
    """`agreed` is what the person has just read and agreed to; nobody agrees for another."""
    require(actor, "letters.change_letter", letter)
    letter = locked(letter)
    require_state(letter, *WITH_THE_ASKER)
    member = _taking_part(letter.member, but=letter)
    if agreed is not None and is_the_person(actor, letter) and agreed.purpose.code == PASSPORT:
        give_consent(actor, agreed)
    letter.user = member.user
    require_consent(letter)
    require_stay(letter.exchange, letter.stay_from, letter.stay_to)
    now = timezone.now()
    step(letter, LetterState.SUBMITTED, actor=actor, user=member.user, submitted_at=now, reviewer=None)
    return letter


def require_consent(letter: Letter) -> None:
    if not is_agreed(letter):
        raise ConsentMissing


def is_agreed(letter: Letter) -> bool:
    return letter.user is not None and has_consent(letter.user, PASSPORT)


def require_stay(exchange: Exchange, stay_from: dt.date | None, stay_to: dt.date | None) -> None:
    first, last = stay_span(exchange)
    if stay_from is None or stay_to is None or not first <= stay_from <= stay_to <= last:
        raise StayOutside(first=date_format(first), last=date_format(last))


def stay_span(exchange: Exchange) -> tuple[dt.date, dt.date]:
    margin = dt.timedelta(days=require_settings(exchange).margin_days)
    return exchange.starts_on - margin, exchange.ends_on + margin


def _taking_part(member: DelegationMember, but: Letter | None = None) -> DelegationMember:
    found = DelegationMember.objects.select_related("delegation__exchange", "user").get(pk=member.pk)
    seated = found.delegation.state in SEATED and found.state in ACTIVE_MEMBERS
    if not seated or found.delegation.exchange.state != ExchangeState.PUBLISHED:
        raise NotTakingPart
    others = Letter.objects.standing().filter(member=found).values_list("pk", flat=True)
    if set(others) - {but.pk if but else None}:
        raise AlreadyAsked
    return found


def _store(letter: Letter) -> None:
    try:
        with transaction.atomic():
            letter.full_clean(validate_constraints=False)
            letter.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAsked from None  # asked for twice in the same moment


def _of_the_passport(values: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: values[name] for name in OF_THE_PASSPORT if name in values}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in given.items()}
