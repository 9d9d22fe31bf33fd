"""Each step of a delegation, allowed and refused, with its row of who, when and why."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.deadline import set_deadline
from qiao.rooms.exchanges.domain.delegation import (
    accept_delegation,
    change_seats,
    invite_delegation,
    invite_head,
    note_opened,
    withdraw_delegation,
)
from qiao.rooms.exchanges.domain.member import confirm_member, name_member, withdraw_member
from qiao.rooms.exchanges.domain.registering import (
    approve_delegation,
    refuse_delegation,
    send_back_delegation,
    submit_delegation,
)
from qiao.rooms.exchanges.domain.step import step
from qiao.rooms.exchanges.enums import DELEGATION_STEPS, DeadlineKind, DelegationState
from qiao.rooms.exchanges.errors import (
    AlreadyInvited,
    DeadlinePassed,
    ExchangeNotOpen,
    MoreThanThereAre,
    NobodyNamed,
    NoFreeSeat,
    NotEnoughSeats,
    ReasonMissing,
    WrongState,
)
from qiao.rooms.exchanges.models import Delegation, DelegationStep, Exchange, Partner
from tests.rooms.exchanges.conftest import MakeDelegation, fresh

pytestmark = pytest.mark.django_db
S = DelegationState


@pytest.fixture
def submitted(delegation: Delegation, una: User) -> Delegation:
    name_member(delegation, actor=una, name_en="Wen Lin")
    return submit_delegation(delegation, actor=una)


def seats_of(exchange: Exchange) -> tuple[int, int]:
    row = Exchange.objects.get(pk=exchange.pk)
    return row.seats_held, row.common_held


def steps_of(delegation: Delegation) -> list[tuple[str, str, Any]]:
    return list(delegation.steps.order_by("id").values_list("from_state", "to_state", "actor__email"))


@pytest.mark.parametrize(
    ("before", "after"), [pair for pair in product(S, S) if pair[1] not in DELEGATION_STEPS[pair[0]]]
)
def test_a_step_that_is_not_foreseen_is_refused(
    delegation: Delegation, before: DelegationState, after: DelegationState
) -> None:
    delegation.state = before

    with pytest.raises(WrongState):
        step(delegation, after, actor=None, reason="Because.")

    assert fresh(delegation).state == S.ACCEPTED


def test_the_whole_way_is_kept_with_who_and_when(
    submitted: Delegation, fay: User, una: User, columbia: Organisation
) -> None:
    send_back_delegation(submitted, actor=fay, reason="A name is missing.")
    submit_delegation(submitted, actor=una)
    approve_delegation(submitted, actor=fay)
    withdraw_delegation(submitted, actor=una, reason="No visas.")

    assert steps_of(submitted) == [
        ("", "invited", fay.email),
        ("invited", "accepted", una.email),
        ("accepted", "registering", una.email),
        ("registering", "submitted", una.email),
        ("submitted", "registering", fay.email),
        ("registering", "submitted", una.email),
        ("submitted", "approved", fay.email),
        ("approved", "withdrawn", una.email),
    ]
    assert Activity.objects.filter(subject_id=submitted.pk, action="exchanges.delegation.approved").exists()


def test_opening_the_link_is_noted_once(invited: Delegation, una: User) -> None:
    note_opened(invited, reader=None)
    note_opened(invited, reader=una)

    assert steps_of(invited)[1:] == [("invited", "opened", None)]


def test_opening_by_an_account_says_who(invited: Delegation, una: User) -> None:
    note_opened(invited, reader=una)

    assert steps_of(invited)[1:] == [("invited", "opened", una.email)]


def test_withdrawal_gives_everything_back(submitted: Delegation, exchange: Exchange, fay: User) -> None:
    withdraw_delegation(submitted, actor=fay, reason="The visit is off.")

    row = fresh(submitted)
    assert (row.state, row.seats_held, row.seats_filled) == ("withdrawn", 0, 0)
    assert [member.state for member in row.members.all()] == ["withdrawn"]
    assert seats_of(exchange) == (0, 0)


def test_refusal_gives_the_seats_back(submitted: Delegation, exchange: Exchange, fay: User) -> None:
    refuse_delegation(submitted, actor=fay, reason="Not this year.")

    assert (fresh(submitted).state, seats_of(exchange)) == ("declined", (0, 0))


def test_after_withdrawal_the_university_can_be_invited_again(
    delegation: Delegation, organiser: Partner, fay: User, una: User, columbia: Organisation
) -> None:
    withdraw_delegation(delegation, actor=una, reason="Later.")

    again = invite_delegation(
        organiser, actor=fay, organisation=columbia, head_email="una@people.example", seats=2
    )

    assert again.state == "invited"


def test_a_university_has_one_delegation(
    invited: Delegation, host: Partner, hui: User, columbia: Organisation
) -> None:
    with pytest.raises(AlreadyInvited):
        invite_delegation(host, actor=hui, organisation=columbia, head_email="x@people.example", seats=1)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_needed(submitted: Delegation, fay: User, una: User, reason: str) -> None:
    for verb, actor in (
        (withdraw_delegation, una),
        (send_back_delegation, fay),
        (refuse_delegation, fay),
    ):
        with pytest.raises(ReasonMissing):
            verb(submitted, actor=actor, reason=reason)

    assert fresh(submitted).state == "submitted"


def test_the_database_wants_the_reason_too(delegation: Delegation) -> None:
    row = DelegationStep(delegation=delegation, from_state="accepted", to_state="withdrawn")

    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nobody_named_cannot_be_submitted(delegation: Delegation, una: User) -> None:
    Delegation.objects.filter(pk=delegation.pk).update(state="registering")

    with pytest.raises(NobodyNamed):
        submit_delegation(delegation, actor=una)


def test_nobody_is_invited_to_a_draft(draft: Exchange, organiser: Partner, fay: User, columbia: Any) -> None:
    with pytest.raises(ExchangeNotOpen):
        invite_delegation(organiser, actor=fay, organisation=columbia, head_email="a@people.example", seats=1)


def test_more_than_there_could_be_is_refused(
    exchange: Exchange, organiser: Partner, fay: User, columbia: Organisation
) -> None:
    with pytest.raises(MoreThanThereAre) as refused:
        invite_delegation(
            organiser, actor=fay, organisation=columbia, head_email="a@people.example", seats=11
        )

    assert str(refused.value) == "This partner can give 10 seats at most, even if all of them were free."


def test_an_answer_after_its_deadline_is_refused(
    exchange: Exchange, invited: Delegation, fay: User, una: User
) -> None:
    deadline = set_deadline(exchange, actor=fay, kind=DeadlineKind.ANSWER, days_before=30)

    with time_machine.travel(deadline.due_at - timedelta(seconds=1), tick=False):
        note_opened(invited, reader=None)
    with time_machine.travel(deadline.due_at, tick=False), pytest.raises(DeadlinePassed):
        accept_delegation(invited, head=una)

    assert fresh(invited).state == "opened"


def test_registration_ends_at_its_deadline(
    exchange: Exchange, delegation: Delegation, fay: User, una: User
) -> None:
    deadline = set_deadline(exchange, actor=fay, kind=DeadlineKind.REGISTRATION, days_before=7)
    name_member(delegation, actor=una, name_en="Wen Lin")

    with time_machine.travel(deadline.due_at, tick=False):
        with pytest.raises(DeadlinePassed):
            name_member(delegation, actor=una, name_en="Late Lin")
        with pytest.raises(DeadlinePassed):
            submit_delegation(delegation, actor=una)


def test_after_the_deadline_seats_are_only_given_back(
    exchange: Exchange, delegation: Delegation, fay: User, una: User
) -> None:
    deadline = set_deadline(exchange, actor=fay, kind=DeadlineKind.REGISTRATION, days_before=7)

    with time_machine.travel(deadline.due_at, tick=False):
        with pytest.raises(DeadlinePassed):
            change_seats(delegation, actor=una, seats=4)
        change_seats(delegation, actor=una, seats=2)

    assert fresh(delegation).seats_held == 2


# Seats


def test_seats_grow_while_they_are_free(delegation: Delegation, exchange: Exchange, una: User) -> None:
    change_seats(delegation, actor=una, seats=10)

    assert (fresh(delegation).seats_held, seats_of(exchange)) == (10, (10, 10))


def test_seats_do_not_grow_beyond_what_is_free(
    delegation: Delegation, another: MakeDelegation, exchange: Exchange, una: User
) -> None:
    another("Duke", 6)

    with pytest.raises(NotEnoughSeats):
        change_seats(delegation, actor=una, seats=5)

    assert (fresh(delegation).seats_held, seats_of(exchange)) == (3, (9, 9))


def test_seats_do_not_shrink_below_the_members(delegation: Delegation, una: User) -> None:
    for number in range(2):
        name_member(delegation, actor=una, name_en=f"Member {number}")

    with pytest.raises(NoFreeSeat):
        change_seats(delegation, actor=una, seats=1)

    assert change_seats(delegation, actor=una, seats=2).seats_held == 2


@pytest.mark.parametrize(
    "values",
    [
        {"seats_held": 4},
        {"seats_filled": 4},
        {"seats_held": 0},
        {"seats_asked": 0, "seats_held": 0},
        {"state": "withdrawn"},
    ],
)
def test_the_database_keeps_a_delegation_whole(delegation: Delegation, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=delegation.pk).update(**values)


# Another head


def test_another_head_takes_over_by_a_link(delegation: Delegation, una: User, mia: User) -> None:
    invite_head(delegation, actor=una, head_email=mia.email)

    accept_delegation(delegation, head=mia)

    row = fresh(delegation)
    assert (row.head, row.head_email, row.state) == (mia, mia.email, "accepted")


def test_nobody_takes_over_what_is_over(delegation: Delegation, una: User, mia: User) -> None:
    withdraw_delegation(delegation, actor=una, reason="No visas.")

    with pytest.raises(WrongState):
        accept_delegation(delegation, head=mia)


# Who may


def test_who_may_do_what(
    submitted: Delegation, host: Partner, hui: User, nan: User, mia: User, sam: User, una: User, opal: User
) -> None:
    """The head does not approve, and neither does another partner, a plain member or the operator."""
    for actor in (hui, nan, mia, sam, una, opal):
        for verb in (send_back_delegation, refuse_delegation):
            with pytest.raises(NotPermitted):
                verb(submitted, actor=actor, reason="No.")
        with pytest.raises(NotPermitted):
            approve_delegation(submitted, actor=actor)
    for actor in (hui, nan, mia, sam, opal):
        with pytest.raises(NotPermitted):
            withdraw_delegation(submitted, actor=actor, reason="No.")
    for actor in (hui, nan, mia, sam, opal):
        with pytest.raises(NotPermitted):
            submit_delegation(submitted, actor=actor)
        with pytest.raises(NotPermitted):
            change_seats(submitted, actor=actor, seats=1)

    assert fresh(submitted).state == "submitted"


def test_owners_approve_as_equals(submitted: Delegation, ari: User) -> None:
    """The co-organiser has not invited it."""
    assert approve_delegation(submitted, actor=ari).state == "approved"


def test_an_approving_partner_approves_only_its_own(
    another: MakeDelegation, host: Partner, submitted: Delegation, hui: User, fay: User, una: User
) -> None:
    Partner.objects.filter(pk=host.pk).update(approves=True)
    own = another("Duke", 1, partner=host, actor=hui)
    name_member(own, actor=una, name_en="Ann")
    submit_delegation(own, actor=una)

    with pytest.raises(NotPermitted):
        approve_delegation(fresh(submitted), actor=hui)
    with pytest.raises(NotPermitted):
        approve_delegation(fresh(own), actor=fay)
    assert approve_delegation(fresh(own), actor=hui).state == "approved"


def test_a_supporter_without_seats_invites_nobody(
    host: Partner, exchange: Exchange, hui: User, columbia: Any
) -> None:
    Partner.objects.filter(pk=host.pk).update(role="supporter")

    with pytest.raises(NotPermitted):
        invite_delegation(host, actor=hui, organisation=columbia, head_email="a@people.example", seats=1)


def test_who_sees_a_delegation(
    submitted: Delegation,
    hui: User,
    fay: User,
    ari: User,
    nan: User,
    mia: User,
    sam: User,
    una: User,
    opal: User,
) -> None:
    submitted.members.update(user=mia)

    sees = [
        user.email.split("@")[0]
        for user in (fay, ari, hui, nan, una, mia, sam, opal)
        if Delegation.objects.visible_to(user).filter(pk=submitted.pk).exists()
    ]

    assert sees == ["fay", "ari", "una", "mia", "opal"]
    assert timezone.now() > submitted.created_at


def news(recipient: str) -> list[tuple[str, str]]:
    mails = OutboxMail.objects.filter(template="exchanges.delegation_news", recipient=recipient)
    return [(mail.context["news"], mail.language) for mail in mails.order_by("id")]


def test_a_head_is_told_when_others_withdraw_the_delegation(
    delegation: Delegation, una: User, ari: User
) -> None:
    withdraw_delegation(delegation, actor=ari, reason="The visit is off.")

    mail = OutboxMail.objects.get(template="exchanges.delegation_news")
    assert (mail.recipient, "The visit is off." in mail.text) == (una.email, True)
    assert "has been cancelled" in mail.text


def test_a_head_who_withdraws_is_not_told(delegation: Delegation, una: User) -> None:
    withdraw_delegation(delegation, actor=una, reason="No visas.")

    assert news(una.email) == []


def test_who_has_no_account_is_told_in_the_language_of_the_invitation(
    exchange: Exchange, organiser: Partner, fay: User, columbia: Organisation
) -> None:
    for language, address in (("zh-hans", "zhang@u.example"), ("en", "smith@u.example")):
        invited = invite_delegation(
            organiser, actor=fay, organisation=columbia, head_email=address, seats=1, language=language
        )
        withdraw_delegation(invited, actor=fay, reason="A mistake.")

        assert news(address) == [("withdrawn", language)]


def test_a_seat_in_the_middle_is_given_back(delegation: Delegation, una: User, exchange: Exchange) -> None:
    """Whoever sits beyond the seats that are kept moves to a free one and stays confirmed."""
    first, *_, last = [name_member(delegation, actor=una, name_en=name) for name in ("Wen", "Lin", "Mia")]
    confirm_member(last, actor=una)
    withdraw_member(first, actor=una)

    change_seats(delegation, actor=una, seats=2)

    places = [(row.name_en, row.seat, row.state) for row in delegation.members.active()]
    assert places == [("Mia", 1, "confirmed"), ("Lin", 2, "named")]
    assert fresh(exchange).seats_held == 2
