"""The entry of the host was merged into another, and the panel stayed with it."""

from django.test import Client

from qiao.kit.access import may
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain.panel import add_reviewer
from tests.rooms.exchanges.conftest import account
from tests.rooms.opportunities.factory import absorb


def test_whoever_speaks_for_the_kept_entry_runs_the_panel(
    client: Client, opportunity: Opportunity, wen: Application, host: Organisation, hui: User
) -> None:
    kept = absorb(host)
    member = account("ola", kept.memberships.get().organisation, MembershipRole.MEMBER)

    assert [may(each, "reviews.run_panel", opportunity) for each in (kept, hui)] == [True, False]
    assert may(kept, "reviews.read_application", wen)
    client.force_login(kept)
    panel = client.get(f"/en/reviews/opportunities/{opportunity.pk}/").content.decode()
    assert member.email in panel
    assert "hui@people.example" not in panel
    assert add_reviewer(opportunity, actor=kept, user=member).user == member
