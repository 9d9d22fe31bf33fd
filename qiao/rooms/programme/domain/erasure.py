"""Where the programme names a person, and how that goes."""

from django.db.models import QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.programme.models import Speaker


def find_speakers(subject: DataSubject) -> QuerySet[Speaker]:
    return Speaker.objects.filter(person__in=subject.person_ids)


def erase_speakers(speakers: QuerySet[Speaker]) -> int:
    return speakers.delete()[0]
