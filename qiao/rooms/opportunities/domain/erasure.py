"""Where opportunities hold something about a person, and how it goes: the posting is the host's and stays."""

from django.db.models import QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.opportunities.domain.entry import refresh_entries
from qiao.rooms.opportunities.models import Opportunity, Supervisor

GONE = "–"


def find_posted(subject: DataSubject) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(subject.is_at("posted_by"))


def find_supervisors(subject: DataSubject) -> QuerySet[Supervisor]:
    """Those who are in the directory; a name that a host wrote belongs to nobody we know."""
    return Supervisor.objects.filter(person__in=subject.person_ids)


def forget_posters(opportunities: QuerySet[Opportunity]) -> int:
    return opportunities.update(posted_by=None)


def forget_supervisors(supervisors: QuerySet[Supervisor]) -> int:
    """The place for a supervisor stays, without a name; pages and search no longer know it."""
    ids = list(supervisors.values_list("opportunity", flat=True).distinct())
    count = supervisors.update(person=None, name_zh=GONE, name_en=GONE, topic_zh="", topic_en="")
    refresh_entries(ids)
    return count
