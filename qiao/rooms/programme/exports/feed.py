"""The releases of an exchange, the newest first, for feed readers."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

from qiao.kit.documents.plain import lines
from qiao.kit.ui.language import html_code
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.public.structured import public_url

SHOWN = 50


def feed_bytes(exchange: Exchange, address: str) -> bytes:
    url = public_url(exchange)
    feed = Atom1Feed(
        title=lines(exchange.name.text),
        link=url,
        description="",
        feed_url=settings.BASE_URL + address,
        language=html_code(get_language() or ""),
        feed_guid=f"urn:uuid:{exchange.pk}",
    )
    for release in Release.objects.filter(exchange=exchange).defer("entries", "people")[:SHOWN]:
        feed.add_item(
            title=gettext("Release %(number)s of the programme") % {"number": release.number},
            link=url,
            description=lines(release.note.text),
            unique_id=f"urn:uuid:{release.pk}",
            pubdate=release.released_at,
            updateddate=release.released_at,
        )
    return feed.writeString("utf-8").encode()
