"""The entry of a host, or of a university, was merged into another."""

from django.test import Client

from qiao.kit.access import may
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.merge import merge_organisations
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain.approval import ask_approvals
from qiao.rooms.offices.domain.mails import editors_of
from qiao.rooms.offices.models import HostApproval
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.exchanges.conftest import opal  # noqa: F401 (fixture)
from tests.rooms.offices.factory import approve
from tests.rooms.opportunities.factory import absorb, make_host, make_opportunity


def test_whoever_speaks_for_the_kept_entry_asks_and_is_told(
    client: Client, posting: Opportunity, host: Organisation, hui: User, duke: Organisation, dan: User
) -> None:
    approve(duke, posting, dan)
    kept = absorb(host)

    assert [may(each, "offices.ask_approval", posting.host) for each in (kept, hui)] == [True, False]
    assert editors_of(host) == [kept]
    client.force_login(kept)
    assert "Duke University" in client.get("/en/offices/hosting/").content.decode()
    assert client.get(f"/en/offices/opportunities/{posting.pk}/").status_code == 200
    assert "Approval by universities" in client.get(f"/en/opportunities/{posting.pk}/").content.decode()


def test_the_host_sees_the_word_on_both_entries(
    client: Client,
    posting: Opportunity,
    host: Organisation,
    hui: User,
    duke: Organisation,
    dan: User,
    opal: User,  # noqa: F811
) -> None:
    """One university has said something of either: one of the two rows stays with the entry that went."""
    approve(duke, posting, dan)
    owner = User.objects.create_user("kim@hosts.example")
    kept = make_host(owner, name_en="Centre")
    ask_approvals(make_opportunity(kept, owner), actor=owner, universities=[duke])

    merge_organisations(kept, absorbed=host, actor=opal)

    assert set(HostApproval.objects.values_list("host", "state")) == {
        (host.pk, "approved"),
        (kept.pk, "asked"),
    }
    client.force_login(owner)
    listed = client.get("/en/offices/hosting/").content.decode()
    assert listed.count("Duke University") == 2
