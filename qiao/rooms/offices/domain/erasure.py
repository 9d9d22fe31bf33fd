"""Where this room holds something about a person, and how it goes."""

from typing import Any

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.offices.models import OfficeSettings, Recommendation, RegistrationStep, StudentRegistration

GONE = "–"


def find_registrations(subject: DataSubject) -> QuerySet[StudentRegistration]:
    return StudentRegistration.objects.filter(_by("profile__user", subject))


def find_registration_steps(subject: DataSubject) -> QuerySet[RegistrationStep]:
    own = _by("actor", subject)
    return RegistrationStep.objects.filter(own | Q(subject__in=find_registrations(subject).values("pk")))


def steps_finder(model: type[Any]) -> Any:
    """Of the steps of approvals: those that the person made."""

    def find(subject: DataSubject) -> QuerySet[Any]:
        return model._default_manager.filter(_by("actor", subject))  # type: ignore[no-any-return]

    return find


def find_recommendations(subject: DataSubject) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(_by("recommended_by", subject))


def find_settings(subject: DataSubject) -> QuerySet[OfficeSettings]:
    """Who stands as the contact of an office: found by the address."""
    addresses = {address.lower() for address in subject.emails} - {""}
    return OfficeSettings.objects.filter(email__in=addresses)


def erase_registrations(registrations: QuerySet[StudentRegistration]) -> int:
    """The steps go with them."""
    return registrations.delete()[1].get("offices.StudentRegistration", 0)


def forget_actors(steps: QuerySet[Any]) -> int:
    steps.exclude(reason="").update(reason=GONE)
    return steps.update(actor=None)


def forget_recommenders(recommendations: QuerySet[Recommendation]) -> int:
    return recommendations.update(recommended_by=None)


def forget_contacts(settings: QuerySet[OfficeSettings]) -> int:
    return settings.update(contact="", email="", phone="")


def _by(path: str, subject: DataSubject) -> Q:
    return Q(**{path: subject.user_id}) if subject.user_id else Q(pk__in=[])
