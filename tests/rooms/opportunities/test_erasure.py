from django.utils import timezone

from qiao.kit.bilingual.search import matching
from qiao.kit.classification import DataSubject
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Person
from qiao.rooms.opportunities.domain.supervisor import add_supervisor
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.domain.erasure import erase_person


def test_a_supervisor_who_is_erased_leaves_a_place_without_a_name(job: Opportunity, hana: User) -> None:
    person = Person.objects.create(name_en="Grace Hopper", visibility="public", consented_at=timezone.now())
    supervisor = add_supervisor(job, actor=hana, person=person, topic_en="Compilers")
    kept = add_supervisor(job, actor=hana, name_en="Ada Byron")

    erase_person(DataSubject(person_ids=frozenset({person.pk})))

    supervisor.refresh_from_db()
    kept.refresh_from_db()
    assert (supervisor.person, supervisor.name_en, supervisor.topic_en) == (None, "–", "")
    assert kept.name_en == "Ada Byron"
    assert not matching(Opportunity.objects.all(), "Hopper").exists()


def test_whoever_posted_is_forgotten_and_the_posting_stays(job: Opportunity, hana: User) -> None:
    erase_person(DataSubject(user_id=hana.pk, emails=frozenset({hana.email})))

    job.refresh_from_db()
    assert (job.posted_by, job.state) == (None, "published")
