"""The operator's list of requests."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.columns import Column
from qiao.kit.ui.listing import Choice, Listing, Sort
from qiao.rooms.privacy.enums import RequestKind, RequestState
from qiao.rooms.privacy.models import DataSubjectRequest


def _url(asked: Any) -> str:
    return reverse("privacy:desk-request", args=[asked.pk])


class RequestListing(Listing[DataSubjectRequest]):
    columns = (
        Column("get_kind_display", _("Request"), link=_url),
        Column("get_state_display", _("State")),
        Column("email", _("E-mail")),
        Column("created_at", _("Asked"), sort="created"),
        Column("due_at", _("Answer due")),
    )
    sorts = (Sort("created", _("Asked"), ("pk",)),)
    filters = (
        Choice(name="kind", label=_("Request"), choices=RequestKind.choices),
        Choice(name="state", label=_("State"), choices=RequestState.choices),
    )
    file_name = "requests"

    def search(self, queryset: QuerySet[DataSubjectRequest], text: str) -> QuerySet[DataSubjectRequest]:
        return queryset.filter(email__icontains=text)
