"""Two releases of the programme, the second with a session more; the working copy has one more again. The
calendar of the world's member reads its itinerary."""

from typing import TYPE_CHECKING

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.domain.feed import token_of
from qiao.rooms.programme.domain.snapshot import people_now, working_copy
from qiao.rooms.programme.models import CalendarFeed, Release
from qiao.rooms.programme.releases.frozen import digest, freeze_all, freeze_people

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    exchange, member = world.rows["exchange"], world.rows["member"]
    entries = working_copy(exchange).entries
    releases = [_release(exchange, number, entries[: number - 3]) for number in (1, 2)]
    user = member.user or world.users["member"]
    feed = CalendarFeed.objects.create(exchange=exchange, user=user, member=member, language="en")
    world.rows |= {"release": releases[-1], "calendar_feed": feed}
    return {
        "programme/pk": str(exchange.pk),
        "releases/number": "2",
        "itineraries/noun": "members",
        "itineraries/<slug:noun>/pk": str(member.pk),
        "feeds/pk": str(feed.pk),
        "feeds/token": token_of(feed.pk),
    }


def _release(exchange: Exchange, number: int, entries: tuple[AgendaEntry, ...]) -> Release:
    people = people_now(exchange)
    return Release.objects.create(
        exchange=exchange,
        number=number,
        note_en=f"Release {number} of the world",
        entries=freeze_all(entries),
        people=freeze_people(people),
        digest=digest(entries, people),
    )
