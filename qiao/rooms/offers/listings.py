"""The lists of this room."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import holds_text
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.applications.enums import NAMED
from qiao.rooms.offers.domain.step import rows
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.offers.models import Offer
from qiao.rooms.opportunities.models import Intake

STATE = MultiChoice(name="state", label=_("State"), choices=OfferState.choices)
NEWEST = Sort("newest", _("Newest first"), ("-id",))
UNTIL = Sort("until", _("Deadline"), ("answer_until", "id"))


def offers_of(intake: Intake) -> QuerySet[Offer]:
    return rows().filter(intake=intake)


def own_offers(reader: Any) -> QuerySet[Offer]:
    return rows().of_applicant(reader)


def _page_of(row: Offer) -> str:
    return reverse("offers:offer", args=[row.pk])


class OfferList(Listing[Offer]):
    """Of `offers_of(intake)`, for the host."""

    search_label = _("Name of the applicant")
    file_name = "offers"
    filters: ClassVar[Sequence[Filter]] = (STATE,)
    sorts = (NEWEST, UNTIL)
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("applicant", _("Applicant"), "application.title", link=_page_of),
        Column("state", _("State"), "get_state_display", template="offers/parts/state.html"),
        Column("answer_until", _("Answer until"), sort="until"),
        Column("created_at", pgettext_lazy("offer", "Made")),
        Column("closed_at", pgettext_lazy("offer", "Closed"), lambda row: row.closed_at or "–"),
    )

    def search(self, queryset: QuerySet[Offer], text: str) -> QuerySet[Offer]:
        """A name finds nobody whom a blind selection still keeps nameless."""
        shown = Q(application__opportunity__is_blind=False) | Q(application__state__in=NAMED)
        return queryset.filter(holds_text("application__profile__name", text), shown)


class OwnOfferList(Listing[Offer]):
    """Of `own_offers(reader)`."""

    file_name = "my-offers"
    filters: ClassVar[Sequence[Filter]] = (STATE,)
    sorts = (NEWEST, UNTIL)
    columns = (
        Column("opportunity", _("Opportunity"), "intake.opportunity.title", link=_page_of),
        Column("host", _("Host"), "intake.opportunity.host.name"),
        Column("state", _("State"), "get_state_display", template="offers/parts/state.html"),
        Column("answer_until", _("Answer until"), sort="until"),
    )
