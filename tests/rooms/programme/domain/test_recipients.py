"""Who gets which mail about a release."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from icalendar import Calendar

from qiao.kit.jobs.models import Job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.kit.mail.tasks import send_due_mails
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Membership
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.programme.domain.recipients import Recipient
from qiao.rooms.programme.domain.release import Candidate
from qiao.rooms.programme.domain.release_letters import tell_of_release
from qiao.rooms.programme.domain.release_mails import write_release_mails
from qiao.rooms.programme.models import Place, ProgrammeItem, Release
from tests.rooms.programme.conftest import MakeItem
from tests.rooms.programme.releasing import propose, release, seat


@pytest.fixture
def ann(delegation: Delegation) -> DelegationMember:
    return seat(delegation, "Ann")


@pytest.fixture
def talk(make_item: MakeItem, hall: Place, delegation: Delegation, ann: DelegationMember) -> ProgrammeItem:
    """For Ann's delegation alone."""
    item = make_item("Talk", place=hall, audience="chosen")
    item.delegations.add(delegation)
    return item


def move(item: ProgrammeItem, hours: int = 1, **values: object) -> None:
    shift = dt.timedelta(hours=hours)
    times = {"starts_at": item.starts_at + shift, "ends_at": item.ends_at + shift}
    ProgrammeItem.objects.filter(pk=item.pk).update(**times | values)


def told(exchange: Exchange) -> dict[str, list[str]]:
    """Of the next release: addresses, and about whom."""
    return {each.address: [str(part.about) for part in each.parts] for each in Candidate(exchange).recipients}


def test_first_release_tells_everybody_who_has_something_in_it(
    talk: ProgrammeItem, exchange: Exchange
) -> None:
    assert set(told(exchange)) == {"ann@people.example", "una@people.example"}


def test_what_is_for_everyone_is_told_to_the_partners_as_well(
    item: ProgrammeItem, exchange: Exchange, hui: User, fay: User, ari: User, nan: User
) -> None:
    assert set(told(exchange)) == {hui.email, fay.email, ari.email}


def test_change_is_told_to_those_alone_whose_day_it_changes(
    talk: ProgrammeItem,
    make_item: MakeItem,
    exchange: Exchange,
    organiser: Partner,
    fay: User,
    host: Partner,
    another: Callable[..., Delegation],
) -> None:
    other = another("Duke", 2)
    ben = seat(other, "Ben")
    lunch = make_item("Lunch", at="12:00", audience="chosen")
    lunch.delegations.add(other)
    release(organiser, fay)
    move(lunch)

    assert set(told(exchange)) == {ben.email, "una@people.example"}


def test_head_who_is_a_member_gets_one_mail(
    talk: ProgrammeItem, exchange: Exchange, una: User, delegation: Delegation
) -> None:
    member = DelegationMember.objects.create(
        delegation=delegation, seat=3, name_en="Una", email=una.email, user=una, state="confirmed"
    )

    found = {each.address: each for each in Candidate(exchange).recipients}

    assert [part.about for part in found[una.email].parts] == [member]


@pytest.mark.parametrize(("account", "state"), [(False, "named"), (False, "invited"), (True, "invited")])
def test_member_who_has_not_confirmed_is_told_through_the_head(
    talk: ProgrammeItem, delegation: Delegation, exchange: Exchange, account: bool, state: str
) -> None:
    ben = seat(delegation, "Ben", account=account, state=state)

    found = {each.address: each for each in Candidate(exchange).recipients}

    assert ben.email not in found
    parts = found["una@people.example"].parts
    assert [(part.about, part.through) for part in parts] == [(ben, True), (delegation, False)]


def test_member_without_an_account_is_told_at_their_address(
    talk: ProgrammeItem, delegation: Delegation, exchange: Exchange
) -> None:
    ben = seat(delegation, "Ben", account=False)

    found = {each.address: each for each in Candidate(exchange).recipients}

    assert found[ben.email].user is None


def test_manager_of_an_entry_that_was_merged_is_told(
    make_item: MakeItem, exchange: Exchange, host: Partner, hui: User, federation: object, columbia: object
) -> None:
    visit = make_item("Visit", audience="chosen")
    visit.partners.add(host)
    Membership.objects.filter(user=hui).update(organisation=columbia)
    type(host.organisation).objects.filter(pk=host.organisation_id).update(merged_into=columbia)

    assert set(told(exchange)) == {hui.email}


def test_recipients_take_as_many_queries_for_thirty_people_as_for_three(
    talk: ProgrammeItem, delegation: Delegation, exchange: Exchange, another: Callable[..., Delegation]
) -> None:
    counts = []
    for names in (("Bea",), [f"P{number}" for number in range(30)]):
        for name in names:
            seat(delegation, name)
        candidate = Candidate(exchange)
        assert candidate.agenda
        with CaptureQueriesContext(connection) as queries:
            assert len(candidate.recipients) >= 3
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_mail_says_what_changed_and_brings_the_calendar_up_to_date(
    talk: ProgrammeItem, organiser: Partner, fay: User, exchange: Exchange, room: Place, make_item: MakeItem
) -> None:
    gone = make_item("Film", at="15:00", audience="chosen")
    gone.delegations.add(*talk.delegations.all())
    release(organiser, fay)
    move(talk, place=room)
    ProgrammeItem.objects.filter(pk=gone.pk).delete()

    release(organiser, fay, note_en="Sorry.")

    ann = OutboxMail.objects.get(recipient="ann@people.example", key__contains=":", subject__contains="2")
    assert ann.subject == "Overseas Talent Exchange: your itinerary, release 2"
    assert (
        "“Talk” on 10 May moved from 09:00–10:00 to 10:00–11:00, and from Centre, Hall"
        in ann.text.replace("Hall, Centre", "Centre, Hall")
    )
    assert "Cancelled: Film, 10 May 15:00–16:00." in ann.text
    assert "Sorry." in ann.text
    assert "/en/programme/itineraries/members/" in ann.text
    events = Calendar.from_ical(bytes(ann.attachments.get().content)).walk("VEVENT")
    assert {(str(e["UID"]), int(e["SEQUENCE"]), str(e["STATUS"])) for e in events} == {
        (f"programme.item-{talk.pk}@testserver", 2, "CONFIRMED"),
        (f"programme.item-{gone.pk}@testserver", 2, "CANCELLED"),
    }


def test_mail_is_in_the_language_of_its_reader(
    talk: ProgrammeItem, organiser: Partner, fay: User, ann: DelegationMember
) -> None:
    User.objects.filter(pk=ann.user_id).update(language="zh-hans")
    with override("en"):
        release(organiser, fay)

    written = OutboxMail.objects.get(recipient=ann.email)

    assert "海外人才交流活动" in written.subject
    assert "新增" in written.text


def test_mail_comes_in_the_name_of_the_partner_who_invited(
    talk: ProgrammeItem, organiser: Partner, fay: User, ann: DelegationMember
) -> None:
    Partner.objects.filter(pk=organiser.pk).update(sender_name_en="The office", reply_to="office@x.example")
    release(organiser, fay)

    written = OutboxMail.objects.get(recipient=ann.email)

    assert (written.sender_name, written.reply_to) == ("The office", "office@x.example")


def test_job_writes_to_those_who_were_previewed_and_to_nobody_twice(
    talk: ProgrammeItem, exchange: Exchange, organiser: Partner, fay: User
) -> None:
    OutboxMail.objects.all().delete()
    previewed = set(told(exchange))

    propose(organiser, fay)
    waiting = OutboxMail.objects.count()
    job = Job.objects.get(effect_key=f"programme.release:{Release.objects.get().pk}")
    results = [write_release_mails.func(str(job.pk), str(Release.objects.get().pk)) for _time in range(2)]

    assert (waiting, results) == (0, [{"mails": 2}, {"mails": 0}])
    assert set(OutboxMail.objects.values_list("recipient", flat=True)) == previewed


def test_job_of_an_earlier_release_tells_of_that_one(
    talk: ProgrammeItem, make_item: MakeItem, organiser: Partner, fay: User, delegation: Delegation
) -> None:
    propose(organiser, fay)
    lunch = make_item("Lunch", at="12:00", audience="chosen")
    lunch.delegations.add(delegation)
    propose(organiser, fay)

    run_ready_jobs(["default"])

    texts = OutboxMail.objects.filter(recipient="ann@people.example", template="programme.changes")
    first, second = texts.order_by("subject").values_list("text", flat=True)
    assert ("Talk" in first, "Lunch" in first) == (True, False)
    assert ("Talk" in second, "Lunch" in second) == (False, True)


def test_mails_of_a_release_are_sent_once(
    talk: ProgrammeItem, organiser: Partner, fay: User, ann: DelegationMember
) -> None:
    made = release(organiser, fay)
    again = Recipient(ann.email, ann.user, "en", organiser, ())
    assert tell_of_release(made, [again]) == 0
    send_due_mails.func(str(Job.objects.filter(title="Send a mail").latest("pk").pk))
    sent = [message.to[0] for message in mail.outbox if "itinerary" in message.subject]
    assert sorted(sent) == ["ann@people.example", "una@people.example"]
