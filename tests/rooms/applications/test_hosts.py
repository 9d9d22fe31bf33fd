"""What the entry of the host in the directory means for applications, and where the host finds them."""

import re

import pytest
from django.test import Client

from qiao.kit.access import may
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import begin_application, submit_application
from qiao.rooms.applications.errors import NotOpen
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Intake
from tests.rooms.applications.conftest import intake_of
from tests.rooms.applications.factory import make_application
from tests.rooms.opportunities.factory import absorb

ROOT = "/en/applications"


def test_nobody_applies_while_the_host_is_hidden(
    client: Client, draft: Application, intake: Intake, host: Organisation, hui: User, lea: User
) -> None:
    """A draft stays, and can be sent once the host is shown again."""
    set_publication(host, actor=hui, state=Publication.DRAFT)
    wen = draft.profile.user
    assert wen is not None

    with pytest.raises(NotPermitted):
        begin_application(intake_of(intake.opportunity), actor=lea)
    with pytest.raises(NotOpen):
        submit_application(draft, actor=wen)
    client.force_login(wen)
    assert client.get(f"{ROOT}/{draft.pk}/").status_code == 200


def test_whoever_speaks_for_the_kept_entry_selects(
    client: Client, intake: Intake, host: Organisation, hui: User, wen: User
) -> None:
    sent = make_application(wen, intake)
    kept = absorb(host)

    assert [may(each, "applications.select_application", sent) for each in (kept, hui)] == [True, False]
    client.force_login(kept)
    assert str(sent.pk) in client.get(f"{ROOT}/opportunities/{sent.opportunity_id}/").content.decode()
    assert client.get(f"{ROOT}/{sent.pk}/selection/").status_code == 200


def test_pages_of_hosts_stand_under_the_opportunities(
    client: Client, intake: Intake, hui: User, wen: User
) -> None:
    """Not under what the reader has applied for."""
    sent = make_application(wen, intake)

    def marked(user: User, page: str) -> list[str]:
        client.force_login(user)
        text = client.get(page).content.decode()
        nav = text.split('<nav class="site-nav"')[1].split("</nav>")[0]
        return re.findall(r'<a href="([^"]+)" aria-current=', nav)

    assert marked(hui, f"{ROOT}/opportunities/{sent.opportunity_id}/") == ["/en/opportunities/"]
    assert marked(hui, f"{ROOT}/{sent.pk}/selection/") == ["/en/opportunities/"]
    assert marked(wen, f"{ROOT}/{sent.pk}/") == [f"{ROOT}/"]
