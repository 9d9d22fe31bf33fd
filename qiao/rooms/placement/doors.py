"""The ways from an exchange, an opportunity and an application to its matching round."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.doors import Door
from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.applications.models import Application
from qiao.rooms.exchanges.doors import Door as ExchangeDoor
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.rules import owns_the_exchange
from qiao.rooms.opportunities.enums import Filling
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.rules import edits_the_host
from qiao.rooms.placement.enums import OUT, UNDER_WAY
from qiao.rooms.placement.models import RoundPost

PLACE = 80


def of_exchange(exchange: Exchange, reader: Any) -> Iterator[ExchangeDoor]:
    if owns_the_exchange(reader, exchange):
        url = reverse("placement:rounds_of_exchange", args=[exchange.pk])
        yield ExchangeDoor(
            _("Matching rounds"), url, "scale", PLACE, is_for_owners=True, pages=("placement:",)
        )


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    """To the list of each post of it, for its host."""
    if opportunity.filling != Filling.MATCHING or not edits_the_host(reader, opportunity):
        return
    posts = RoundPost.objects.filter(intake__opportunity=opportunity, round__state__in=(*UNDER_WAY, *OUT))
    for post in posts.select_related("round").order_by("-id")[:3]:
        label = _("List for “%(round)s”") % {"round": post.round}
        yield Door(label, reverse("placement:post", args=[post.pk]), "list-ordered", PLACE)


def of_application(application: Application, reader: Any) -> Iterator[Door]:
    """For the applicant: to rank, or to see the result."""
    if not is_signed_in(reader) or application.profile.user_id != reader.pk:
        return
    posts = RoundPost.objects.filter(intake=application.intake_id, round__state__in=(*UNDER_WAY, *OUT))
    for post in posts.select_related("round").order_by("-id")[:1]:
        url = reverse("placement:own_list", args=[post.round_id])
        label = _("Result of the matching round") if post.round.is_out else _("Rank your choices")
        yield Door(label, url, "list-ordered", PLACE, is_main=post.round.takes_lists)
