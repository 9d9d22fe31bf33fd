"""Supervisors of either side. A name on a public page is open to everybody, or written by the host."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.directory.models import Person
from qiao.rooms.opportunities.domain.part import add_part, change_part
from qiao.rooms.opportunities.models import Opportunity, Supervisor


def people_at_the_host(opportunity: Opportunity, actor: User) -> QuerySet[Person]:
    """Whom the actor may name: others are named by their name alone."""
    at_the_host = Person.objects.visible_to(actor).filter(affiliations__organisation=opportunity.host_id)
    return at_the_host.distinct()


@transaction.atomic
def add_supervisor(opportunity: Opportunity, *, actor: User, **values: Any) -> Supervisor:
    supervisor = Supervisor(opportunity=opportunity, **_named(values))
    return add_part(supervisor, actor=actor)


@transaction.atomic
def change_supervisor(supervisor: Supervisor, *, actor: User, **values: Any) -> Supervisor:
    kept = {name: getattr(supervisor, name) for name in ("person", "name_zh", "name_en")}
    return change_part(supervisor, actor=actor, **_named(kept | values))


def _named(values: dict[str, Any]) -> dict[str, Any]:
    """With the name of the person, so that the row keeps one when the person's entry goes."""
    person: Person | None = values.get("person")
    if person is None or values.get("name_zh") or values.get("name_en"):
        return values
    if person.visibility != Visibility.PUBLIC:
        raise ValidationError(
            {"name_en": _("The page of this person is not open to everyone: write the name as they agreed.")}
        )
    return values | {"name_zh": person.name_zh, "name_en": person.name_en}
