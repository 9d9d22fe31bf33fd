"""The ways from an opportunity to what career offices say of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.doors import Door
from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.offices.rules import is_an_office
from qiao.rooms.opportunities.enums import Reach
from qiao.rooms.opportunities.models import Opportunity

PLACE = 40


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    """What the reader speaks for; whether the reader has registered where that is asked."""
    if not is_signed_in(reader) or not opportunity.is_public:
        return
    own = entries_of(reader)
    if opportunity.host_id in own:
        url = reverse("offices:approvals", args=[opportunity.pk])
        yield Door(_("Approval by universities"), url, "school", PLACE)
    elif opportunity.reach == Reach.UNIVERSITIES and not _has_registered(reader):
        yield Door(_("Register with your career office"), reverse("offices:registrations"), "school", PLACE)
    for office in Organisation.objects.filter(pk__in=own).order_by("pk"):
        if is_an_office(reader, office):
            url = reverse("offices:posting", args=[office.pk, opportunity.pk])
            yield Door(_("Approve for our students"), url, "badge-check", PLACE + 1)


def _has_registered(reader: Any) -> bool:
    return StudentRegistration.objects.of_student(reader).standing().exists()
