"""Where this room holds something about a person, and how it goes."""

from typing import Any

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.offices.models import OfficeSettings, Recommendation, RegistrationStep, StudentRegistration


def find_registrations(subject: DataSubject) -> QuerySet[StudentRegistration]:
    return StudentRegistration.objects.filter(subject.is_at("profile__user"))


def find_registration_steps(subject: DataSubject) -> QuerySet[RegistrationStep]:
    own = subject.is_at("actor")
    return RegistrationStep.objects.filter(own | Q(subject__in=find_registrations(subject).values("pk")))


def steps_finder(model: type[Any]) -> Any:
    """Of the steps of approvals: those that the person made."""

    def find(subject: DataSubject) -> QuerySet[Any]:
        return model._default_manager.filter(subject.is_at("actor"))  # type: ignore[no-any-return]

    return find


def find_recommendations(subject: DataSubject) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(subject.is_at("recommended_by"))


def find_settings(subject: DataSubject) -> QuerySet[OfficeSettings]:
    """Who stands as the contact of an office: found by the address."""
    return OfficeSettings.objects.filter(email__in=subject.addresses)


def erase_registrations(registrations: QuerySet[StudentRegistration]) -> int:
    """The steps go with them."""
    return registrations.delete()[1].get("offices.StudentRegistration", 0)


def forget_recommenders(recommendations: QuerySet[Recommendation]) -> int:
    return recommendations.update(recommended_by=None)


def forget_contacts(settings: QuerySet[OfficeSettings]) -> int:
    return settings.update(contact="", email="", phone="")
