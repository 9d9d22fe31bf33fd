from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.records import new_id
from qiao.rooms.accounts.domain.invitation import (
    accept_invitation,
    end_invitations,
    find_invitation,
    follow_link,
    invitations_of,
    invite,
    withdraw_invitation,
)
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.errors import AlreadyOperator, InvitationForAnother, InvitationUnusable
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.accounts.purposes import Purpose, invitation_purposes
from tests.rooms.accounts.conftest import code_for, is_signed_in, mails_to, path_in, text_of

HERE, ACCEPT = "/en/account/invitation/", "/en/account/invitation/acceptance/"
TEAM = new_id()


@pytest.fixture
def joined(bob: User) -> Iterator[list[str]]:
    """A purpose as a room would register it: Bob leads the team and invites to it."""
    names: list[str] = []
    purpose = Purpose(
        label="a team",
        accept=lambda user, invitation: names.append(f"{user.email} as {invitation.details['role']}"),
        describe=lambda invitation: f"to join the team as {invitation.details['role']}",
        may_invite=lambda actor, target_id: actor.pk == bob.pk and target_id == TEAM,
    )
    invitation_purposes.register("tests.team", purpose)
    yield names
    invitation_purposes._entries.pop("tests.team")


def to_team(actor: User, email: str = "mei@uni.example", **rest: Any) -> Invitation:
    return invite(actor, email, purpose="tests.team", target_id=TEAM, details={"role": "scorer"}, **rest)


def token_for(email: str) -> str:
    return path_in(mails_to(email)[0]).rstrip("/").rpartition("/")[2]


def test_invite_sends_a_link_and_keeps_only_its_hash(bob: User, joined: list[str]) -> None:
    invitation = to_team(bob, " Mei@Uni.example")

    token = token_for("mei@uni.example")
    kept = str(Invitation.objects.filter(pk=invitation.pk).values()[0])
    assert token not in kept
    assert find_invitation(token) == invitation
    row = Activity.objects.get(action="accounts.invitation.sent")
    assert (row.actor, row.changes["email"]) == (bob, None)


def test_invite_is_for_who_leads_and_the_operator(
    alice: User, bob: User, carol: User, olga: User, joined: list[str]
) -> None:
    to_team(bob)
    to_team(olga)

    for stranger in (alice, carol):
        with pytest.raises(NotPermitted):
            to_team(stranger, "else@uni.example")
    assert not mails_to("else@uni.example")


def test_leading_one_team_is_not_leading_another(bob: User, joined: list[str]) -> None:
    with pytest.raises(NotPermitted):
        invite(bob, "mei@uni.example", purpose="tests.team", target_id=new_id(), details={"role": "scorer"})


def test_invite_without_may_invite_is_for_operators_alone(bob: User, olga: User) -> None:
    with pytest.raises(NotPermitted):
        invite(bob, "mei@uni.example", purpose="accounts.operator")

    assert invite(olga, "mei@uni.example", purpose="accounts.operator").is_open


def test_unknown_purpose_is_a_programming_error(olga: User) -> None:
    with pytest.raises(LookupError, match="unknown invitation purpose"):
        invite(olga, "mei@uni.example", purpose="nothing.here")


@pytest.mark.parametrize(
    "email", ["", "no address", "a@uni.example\r\nBcc: b@uni.example", "a@uni.example,b@uni.example"]
)
def test_invite_refuses_what_is_not_one_address(olga: User, email: str) -> None:
    with pytest.raises(ValidationError):
        invite(olga, email, purpose="accounts.account")


def test_mail_speaks_the_language_of_a_known_reader(alice: User, bob: User, joined: list[str]) -> None:
    to_team(bob, alice.email)
    to_team(bob, "mei@uni.example")

    assert [mails_to(email)[0].language for email in (alice.email, "mei@uni.example")] == ["en", "zh-hans"]
    assert "/en/account/invitation/" in mails_to(alice.email)[0].text


def test_second_invitation_replaces_the_first(bob: User, joined: list[str]) -> None:
    first = to_team(bob)
    old = token_for("mei@uni.example")
    to_team(bob)

    with pytest.raises(InvitationUnusable):
        find_invitation(old)
    first.refresh_from_db()
    assert (first.state, find_invitation(token_for("mei@uni.example")).state) == ("withdrawn", "open")


def test_accept_runs_the_purpose_once(alice: User, bob: User, joined: list[str]) -> None:
    to_team(bob, alice.email)
    token = token_for(alice.email)

    invitation = accept_invitation(alice, token)
    with pytest.raises(InvitationUnusable):
        accept_invitation(alice, token)

    assert joined == ["alice@uni.example as scorer"]
    assert (invitation.state, invitation.accepted_by) == ("accepted", alice)
    assert Activity.objects.filter(action="accounts.invitation.accepted", actor=alice).count() == 1


def test_accept_counts_every_confirmed_address(alice: User, bob: User, joined: list[str]) -> None:
    EmailAddress.objects.create(user=alice, email="a.second@uni.example", verified=True)
    EmailAddress.objects.create(user=alice, email="claimed@uni.example", verified=False)
    to_team(bob, "a.second@uni.example")
    accept_invitation(alice, token_for("a.second@uni.example"))
    to_team(bob, "claimed@uni.example")

    with pytest.raises(InvitationForAnother):
        accept_invitation(alice, token_for("claimed@uni.example"))

    assert len(joined) == 1


def test_accept_by_another_person_is_refused_and_leaves_it_open(
    alice: User, bob: User, carol: User, joined: list[str]
) -> None:
    invitation = to_team(bob, alice.email)

    with pytest.raises(InvitationForAnother):
        accept_invitation(carol, token_for(alice.email))

    invitation.refresh_from_db()
    assert (invitation.state, joined) == ("open", [])


def test_failing_purpose_leaves_the_invitation_open(alice: User, olga: User) -> None:
    """One transaction: an acceptance that cannot be carried out never was."""
    invitation = invite(olga, alice.email, purpose="accounts.operator")
    appoint(alice, None)

    with pytest.raises(AlreadyOperator):
        accept_invitation(alice, token_for(alice.email))

    invitation.refresh_from_db()
    assert invitation.state == "open"


def test_a_purpose_may_write_its_own_mail_and_learn_of_the_opening(bob: User, alice: User) -> None:
    told: list[Any] = []
    purpose = Purpose(
        label="a team",
        accept=lambda user, invitation: None,
        describe=lambda invitation: "to join",
        may_invite=lambda actor, target_id: actor.pk == bob.pk,
        send=lambda invitation, letter: told.append(letter),
        opened=lambda reader, invitation: told.append((reader, invitation)),
    )
    invitation_purposes.register("tests.own", purpose)
    try:
        invitation = invite(bob, "mei@uni.example", purpose="tests.own", target_id=TEAM)
        token = told[0]["url"].rstrip("/").rpartition("/")[2]
        Client().get(f"/en/account/invitation/{token}/")
        follow_link(alice, token)
        end_invitations(bob, purpose="tests.own", target_id=TEAM)
        with pytest.raises(InvitationUnusable):
            follow_link(alice, token)
    finally:
        invitation_purposes._entries.pop("tests.own")

    assert told[1:] == [(None, invitation), (alice, invitation)]
    assert mails_to("mei@uni.example") == []


def test_operator_purpose_appoints_in_the_name_of_who_invited(alice: User, olga: User) -> None:
    invite(olga, alice.email, purpose="accounts.operator")

    accept_invitation(alice, token_for(alice.email))

    assert User.objects.get(pk=alice.pk).is_operator
    assert alice.operatorships.get().granted_by == olga


def unusable(alice: User, bob: User, how: str) -> str:
    invitation = to_team(bob, alice.email)
    token = token_for(alice.email)
    if how == "expired":
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    if how == "withdrawn":
        withdraw_invitation(bob, invitation)
    if how == "accepted":
        accept_invitation(alice, token)
    return "not-a-token" if how == "unknown" else token


@pytest.mark.parametrize("how", ["expired", "withdrawn", "accepted", "unknown"])
def test_unusable_links_answer_alike(alice: User, bob: User, joined: list[str], how: str) -> None:
    token = unusable(alice, bob, how)

    answers = [Client().get(f"/{language}/account/invitation/{token}/") for language in ("en", "zh-hans")]

    assert [answer.status_code for answer in answers] == [410, 410]
    text = text_of(answers[0].content)
    assert "This invitation link cannot be used." in text
    assert not [word for word in ("alice", "bob", "scorer", "team") if word in text]


def test_withdraw_is_for_who_sent_it_who_leads_and_the_operator(
    alice: User, bob: User, carol: User, olga: User, joined: list[str]
) -> None:
    invitation = to_team(olga, alice.email)

    for stranger in (alice, carol):
        with pytest.raises(NotPermitted):
            withdraw_invitation(stranger, invitation)
    withdraw_invitation(bob, invitation)

    with pytest.raises(InvitationUnusable):
        withdraw_invitation(olga, invitation)
    assert Invitation.objects.get(pk=invitation.pk).withdrawn_by == bob


def test_expiry_is_bounded(bob: User, joined: list[str]) -> None:
    invitation = to_team(bob, expires_in=timedelta(days=9999))

    assert invitation.expires_at < timezone.now() + timedelta(days=91)


def test_database_keeps_one_end(bob: User, joined: list[str]) -> None:
    invitation = to_team(bob)
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now, withdrawn_at=now)


def test_list_is_own_or_everything_for_the_operator(
    bob: User, carol: User, olga: User, joined: list[str]
) -> None:
    invitation = to_team(bob)

    assert [list(invitations_of(actor)) for actor in (bob, carol, olga)] == [[invitation], [], [invitation]]


# The pages


def test_link_shows_what_it_is_for_and_hides_the_token(alice: User, bob: User, joined: list[str]) -> None:
    to_team(bob, alice.email)
    browser = Client()

    opened = browser.get(path_in(mails_to(alice.email)[0]))
    shown = browser.get(opened["Location"])

    assert opened["Location"] == HERE
    text = text_of(shown.content)
    assert "bob@host.example invites you to join the team as scorer" in text
    assert ("Accept the invitation" in text, joined) == (False, [])
    assert shown["Cache-Control"].startswith("max-age=0") or "no-cache" in shown["Cache-Control"]


def test_person_without_account_signs_up_and_accepts(bob: User, joined: list[str], settings: Any) -> None:
    """The link proves the address, also on a site that is otherwise closed."""
    settings.SIGN_UP_OPEN = False
    to_team(bob, "mei@uni.example")
    browser = Client()
    browser.get(path_in(mails_to("mei@uni.example")[0]))

    answer = browser.post(f"/en/account/signup/?next={HERE}", {"email": "mei@uni.example"})
    assert answer["Location"] == HERE
    browser.post(ACCEPT)

    assert is_signed_in(browser)
    assert joined == ["mei@uni.example as scorer"]


def test_link_opens_sign_up_for_its_own_address_only(bob: User, joined: list[str], settings: Any) -> None:
    settings.SIGN_UP_OPEN = False
    to_team(bob, "mei@uni.example")
    browser = Client()
    browser.get(path_in(mails_to("mei@uni.example")[0]))

    answer = browser.post("/en/account/signup/", {"email": "other@uni.example"})

    assert (answer.status_code, User.objects.filter(email="other@uni.example").exists()) == (200, False)


def test_withdrawn_meanwhile_closes_sign_up_again(bob: User, joined: list[str], settings: Any) -> None:
    settings.SIGN_UP_OPEN = False
    invitation = to_team(bob, "mei@uni.example")
    browser = Client()
    browser.get(path_in(mails_to("mei@uni.example")[0]))
    withdraw_invitation(bob, invitation)

    browser.post("/en/account/signup/", {"email": "mei@uni.example"})

    assert not User.objects.filter(email="mei@uni.example").exists()
    assert browser.get(HERE).status_code == 410


def test_person_with_an_account_signs_in_and_accepts(alice: User, bob: User, joined: list[str]) -> None:
    to_team(bob, alice.email)
    browser = Client()
    browser.get(path_in(mails_to(alice.email)[0]))
    browser.post("/en/account/login/code/", {"email": alice.email, "next": HERE})

    answer = browser.post("/en/account/login/code/confirm/", {"code": code_for(alice.email), "next": HERE})

    assert answer["Location"] == HERE
    assert "Accept the invitation" in text_of(browser.get(HERE).content)
    browser.post(ACCEPT)
    assert joined == ["alice@uni.example as scorer"]


def test_person_with_another_address_reads_what_to_do(
    alice: User, bob: User, carol: User, joined: list[str], sign_in: Callable[[User], Client]
) -> None:
    to_team(bob, alice.email)
    browser = sign_in(carol)
    browser.get(path_in(mails_to(alice.email)[0]))

    shown, sent = browser.get(HERE), browser.post(ACCEPT)

    assert "You are signed in as carol@elsewhere.example, which is another address." in text_of(shown.content)
    assert (sent.status_code, joined) == (409, [])


def test_acceptance_by_link_alone_is_not_possible(alice: User, bob: User, joined: list[str]) -> None:
    """A mail scanner follows links; nothing is accepted by that, nor without signing in."""
    to_team(bob, alice.email)
    browser = Client()
    browser.get(path_in(mails_to(alice.email)[0]))
    browser.get(ACCEPT)
    browser.post(ACCEPT)

    assert joined == []


def test_page_of_invitations_is_the_operators(
    alice: User, olga: User, sign_in: Callable[[User], Client]
) -> None:
    browser = sign_in(olga)
    browser.post(
        "/en/account/invitations/new/",
        {"email": "mei@uni.example", "purpose": "accounts.account", "language": "en"},
    )

    listed = browser.get("/en/account/invitations/")
    detail = browser.get(f"/en/account/invitations/{Invitation.objects.get().pk}/")

    assert "mei@uni.example" in text_of(listed.content)
    assert "to open an account here" in text_of(detail.content)
    for path in ("invitations/", "invitations/new/", f"invitations/{Invitation.objects.get().pk}/"):
        assert sign_in(alice).get(f"/en/account/{path}").status_code == 404


def test_withdrawal_by_page_is_not_found_for_a_stranger(
    carol: User, olga: User, sign_in: Callable[[User], Client]
) -> None:
    invitation = invite(olga, "mei@uni.example", purpose="accounts.account")
    path = f"/en/account/invitations/{invitation.pk}/withdrawal/"

    assert sign_in(carol).post(path).status_code == 404
    assert sign_in(olga).post(path).status_code == 302
    assert Invitation.objects.get().state == "withdrawn"


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(
    olga: User, count: int, django_assert_num_queries: Any, sign_in: Callable[[User], Client]
) -> None:
    for number in range(count):
        invite(olga, f"mei{number}@uni.example", purpose="accounts.account")
    browser = sign_in(olga)

    with django_assert_num_queries(11):
        browser.get("/en/account/invitations/")


def test_api_lists_and_withdraws_what_one_sent(bob: User, carol: User, joined: list[str]) -> None:
    invitation = to_team(bob)
    owner, stranger = Client(), Client()
    owner.force_login(bob)
    stranger.force_login(carol)
    path = f"/api/v1/invitations/{invitation.pk}"

    assert [row["email"] for row in owner.get("/api/v1/invitations").json()["items"]] == ["mei@uni.example"]
    assert stranger.get("/api/v1/invitations").json()["items"] == []
    assert [stranger.delete(path).status_code, owner.delete(path).status_code] == [404, 204]
    assert owner.delete(path).json()["code"] == "invitation-unusable"
