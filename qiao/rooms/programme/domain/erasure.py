"""Where the programme holds something about a person: who released it, whose calendars read it, who speaks."""

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.programme.models import CalendarFeed, Release, Speaker


def find_releases(subject: DataSubject) -> QuerySet[Release]:
    return Release.objects.filter(_is("released_by", subject))


def forget_releasers(releases: QuerySet[Release]) -> int:
    return releases.update(released_by=None)


def find_feeds(subject: DataSubject) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(_is("user", subject))


def remove_feeds(feeds: QuerySet[CalendarFeed]) -> int:
    return feeds.delete()[0]


def find_speakers(subject: DataSubject) -> QuerySet[Speaker]:
    return Speaker.objects.filter(person__in=subject.person_ids)


def erase_speakers(speakers: QuerySet[Speaker]) -> int:
    return speakers.delete()[0]


def _is(field: str, subject: DataSubject) -> Q:
    return Q(**{field: subject.user_id}) if subject.user_id else Q(pk__in=[])
