"""The ways from the pages of an opportunity and of an organisation into this room."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from qiao.kit.ui.doors import Door
from qiao.rooms.directory.models import Organisation
from qiao.rooms.finding.enums import When
from qiao.rooms.finding.models import Bookmark
from qiao.rooms.opportunities.models import Opportunity


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    if not getattr(reader, "is_authenticated", False) or not opportunity.is_public:
        return
    yield Door(_("Why this fits"), reverse("finding:fit", args=[opportunity.pk]), "target", 80)
    if Bookmark.objects.filter(owner=reader, opportunity=opportunity).exists():
        yield Door(_("Among my bookmarks"), reverse("finding:bookmarks"), "bookmark-check", 81)
    else:
        yield Door(_("Bookmark"), reverse("finding:bookmark_new", args=[opportunity.pk]), "bookmark-plus", 81)


def of_organisation(organisation: Organisation, _reader: Any) -> Iterator[Door]:
    """To what one can apply for there now."""
    number = Opportunity.objects.takes_applications().filter(host=organisation).count()
    if number:
        label = ngettext("%(count)d open opportunity", "%(count)d open opportunities", number)
        url = reverse("finding:opportunities", query={"host": organisation.pk, "when": When.OPEN})
        yield Door(label % {"count": number}, url, "briefcase", 10)
