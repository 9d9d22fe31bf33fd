"""Hundreds of sessions at once, for an importer and for the demonstration: one transaction, few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.domain.belonging import require_of
from qiao.rooms.programme.domain.item import ABOUT, PLAN, RELATED, require_within
from qiao.rooms.programme.models import ProgrammeItem, Speaker

CHUNK = 200


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """`values` are columns of a session, `speakers` columns of its speakers in their order."""

    values: Mapping[str, Any]
    delegations: Sequence[Delegation] = ()
    partners: Sequence[Partner] = ()
    speakers: Sequence[Mapping[str, Any]] = ()


@transaction.atomic
def add_items(exchange: Exchange, *, actor: User, drafts: Iterable[ItemDraft]) -> list[ProgrammeItem]:
    """All or none."""
    require(actor, "programme.edit_programme", exchange)
    drafts = list(drafts)
    items = [_item(exchange, draft) for draft in drafts]
    speakers = [
        speaker for item, draft in zip(items, drafts, strict=True) for speaker in _speakers(item, draft)
    ]
    ProgrammeItem.objects.bulk_create(items, batch_size=CHUNK)
    Speaker.objects.bulk_create(speakers, batch_size=CHUNK)
    _name(items, drafts)
    record(actor, "programme.items.added", exchange, changes={"count": [None, len(items)]})
    return items


def _item(exchange: Exchange, draft: ItemDraft) -> ProgrammeItem:
    """Judged like one that is added alone, without asking the database about every row that it names."""
    values = {name: draft.values[name] for name in (*ABOUT, *PLAN) if name in draft.values}
    item = ProgrammeItem(exchange=exchange, **values)
    require_of(exchange.pk, [*(values.get(name) for name in RELATED), *draft.delegations, *draft.partners])
    item.clean_fields(exclude=["exchange", *RELATED])
    if not (item.title_zh or item.title_en) or item.ends_at <= item.starts_at:
        item.validate_constraints(exclude=["exchange", *RELATED])
    require_within(exchange, item.starts_at, item.ends_at)
    return item


def _speakers(item: ProgrammeItem, draft: ItemDraft) -> list[Speaker]:
    made = [
        Speaker(item=item, **{"position": place, **values}) for place, values in enumerate(draft.speakers)
    ]
    people = [speaker.person for speaker in made if speaker.person is not None]
    for speaker in made:
        speaker.clean_fields(exclude=["item", "person"])
        if speaker.person is None and not (speaker.name_zh or speaker.name_en):
            speaker.validate_constraints(exclude=["item"])
    if len(set(people)) < len(people):
        raise ValidationError(_("This person is named in the session already."))
    return made


def _name(items: list[ProgrammeItem], drafts: list[ItemDraft]) -> None:
    delegations: Any = ProgrammeItem.delegations.through
    partners: Any = ProgrammeItem.partners.through
    pairs = list(zip(items, drafts, strict=True))
    delegations.objects.bulk_create(
        [
            delegations(programmeitem=item, delegation=row)
            for item, draft in pairs
            for row in draft.delegations
        ],
        batch_size=CHUNK,
    )
    partners.objects.bulk_create(
        [partners(programmeitem=item, partner=row) for item, draft in pairs for row in draft.partners],
        batch_size=CHUNK,
    )
