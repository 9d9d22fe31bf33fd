"""The list of an exchange's releases."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.listing import Listing
from qiao.rooms.programme.models import Release


def _url(row: Release) -> str:
    return reverse("programme:release", args=[row.exchange_id, row.number])


class ReleaseList(Listing[Release]):
    """Of the releases of one exchange, with who released them."""

    file_name = "releases"
    sorts = (Sort("number", _("Latest first"), ("-number",)),)
    columns = (
        Column("number", pgettext_lazy("release", "Number"), link=_url),
        Column("released_at", _("Released at")),
        Column("released_by", _("Released by"), "released_by.email"),
        Column("note", pgettext_lazy("release", "Note"), exported=False),
        Column("note_zh", _("Note (Chinese)"), shown=False),
        Column("note_en", _("Note (English)"), shown=False),
    )
