"""Two entries of the directory turn out to be one organisation, and both take part in one exchange.

Both rows stay, with their seats and delegations; whoever speaks for the entry that was kept speaks for both,
and the organisation has one say. Taken back, everything is as it was.
"""

import datetime as dt

import pytest
from django.test import RequestFactory

from qiao.kit.access import may
from qiao.kit.bilingual.search import index
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.merge import merge_organisations, undo_merge
from qiao.rooms.directory.models import MergeRecord, Organisation
from qiao.rooms.exchanges.domain.cloning import clone_exchange
from qiao.rooms.exchanges.domain.decision import consent, propose, set_consents
from qiao.rooms.exchanges.domain.delegation import invite_delegation, withdraw_delegation
from qiao.rooms.exchanges.domain.member import name_member
from qiao.rooms.exchanges.domain.partner import add_partner, remove_partner, set_approval, set_quota
from qiao.rooms.exchanges.domain.registering import approve_delegation, submit_delegation
from qiao.rooms.exchanges.enums import DecisionKind, PartnerRole
from qiao.rooms.exchanges.errors import AlreadyInvited, AlreadyPartner, AlreadySaid, TwoOwnersNeeded
from qiao.rooms.exchanges.listings import DelegationList, delegations_for
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from tests.rooms.exchanges.conftest import MakeDelegation, account, fresh, organisation

pytestmark = pytest.mark.django_db
K = DecisionKind


def merge(survivor: Organisation, absorbed: Organisation, opal: User) -> MergeRecord:
    return merge_organisations(survivor, absorbed=absorbed, actor=opal)


def again(user: User) -> User:
    found: User = fresh(user)
    return found


def test_an_organisation_that_is_known_by_one_entry_moves(
    delegation: Delegation, host: Partner, hui: User, columbia: Organisation, opal: User
) -> None:
    kept, university = organisation("Centre"), organisation("Columbia")

    merge(kept, host.organisation, opal)
    merge(university, columbia, opal)

    assert fresh(host).organisation == kept
    assert fresh(delegation).organisation == university
    assert may(again(hui), "exchanges.invite_delegation", fresh(host))


@pytest.mark.parametrize("often", [1, 2])
def test_whoever_speaks_for_the_kept_entry_speaks_for_both(
    another: MakeDelegation, organiser: Partner, host: Partner, fay: User, hui: User, opal: User, often: int
) -> None:
    """Otherwise nobody could invite from the quota, or approve what the other entry had invited."""
    set_quota(host, actor=fay, seat_quota=4)
    set_approval(host, actor=fay, approves=True)
    delegation = another("Yale", 2, partner=host, actor=hui)
    name_member(delegation, actor=delegation.head, name_en="Wen")  # type: ignore[arg-type]
    submit_delegation(delegation, actor=delegation.head)  # type: ignore[arg-type]
    kept = _entries(host.exchange, fay, often)

    for before, after in zip([host.organisation, *kept], kept, strict=False):
        merge(fresh(after), fresh(before), opal)

    speaker, row = again(hui), fresh(host)
    assert (row.organisation, row.seat_quota, row.seats_held) == (host.organisation, 4, 2)
    approve_delegation(fresh(delegation), actor=speaker)
    invited = invite_delegation(
        row, actor=speaker, organisation=organisation("Rice"), head_email="rice@people.example", seats=2
    )
    seen = set(Delegation.objects.visible_to(speaker).filter(partner=host))
    assert seen == {delegation, invited}
    remove_partner(Partner.objects.get(organisation=kept[-1]), actor=speaker)
    assert Exchange.objects.filter(pk__in=Exchange.objects.visible_to(speaker)).exists()


def _entries(exchange: Exchange, fay: User, count: int) -> list[Organisation]:
    """Further entries of one host, each a partner by itself."""
    rows = [organisation(f"Centre {number}") for number in range(count)]
    for row in rows:
        add_partner(exchange, actor=fay, organisation=row, role=PartnerRole.HOST)
    return rows


def test_others_gain_nothing(
    exchange: Exchange, host: Partner, organiser: Partner, fay: User, nan: User, opal: User, sam: User
) -> None:
    (kept,) = _entries(exchange, fay, 1)
    stranger = account("eve", organisation("Elsewhere"))

    merge(kept, host.organisation, opal)

    for user in (nan, sam, stranger):
        assert not may(again(user), "exchanges.invite_delegation", fresh(host))
    assert not may(stranger, "exchanges.view_decisions", exchange)


def test_an_organisation_consents_once(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User, opal: User
) -> None:
    third = organisation("Union")
    uma = account("uma", third)
    add_partner(draft, actor=fay, organisation=third, role=PartnerRole.CO_ORGANISER)
    set_consents(organiser, actor=fay, kind=K.RELEASE, consents=2)
    merge(organiser.organisation, co_organiser.organisation, opal)

    decision = propose(fresh(organiser), actor=again(fay), kind=K.RELEASE)
    with pytest.raises(AlreadySaid):
        consent(decision, partner=fresh(co_organiser), actor=again(ari))

    assert fresh(decision).state == "proposed"
    consent(decision, partner=draft.partners.get(organisation=third), actor=uma)
    assert fresh(decision).state == "taken"


def test_words_said_before_the_merge_count_as_one(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, ari: User, opal: User
) -> None:
    for number in range(2):
        union = organisation(f"Union {number}")
        add_partner(draft, actor=fay, organisation=union, role=PartnerRole.CO_ORGANISER)
    for kind in (K.RELEASE, K.CONCLUDE):
        set_consents(organiser, actor=fay, kind=kind, consents=2)
    decision = propose(organiser, actor=fay, kind=K.RELEASE)
    merge(organiser.organisation, co_organiser.organisation, opal)

    uma = account("uma", union)
    consent(decision, partner=draft.partners.get(organisation=union), actor=uma, agrees=False)

    assert fresh(decision).state == "proposed"


def test_two_owners_that_became_one_can_still_decide(
    draft: Exchange, organiser: Partner, co_organiser: Partner, fay: User, opal: User
) -> None:
    """Two consents were asked for and only one can be given: nothing could be decided any more."""
    set_consents(organiser, actor=fay, kind=K.RELEASE, consents=2)
    merge(organiser.organisation, co_organiser.organisation, opal)

    propose(fresh(organiser), actor=again(fay), kind=K.RELEASE)

    assert fresh(draft).state == "published"
    with pytest.raises(TwoOwnersNeeded):
        set_consents(fresh(organiser), actor=again(fay), kind=K.CONCLUDE, consents=2)
    remove_partner(fresh(co_organiser), actor=again(fay))
    assert draft.partners.owning().count() == 1


def test_an_organisation_is_not_added_twice(
    exchange: Exchange, host: Partner, fay: User, opal: User, invited: Delegation, organiser: Partner
) -> None:
    (kept,) = _entries(exchange, fay, 1)
    merge(kept, host.organisation, opal)
    remove_partner(Partner.objects.get(organisation=kept), actor=fay)

    with pytest.raises(AlreadyPartner):
        add_partner(exchange, actor=fay, organisation=kept, role=PartnerRole.HOST)


def test_both_delegations_of_a_university_stay_and_no_third_comes(
    another: MakeDelegation, exchange: Exchange, organiser: Partner, fay: User, opal: User
) -> None:
    one, two = another("Yale", 3), another("Yale University", 4)
    kept = two.organisation

    merge(kept, one.organisation, opal)

    assert [fresh(row).seats_held for row in (one, two)] == [3, 4]
    withdraw_delegation(two, actor=fay, reason="The other one comes.")
    assert fresh(exchange).seats_held == 3
    with pytest.raises(AlreadyInvited):
        invite_delegation(
            organiser, actor=fay, organisation=fresh(kept), head_email="x@people.example", seats=1
        )


def test_a_clone_has_the_organisation_once(
    draft: Exchange, organiser: Partner, co_organiser: Partner, host: Partner, fay: User, opal: User
) -> None:
    """In its weightiest role, with the seats that its rows had been given together."""
    set_quota(host, actor=fay, seat_quota=3)
    set_quota(co_organiser, actor=fay, seat_quota=2)
    set_consents(organiser, actor=fay, kind=K.RELEASE, consents=2)
    merge(host.organisation, co_organiser.organisation, opal)
    merge(fresh(host.organisation), organiser.organisation, opal)

    copy = clone_exchange(fresh(draft), starts_on=dt.date(2100, 5, 10), actor=again(fay))

    partner = copy.partners.get()
    assert (partner.organisation, partner.role, partner.seat_quota) == (host.organisation, "organiser", 5)
    assert (copy.seats_reserved, copy.release_consents) == (5, 1)


def test_a_merge_taken_back_leaves_everything_as_it_was(
    exchange: Exchange, delegation: Delegation, organiser: Partner, host: Partner, hui: User, opal: User
) -> None:
    def rows() -> list[object]:
        return [
            *Partner.objects.order_by("pk").values("pk", "organisation", "seats_held", "role"),
            *Delegation.objects.order_by("pk").values("pk", "organisation", "partner"),
        ]

    before = rows()
    record = merge(organiser.organisation, host.organisation, opal)
    assert may(again(hui), "exchanges.decide", fresh(organiser))

    undo_merge(record, actor=opal)

    assert rows() == before
    assert not may(again(hui), "exchanges.decide", fresh(organiser))
    assert may(again(hui), "exchanges.invite_delegation", fresh(host))


def test_a_delegation_of_an_absorbed_entry_is_found(
    another: MakeDelegation, exchange: Exchange, fay: User, opal: User
) -> None:
    one, two = another("Yale", 3), another("Yale University", 4)
    merge(two.organisation, one.organisation, opal)
    index(two.organisation, ["Yale University"])

    asked = RequestFactory().get("/", {"q": "Yale University"})
    listing = DelegationList(asked, delegations_for(exchange, fay))

    assert set(listing.items) == {one, two}
