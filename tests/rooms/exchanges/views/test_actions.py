"""What organisers, heads, members and strangers do on the pages: each ends in one verb of the domain."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.decision import propose, set_consents
from qiao.rooms.exchanges.domain.exchange import change_exchange
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.domain.registering import submit_delegation
from qiao.rooms.exchanges.enums import DecisionKind
from qiao.rooms.exchanges.models import (
    Deadline,
    Decision,
    Delegation,
    DelegationMember,
    Exchange,
    Partner,
    SeatOffer,
)
from tests.rooms.exchanges.conftest import MakeDelegation, fresh

NEW = {
    "name_en": "Next exchange",
    "starts_on": "2099-06-01",
    "ends_on": "2099-06-02",
    "time_zone": "Asia/Shanghai",
    "seats": "20",
    "offer_hours": "48",
}


@pytest.fixture
def at(client: Client) -> Any:
    """`at(reader, "name", key, **sent)`: sends, or with no values reads."""

    def ask(reader: User | None, name: str, *keys: Any, **sent: Any) -> HttpResponse:
        client.force_login(reader) if reader else client.logout()
        address = reverse(f"exchanges:{name}", args=keys)
        answer: Any = client.post(address, sent)
        return answer

    return ask


@pytest.fixture
def known(db: None, opal: User) -> Organisation:
    """With a name that the directory finds."""
    names = [NameDraft(value="Kyoto University", language="en")]
    made = create_organisation(actor=opal, names=names, values={"kind": "university", "country": "JP"})
    return set_publication(made, actor=opal, state=Publication.PUBLISHED)


def test_an_exchange_is_set_up(at: Any, fay: User, federation: Organisation) -> None:
    answer = at(fay, "exchange_new", organisation=federation.pk, **NEW)

    made = Exchange.objects.get(name_en="Next exchange")
    assert answer.url == reverse("exchanges:exchange", args=[made.pk])
    assert (made.seats, made.partners.get().organisation) == (20, federation)


def test_nobody_sets_one_up_for_another_organisation(at: Any, sam: User, federation: Organisation) -> None:
    answer = at(sam, "exchange_new", organisation=federation.pk, **NEW)

    assert answer.status_code == 422
    assert not Exchange.objects.exists()


def test_days_in_the_wrong_order_are_told_in_the_form(at: Any, fay: User, federation: Organisation) -> None:
    answer = at(fay, "exchange_new", organisation=federation.pk, **NEW | {"ends_on": "2099-05-01"})

    assert answer.status_code == 422
    assert "The last day cannot come before the first." in answer.content.decode()


def test_an_exchange_is_changed_by_its_owners(at: Any, exchange: Exchange, fay: User, hui: User) -> None:
    assert at(hui, "exchange_edit", exchange.pk, **NEW).status_code == 404

    at(fay, "exchange_edit", exchange.pk, **NEW)

    assert fresh(exchange).name_en == "Next exchange"


def test_a_clone_is_shown_before_it_is_made(client: Client, at: Any, exchange: Exchange, fay: User) -> None:
    client.force_login(fay)
    shown = client.get(reverse("exchanges:exchange_clone", args=[exchange.pk]), {"starts_on": "2100-01-04"})

    assert str(shown.context["preview"].ends_on) == "2100-01-05"
    assert Exchange.objects.count() == 1
    at(fay, "exchange_clone", exchange.pk, starts_on="2100-01-04")
    assert str(Exchange.objects.get(cloned_from=exchange).starts_on) == "2100-01-04"


def test_a_concluded_exchange_is_archived(at: Any, exchange: Exchange, organiser: Partner, fay: User) -> None:
    propose(organiser, actor=fay, kind=DecisionKind.CONCLUDE)

    at(fay, "exchange_archiving", exchange.pk)

    assert fresh(exchange).state == "archived"


def test_a_partner_is_added_by_its_name(at: Any, exchange: Exchange, fay: User, known: Organisation) -> None:
    at(fay, "partners", exchange.pk, organisation="kyoto university", role="supporter")

    assert exchange.partners.get(organisation=known).role == "supporter"


def test_a_name_that_is_not_quite_right_is_answered_with_the_likely_one(
    at: Any, exchange: Exchange, fay: User, known: Organisation
) -> None:
    answer = at(fay, "partners", exchange.pk, organisation="Kyoto", role="host")

    assert answer.status_code == 422
    assert "Do you mean: Kyoto University?" in answer.content.decode()


def test_logos_move_up_and_down(at: Any, exchange: Exchange, host: Partner, fay: User) -> None:
    at(fay, "partner_place", host.pk, "up")

    assert [row.pk for row in exchange.partners.all()].index(host.pk) == 1
    at(fay, "partner_place", host.pk, "down")
    at(fay, "partner_place", host.pk, "down")
    assert exchange.partners.last() == host


def test_a_partner_is_changed_part_by_part(
    at: Any, exchange: Exchange, host: Partner, fay: User, hui: User
) -> None:
    at(fay, "partner_role", host.pk, role="supporter")
    at(fay, "partner_quota", host.pk, seat_quota="4")
    at(fay, "partner_approval", host.pk, approves="on")
    at(hui, "partner_sender", host.pk, sender_name_en="Visitor office")

    row = fresh(host)
    assert (row.role, row.seat_quota, row.approves) == ("supporter", 4, True)
    assert row.sender_name_en == "Visitor office"


def test_what_the_domain_refuses_is_told_in_the_form(at: Any, host: Partner, fay: User) -> None:
    answer = at(fay, "partner_quota", host.pk, seat_quota="99")

    assert answer.status_code == 422
    assert "There are not enough free seats for this." in answer.content.decode()


def test_a_host_does_not_change_its_seats(at: Any, host: Partner, hui: User, sam: User) -> None:
    assert at(hui, "partner_quota", host.pk, seat_quota="4").status_code == 404
    assert at(sam, "partner_sender", host.pk, sender_name_en="X").status_code == 404


def test_a_partner_is_removed(at: Any, exchange: Exchange, host: Partner, fay: User) -> None:
    at(fay, "partner_removal", host.pk)

    assert exchange.partners.count() == 2


def test_deadlines_are_set_and_removed(at: Any, exchange: Exchange, fay: User) -> None:
    at(fay, "deadlines", exchange.pk, kind="answer", days_before="30", time_of_day="18:00")
    deadline = Deadline.objects.get()

    assert (deadline.days_before, deadline.kind) == (30, "answer")
    at(fay, "deadline_removal", deadline.pk)
    assert not Deadline.objects.exists()


@pytest.fixture
def proposed(exchange: Exchange, organiser: Partner, fay: User) -> Decision:
    set_consents(organiser, actor=fay, kind=DecisionKind.CONCLUDE, consents=2)
    return propose(organiser, actor=fay, kind=DecisionKind.CONCLUDE)


def test_a_release_is_proposed(at: Any, draft: Exchange, organiser: Partner, fay: User) -> None:
    at(fay, "decisions", draft.pk, kind="release", partner=organiser.pk, note="Everything is ready.")

    assert fresh(draft).state == "published"


def test_the_second_owner_consents(
    at: Any, proposed: Decision, exchange: Exchange, co_organiser: Partner, ari: User
) -> None:
    at(ari, "decision_consent", proposed.pk, partner=co_organiser.pk, note="")

    assert (fresh(proposed).state, fresh(exchange).state) == ("taken", "concluded")


def test_the_second_owner_refuses_with_a_word(
    at: Any, client: Client, proposed: Decision, co_organiser: Partner, ari: User
) -> None:
    at(ari, "decision_refusal", proposed.pk, partner=co_organiser.pk, note="Not before the report.")

    assert fresh(proposed).state == "refused"
    shown = client.get(reverse("exchanges:decision", args=[proposed.pk])).content.decode()
    assert "Not before the report." in shown


def test_who_proposed_withdraws(at: Any, proposed: Decision, fay: User, ari: User) -> None:
    assert at(ari, "decision_withdrawal", proposed.pk).status_code == 404

    at(fay, "decision_withdrawal", proposed.pk)

    assert fresh(proposed).state == "withdrawn"


def test_nobody_speaks_for_another_owner(
    at: Any, proposed: Decision, co_organiser: Partner, fay: User, hui: User, opal: User
) -> None:
    assert at(fay, "decision_consent", proposed.pk, partner=co_organiser.pk).status_code == 422
    for reader in (hui, opal):
        assert at(reader, "decision_consent", proposed.pk, partner=co_organiser.pk).status_code == 404

    assert fresh(proposed).state == "proposed"


def test_another_owner_is_admitted_and_fewer_consents_are_asked_for(
    at: Any, exchange: Exchange, organiser: Partner, fay: User, known: Organisation
) -> None:
    at(fay, "consents", exchange.pk, kind="conclude", consents="2", partner=organiser.pk)
    at(fay, "admissions", exchange.pk, organisation=str(known.pk), role="organiser", partner=organiser.pk)

    assert fresh(exchange).conclude_consents == 2
    assert Decision.objects.get(kind="admit").subject_id == known.pk


def test_a_delegation_is_invited(
    at: Any, exchange: Exchange, organiser: Partner, fay: User, known: Organisation
) -> None:
    sent = {"organisation": "Kyoto University", "partner": organiser.pk, "seats": "2", "language": "en"}

    at(fay, "delegation_new", exchange.pk, head_email="Head@Kyoto.example", **sent)

    made = Delegation.objects.get(organisation=known)
    assert (made.head_email, made.seats_asked) == ("head@kyoto.example", 2)
    assert OutboxMail.objects.filter(recipient="head@kyoto.example").count() == 1


def test_a_university_is_invited_once(at: Any, invited: Delegation, organiser: Partner, fay: User) -> None:
    sent = {"organisation": str(invited.organisation_id), "partner": organiser.pk, "seats": "2"}

    answer = at(
        fay, "delegation_new", invited.exchange_id, head_email="b@people.example", language="en", **sent
    )

    assert answer.status_code == 422
    assert "This organisation already has a delegation" in answer.content.decode()


def test_the_head_names_changes_swaps_and_submits(at: Any, delegation: Delegation, una: User) -> None:
    at(una, "member_new", delegation.pk, name_en="Wen Lin", email="wen@people.example", role="delegate")
    wen = DelegationMember.objects.get()
    at(una, "member", wen.pk, name_en="Wen Lin", name_zh="林文", email=wen.email, role="interpreter")
    at(una, "member_invitation", wen.pk)
    assert (fresh(wen).name_zh, fresh(wen).role, fresh(wen).state) == ("林文", "interpreter", "invited")

    at(una, "member_swap", wen.pk, name_en="Ren Bo", email="", role="interpreter")
    ren = DelegationMember.objects.active().get()
    at(una, "member_confirmation", ren.pk)
    at(una, "delegation_submission", delegation.pk)

    assert (ren.replaces, ren.seat, fresh(ren).state) == (wen, wen.seat, "confirmed")
    assert fresh(delegation).state == "submitted"


def test_the_head_changes_the_seats(at: Any, delegation: Delegation, una: User, fay: User) -> None:
    assert at(fay, "delegation_seats", delegation.pk, seats="5").status_code == 404

    at(una, "delegation_seats", delegation.pk, seats="5")

    assert fresh(delegation).seats_held == 5


def test_a_member_leaves(at: Any, delegation: Delegation, una: User, mia: User) -> None:
    place = accept_place(name_member(delegation, actor=una, name_en="Mia"), user=mia)

    answer = at(mia, "member_departure", place.pk)

    assert answer.url == reverse("exchanges:exchange", args=[delegation.exchange_id])
    assert fresh(place).state == "withdrawn"


@pytest.fixture
def submitted(delegation: Delegation, una: User) -> Delegation:
    name_member(delegation, actor=una, name_en="Wen Lin")
    return submit_delegation(delegation, actor=una)


@pytest.mark.parametrize(
    ("name", "sent", "state"),
    [
        ("delegation_approval", {}, "approved"),
        ("delegation_return", {"reason": "Who interprets?"}, "registering"),
        ("delegation_refusal", {"reason": "Full."}, "declined"),
        ("delegation_withdrawal", {"reason": "Moved."}, "withdrawn"),
    ],
)
def test_an_organiser_answers(
    at: Any, submitted: Delegation, fay: User, name: str, sent: dict[str, str], state: str
) -> None:
    at(fay, name, submitted.pk, **sent)

    assert fresh(submitted).state == state


@pytest.mark.parametrize("name", ["delegation_return", "delegation_refusal", "delegation_withdrawal"])
def test_an_answer_needs_a_reason(at: Any, submitted: Delegation, fay: User, name: str) -> None:
    assert at(fay, name, submitted.pk, reason=" ").status_code == 422
    assert fresh(submitted).state == "submitted"


def test_the_head_does_not_approve(at: Any, submitted: Delegation, una: User, hui: User) -> None:
    for reader in (una, hui):
        assert at(reader, "delegation_approval", submitted.pk).status_code == 404


def test_another_head_is_invited_and_the_delegation_moved(
    at: Any, delegation: Delegation, host: Partner, fay: User
) -> None:
    at(fay, "delegation_head", delegation.pk, head_email="new@people.example", language="en")
    at(fay, "delegation_partner", delegation.pk, partner=host.pk)

    assert OutboxMail.objects.filter(recipient="new@people.example").count() == 1
    assert fresh(delegation).partner == host


@pytest.fixture
def offer(another: MakeDelegation, exchange: Exchange, fay: User) -> SeatOffer:
    another("Duke", 8)
    waiting = another("Yale", 4)
    change_exchange(exchange, actor=fay, values={"seats": 20})
    return SeatOffer.objects.get(delegation=waiting)


def test_an_offer_is_accepted_by_the_head(at: Any, offer: SeatOffer, una: User, fay: User) -> None:
    assert at(fay, "offer_acceptance", offer.pk).status_code == 404

    at(una, "offer_acceptance", offer.pk)

    assert fresh(offer.delegation).state == "accepted"


def test_an_offer_is_declined_with_a_reason(at: Any, offer: SeatOffer, una: User) -> None:
    assert at(una, "offer_refusal", offer.pk, reason="").status_code == 422

    at(una, "offer_refusal", offer.pk, reason="Too late for visas.")

    assert fresh(offer.delegation).state == "declined"


def link_in(recipient: str) -> str:
    mail = OutboxMail.objects.filter(recipient=recipient).latest("id")
    return next(word for word in mail.text.split() if "/invitation" in word)


def test_who_holds_the_link_declines_without_an_account(client: Client, invited: Delegation) -> None:
    client.get(link_in("una@people.example"))
    shown = client.get(reverse("accounts:invitation")).content.decode()
    assert reverse("exchanges:invitation_refusal") in shown
    asked = client.get(reverse("exchanges:invitation_refusal"))
    assert 'name="reason"' in asked.content.decode()

    answer = client.post(reverse("exchanges:invitation_refusal"), {"reason": "The term begins."})

    assert answer.url == reverse("exchanges:invitation_declined")
    assert client.get(answer.url).status_code == 200
    assert fresh(invited).state == "declined"
    assert invited.steps.last().reason == "The term begins."


def test_without_a_link_nothing_is_declined(client: Client, invited: Delegation) -> None:
    assert client.get(reverse("exchanges:invitation_refusal")).status_code >= 400
    assert client.post(reverse("exchanges:invitation_refusal"), {"reason": "x"}).status_code >= 400
    assert fresh(invited).state == "invited"


def test_who_accepts_lands_on_the_delegation(client: Client, invited: Delegation, una: User) -> None:
    client.force_login(una)
    client.get(link_in("una@people.example"))

    answer = client.post(reverse("accounts:invitation_acceptance"))

    assert answer.url == reverse("exchanges:delegation", args=[invited.pk])
    assert fresh(invited).state == "accepted"
