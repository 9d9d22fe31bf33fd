import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.access import may
from qiao.kit.activity.timeline import activity_of
from qiao.kit.bilingual.localized import localized, sort_field
from qiao.rooms.directory.domain.visibility import visible_contacts
from qiao.rooms.directory.doors import doors_of_organisation
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Affiliation, Film, Organisation, OrganisationName, Person, Unit
from qiao.rooms.directory.structured import organisation_as_jsonld

SHOWN_PEOPLE = 12


def page_context(organisation: Organisation, actor: Any) -> dict[str, Any]:
    names = list(organisation.names.all())
    edits = may(actor, "directory.change_organisation", organisation)
    return {
        "organisation": organisation,
        "other_names": other_names(organisation, names),
        "rows": _fact_rows(organisation),
        "facts": organisation.facts.all(),
        "films": [_film(film) for film in _films(organisation)],
        "gallery": organisation.gallery.select_related("image"),
        "units": _units(organisation),
        "fields": organisation.fields.all(),
        "contacts": visible_contacts(organisation, actor),
        "people": _people(organisation, actor)[:SHOWN_PEOPLE],
        "doors": doors_of_organisation(organisation, actor),
        "may_edit": edits,
        "may_publish": may(actor, "directory.publish_organisation", organisation),
        "may_withdraw": may(actor, "directory.withdraw_organisation", organisation),
        "may_see_members": may(actor, "directory.view_memberships", organisation),
        "may_merge": may(actor, "directory.merge_organisations"),
        "may_claim": _may_claim(organisation, actor),
        "activities": activity_of(organisation) if edits else None,
        "jsonld": organisation_as_jsonld(organisation, names),
        "Publication": Publication,
    }


def edit_context(organisation: Organisation) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "names": organisation.names.all(),
        "domains": organisation.domains.all(),
        "facts": organisation.facts.all(),
        "films": organisation.films.all(),
        "gallery": organisation.gallery.select_related("image"),
        "units": organisation.units.all(),
        "fields": organisation.fields.all(),
        "contacts": organisation.contacts.select_related("person"),
    }


def other_names(organisation: Organisation, names: list[OrganisationName]) -> list[OrganisationName]:
    """All but the two that head the page."""
    return [name for name in names if name.value not in {organisation.name_zh, organisation.name_en}]


def _fact_rows(organisation: Organisation) -> list[dict[str, Any]]:
    """What the entry says in short; empty lines are left out."""
    rows = [
        (_("Country or region"), organisation.country_name, ""),
        (_("City"), organisation.city.text, ""),
        (_("Local time"), _local_time(organisation), ""),
        (_("Website"), organisation.website.split("://")[-1].rstrip("/"), organisation.website),
        (_("ROR id"), organisation.ror_id, organisation.ror_url),
        (_("Unified social credit code"), organisation.credit_code, ""),
        (_("Source of the entry"), organisation.source_note, ""),
    ]
    return [{"label": label, "value": value, "href": href} for label, value, href in rows if value]


def _local_time(organisation: Organisation) -> str:
    if not organisation.time_zone:
        return ""
    now: dt.datetime = timezone.now().astimezone(ZoneInfo(organisation.time_zone))
    return f"{now:%H:%M} ({organisation.time_zone})"


def _films(organisation: Organisation) -> QuerySet[Film]:
    return organisation.films.select_related("video", "poster", "captions_zh", "captions_en")


def _film(film: Film) -> dict[str, Any]:
    """The captions of the page's language come first: the player shows the first."""
    captions = {"zh": film.captions_zh, "en": film.captions_en}
    first = "zh" if localized("zh", "en").text == "zh" else "en"
    order = [first, *[language for language in captions if language != first]]
    labels = {"zh": "中文", "en": "English"}
    tags = {"zh": "zh-Hans", "en": "en"}
    tracks = [
        {"src": stored.get_absolute_url(), "lang": tags[language], "label": labels[language]}
        for language in order
        if (stored := captions[language]) is not None
    ]
    return {"film": film, "tracks": tracks}


def _units(organisation: Organisation) -> list[Unit]:
    """Parts after what they are part of."""
    units = list(organisation.units.select_related("parent").prefetch_related("equipment", "fields"))
    children: dict[Any, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_id, []).append(unit)
    ordered: list[Unit] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(children.get(unit.pk, [])[::-1])
    return ordered


def _people(organisation: Organisation, actor: Any) -> QuerySet[Person]:
    here = Affiliation.objects.current().filter(organisation=organisation)
    found = Person.objects.visible_to(actor).filter(pk__in=here.values("person"))
    return (
        found.select_related("photo")
        .prefetch_related(Prefetch("affiliations", queryset=here, to_attr="current_affiliations"))
        .order_by(sort_field(), "pk")
    )


def _may_claim(organisation: Organisation, actor: Any) -> bool:
    """Shown to everyone but members and operators: whoever is not signed in comes back after signing in."""
    if not getattr(actor, "is_authenticated", False):
        return organisation.is_published
    if actor.is_operator:
        return False
    is_member = organisation.memberships.filter(user=actor).exists()
    return may(actor, "directory.claim_affiliation", organisation) and not is_member
