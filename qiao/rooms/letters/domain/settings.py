"""Who signs the letters of an exchange and what they say. Whoever owns the exchange decides."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.letters.errors import CodeInUse, LettersClosed
from qiao.rooms.letters.models import LetterSettings

PROFILE = (
    *("code", "inviter", "signatory_zh", "signatory_en", "office_zh", "office_en"),
    *("purpose_zh", "purpose_en", "costs_zh", "costs_en", "remarks_zh", "remarks_en"),
    *("address_zh", "address_en", "contact", "phone", "email", "margin_days", "kept_days"),
)


@transaction.atomic
def set_settings(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> LetterSettings:
    require(actor, "letters.change_settings", exchange)
    exchange = locked_exchange(exchange.pk)
    wanted = {name: values[name] for name in PROFILE if name in values}
    known = LetterSettings.objects.filter(exchange=exchange).first()
    settings = known or LetterSettings(exchange=exchange)
    _require_possible(settings, wanted)
    changes = apply(settings, wanted) if known else _made(settings, wanted)
    if changes:
        record(actor, "letters.settings.changed", exchange, changes=changes)
    return settings


def settings_of(exchange: Exchange) -> LetterSettings | None:
    return LetterSettings.objects.filter(exchange=exchange).select_related("inviter__organisation").first()


def require_settings(exchange: Exchange) -> LetterSettings:
    if (settings := settings_of(exchange)) is None:
        raise LettersClosed
    return settings


def _made(settings: LetterSettings, wanted: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in wanted.items():
        setattr(settings, name, value)
    settings.full_clean()
    settings.save(force_insert=True)
    return described(settings)


def _require_possible(settings: LetterSettings, wanted: Mapping[str, Any]) -> None:
    inviter, code = wanted.get("inviter"), wanted.get("code", settings.code)
    if inviter is not None and inviter.exchange_id != settings.exchange_id:
        raise ValidationError({"inviter": _("This organisation is not a partner of the exchange.")})
    if code != settings.code and settings.exchange.letters.exclude(number=None).exists():
        raise CodeInUse
