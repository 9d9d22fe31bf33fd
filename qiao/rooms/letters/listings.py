"""The lists of this room. None of them holds anything of a passport."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import holds_text
from qiao.kit.bilingual.search import matching
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Boolean, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.letters.domain.step import rows
from qiao.rooms.letters.enums import LetterState
from qiao.rooms.letters.models import Letter


def queue_of(exchange: Exchange) -> QuerySet[Letter]:
    return rows().filed().select_related("reviewer").filter(exchange=exchange).defer("code")


class LetterList(Listing[Letter]):
    """Of `queue_of(exchange)`, the longest waiting first."""

    search_label = _("Name, number or university")
    file_name = "letters"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(
            name="state",
            label=_("State"),
            choices=[each for each in LetterState.choices if each[0] != LetterState.DRAFT],
        ),
        Boolean(name="kept", label=_("Passport data still kept"), lookup="wiped_at__isnull"),
    )
    sorts = (
        Sort("oldest", _("Oldest first"), ("id",)),
        Sort("newest", _("Newest first"), ("-id",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("person", _("For"), "member.name", link=lambda row: reverse("letters:review", args=[row.pk])),
        Column("university", _("University"), "delegation.organisation.name"),
        Column("state", _("State"), "get_state_display", template="letters/parts/state.html"),
        Column("number", pgettext_lazy("letter", "Number"), lambda row: row.number or "–"),
        Column("submitted_at", _("Submitted"), sort="oldest"),
        Column(
            "reviewer",
            pgettext_lazy("letter", "Reviewer"),
            lambda row: row.reviewer.email if row.reviewer else "–",
        ),
        Column("wiped_at", _("Data wiped"), lambda row: row.wiped_at or "–", shown=False),
    )

    def search(self, queryset: QuerySet[Letter], text: str) -> QuerySet[Letter]:
        found = matching(Organisation.objects.standing(), text).values("pk")
        named = holds_text("member__name", text)
        return queryset.filter(named | Q(number__icontains=text) | Q(delegation__organisation__in=found))


def own_letters(reader: Any, exchange: Exchange) -> QuerySet[Letter]:
    return rows().own_of(reader).filter(exchange=exchange).defer("code")
