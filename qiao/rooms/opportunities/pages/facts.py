"""What a page says of an opportunity in short: one line for each fact that is given."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qiao.kit.bilingual.localized import Localized
from qiao.rooms.directory.countries import place_name
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.opportunities.kinds import detail_of
from qiao.rooms.opportunities.models import (
    CampDetail,
    JobDetail,
    Opportunity,
    PlanDetail,
    PostdocDetail,
    TalentProgrammeDetail,
)
from qiao.rooms.opportunities.money import amount

Line = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str | Promise
    href: str = ""


def facts_of(opportunity: Opportunity) -> list[Fact]:
    detail = detail_of(opportunity)
    lines = [*_where(opportunity), *_OF_DETAIL[type(detail)](detail), *_who(opportunity)]
    return [fact for label, value in lines if (fact := _fact(label, value))]


def bodies_of(opportunity: Opportunity) -> list[tuple[str, Localized]]:
    """Texts of several lines with their headings, in the order of the page; empty ones are left out."""
    detail = detail_of(opportunity)
    texts = [
        (_("Description"), opportunity.description),
        (_("Curriculum"), getattr(detail, "curriculum", None)),
        (_("Benefits"), getattr(detail, "benefits", None)),
        (_("Requirements"), opportunity.requirements),
        (_("Subsidies"), getattr(detail, "subsidy", None)),
        (_("Travel support"), getattr(detail, "travel", None)),
        (_("Support offered"), opportunity.support),
        (_("Visa and permits"), opportunity.visa),
    ]
    return [(heading, text) for heading, text in texts if text]


def place_of(opportunity: Opportunity) -> str:
    return place_name(opportunity.city.text, opportunity.country)


def _where(opportunity: Opportunity) -> Iterator[Line]:
    yield _("Place"), place_of(opportunity)
    if opportunity.is_remote:
        yield _("Elsewhere"), _("May be done from elsewhere")


def _who(opportunity: Opportunity) -> Iterator[Line]:
    yield _("Least degree"), opportunity.get_degree_display() if opportunity.degree else ""
    yield _("Career stage"), opportunity.get_career_stage_display() if opportunity.career_stage else ""
    yield _("Who may apply"), opportunity.get_reach_display()
    yield _("How places are given"), opportunity.get_filling_display()
    yield _("Reference letters"), opportunity.letters_wanted or ""


def _job(detail: JobDetail) -> Iterator[Line]:
    is_job = detail.opportunity.kind == OpportunityKind.JOB
    yield _("Employment"), detail.get_employment_display() if is_job and detail.employment else ""
    yield from _pay(detail)
    yield _("Hours a week"), detail.hours or ""
    yield _("Length"), _months(detail.months)


def _camp(detail: CampDetail) -> Iterator[Line]:
    yield _("Dates"), _span(detail.starts_on, detail.ends_on)
    yield from _charge(detail)


def _postdoc(detail: PostdocDetail) -> Iterator[Line]:
    yield _("Workstation"), detail.station or detail.station_name
    yield _("Mobile station"), detail.mobile or detail.mobile_name
    yield _("Term"), _months(detail.months)
    yield from _pay(detail)


def _plan(detail: PlanDetail) -> Iterator[Line]:
    yield _("Partner university"), detail.partner or detail.partner_name
    yield _("Length"), _months(detail.months)
    yield _("Degree awarded"), detail.awarded
    yield _("Joint or double degree"), detail.get_award_display() if detail.award else ""
    yield from _charge(detail)


def _programme(detail: TalentProgrammeDetail) -> Iterator[Line]:
    yield pgettext("programme", "Level"), detail.get_level_display() if detail.level else ""


_OF_DETAIL: dict[type, Any] = {
    JobDetail: _job,
    CampDetail: _camp,
    PostdocDetail: _postdoc,
    PlanDetail: _plan,
    TalentProgrammeDetail: _programme,
}


def _pay(detail: JobDetail | PostdocDetail) -> Iterator[Line]:
    low, high = detail.salary_from, detail.salary_to
    if low is None and high is None:
        return
    period = {"pay": _range(low, high, detail.currency), "period": detail.get_period_display()}
    yield _("Salary"), pgettext("pay", "%(pay)s %(period)s") % period


def _range(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    if low is None or high is None or low == high:
        known = amount(low if low is not None else high or Decimal(0), currency)
        return (_("up to %(pay)s") if low is None else _("from %(pay)s") if high is None else "%(pay)s") % {
            "pay": known
        }
    return f"{amount(low, currency)} – {amount(high, currency)}"


def _charge(detail: CampDetail | PlanDetail) -> Iterator[Line]:
    if detail.fee is not None:
        yield _("Fee"), amount(detail.fee, detail.currency) if detail.fee else pgettext("fee", "None")


def _months(count: int | None) -> str:
    return ngettext("%(count)d month", "%(count)d months", count) % {"count": count} if count else ""


def _span(first: dt.date | None, last: dt.date | None) -> str:
    return f"{date_format(first)} – {date_format(last)}" if first and last else ""


def _fact(label: str, value: Any) -> Fact | None:
    """An organisation of the directory is named and linked."""
    if not value:
        return None
    if hasattr(value, "is_published"):
        href = reverse("directory:organisation", args=[value.pk]) if value.is_published else ""
        return Fact(label, value.name.text, href)
    return Fact(label, str(value))
