"""What finding keeps of a person is theirs alone and goes with them."""

from typing import Any

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.finding.models import Bookmark, FindingChoice, SavedSearch


def find_searches(subject: DataSubject) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(_own(subject))


def find_bookmarks(subject: DataSubject) -> QuerySet[Bookmark]:
    return Bookmark.objects.filter(_own(subject))


def find_choices(subject: DataSubject) -> QuerySet[FindingChoice]:
    return FindingChoice.objects.filter(_own(subject))


def erase_rows(rows: QuerySet[Any]) -> int:
    deleted, _by_model = rows.delete()
    return deleted


def _own(subject: DataSubject) -> Q:
    return Q(owner=subject.user_id) if subject.user_id else Q(pk__in=[])
