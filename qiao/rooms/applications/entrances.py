"""The ways from an opportunity and from a career office to applications."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.doors import Door
from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.rules import runs_the_office
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.rules import edits_the_host

PLACE = 10


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    if edits_the_host(reader, opportunity):
        url = reverse("applications:queue", args=[opportunity.pk])
        yield Door(_("Applications"), url, "inbox", PLACE)
        return
    own = Application.objects.of_applicant(reader) if is_signed_in(reader) else Application.objects.none()
    mine = own.filter(opportunity=opportunity).order_by("-id").first()
    if mine is not None:
        url, is_draft = reverse("applications:application", args=[mine.pk]), mine.state == _DRAFT
        yield Door(_("My application"), url, "file-user", PLACE, is_main=is_draft)
    elif takes_applications(opportunity):
        url = reverse("applications:application_new", args=[opportunity.pk])
        yield Door(_("Apply"), url, "send", PLACE, is_main=True)


def of_office(office: Organisation, reader: Any) -> Iterator[Door]:
    if runs_the_office(reader, office):
        url = reverse("applications:students", args=[office.pk])
        yield Door(_("Where your students stand"), url, "graduation-cap", PLACE)


def takes_applications(opportunity: Opportunity) -> bool:
    """By the copy of the window that lists read: the page asks no intake for it."""
    opens, closes, now = opportunity.opens_at, opportunity.closes_at, timezone.now()
    is_published = opportunity.state == OpportunityState.PUBLISHED
    return bool(is_published and opens and closes and opens <= now < closes)


_DRAFT = ApplicationState.DRAFT
