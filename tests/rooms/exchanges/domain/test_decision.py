"""What one or two owners decide, taken once and carried out in the transaction of the last consent."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.decisions import OnTaken, on_taken
from qiao.rooms.exchanges.domain.decision import (
    consent,
    lapse_decisions,
    propose,
    set_consents,
    withdraw_decision,
)
from qiao.rooms.exchanges.domain.partner import add_partner, change_role, remove_partner
from qiao.rooms.exchanges.enums import DecisionKind, PartnerRole
from qiao.rooms.exchanges.errors import (
    AlreadyPartner,
    AlreadyProposed,
    AlreadySaid,
    DecisionClosed,
    DecisionNeeded,
    TwoOwnersNeeded,
    WrongState,
)
from qiao.rooms.exchanges.models import Decision, Exchange, Partner, PartnerConsent
from tests.rooms.exchanges.conftest import account, fresh, organisation

pytestmark = pytest.mark.django_db
K = DecisionKind


@pytest.fixture
def two(organiser: Partner, co_organiser: Partner, fay: User) -> None:
    """Both owners must agree to the release and the report."""
    for kind in (K.RELEASE, K.PUBLISH_REPORT):
        set_consents(organiser, actor=fay, kind=kind, consents=2)


@pytest.fixture
def carried_out() -> Iterator[list[Any]]:
    seen: list[Any] = []
    effect = OnTaken(K.PUBLISH_REPORT, lambda decision, actor: seen.append((decision.subject_id, actor)))
    on_taken.register("tests.report", effect)
    yield seen
    on_taken._entries.pop("tests.report")


def test_where_one_is_enough_the_proposal_is_the_decision(
    draft: Exchange, organiser: Partner, fay: User
) -> None:
    decision = propose(organiser, actor=fay, kind=K.RELEASE)

    assert (decision.state, fresh(draft).state) == ("taken", "published")


@pytest.mark.usefixtures("two")
def test_two_must_agree(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    decision = propose(organiser, actor=fay, kind=K.RELEASE, note="Ready.")
    before = (decision.state, fresh(draft).state)

    consent(decision, partner=co_organiser, actor=ari)

    assert before == ("proposed", "draft")
    assert (fresh(decision).state, fresh(draft).state) == ("taken", "published")
    said = list(
        decision.consents.order_by("id").values_list("organisation__name_en", "user__email", "agrees")
    )
    assert said == [("Federation", fay.email, True), ("Association", ari.email, True)]


@pytest.mark.usefixtures("two")
def test_a_no_refuses_where_two_of_two_are_needed(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    decision = propose(organiser, actor=fay, kind=K.RELEASE)

    consent(decision, partner=co_organiser, actor=ari, agrees=False, note="Not yet.")

    assert (fresh(decision).state, fresh(draft).state) == ("refused", "draft")
    with pytest.raises(DecisionClosed):
        consent(decision, partner=co_organiser, actor=ari)


def test_a_no_among_three_leaves_it_open(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    third = organisation("Third")
    tom = account("tom", third)
    partner = add_partner(draft, actor=fay, organisation=third, role=PartnerRole.ORGANISER)
    set_consents(organiser, actor=fay, kind=K.RELEASE, consents=2)
    decision = propose(organiser, actor=fay, kind=K.RELEASE)

    consent(decision, partner=co_organiser, actor=ari, agrees=False)
    between = fresh(decision).state
    consent(decision, partner=partner, actor=tom)

    assert (between, fresh(decision).state) == ("proposed", "taken")


@pytest.mark.usefixtures("two")
def test_an_organisation_speaks_once_and_a_person_for_one(
    organiser: Partner, co_organiser: Partner, fay: User, association: Organisation, federation: Organisation
) -> None:
    decision = propose(organiser, actor=fay, kind=K.RELEASE)
    with pytest.raises(AlreadySaid):
        consent(decision, partner=organiser, actor=account("flo", federation))
    Membership.objects.create(organisation=association, user=fay, role="owner")
    with pytest.raises(AlreadySaid):
        consent(decision, partner=co_organiser, actor=fay)

    assert fresh(decision).state == "proposed"


@pytest.mark.usefixtures("two")
def test_who_has_no_say(
    organiser: Partner,
    co_organiser: Partner,
    host: Partner,
    fay: User,
    hui: User,
    nan: User,
    sam: User,
    opal: User,
) -> None:
    decision = propose(organiser, actor=fay, kind=K.RELEASE)

    for actor in (hui, nan, sam, opal):
        with pytest.raises(NotPermitted):
            consent(decision, partner=co_organiser, actor=actor)
        with pytest.raises(NotPermitted):
            withdraw_decision(decision, actor=actor)
    with pytest.raises(NotPermitted):
        consent(decision, partner=host, actor=hui)
    with pytest.raises(NotPermitted):
        propose(host, actor=hui, kind=K.CONCLUDE)


@pytest.mark.usefixtures("two")
def test_a_partner_of_another_exchange_has_no_say(organiser: Partner, fay: User) -> None:
    from qiao.rooms.exchanges.domain.exchange import create_exchange
    from tests.rooms.exchanges.conftest import VALUES

    elsewhere = organisation("Elsewhere")
    eve = account("eve", elsewhere)
    other = Partner.objects.get(exchange=create_exchange(elsewhere, actor=eve, values=VALUES))
    decision = propose(organiser, actor=fay, kind=K.RELEASE)

    with pytest.raises(DecisionClosed):
        consent(decision, partner=other, actor=eve)


@pytest.mark.usefixtures("two")
def test_a_report_of_a_room_above(
    organiser: Partner,
    co_organiser: Partner,
    fay: User,
    ari: User,
    columbia: Organisation,
    carried_out: list[Any],
) -> None:
    """The subject is whatever the room above names; what it registered is carried out once."""
    decision = propose(organiser, actor=fay, kind=K.PUBLISH_REPORT, subject=columbia)
    with pytest.raises(AlreadyProposed):
        propose(co_organiser, actor=ari, kind=K.PUBLISH_REPORT, subject=columbia)
    propose(co_organiser, actor=ari, kind=K.PUBLISH_REPORT)

    consent(decision, partner=co_organiser, actor=ari)

    assert carried_out == [(columbia.pk, ari)]


@pytest.mark.usefixtures("two")
def test_what_fails_undoes_the_consent(
    organiser: Partner, co_organiser: Partner, fay: User, ari: User, draft: Exchange
) -> None:
    decision = propose(organiser, actor=fay, kind=K.RELEASE)
    Exchange.objects.filter(pk=draft.pk).update(state="archived")

    with pytest.raises(WrongState):
        consent(decision, partner=co_organiser, actor=ari)

    assert (fresh(decision).state, decision.consents.count()) == ("proposed", 1)


def test_what_makes_no_sense_is_not_proposed(organiser: Partner, fay: User) -> None:
    with pytest.raises(WrongState):
        propose(organiser, actor=fay, kind=K.CONCLUDE)


@pytest.mark.usefixtures("two")
def test_withdrawn_and_lapsed_decisions_are_closed(
    organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    withdrawn = propose(organiser, actor=fay, kind=K.RELEASE)
    withdraw_decision(withdrawn, actor=fay)
    lapsing = propose(organiser, actor=fay, kind=K.RELEASE)

    with time_machine.travel(lapsing.expires_at, tick=False):
        with pytest.raises(DecisionClosed):
            consent(lapsing, partner=co_organiser, actor=ari)
        assert (lapse_decisions(), lapse_decisions()) == (1, 0)

    assert [fresh(row).state for row in (withdrawn, lapsing)] == ["withdrawn", "lapsed"]


# How many must agree


@pytest.mark.usefixtures("two")
def test_fewer_consents_need_two(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    decision = set_consents(organiser, actor=fay, kind=K.RELEASE, consents=1)
    assert decision is not None
    before = fresh(draft).release_consents

    consent(decision, partner=co_organiser, actor=ari)

    assert (before, fresh(draft).release_consents) == (2, 1)


def test_two_consents_need_two_owners(organiser: Partner, fay: User) -> None:
    with pytest.raises(TwoOwnersNeeded):
        set_consents(organiser, actor=fay, kind=K.RELEASE, consents=2)


@pytest.mark.usefixtures("two")
def test_another_owner_comes_in_by_consent(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User, centre: Organisation
) -> None:
    """Otherwise one owner could bring along the second consent."""
    with pytest.raises(DecisionNeeded):
        add_partner(draft, actor=fay, organisation=centre, role=PartnerRole.CO_ORGANISER)
    details = {"role": "co_organiser"}
    decision = propose(organiser, actor=fay, kind=K.ADMIT, subject=centre, details=details)

    consent(decision, partner=co_organiser, actor=ari)

    assert Partner.objects.get(exchange=draft, organisation=centre).role == "co_organiser"
    with pytest.raises(AlreadyPartner):
        propose(organiser, actor=fay, kind=K.ADMIT, subject=centre, details=details)


@pytest.mark.usefixtures("two")
def test_a_host_that_is_admitted_keeps_its_row(
    organiser: Partner, co_organiser: Partner, host: Partner, fay: User, ari: User
) -> None:
    details = {"role": "organiser"}
    decision = propose(organiser, actor=fay, kind=K.ADMIT, subject=host.organisation, details=details)

    consent(decision, partner=co_organiser, actor=ari)

    assert fresh(host).role == "organiser"


def test_an_unknown_role_is_a_mistake_of_the_program(
    organiser: Partner, fay: User, centre: Organisation
) -> None:
    with pytest.raises(ValueError, match="owner is admitted"):
        propose(organiser, actor=fay, kind=K.ADMIT, subject=centre, details={"role": "host"})


@pytest.mark.usefixtures("two")
def test_the_database_takes_one_word_of_each(organiser: Partner, fay: User) -> None:
    decision = propose(organiser, actor=fay, kind=K.RELEASE)

    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerConsent.objects.create(decision=decision, organisation=organiser.organisation, agrees=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(state="taken")


def test_only_known_numbers_of_known_kinds(organiser: Partner, fay: User) -> None:
    for kind, consents in ((K.RELEASE, 0), (K.RELEASE, 3), (K.ADMIT, 2)):
        with pytest.raises(ValueError, match="one consent or two"):
            set_consents(organiser, actor=fay, kind=kind, consents=consents)


def test_what_one_cannot_see_is_not_admitted(organiser: Partner, fay: User) -> None:
    hidden = organisation("Hidden", publication="draft")

    with pytest.raises(NotPermitted):
        propose(organiser, actor=fay, kind=K.ADMIT, subject=hidden, details={"role": "organiser"})
    with pytest.raises(NotPermitted):
        add_partner(organiser.exchange, actor=fay, organisation=hidden, role=PartnerRole.HOST)


def test_the_admission_of_a_host_is_told(
    organiser: Partner, co_organiser: Partner, host: Partner, fay: User, ari: User
) -> None:
    details = {"role": "co_organiser"}
    propose(organiser, actor=fay, kind=K.ADMIT, subject=host.organisation, details=details)

    row = Activity.objects.get(action="exchanges.partner.role_changed")
    assert row.changes["role"] == ["host", "co_organiser"]


@pytest.mark.usefixtures("two")
def test_an_admission_takes_no_role_away(
    organiser: Partner, co_organiser: Partner, host: Partner, fay: User, ari: User
) -> None:
    """The host has become the organiser in the meantime, and the only one."""
    details = {"role": "co_organiser"}
    decision = propose(organiser, actor=fay, kind=K.ADMIT, subject=host.organisation, details=details)
    Partner.objects.filter(pk=host.pk).update(role=PartnerRole.ORGANISER)

    consent(decision, partner=co_organiser, actor=ari)

    assert fresh(host).role == "organiser"


@pytest.mark.usefixtures("two")
def test_whose_time_is_over_stands_in_nobody_s_way(organiser: Partner, fay: User) -> None:
    """Also before the next run of the schedule, or while no worker runs."""
    old = propose(organiser, actor=fay, kind=K.RELEASE)

    with time_machine.travel(old.expires_at, tick=False):
        new = propose(organiser, actor=fay, kind=K.RELEASE)

    assert (fresh(old).state, fresh(new).state) == ("lapsed", "proposed")


def third_owner(exchange: Exchange, fay: User) -> tuple[Partner, User]:
    union = organisation("Union", kind="association", country="CN")
    uli = account("uli", union)
    return add_partner(exchange, actor=fay, organisation=union, role=PartnerRole.CO_ORGANISER), uli


def test_a_decision_that_can_no_longer_pass_is_refused_when_an_owner_leaves(
    exchange: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    union, uli = third_owner(exchange, fay)
    set_consents(organiser, actor=fay, kind=K.CONCLUDE, consents=2)
    decision = propose(organiser, actor=fay, kind=K.CONCLUDE)
    consent(decision, partner=co_organiser, actor=ari, agrees=False)

    remove_partner(union, actor=uli)

    assert fresh(decision).state == "refused"


def test_a_decision_is_taken_when_the_owner_it_waited_for_leaves(
    exchange: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    set_consents(organiser, actor=fay, kind=K.CONCLUDE, consents=2)
    decision = propose(organiser, actor=fay, kind=K.CONCLUDE)
    fewer = set_consents(organiser, actor=fay, kind=K.CONCLUDE, consents=1)
    assert fewer is not None
    consent(fewer, partner=co_organiser, actor=ari)

    change_role(co_organiser, actor=ari, role=PartnerRole.SUPPORTER)

    assert (fresh(decision).state, fresh(exchange).state) == ("taken", "concluded")


def test_a_word_of_who_left_does_not_keep_a_decision_open(
    exchange: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User
) -> None:
    union, uli = third_owner(exchange, fay)
    set_consents(organiser, actor=fay, kind=K.CONCLUDE, consents=2)
    decision = propose(union, actor=uli, kind=K.CONCLUDE)

    remove_partner(union, actor=uli)

    assert fresh(decision).state == "proposed"  # the two who are left can still agree
    consent(decision, partner=organiser, actor=fay)
    consent(decision, partner=co_organiser, actor=ari)
    assert fresh(decision).state == "taken"
