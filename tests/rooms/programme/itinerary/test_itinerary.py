"""Itineraries: who reads which, what they show, on paper, in calendars and for programs."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import withdraw_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Partner
from qiao.rooms.programme.domain.feed import feed_behind, feed_url, open_feed, revoke_feed, token_of
from qiao.rooms.programme.domain.release_erasure import find_feeds, remove_feeds
from qiao.rooms.programme.itinerary.subjects import Subject, subject_for, subject_of
from qiao.rooms.programme.models import CalendarFeed, Place, ProgrammeItem, Release
from qiao.rooms.programme.releases.difference import PartyKind
from tests.rooms.programme.conftest import MakeItem
from tests.rooms.programme.releasing import release, seat

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def ann(delegation: Delegation) -> DelegationMember:
    return seat(delegation, "Ann")


@pytest.fixture
def talk(make_item: MakeItem, hall: Place, delegation: Delegation, ann: DelegationMember) -> ProgrammeItem:
    item = make_item("Talk", place=hall, audience="chosen")
    item.delegations.add(delegation)
    return item


@pytest.fixture
def released(talk: ProgrammeItem, make_item: MakeItem, organiser: Partner, fay: User) -> Release:
    """The second release moves the talk by an hour."""
    make_item("Dinner", at="18:00")
    release(organiser, fay)
    times = {"starts_at": talk.starts_at + HOUR, "ends_at": talk.ends_at + HOUR}
    ProgrammeItem.objects.filter(pk=talk.pk).update(**times)
    return release(organiser, fay)


@pytest.fixture
def own(ann: DelegationMember) -> Subject:
    return subject_of(PartyKind.MEMBER, ann.pk)


def page(subject: Subject, reader: User | None, part: str = "", language: str = "en") -> object:
    client = Client()
    if reader:
        client.force_login(reader)
    noun = f"{subject.party.kind}s"
    return client.get(f"/{language}/programme/itineraries/{noun}/{subject.party.id}/{part}")


def test_page_shows_the_days_with_what_changed(
    released: Release, own: Subject, ann: DelegationMember
) -> None:
    answer = page(own, ann.user)

    text = answer.content.decode()  # type: ignore[attr-defined]
    assert "Sunday 10 May 2099" in text
    assert "“Talk” on 10 May moved from 09:00–10:00 to 10:00–11:00." in text
    assert "Dinner" in text
    assert "Release 2" in text


def test_page_shows_what_was_released_and_not_the_working_copy(
    released: Release, own: Subject, ann: DelegationMember
) -> None:
    ProgrammeItem.objects.update(title_en="Secret")

    assert b"Secret" not in page(own, ann.user).content  # type: ignore[attr-defined]


def test_page_shows_the_readers_own_clock_where_it_differs(
    released: Release, own: Subject, ann: DelegationMember
) -> None:
    assert b"own-hours" not in page(own, ann.user).content  # type: ignore[attr-defined]

    User.objects.filter(pk=ann.user_id).update(time_zone="America/New_York")
    text = page(own, ann.user).content.decode()  # type: ignore[attr-defined]

    assert "(9 May 22:00–23:00)" in text


def test_page_without_a_release_says_so(own: Subject, ann: DelegationMember) -> None:
    assert b"has not been released yet" in page(own, ann.user).content  # type: ignore[attr-defined]


def test_page_of_who_joined_after_the_release_says_so(released: Release, delegation: Delegation) -> None:
    ben = seat(delegation, "Ben")

    answer = page(subject_of(PartyKind.MEMBER, ben.pk), ben.user)

    assert b"Not in the current release yet" in answer.content  # type: ignore[attr-defined]


def test_itineraries_are_read_by_their_own_their_head_and_the_owners(
    released: Release,
    own: Subject,
    ann: DelegationMember,
    delegation: Delegation,
    host: Partner,
    una: User,
    fay: User,
    ari: User,
    hui: User,
    sam: User,
) -> None:
    readers = {"ann": ann.user, "una": una, "fay": fay, "ari": ari, "hui": hui, "sam": sam}
    allowed = {
        (PartyKind.MEMBER, ann.pk): {"ann", "una", "fay", "ari"},
        (PartyKind.DELEGATION, delegation.pk): {"una", "fay", "ari"},
        (PartyKind.PARTNER, host.pk): {"hui", "fay", "ari"},
    }

    for (kind, pk), names in allowed.items():
        assert {name for name, user in readers.items() if _reads(user, kind, pk)} == names


def _reads(user: User | None, kind: PartyKind, pk: object) -> bool:
    try:
        subject_for(user, kind, pk)  # type: ignore[arg-type]
    except NotPermitted:
        return False
    return True


def test_page_asks_anonymous_readers_to_sign_in_and_tells_strangers_nothing(
    released: Release, own: Subject, sam: User
) -> None:
    assert page(own, None).status_code == 302  # type: ignore[attr-defined]
    assert page(own, sam).status_code == 404  # type: ignore[attr-defined]


def test_page_takes_as_many_queries_for_forty_entries_as_for_four(
    released: Release,
    make_item: MakeItem,
    own: Subject,
    ann: DelegationMember,
    organiser: Partner,
    fay: User,
) -> None:
    counts = []
    for many in (2, 40):
        for number in range(many):
            make_item(f"{number}", at=f"{number % 20}:{number}", minutes=1)
        release(organiser, fay)
        page(own, ann.user)
        with CaptureQueriesContext(connection) as queries:
            page(own, ann.user)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_paper_is_a_pdf_in_both_languages(released: Release, own: Subject, ann: DelegationMember) -> None:
    for language in ("en", "zh-hans"):
        answer = page(own, ann.user, "itinerary.pdf", language)

        assert answer.content.startswith(b"%PDF")  # type: ignore[attr-defined]


def test_calendar_file_moves_the_event_that_it_gave_before(
    talk: ProgrammeItem, own: Subject, ann: DelegationMember, organiser: Partner, fay: User
) -> None:
    release(organiser, fay)
    before = _events(page(own, ann.user, "itinerary.ics").content)  # type: ignore[attr-defined]
    times = {"starts_at": talk.starts_at + HOUR, "ends_at": talk.ends_at + HOUR}
    ProgrammeItem.objects.filter(pk=talk.pk).update(**times)
    release(organiser, fay)

    after = _events(page(own, ann.user, "itinerary.ics").content)  # type: ignore[attr-defined]

    (uid,) = before.keys() & after.keys()
    assert after[uid]["DTSTART"].dt - before[uid]["DTSTART"].dt == HOUR
    assert (before[uid]["SEQUENCE"], after[uid]["SEQUENCE"]) == (1, 2)


def _events(content: bytes) -> dict[str, object]:
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_feed_is_read_without_signing_in_and_only_once_for_each_release(
    released: Release, own: Subject, ann: DelegationMember
) -> None:
    feed = open_feed(own, actor=ann.user, language="en")  # type: ignore[arg-type]
    path = feed_url(feed).removeprefix("http://testserver")

    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"].startswith("text/calendar")
    assert b"Talk" in first.content
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_feed_follows_the_next_release(
    released: Release, own: Subject, ann: DelegationMember, make_item: MakeItem, organiser: Partner, fay: User
) -> None:
    feed = open_feed(own, actor=ann.user, language="en")  # type: ignore[arg-type]
    path = feed_url(feed).removeprefix("http://testserver")
    first = Client().get(path)
    make_item("Farewell", at="20:00")
    release(organiser, fay)

    again = Client().get(path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert b"Farewell" in again.content


def test_feed_is_opened_once_and_void_after_its_revocation(
    released: Release, own: Subject, ann: DelegationMember, una: User
) -> None:
    feed = open_feed(own, actor=ann.user, language="en")  # type: ignore[arg-type]
    assert open_feed(own, actor=ann.user, language="en") == feed  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        revoke_feed(feed, actor=una)

    revoke_feed(feed, actor=ann.user)  # type: ignore[arg-type]
    revoke_feed(feed, actor=ann.user)  # type: ignore[arg-type]

    assert feed_behind(token_of(feed.pk)) is None
    assert open_feed(own, actor=ann.user, language="en") != feed  # type: ignore[arg-type]


def test_feed_ends_with_the_right_to_read(
    released: Release, own: Subject, ann: DelegationMember, una: User
) -> None:
    feed = open_feed(own, actor=ann.user, language="en")  # type: ignore[arg-type]
    Delegation.objects.filter(pk=ann.delegation_id).update(seats_filled=1)

    withdraw_member(ann, actor=una)

    assert feed_behind(token_of(feed.pk)) is None


def test_feed_is_not_guessed(released: Release, own: Subject, ann: DelegationMember) -> None:
    feed = open_feed(own, actor=ann.user, language="en")  # type: ignore[arg-type]
    token = token_of(feed.pk)
    other = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")

    for guess in (other, "", "x", "-" * 43, token + "A"):
        assert feed_behind(guess) is None
    assert feed_behind(token) is not None


def test_feeds_of_an_account_go_with_its_data(released: Release, own: Subject, ann: DelegationMember) -> None:
    feed = open_feed(own, actor=ann.user, language="en")  # type: ignore[arg-type]

    assert remove_feeds(find_feeds(DataSubject(user_id=ann.user_id))) == 1
    assert not CalendarFeed.objects.filter(pk=feed.pk).exists()
