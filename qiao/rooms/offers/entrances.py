"""The ways from an opportunity and from an application to its offers."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.doors import Door
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.models import Offer
from qiao.rooms.opportunities.enums import Filling
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.rules import edits_the_host

PLACE = 60
TO_GIVE = ("complete", "under_review", "interview", "ranked", "waiting")


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    if opportunity.filling != Filling.OFFERS or not edits_the_host(reader, opportunity):
        return
    for intake in opportunity.intakes.all():
        label = _("Offers: %(intake)s") % {"intake": intake.name}
        yield Door(label, reverse("offers:board", args=[intake.pk]), "gift", PLACE)


def of_application(application: Application, reader: Any) -> Iterator[Door]:
    is_own = reader.is_authenticated and application.profile.user_id == reader.pk
    is_host = not is_own and edits_the_host(reader, application.opportunity)
    if not (is_own or is_host) or application.opportunity.filling != Filling.OFFERS:
        return
    if is_host and application.state in TO_GIVE:
        url = reverse("offers:offer_new", args=[application.pk])
        yield Door(_("Offer a place"), url, "gift", PLACE)
    latest = Offer.objects.filter(application=application).order_by("-id").first()
    if latest is not None:
        url = reverse("offers:offer", args=[latest.pk])
        yield Door(_("Offer of a place"), url, "gift", PLACE, is_main=is_own and latest.is_answerable)
