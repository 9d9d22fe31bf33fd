"""What people keep: searches with their mails, bookmarks with their reminders, a choice."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.finding.domain import digest, mails, saved_search
from qiao.rooms.finding.domain.bookmark import due_bookmarks, remind_of, remove_bookmark, set_bookmark
from qiao.rooms.finding.domain.choice import choose, shows_fit
from qiao.rooms.finding.domain.digest import due_owners, send_digest
from qiao.rooms.finding.domain.saved_search import (
    change_search,
    new_since,
    open_search,
    remove_search,
    save_search,
)
from qiao.rooms.finding.errors import NothingToRemind, TooManySearches
from qiao.rooms.finding.models import Bookmark, SavedSearch
from qiao.rooms.opportunities.domain.opportunity import close_opportunity
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.opportunities.factory import make_draft, make_opportunity

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def kept(sam: User) -> SavedSearch:
    return save_search(sam, name="Vehicles", query="q=汽车&kind=job")


def published(host: Organisation, hana: User, **values: Any) -> Opportunity:
    return make_opportunity(host, hana, **values)


def test_a_search_is_saved_once_in_its_canonical_form(kept: SavedSearch, sam: User) -> None:
    assert kept.query == "q=%E6%B1%BD%E8%BD%A6&kind=job"
    with pytest.raises(ValidationError, match="saved this search already"):
        save_search(sam, name="Again", query="kind=job&q=汽车&x=1")


def test_no_more_than_so_many_are_kept(kept: SavedSearch, sam: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(saved_search, "MOST", 1)

    with pytest.raises(TooManySearches):
        save_search(sam, name="Another", query="kind=camp")


def test_a_search_is_its_owners_alone(kept: SavedSearch, tim: User) -> None:
    for verb in (change_search, open_search, remove_search):
        with pytest.raises(NotPermitted):
            verb(kept, actor=tim)


def test_a_bad_change_is_refused(kept: SavedSearch, sam: User) -> None:
    for values in ({"name": ""}, {"frequency": "hourly"}, {"language": "xx"}):
        with pytest.raises(ValidationError):
            change_search(kept, actor=sam, **values)


def test_new_ones_are_counted_until_the_search_is_opened(
    kept: SavedSearch, sam: User, host: Organisation, hana: User
) -> None:
    other = save_search(sam, name="Camps", query="kind=camp")
    published(host, hana)

    with CaptureQueriesContext(connection) as queries:
        assert new_since(sam, [kept, other]) == [1, 0]
    assert len(queries) == 2
    open_search(kept, actor=sam)
    assert new_since(sam, list(SavedSearch.objects.filter(pk=kept.pk))) == [0]


def test_a_digest_tells_of_all_searches_once(
    kept: SavedSearch, sam: User, host: Organisation, hana: User
) -> None:
    save_search(sam, name="Everything", query="", frequency="weekly")
    save_search(sam, name="Silent", query="kind=job", frequency="off")
    published(host, hana)
    later = timezone.now() + DAY

    assert list(due_owners(later - 2 * HOUR)) == []
    assert [send_digest(owner, later) for owner in due_owners(later)] == [1]
    assert list(due_owners(later)) == []

    mail = OutboxMail.objects.get(template=mails.DIGEST)
    assert [search["name"] for search in mail.context["searches"]] == ["Vehicles"]
    assert "Engineer for connected vehicles" in mail.text
    assert "unsubscribe" in mail.text.lower()
    week = later + dt.timedelta(days=7)
    assert send_digest(sam.pk, week) == 1
    assert OutboxMail.objects.filter(template=mails.DIGEST).count() == 2


def test_a_killed_digest_begins_again(
    kept: SavedSearch, sam: User, host: Organisation, hana: User, monkeypatch: Any
) -> None:
    published(host, hana)
    later = timezone.now() + DAY
    told = mails.tell

    def killed(*args: Any, **kwargs: Any) -> None:
        told(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(digest, "tell", killed)
    with pytest.raises(KeyboardInterrupt):
        send_digest(sam.pk, later)
    assert not OutboxMail.objects.exists()

    monkeypatch.setattr(digest, "tell", told)
    assert [send_digest(owner, later) for owner in due_owners(later)] == [1]
    assert send_digest(sam.pk, later) == 0


def test_nothing_new_is_no_mail(kept: SavedSearch, sam: User) -> None:
    later = timezone.now() + DAY

    assert send_digest(sam.pk, later) == 0
    assert not OutboxMail.objects.exists()
    assert not Job.objects.exists()


def test_mails_switched_on_begin_with_what_comes(
    kept: SavedSearch, sam: User, host: Organisation, hana: User
) -> None:
    change_search(kept, actor=sam, frequency="off")
    published(host, hana)

    change_search(kept, actor=sam, frequency="daily")

    assert send_digest(sam.pk, timezone.now() + DAY) == 0


def test_a_deadline_is_reminded_of_once(sam: User, host: Organisation, hana: User) -> None:
    opportunity = published(host, hana)
    bookmark = set_bookmark(opportunity, actor=sam)
    assert set_bookmark(opportunity, actor=sam) == bookmark
    assert opportunity.closes_at is not None
    near = opportunity.closes_at - 3 * DAY + HOUR

    assert list(due_bookmarks(near - 2 * HOUR)) == []
    assert [remind_of(pk, near) for pk in due_bookmarks(near)] == [1]
    assert list(due_bookmarks(near + HOUR)) == []
    assert remind_of(bookmark.pk, near) == 0
    mail = OutboxMail.objects.get(template=mails.DEADLINE)
    assert "Asia/Shanghai" in mail.text

    moved = opportunity.closes_at + 10 * DAY
    Opportunity.objects.update(closes_at=moved)
    assert [remind_of(pk, moved - DAY) for pk in due_bookmarks(moved - DAY)] == [1]


def test_a_near_or_closed_opportunity_is_not_reminded_of(sam: User, host: Organisation, hana: User) -> None:
    near, closed = published(host, hana), published(host, hana)
    Opportunity.objects.filter(pk=near.pk).update(closes_at=timezone.now() + DAY)
    set_bookmark(Opportunity.objects.get(pk=near.pk), actor=sam)
    set_bookmark(closed, actor=sam)
    assert closed.closes_at is not None
    close_opportunity(closed, actor=hana, reason="filled")

    assert list(due_bookmarks()) == []
    assert list(due_bookmarks(closed.closes_at - DAY)) == []
    with pytest.raises(NothingToRemind):
        set_bookmark(make_draft(host, hana), actor=sam)


def test_a_bookmark_is_its_owners_alone(sam: User, tim: User, host: Organisation, hana: User) -> None:
    bookmark = set_bookmark(published(host, hana), actor=sam)

    with pytest.raises(NotPermitted):
        remove_bookmark(bookmark, actor=tim)
    remove_bookmark(bookmark, actor=sam)
    assert not Bookmark.objects.exists()


def test_fit_can_be_switched_off_and_on(sam: User) -> None:
    assert shows_fit(sam)
    choose(sam, shows_fit=False)
    assert not shows_fit(sam)
    choose(sam, shows_fit=True)
    assert shows_fit(sam)
