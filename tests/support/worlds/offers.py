"""An intake of the owner's host with three applicants: the member has an offer, one waits, one hopes. At
another intake one is ranked, and one may be offered a place."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.offers.domain.offer import make_offer
from qiao.rooms.offers.domain.waiting import put_on_waiting_list
from qiao.rooms.reviews.models import RankEntry
from tests.rooms.applications.factory import make_application
from tests.rooms.opportunities.factory import make_host, make_opportunity

if TYPE_CHECKING:
    from tests.support.world import World


def fill(world: "World") -> dict[str, str]:
    owner, member = world.users["owner"], world.users["member"]
    host = make_host(owner, name_en="Workstation with offers")
    intake = make_opportunity(host, owner, places=1).intakes.get()
    waits, hopes = (create_account(f"{name}@world.example", None, "en") for name in ("waits", "hopes"))
    later = timezone.now() + dt.timedelta(days=9)
    offer = make_offer(make_application(member, intake), actor=owner, answer_until=later)
    ranked = make_opportunity(host, owner).intakes.get()
    RankEntry.objects.create(intake=ranked, application=make_application(hopes, ranked, "ranked"), tier=1)
    world.rows["ranked_intake"] = ranked
    place = put_on_waiting_list(make_application(waits, intake), actor=owner)
    free = str(make_application(waits, ranked).pk)
    return {
        "offers/pk": str(offer.pk),
        "offers/intakes/pk": str(intake.pk),
        "offers/applications/pk": str(make_application(hopes, intake).pk),
        "applications/pk/new": free,
        "offers/waiting/pk": str(place.pk),
        "offers/intakes/intake_id": str(intake.pk),
        "offers/offer_id": str(offer.pk),
        "intake_id/giving": str(ranked.pk),
        "application_id/offer": free,
        "application_id/waiting": free,
    }
