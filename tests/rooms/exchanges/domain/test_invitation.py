"""Personal links: in the partner's name, used once, telling strangers nothing."""

import pytest
from django.test import Client
from django.utils import translation

from qiao.kit.mail.message import compose
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.invitation import accept_invitation, find_invitation, follow_link
from qiao.rooms.accounts.errors import InvitationForAnother, InvitationUnusable
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.delegation import (
    decline_invitation,
    invite_delegation,
    invite_head,
    withdraw_delegation,
)
from qiao.rooms.exchanges.domain.member import invite_member, name_member
from qiao.rooms.exchanges.domain.partner import change_sender
from qiao.rooms.exchanges.errors import ReasonMissing
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from tests.rooms.exchanges.conftest import fresh

pytestmark = pytest.mark.django_db


def mail_to(email: str) -> OutboxMail:
    return OutboxMail.objects.filter(recipient=email).order_by("-id")[0]


def token_in(mail: OutboxMail) -> str:
    return next(word for word in mail.text.split() if "/invitation/" in word).rstrip("/").rsplit("/", 1)[1]


def test_the_mail_comes_from_the_partner(
    exchange: Exchange, organiser: Partner, fay: User, columbia: Organisation
) -> None:
    values = {"sender_name_zh": "联合会秘书处", "sender_name_en": "Federation office"}
    change_sender(organiser, actor=fay, values=values | {"reply_to": "office@federation.example"})

    invite_delegation(
        organiser,
        actor=fay,
        organisation=columbia,
        head_email="una@people.example",
        seats=3,
        language="zh-hans",
    )

    mail = mail_to("una@people.example")
    sent = compose(mail)
    assert (mail.sender_name, mail.reply_to) == ("联合会秘书处", "office@federation.example")
    assert sent.message()["Reply-To"] == "office@federation.example"
    assert sent.message()["From"].endswith("<qiao@testserver>")
    assert "=?utf-8?" in sent.message()["From"]
    assert mail.subject == "诚邀哥伦比亚大学参加海外人才交流活动"


def test_without_a_sender_the_organisation_writes(invited: Delegation) -> None:
    mail = mail_to("una@people.example")

    assert (mail.sender_name, mail.reply_to) == ("Federation", "")
    assert mail.text.startswith(
        "Federation invites Columbia University to send a delegation of 3 to Overseas Talent Exchange"
    )


def test_only_a_hash_is_kept(invited: Delegation) -> None:
    token = token_in(mail_to("una@people.example"))

    invitation = Invitation.objects.get()

    assert token not in str(vars(invitation))
    assert find_invitation(token) == invitation
    assert mail_to("una@people.example").is_secret


def test_opening_and_accepting(invited: Delegation, una: User) -> None:
    token = token_in(mail_to(una.email))

    follow_link(None, token)
    states = [fresh(invited).state]
    accept_invitation(una, token)
    states.append(fresh(invited).state)

    assert states == ["opened", "accepted"]
    assert fresh(invited).head == una


def test_a_link_works_once(invited: Delegation, una: User) -> None:
    token = token_in(mail_to(una.email))
    accept_invitation(una, token)

    with pytest.raises(InvitationUnusable):
        accept_invitation(una, token)


def test_a_link_is_for_its_address(invited: Delegation, sam: User) -> None:
    with pytest.raises(InvitationForAnother):
        accept_invitation(sam, token_in(mail_to("una@people.example")))

    assert fresh(invited).head is None


def test_a_new_link_ends_the_old_one(invited: Delegation, fay: User) -> None:
    token = token_in(mail_to("una@people.example"))

    invite_head(invited, actor=fay, head_email="other@people.example")

    with pytest.raises(InvitationUnusable):
        find_invitation(token)
    assert fresh(invited).head_email == "other@people.example"


def test_declining_needs_the_link_and_a_reason_and_no_account(invited: Delegation) -> None:
    token = token_in(mail_to("una@people.example"))
    with pytest.raises(ReasonMissing):
        decline_invitation(token, reason=" ")

    decline_invitation(token, reason="The dates do not suit us.")

    assert fresh(invited).state == "declined"
    assert invited.steps.order_by("-id")[0].reason == "The dates do not suit us."
    with pytest.raises(InvitationUnusable):
        decline_invitation(token, reason="Again.")


def test_withdrawing_ends_the_link(invited: Delegation, fay: User) -> None:
    token = token_in(mail_to("una@people.example"))

    withdraw_delegation(invited, actor=fay, reason="A mistake.")

    with pytest.raises(InvitationUnusable):
        find_invitation(token)


def test_a_member_confirms_by_a_link(delegation: Delegation, una: User, mia: User) -> None:
    member = name_member(delegation, actor=una, name_en="Mia", email=mia.email)
    invite_member(member, actor=una)
    mail = mail_to(mia.email)

    accept_invitation(mia, token_in(mail))

    row = fresh(member)
    assert (row.state, row.user, mail.sender_name) == ("confirmed", mia, "Federation")
    with pytest.raises(InvitationUnusable):
        accept_invitation(mia, token_in(mail))


def test_the_link_of_a_member_is_no_link_of_the_head(delegation: Delegation, una: User, mia: User) -> None:
    member = name_member(delegation, actor=una, name_en="Mia", email=mia.email)
    invite_member(member, actor=una)

    with pytest.raises(InvitationUnusable):
        decline_invitation(token_in(mail_to(mia.email)), reason="No.")


def test_the_page_of_a_link_works_and_a_wrong_one_tells_nothing(
    invited: Delegation, una: User, client: Client
) -> None:
    token = token_in(mail_to(una.email))

    wrong = client.get("/en/account/invitation/nothing/")
    opened = client.get(f"/en/account/invitation/{token}/", follow=True)
    client.force_login(una)
    accepted = client.post("/en/account/invitation/acceptance/")

    assert wrong.status_code == 410
    assert b"Columbia" not in wrong.content
    assert b"to lead the delegation of Columbia University to Overseas Talent Exchange" in opened.content
    assert accepted.status_code == 302
    assert fresh(invited).state == "accepted"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_mail_is_whole_in_both_languages(language: str) -> None:
    from qiao.kit.mail.registry import mail_templates
    from qiao.kit.mail.rendering import render

    for name in ("delegation_invitation", "member_invitation", "seat_offer", "delegation_news"):
        kind = mail_templates.get(f"exchanges.{name}")
        for news in ("approved", "sent_back", "refused", "waiting", "lapsed", "withdrawn"):
            with translation.override(language):
                rendered = render(kind, {**kind.sample, "news": news, "reason": "…"}, language)
            assert "Columbia University" in rendered.subject
            assert kind.sample["url"] in rendered.text
