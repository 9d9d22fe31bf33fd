"""schema.org descriptions of published opportunities, as plain dictionaries (JSON-LD)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from qiao.rooms.opportunities.enums import Employment, OpportunityState
from qiao.rooms.opportunities.kinds import detail_of, kind_of
from qiao.rooms.opportunities.models import CampDetail, Opportunity, OpportunityField, PlanDetail
from qiao.rooms.profiles.enums import DegreeLevel

DEGREES = {
    DegreeLevel.BACHELOR: "bachelor degree",
    DegreeLevel.MASTER: "postgraduate degree",
    DegreeLevel.DOCTORATE: "postgraduate degree",
}


def opportunity_as_jsonld(opportunity: Opportunity, fields: Sequence[OpportunityField]) -> dict[str, Any]:
    """Nothing but what the public page shows; what cannot be applied for is not described."""
    if opportunity.state != OpportunityState.PUBLISHED:
        return {}
    kind = kind_of(opportunity)
    own = _job(opportunity) if kind.schema_type == "JobPosting" else _programme(opportunity)
    found = {"@context": "https://schema.org", "@type": kind.schema_type, **_common(opportunity), **own}
    names = [field.title for field in fields]
    found["occupationalCategory"] = names
    return {key: value for key, value in found.items() if value not in ("", None, [], {})}


def page_url(opportunity: Opportunity) -> str:
    return str(settings.BASE_URL + reverse("opportunities:opportunity", args=[opportunity.pk]))


def _common(opportunity: Opportunity) -> dict[str, Any]:
    url = page_url(opportunity)
    return {
        "@id": url,
        "url": url,
        "description": opportunity.description.text,
        "identifier": {"@type": "PropertyValue", "propertyID": "Qiao", "value": str(opportunity.pk)},
    }


def _job(opportunity: Opportunity) -> dict[str, Any]:
    detail = detail_of(opportunity)
    employment = getattr(detail, "employment", "") or Employment.FULL_TIME
    return {
        "title": opportunity.title.text,
        "datePosted": _day(opportunity.published_at),
        "validThrough": _moment(opportunity.closes_at),
        "employmentType": "INTERN" if opportunity.kind == "internship" else employment.upper(),
        "hiringOrganization": _organisation(opportunity),
        "jobLocation": _place(opportunity),
        "jobLocationType": "TELECOMMUTE" if opportunity.is_remote else "",
        "educationRequirements": _education(opportunity),
        "experienceRequirements": opportunity.requirements.text,
        "eligibilityToWorkRequirement": opportunity.visa.text,
        "jobBenefits": opportunity.support.text,
        "baseSalary": _salary(detail),
        "totalJobOpenings": opportunity.places,
        "directApply": True,
    }


def _programme(opportunity: Opportunity) -> dict[str, Any]:
    detail = detail_of(opportunity)
    months = getattr(detail, "months", None)
    return {
        "name": opportunity.title.text,
        "provider": _organisation(opportunity),
        "applicationStartDate": _moment(opportunity.opens_at),
        "applicationDeadline": _moment(opportunity.closes_at),
        "programPrerequisites": opportunity.requirements.text,
        "timeToComplete": f"P{months}M" if months else "",
        "maximumEnrollment": opportunity.places,
        "educationalCredentialAwarded": detail.awarded.text if isinstance(detail, PlanDetail) else "",
        **(_camp(detail) if isinstance(detail, CampDetail) else {}),
        "offers": _offer(detail),
    }


def _camp(detail: CampDetail) -> dict[str, Any]:
    return {
        "startDate": detail.starts_on.isoformat() if detail.starts_on else "",
        "endDate": detail.ends_on.isoformat() if detail.ends_on else "",
    }


def _organisation(opportunity: Opportunity) -> dict[str, Any]:
    host = opportunity.host
    url = settings.BASE_URL + reverse("directory:organisation", args=[host.pk])
    return {"@type": "Organization", "@id": url, "name": host.name.text, "url": host.website or url}


def _place(opportunity: Opportunity) -> dict[str, Any]:
    address = {"addressCountry": opportunity.country, "addressLocality": opportunity.city.text}
    given = {key: value for key, value in address.items() if value}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **given}} if given else {}


def _education(opportunity: Opportunity) -> dict[str, str]:
    category = DEGREES.get(DegreeLevel(opportunity.degree)) if opportunity.degree else None
    if category is None:
        return {}
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": category}


def _salary(detail: Any) -> dict[str, Any]:
    low, high = detail.salary_from, detail.salary_to
    if low is None and high is None:
        return {}
    bounds = {"minValue": low, "maxValue": high}
    value = {key: float(bound) for key, bound in bounds.items() if bound is not None}
    unit = {"@type": "QuantitativeValue", "unitText": detail.period.upper(), **value}
    return {"@type": "MonetaryAmount", "currency": detail.currency, "value": unit}


def _offer(detail: Any) -> dict[str, Any]:
    fee = getattr(detail, "fee", None)
    if fee is None:
        return {}
    return {"@type": "Offer", "price": str(fee), "priceCurrency": detail.currency or "CNY"}


def _moment(value: Any) -> str:
    return value.isoformat() if value else ""


def _day(value: Any) -> str:
    return value.date().isoformat() if value else ""
