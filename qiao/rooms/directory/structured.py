"""schema.org descriptions of published entries, as plain dictionaries (JSON-LD)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from qiao.rooms.directory.enums import OrganisationKind
from qiao.rooms.directory.models import Organisation, OrganisationName

TYPES = {
    OrganisationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganisationKind.COMPANY: "Corporation",
    OrganisationKind.INNOVATION_CENTRE: "ResearchOrganization",
    OrganisationKind.RESEARCH_INSTITUTE: "ResearchOrganization",
    OrganisationKind.LABORATORY: "ResearchOrganization",
    OrganisationKind.ASSOCIATION: "NGO",
    OrganisationKind.GOVERNMENT: "GovernmentOrganization",
}


def organisation_as_jsonld(organisation: Organisation, names: Sequence[OrganisationName]) -> dict[str, Any]:
    """Nothing but what the public page shows; drafts are not described."""
    if not organisation.is_published:
        return {}
    url = settings.BASE_URL + reverse("directory:organisation", args=[organisation.pk])
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[OrganisationKind(organisation.kind)],
        "@id": url,
        "url": organisation.website or url,
        "name": organisation.name.text,
        "alternateName": [name.value for name in names if name.value != organisation.name.text],
        "description": organisation.positioning.text,
        "sameAs": [organisation.ror_url] if organisation.ror_url else [],
        "identifier": _identifiers(organisation),
        "address": {
            "@type": "PostalAddress",
            "addressCountry": organisation.country,
            "addressLocality": organisation.city.text,
        },
        "location": _place(organisation),
        "logo": settings.BASE_URL + organisation.logo.get_absolute_url() if organisation.logo else "",
    }
    return {key: value for key, value in found.items() if value}


def _identifiers(organisation: Organisation) -> list[dict[str, str]]:
    known = {"ROR": organisation.ror_id, "USCC": organisation.credit_code}
    return [
        {"@type": "PropertyValue", "propertyID": scheme, "value": value}
        for scheme, value in known.items()
        if value
    ]


def _place(organisation: Organisation) -> dict[str, Any]:
    if organisation.latitude is None or organisation.longitude is None:
        return {}
    geo = {
        "@type": "GeoCoordinates",
        "latitude": float(organisation.latitude),
        "longitude": float(organisation.longitude),
    }
    return {"@type": "Place", "geo": geo}
