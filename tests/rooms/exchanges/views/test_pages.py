"""What each reader sees of an exchange and of a delegation."""

import pytest
from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange


def page(client: Client, name: str, row: Exchange | Delegation, reader: User | None = None) -> str:
    if reader is not None:
        client.force_login(reader)
    answer = client.get(reverse(f"exchanges:{name}", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_published_exchange_is_open_to_everybody(client: Client, exchange: Exchange) -> None:
    shown = page(client, "exchange", exchange)

    assert "Overseas Talent Exchange" in shown
    assert "Innovation Centre" in shown


def test_a_draft_is_hidden_from_strangers(client: Client, draft: Exchange, sam: User, fay: User) -> None:
    client.force_login(sam)
    hidden = client.get(reverse("exchanges:exchange", args=[draft.pk]))

    assert hidden.status_code == 404
    assert "Draft" in page(client, "exchange", draft, fay)


def test_the_list_shows_what_the_reader_may_see(client: Client, draft: Exchange, fay: User) -> None:
    before = client.get(reverse("exchanges:exchanges"))
    client.force_login(fay)
    after = client.get(reverse("exchanges:exchanges"))

    assert list(before.context["listing"].items) == []
    assert list(after.context["listing"].items) == [draft]


@pytest.mark.parametrize(("name", "status"), [("una", 200), ("fay", 200), ("hui", 404), ("sam", 404)])
def test_a_delegation_is_seen_by_its_head_and_its_hosts(
    client: Client, request: pytest.FixtureRequest, delegation: Delegation, sam: User, name: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(name))

    answer = client.get(reverse("exchanges:delegation", args=[delegation.pk]))

    assert answer.status_code == status


def test_the_stages_tell_how_far_a_delegation_is(client: Client, delegation: Delegation, una: User) -> None:
    client.force_login(una)

    stages = client.get(reverse("exchanges:delegation", args=[delegation.pk])).context["stages"]

    told = [(stage.label, stage.state) for stage in stages]
    assert told == [
        ("Invited", "done"),
        ("Invitation opened", "done"),
        ("Accepted", "current"),
        ("Registering", ""),
        ("Submitted", ""),
        ("Approved", ""),
    ]
