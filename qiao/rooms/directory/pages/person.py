from typing import Any

from django.db.models import Prefetch, QuerySet

from qiao.kit.access import may
from qiao.kit.activity.timeline import activity_of
from qiao.kit.bilingual.localized import sort_field
from qiao.rooms.directory.domain.visibility import visible_details
from qiao.rooms.directory.forms.choices import LANGUAGES
from qiao.rooms.directory.models import Affiliation, Organisation, Person, PersonName


def listed_people(actor: Any) -> QuerySet[Person]:
    return with_affiliations(Person.objects.visible_to(actor).select_related("photo"), actor)


def with_affiliations(people: QuerySet[Person], actor: Any) -> QuerySet[Person]:
    """Current ones, at organisations that the reader may see."""
    seen = _seen(Affiliation.objects.current(), actor)
    return people.prefetch_related(Prefetch("affiliations", queryset=seen, to_attr="current_affiliations"))


def page_context(person: Person, actor: Any) -> dict[str, Any]:
    names = list(person.names.all())
    affiliations = list(_seen(Affiliation.objects.filter(person=person), actor))
    current = set(Affiliation.objects.current().filter(person=person).values_list("pk", flat=True))
    labels = dict(LANGUAGES)
    return {
        "person": person,
        "other_names": _other_names(person, names),
        "current": [row for row in affiliations if row.pk in current],
        "former": [row for row in affiliations if row.pk not in current],
        "details": visible_details(person, actor),
        "languages": [labels.get(code, code) for code in person.languages],
        "may_edit": may(actor, "directory.change_person", person),
        "editable": {row.pk for row in affiliations if may(actor, "directory.change_affiliation", row)},
        "is_own": person.user_id is not None and person.user_id == getattr(actor, "pk", None),
        "activities": activity_of(person) if may(actor, "directory.change_person", person) else None,
    }


def edited_organisations(actor: Any) -> QuerySet[Organisation]:
    """Those for which the actor may say that somebody works there."""
    standing = Organisation.objects.standing().order_by(sort_field(), "pk")
    if actor.is_operator:
        return standing
    edited = actor.memberships.filter(role__in=["owner", "manager"]).values("organisation")
    return standing.filter(pk__in=edited)


def _seen(affiliations: QuerySet[Affiliation], actor: Any) -> QuerySet[Affiliation]:
    visible = Organisation.objects.visible_to(actor)
    return affiliations.filter(organisation__in=visible).select_related("organisation", "unit")


def _other_names(person: Person, names: list[PersonName]) -> list[PersonName]:
    return [name for name in names if name.value not in {person.name_zh, person.name_en}]
