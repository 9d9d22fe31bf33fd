"""Where a release holds something about a person: who released it, whom it names, whose calendars read it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.programme.models import CalendarFeed, Release, ReleasedName
from qiao.rooms.programme.releases.frozen import digest, thaw_all
from qiao.rooms.programme.releases.names import without_name


def find_releases(subject: DataSubject) -> QuerySet[Release]:
    return Release.objects.filter(subject.is_at("released_by"))


def forget_releasers(releases: QuerySet[Release]) -> int:
    return releases.update(released_by=None)


def find_names(subject: DataSubject) -> QuerySet[ReleasedName]:
    return ReleasedName.objects.filter(person_id__in=subject.person_ids)


@transaction.atomic
def erase_names(names: QuerySet[ReleasedName]) -> int:
    """What was released stays, without the name; with another digest, so that no copy is taken for it."""
    found = list(names.values_list("release", "person_id"))
    for key in sorted({release for release, _person in found}):
        _redact(key, {person for release, person in found if release == key})
    return names.delete()[0]


def find_feeds(subject: DataSubject) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(subject.is_at("user"))


def remove_feeds(feeds: QuerySet[CalendarFeed]) -> int:
    return feeds.delete()[0]


def _redact(key: UUID, people: set[UUID]) -> None:
    release = Release.objects.select_for_update().get(pk=key)
    entries: Any = without_name(release.entries, people)
    told = digest(thaw_all(entries), release.participants)
    Release.objects.filter(pk=key).update(entries=entries, digest=told)
