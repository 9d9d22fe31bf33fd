"""What finding keeps of a person is theirs alone and goes with them."""

from typing import Any

from django.db.models import QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.finding.models import Bookmark, FindingChoice, SavedSearch


def find_searches(subject: DataSubject) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(subject.is_at("owner"))


def find_bookmarks(subject: DataSubject) -> QuerySet[Bookmark]:
    return Bookmark.objects.filter(subject.is_at("owner"))


def find_choices(subject: DataSubject) -> QuerySet[FindingChoice]:
    return FindingChoice.objects.filter(subject.is_at("owner"))


def erase_rows(rows: QuerySet[Any]) -> int:
    deleted, _by_model = rows.delete()
    return deleted
