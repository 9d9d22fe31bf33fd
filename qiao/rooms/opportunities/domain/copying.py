"""An opportunity once more, as a draft: everything but its intakes and its history."""

from typing import Any

from django.db import models, transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.opportunities.domain.bits import refresh_bits
from qiao.rooms.opportunities.domain.entry import refresh_entry
from qiao.rooms.opportunities.domain.load import locked
from qiao.rooms.opportunities.domain.opportunity import BASE
from qiao.rooms.opportunities.kinds import detail_of
from qiao.rooms.opportunities.models import Opportunity

PARTS = ("stages", "milestones", "supervisors", "documents", "fields", "languages")
_OWN = {"id", "created_at", "updated_at", "opportunity"}


@transaction.atomic
def copy_opportunity(opportunity: Opportunity, *, actor: User) -> Opportunity:
    require(actor, "opportunities.copy_opportunity", opportunity)
    source = locked(opportunity)
    values = {name: getattr(source, name) for name in BASE}
    made = Opportunity(host=source.host, kind=source.kind, posted_by=actor, **values)
    made.full_clean()
    made.save(force_insert=True)
    for row in _rows_of(source):
        _copied(row, made).save(force_insert=True)
    refresh_bits(made)
    refresh_entry(made)
    record(actor, "opportunities.opportunity.copied", made, changes={"copy_of": [None, str(source.pk)]})
    return made


def _rows_of(source: Opportunity) -> list[models.Model]:
    return [detail_of(source), *[row for name in PARTS for row in getattr(source, name).all()]]


def _copied(row: models.Model, opportunity: Opportunity) -> models.Model:
    fields: list[Any] = [field for field in row._meta.concrete_fields if field.name not in _OWN]
    values = {field.name: getattr(row, field.name) for field in fields}
    return type(row)(opportunity=opportunity, **values)
