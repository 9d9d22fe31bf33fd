"""Where the directory holds something about a person, and how it goes."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from qiao.kit.bilingual.search import unindex
from qiao.kit.classification import DataSubject
from qiao.kit.files.models import StoredFile
from qiao.kit.files.store import remove_all
from qiao.rooms.directory.models import Affiliation, AffiliationClaim, Contact, Membership, Person, PersonName


def with_person_ids(subject: DataSubject) -> DataSubject:
    """The person of the account, and entries without an account that carry one of its addresses."""
    known = subject.is_at("user")
    mentioned = Q(user=None, email__in=subject.emails)
    ids = Person.objects.filter(known | mentioned).values_list("pk", flat=True)
    return replace(subject, person_ids=subject.person_ids | frozenset(ids))


def find_people(subject: DataSubject) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=subject.person_ids)


def find_names(subject: DataSubject) -> QuerySet[PersonName]:
    return PersonName.objects.filter(person__in=subject.person_ids)


def find_affiliations(subject: DataSubject) -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(person__in=subject.person_ids)


def find_contacts(subject: DataSubject) -> QuerySet[Contact]:
    named = Q(person__in=subject.person_ids)
    return Contact.objects.filter(named | Q(email__in=subject.emails))


def find_memberships(subject: DataSubject) -> QuerySet[Membership]:
    return Membership.objects.filter(subject.is_at("user"))


def find_claims(subject: DataSubject) -> QuerySet[AffiliationClaim]:
    if not subject.user_id:
        return AffiliationClaim.objects.none()
    return AffiliationClaim.objects.filter(user=subject.user_id)


def remove(rows: QuerySet[Any]) -> int:
    return len([row.delete() for row in rows])


def erase_people(people: QuerySet[Any]) -> int:
    """With names, affiliations and contacts, the photo and the search entry."""
    found = list(people)
    photos = [person.photo_id for person in found if person.photo_id]
    for person in found:
        unindex(person)
        person.delete()
    remove_all(StoredFile.objects.filter(pk__in=photos))
    return len(found)
