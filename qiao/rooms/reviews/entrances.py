"""The ways from an opportunity and from an application to their reviews."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.ui.doors import Door
from qiao.rooms.accounts.rules import is_signed_in
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.models import Assignment, Interview
from qiao.rooms.reviews.rules import hosts_it, is_on_the_panel

PLACE = 30


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    if not is_signed_in(reader):
        return
    if hosts_it(reader, opportunity):
        yield Door(
            pgettext_lazy("review", "Panel"),
            reverse("reviews:panel", args=[opportunity.pk]),
            "users-round",
            PLACE,
        )
        url = reverse("reviews:rankings", args=[opportunity.pk])
        yield Door(pgettext_lazy("applications", "Ranking"), url, "list-ordered", PLACE + 1)
        url = reverse("reviews:interviews", args=[opportunity.pk])
        yield Door(_("Interviews"), url, "calendar-clock", PLACE + 2)
    if is_on_the_panel(reader, opportunity):
        url = reverse("reviews:own", args=[opportunity.pk])
        yield Door(_("My reviews"), url, "clipboard-check", PLACE + 3, is_main=True)


def of_application(application: Application, reader: Any) -> Iterator[Door]:
    if not is_signed_in(reader):
        return
    if application.profile.user_id == reader.pk:
        yield from _of_the_applicant(application)
        return
    if hosts_it(reader, application):
        url = reverse("reviews:application", args=[application.pk])
        yield Door(_("Assessments"), url, "scale", PLACE)
    own = Assignment.objects.of_reader(reader).filter(application=application).first()
    if own is not None:
        url = reverse("reviews:assignment", args=[own.pk])
        yield Door(_("My assessment"), url, "clipboard-check", PLACE + 1, is_main=True)


def _of_the_applicant(application: Application) -> Iterator[Door]:
    interview = Interview.objects.filter(application=application).first()
    if interview is not None:
        url, is_open = reverse("reviews:interview", args=[interview.pk]), interview.slot_id is None
        label = pgettext_lazy("selection", "Interview")
        yield Door(label, url, "calendar-clock", PLACE, is_main=is_open)
