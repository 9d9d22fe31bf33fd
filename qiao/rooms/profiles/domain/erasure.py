"""Where profiles hold something about a person, and how it goes.

Applications point at a profile and outlive it: the row stays, empty and nobody's.
"""

from typing import Any

from django.db.models import QuerySet

from qiao.kit.classification import DataSubject
from qiao.kit.files.models import StoredFile
from qiao.kit.files.store import remove_all
from qiao.rooms.profiles.domain.profile import BASICS
from qiao.rooms.profiles.models import Entry, ImportDraft, Profile, ProfileFile
from qiao.rooms.profiles.sections import SECTIONS


def find_profiles(subject: DataSubject) -> QuerySet[Profile]:
    return Profile.objects.filter(subject.is_at("user"))


def find_files(subject: DataSubject) -> QuerySet[ProfileFile]:
    return ProfileFile.objects.filter(profile__in=find_profiles(subject).values("pk"))


def find_drafts(subject: DataSubject) -> QuerySet[ImportDraft]:
    return ImportDraft.objects.filter(profile__in=find_profiles(subject).values("pk"))


def finder_of(model: type[Entry]) -> Any:
    def find(subject: DataSubject) -> QuerySet[Any]:
        return model._default_manager.filter(profile__in=find_profiles(subject).values("pk"))  # type: ignore[misc]  # each has it

    return find


def erase_profiles(profiles: QuerySet[Profile]) -> int:
    """Emptied, with all that hangs on them, and taken off the account."""
    keys = list(profiles.values_list("pk", flat=True))
    erase_files(ProfileFile.objects.filter(profile__in=keys))
    ImportDraft.objects.filter(profile__in=keys).delete()
    for section in SECTIONS.values():
        section.model._default_manager.filter(profile__in=keys).delete()  # type: ignore[misc]  # each has it
    empty: dict[str, Any] = dict.fromkeys(BASICS, "")
    empty |= {"orcid": None, "user": None, "audiences": {}, "has_page": False}
    return Profile.objects.filter(pk__in=keys).update(**empty)


def erase_entries(rows: QuerySet[Any]) -> int:
    return int(rows.delete()[0])


def erase_files(files: QuerySet[ProfileFile]) -> int:
    keys = list(files.values_list("stored", flat=True))
    return remove_all(StoredFile.objects.filter(pk__in=keys))
