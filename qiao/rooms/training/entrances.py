"""The ways from an opportunity, an application and an exchange to its trainings."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.doors import Door
from qiao.rooms.applications.models import Application
from qiao.rooms.exchanges.doors import Door as ExchangeDoor
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.rules import owns_the_exchange
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.rules import edits_the_host
from qiao.rooms.training.models import Enrolment

PLACE = 80


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    if not edits_the_host(reader, opportunity):
        return
    for intake in opportunity.intakes.filter(places_taken__gt=0):
        label = _("Training: %(intake)s") % {"intake": intake.name}
        url = reverse("training:cohort_new", args=[intake.pk])
        yield Door(label, url, "graduation-cap", PLACE)
    url = reverse("training:outcomes_of_host", args=[opportunity.host_id])
    yield Door(_("Outcomes of trainings"), url, "sprout", PLACE + 1)


def of_application(application: Application, reader: Any) -> Iterator[Door]:
    is_own = reader.is_authenticated and application.profile.user_id == reader.pk
    if application.state not in ("accepted", "withdrawn", "closed"):
        return
    if not is_own and not edits_the_host(reader, application.opportunity):
        return
    for enrolment in Enrolment.objects.filter(application=application):
        url = reverse("training:enrolment", args=[enrolment.pk])
        yield Door(_("Training"), url, "graduation-cap", PLACE, is_main=is_own)


def of_exchange(exchange: Exchange, reader: Any) -> Iterator[ExchangeDoor]:
    if owns_the_exchange(reader, exchange):
        url, pages = reverse("training:outcomes_of_exchange", args=[exchange.pk]), ("training:",)
        yield ExchangeDoor(_("Outcomes of trainings"), url, "sprout", PLACE, is_for_owners=True, pages=pages)
