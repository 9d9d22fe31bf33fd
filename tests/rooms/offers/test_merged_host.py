"""The entry of the host was merged into another, and its offers stayed with it."""

from django.test import Client

from qiao.kit.access import may
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offers.domain.mails import tell_host
from qiao.rooms.offers.domain.offer import make_offer
from qiao.rooms.opportunities.models import Intake
from tests.rooms.offers.conftest import soon
from tests.rooms.opportunities.factory import absorb


def test_whoever_speaks_for_the_kept_entry_gives_places(
    client: Client, intake: Intake, ann: Application, bo: Application, host: Organisation, hana: User
) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    kept = absorb(host, MembershipRole.OWNER)

    tell_host(offer, "declined")

    assert [may(each, "offers.give_places", intake) for each in (kept, hana)] == [True, False]
    assert [may(each, "offers.withdraw_offer", offer) for each in (kept, hana)] == [True, False]
    assert OutboxMail.objects.get(template="offers.host_news").user == kept
    client.force_login(kept)
    board = f"/en/offers/intakes/{intake.pk}/"
    assert client.get(board).status_code == 200
    assert board in client.get(f"/en/opportunities/{intake.opportunity_id}/").content.decode()
