"""Every page as owner, host, head, member and stranger see it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.plan import accept_plan
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.models import Visit, VisitPin, VisitRun, VisitSeat, VisitWish
from tests.rooms.visits.conftest import accepted, formed


def get(actor: User, name: str, *args: Any) -> Any:
    client = Client()
    client.force_login(actor)
    return client.get(reverse(f"visits:{name}", args=args))


def post(actor: User, name: str, *args: Any, **values: Any) -> Any:
    client = Client()
    client.force_login(actor)
    return client.post(reverse(f"visits:{name}", args=args), values)


def test_pages_of_an_exchange_are_for_those_they_concern(
    exchange: Exchange, member: DelegationMember, colleague: DelegationMember,
    battery: Visit, fay: User, hui: User, nan: User, una: User, mia: User, sam: User, opal: User,
) -> None:  # fmt: skip
    actors = {"fay": fay, "hui": hui, "nan": nan, "una": una, "mia": mia, "sam": sam, "opal": opal}
    names = ("visits", "visit_new", "groups", "wishes")

    found = {
        name: {who for who, each in actors.items() if get(each, name, exchange.pk).status_code in (200, 302)}
        for name in names
    }

    assert found == {
        "visits": {"fay", "hui", "nan", "una", "mia", "opal"},
        "visit_new": {"fay"},
        "groups": {"fay", "opal"},
        "wishes": {"una", "mia"},
    }


def test_visit_shows_groups_to_its_host_and_the_contact_to_its_visitors(
    exchange: Exchange, fay: User, hui: User, una: User, mia: User, nan: User, member: DelegationMember,
    battery: Visit, battery_run: VisitRun,
) -> None:  # fmt: skip
    Visit.objects.filter(pk=battery.pk).update(contact_name="Dr Gao", contact_phone="+86 10 5555 0100")
    before = get(mia, "visit", battery.pk).content.decode()
    accepted(exchange, fay)

    texts = {who: get(who, "visit", battery.pk).content.decode() for who in (hui, mia, nan)}

    assert "Dr Gao" not in before
    assert ["Mia" in texts[who] for who in (hui, mia, nan)] == [True, False, False]
    assert ["Dr Gao" in texts[who] for who in (hui, mia, nan)] == [True, True, False]


def test_visit_of_another_host_is_not_changed(
    optics: Visit, optics_run: VisitRun, hui: User, member: DelegationMember, sam: User
) -> None:
    for actor in (hui, sam):
        assert get(actor, "visit_edit", optics.pk).status_code == 404
        assert get(actor, "run_edit", optics_run.pk).status_code == 404


def test_visit_is_entered_and_gets_a_time_by_the_clock_there(exchange: Exchange, fay: User) -> None:
    values = {"title_en": "Chip works", "capacity": "8", "least": "2", "identity": "passport"}
    values |= {"notice_days": "3", "closed_to": "cu, ir", "closed_because": "Export"}
    entered = post(fay, "visit_new", exchange.pk, languages=["en", "zh"], **values)
    visit = Visit.objects.get()

    timed = post(
        fay, "run_new", visit.pk, starts_at="2099-05-10T10:00", ends_at="2099-05-10T11:30", capacity=""
    )

    assert (entered.status_code, timed.status_code) == (302, 302)
    assert (visit.languages, visit.closed_to) == (["en", "zh"], ["CU", "IR"])
    run = visit.runs.get()
    assert (run.starts_at.isoformat(), run.capacity) == ("2099-05-10T02:00:00+00:00", 8)


def test_time_outside_of_the_exchange_is_refused(battery: Visit, fay: User) -> None:
    refused = post(
        fay, "run_new", battery.pk, starts_at="2099-05-12T10:00", ends_at="2099-05-12T11:00", capacity="3"
    )

    assert refused.status_code == 422
    assert "outside of the days of the exchange" in refused.content.decode()


def test_wishes_are_kept_in_order(
    member: DelegationMember, mia: User, battery: Visit, optics: Visit, sam: User
) -> None:
    values = {"wish_1": str(optics.pk), "wish_2": str(battery.pk), "languages": ["en"]}

    kept = post(mia, "person", member.pk, **values)
    strange = post(sam, "person", member.pk, **values)

    assert (kept.status_code, strange.status_code) == (302, 404)
    assert list(VisitWish.objects.values_list("visit", flat=True)) == [optics.pk, battery.pk]


def test_wishes_for_one_visit_twice_are_refused(
    member: DelegationMember, mia: User, battery: Visit, optics: Visit
) -> None:
    refused = post(mia, "person", member.pk, wish_1=str(battery.pk), wish_2=str(battery.pk))

    assert refused.status_code == 422
    assert "A visit can be wished for once." in refused.content.decode()


def test_nationality_is_asked_only_where_a_rule_needs_it(
    member: DelegationMember, mia: User, battery: Visit, optics: Visit
) -> None:
    before = get(mia, "person", member.pk).content.decode()
    Visit.objects.filter(pk=battery.pk).update(closed_to=["CU"], closed_because="Export control")
    after = get(mia, "person", member.pk).content.decode()

    assert ("Nationality" in before, "Nationality" in after) == (False, True)
    assert "Export control" not in after


def test_title_of_a_visit_is_text_in_the_question_for_a_nationality(
    member: DelegationMember, mia: User, battery: Visit
) -> None:
    hostile = {"title_en": "<script>x()</script>", "title_zh": "<script>x()</script>"}
    Visit.objects.filter(pk=battery.pk).update(closed_to=["CU"], closed_because="Export control", **hostile)
    page = get(mia, "person", member.pk).content.decode()

    assert "Nationality" in page
    assert "<script>x()" not in page


def test_groups_are_formed_looked_at_and_accepted(
    exchange: Exchange, fay: User, member: DelegationMember, colleague: DelegationMember, una: User,
    battery: Visit, battery_run: VisitRun,
) -> None:  # fmt: skip
    for each in (member, colleague):
        set_wishes(each, actor=una, visits=[battery])
    plan = formed(exchange, fay)

    page = get(fay, "plan", plan.pk).content.decode()
    done = post(fay, "plan_acceptance", plan.pk)
    plan.refresh_from_db()

    assert "proved best" in page
    assert "is full" in page
    assert (done.status_code, plan.state) == (302, "accepted")


def test_plan_is_seen_by_owners_alone(
    exchange: Exchange, fay: User, hui: User, una: User, member: DelegationMember, battery_run: VisitRun
) -> None:
    plan = formed(exchange, fay)

    found = [get(actor, "plan", plan.pk).status_code for actor in (fay, hui, una)]

    assert found == [200, 404, 404]


def test_plans_are_compared(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, colleague: DelegationMember,
    battery_run: VisitRun, optics_run: VisitRun,
) -> None:  # fmt: skip
    old = accepted(exchange, fay)
    other = {battery_run.pk: optics_run, optics_run.pk: battery_run}
    mine = VisitSeat.objects.get(plan=old, member=member).run_id
    assert post(fay, "pins", exchange.pk, member=member.pk, run=other[mine].pk).status_code == 302
    new = formed(exchange, fay, keeps=True)

    page = get(fay, "difference", new.pk, old.pk).content.decode()

    assert page.count("<del>") == new.moved
    assert "Mia" in page


def test_pin_that_is_impossible_is_said_in_the_form(
    exchange: Exchange,
    fay: User,
    member: DelegationMember,
    colleague: DelegationMember,
    battery_run: VisitRun,
) -> None:
    post(fay, "pins", exchange.pk, member=member.pk, run=battery_run.pk)

    refused = post(fay, "pins", exchange.pk, member=colleague.pk, run=battery_run.pk)

    assert refused.status_code == 422
    assert "These cannot be met together: Mia in Battery laboratory" in refused.content.decode()
    assert VisitPin.objects.count() == 1


def test_person_reads_why_but_no_reason_of_a_rule_of_access(
    exchange: Exchange, fay: User, una: User, mia: User, member: DelegationMember, battery: Visit,
    battery_run: VisitRun, optics_run: VisitRun,
) -> None:  # fmt: skip
    Visit.objects.filter(pk=battery.pk).update(closed_to=["US"], closed_because="Export control")
    battery.refresh_from_db()
    set_wishes(member, actor=una, visits=[battery], nationality="US")
    accept_plan(formed(exchange, fay), actor=fay)

    mine = get(mia, "person", member.pk).content.decode()
    theirs = get(fay, "groups", exchange.pk).content.decode()

    assert "Its rules of access do not allow it." in mine
    assert "is closed to" not in mine
    assert ("Export control" in mine, "Export control" in theirs) == (False, True)


def test_free_place_is_taken_and_given_up_on_the_page(
    exchange: Exchange, fay: User, una: User, mia: User, member: DelegationMember, optics_run: VisitRun
) -> None:
    accepted(exchange, fay)
    seat = VisitSeat.objects.get(member=member)

    left = post(mia, "place_removal", seat.pk)
    page = get(mia, "person", member.pk).content.decode()
    taken = post(mia, "place", optics_run.pk, member.pk)

    assert (left.status_code, taken.status_code) == (302, 302)
    assert "Sign up (5 free places)" in page
    assert VisitSeat.objects.get(member=member).origin == "signed_up"
